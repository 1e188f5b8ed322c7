import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Iin } from '#subjects';

/** Until the end of the transaction nobody else counts this officer's look-ups. */
export async function lockOfficer(tx: Tx, officerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`registries.lookup ${officerId}`}, 0))`.execute(tx);
}

export async function forgetLookups(tx: Tx, officerId: string, before: Date): Promise<void> {
  await sql`delete from registries.lookup where officer_id = ${officerId} and at < ${before}`.execute(tx);
}

/** How many people stand there besides this one, and whether this one does. */
export async function countOthers(tx: Tx, officerId: string, iin: Iin): Promise<{ others: number; isKnown: boolean }> {
  const { rows } = await sql<{ others: number; isKnown: boolean }>`select count(*) filter (where iin <> ${iin}) as others,
      coalesce(bool_or(iin = ${iin}), false) as "isKnown"
    from registries.lookup where officer_id = ${officerId}`.execute(tx);
  return rows[0] ?? { others: 0, isKnown: false };
}

export async function noteLookup(tx: Tx, lookup: { officerId: string; iin: Iin; at: Date }): Promise<void> {
  const { officerId, iin, at } = lookup;
  await sql`insert into registries.lookup (officer_id, iin, at) values (${officerId}, ${iin}, ${at})`.execute(tx);
}

export async function hasAlarm(tx: Tx, officerId: string, since: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from registries.alarm where officer_id = ${officerId} and at >= ${since} limit 1`.execute(
    tx,
  );
  return rows.length > 0;
}

export async function insertAlarm(
  tx: Tx,
  alarm: { officerId: string; officerBin: string; at: Date; persons: number },
): Promise<void> {
  const { officerId, officerBin, at, persons } = alarm;
  await sql`insert into registries.alarm (officer_id, officer_bin, at, persons)
    values (${officerId}, ${officerBin}, ${at}, ${persons})`.execute(tx);
}

/** How often officers were stopped, ever: for the figures, which show how it grows. */
export async function countAlarms(db: Queryable): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from registries.alarm`.execute(db);
  return rows[0]?.count ?? 0;
}
