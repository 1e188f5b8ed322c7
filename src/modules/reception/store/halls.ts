import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';

/** The secret addresses of a centre's terminals and displays. */
export interface HallKeys {
  readonly bodyId: string;
  readonly terminalKey: string;
  readonly displayKey: string;
}

const columns = sql`body_id as "bodyId", terminal_key as "terminalKey", display_key as "displayKey"`;

export async function findHallOf(db: Queryable, bodyId: string): Promise<HallKeys | undefined> {
  const { rows } = await sql<HallKeys>`select ${columns} from reception.hall where body_id = ${bodyId}`.execute(db);
  return rows[0];
}

/** The centre whose terminal or display comes with this key. */
export async function findHallByKey(db: Queryable, device: 'terminal' | 'display', key: string): Promise<HallKeys | undefined> {
  const column = sql.ref(device === 'terminal' ? 'terminal_key' : 'display_key');
  const { rows } = await sql<HallKeys>`select ${columns} from reception.hall where ${column} = ${key}`.execute(db);
  return rows[0];
}

/** Enters a centre's keys where it has none. */
export async function insertHall(tx: Tx, { bodyId, terminalKey, displayKey }: HallKeys): Promise<void> {
  await sql`insert into reception.hall (body_id, terminal_key, display_key) values (${bodyId}, ${terminalKey}, ${displayKey})
    on conflict (body_id) do nothing`.execute(tx);
}

export async function renewKeys(tx: Tx, { bodyId, terminalKey, displayKey }: HallKeys): Promise<void> {
  await sql`update reception.hall set terminal_key = ${terminalKey}, display_key = ${displayKey}
    where body_id = ${bodyId}`.execute(tx);
}
