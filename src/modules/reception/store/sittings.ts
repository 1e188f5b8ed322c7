import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Today } from '../services.ts';

/** An operator at a window. */
export interface Sitting {
  readonly window: number;
  readonly operatorId: string;
}

const columns = sql`window_number as window, operator_id as "operatorId"`;

/** Who sits where today. */
export async function listSittings(db: Queryable, { bodyId, day }: Today): Promise<Sitting[]> {
  const { rows } = await sql<Sitting>`select ${columns} from reception.sitting
    where body_id = ${bodyId} and day = ${day} order by window_number`.execute(db);
  return rows;
}

/** Until the end of the transaction this operator goes to no other window. */
export async function lockOperator(tx: Tx, operatorId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`reception.operator ${operatorId}`}, 0))`.execute(tx);
}

/** Until the end of the transaction this operator does one thing. */
export async function lockSitting(tx: Tx, { bodyId, day }: Today, operatorId: string): Promise<Sitting | undefined> {
  const { rows } = await sql<Sitting>`select ${columns} from reception.sitting
    where body_id = ${bodyId} and day = ${day} and operator_id = ${operatorId} for update`.execute(tx);
  return rows[0];
}

/** Frees the window at which the operator sits, of whatever day. */
export async function removeSitting(tx: Tx, operatorId: string): Promise<void> {
  await sql`delete from reception.sitting where operator_id = ${operatorId}`.execute(tx);
}

/** @returns false where somebody else sits there today; who sat there on an earlier day has gone home */
export async function takeWindow(tx: Tx, { bodyId, day }: Today, { window, operatorId }: Sitting): Promise<boolean> {
  const { rows } = await sql`insert into reception.sitting (body_id, window_number, operator_id, day)
    values (${bodyId}, ${window}, ${operatorId}, ${day})
    on conflict (body_id, window_number) do update set operator_id = excluded.operator_id, day = excluded.day
      where reception.sitting.day < excluded.day
    returning 1`.execute(tx);
  return rows.length > 0;
}
