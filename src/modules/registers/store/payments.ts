import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Payment } from '../rules/payments.ts';

/** The table of payments of an entry, made anew. */
export async function replacePayments(tx: Tx, entryId: string, payments: readonly Payment[]): Promise<void> {
  await sql`delete from registers.payment where entry_id = ${entryId}`.execute(tx);
  await sql`insert into registers.payment (entry_id, number, year, quarter, sum)
    select ${entryId}, p.number, p.year, p.quarter, p.sum from json_to_recordset(${JSON.stringify(payments)})
    as p(number int, year int, quarter int, sum int)`.execute(tx);
}

export async function listPayments(db: Queryable, entryId: string): Promise<Payment[]> {
  const { rows } = await sql<Payment>`select number, year, quarter, sum from registers.payment
    where entry_id = ${entryId} order by number`.execute(db);
  return rows;
}
