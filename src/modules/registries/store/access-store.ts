import { sql } from 'kysely';
import type { Queryable } from '#kit/db';
import type { Iin } from '#subjects';
import type { AccessGround, Consent, PersonAnswer } from '../ports.ts';

/** What was read: an entry of a foreign registry, an application, a document, a file, an entry of a register of the body. */
export type AccessKind = 'registry' | 'application' | 'document' | 'file' | 'register';

/** The purposes of who is shown people without opening what is theirs, as they stay in the lines. */
export type ListingPurpose = 'list' | 'search';

/** One reading of a person's data. */
export interface Access {
  readonly at: Date;
  readonly iin: Iin;
  readonly kind: AccessKind;
  /** Which: id of the registry's service, of the service that was applied for, name of the register. */
  readonly what: string;
  readonly ground: AccessGround;
  readonly outcome: PersonAnswer['kind'];
}

const columns = sql`at, registry, iin, who, purpose, reference, outcome, kind, officer_name, officer_bin, number, consent,
  consent_number, listed_on`;

/** Writes down who read whose data, in the transaction of the reading; lines are never changed (CAB-9). */
export async function recordAccess(db: Queryable, ...accesses: readonly Access[]): Promise<void> {
  await insertLines(db, accesses.map(rowOf));
}

/**
 * Writes down who stood in a list that an officer was shown, once a day.
 *
 * @param day the day of the reading in the state's time, `2026-11-22`
 * @returns how many lines are new that day
 */
export async function recordListed(db: Queryable, listed: { accesses: readonly Access[]; day: string }): Promise<number> {
  return insertLines(
    db,
    listed.accesses.map((access) => ({ ...rowOf(access), listed_on: listed.day })),
  );
}

async function insertLines(db: Queryable, rows: readonly Record<string, unknown>[]): Promise<number> {
  if (rows.length === 0) return 0;
  // What is absent in the JSON is null in the row.
  const { numAffectedRows = 0n } = await sql`insert into registries.access_log (${columns})
    select ${columns} from jsonb_populate_recordset(null::registries.access_log, ${JSON.stringify(rows)}::jsonb)
    on conflict do nothing`.execute(db);
  return Number(numAffectedRows);
}

/** How many people an officer was shown in lists on that day. */
export async function countListed(db: Queryable, { who, day }: { who: string; day: string }): Promise<number> {
  const { rows } = await sql<{ people: number }>`select count(distinct iin) as people from registries.access_log
    where who = ${who} and listed_on = ${day}`.execute(db);
  return rows[0]?.people ?? 0;
}

/** `registry` is the column's name of before: it holds what was read. */
function rowOf({ at, iin, kind, what: registry, ground, outcome }: Access): Record<string, unknown> {
  const { who, officer, purpose, reference, number, consent } = ground;
  return {
    at,
    registry,
    iin,
    who,
    purpose,
    reference,
    outcome,
    kind,
    number,
    officer_name: officer?.name,
    officer_bin: officer?.bin,
    consent: consent?.kind,
    consent_number: consent?.number,
  };
}

/** The readings of the same thing on the same ground by one officer on one day. */
export interface AccessLine {
  /** Of the last of them. */
  readonly at: Date;
  readonly firstAt: Date;
  readonly times: number;
  readonly kind: AccessKind;
  readonly what: string;
  readonly who: string | null;
  readonly officerName: string | null;
  readonly officerBin: string | null;
  readonly purpose: string;
  readonly reference: string | null;
  readonly number: string | null;
  readonly consent: Consent['kind'] | null;
  readonly consentNumber: string | null;
  readonly outcome: PersonAnswer['kind'];
}

export interface AccessSearch {
  readonly iin: Iin;
  readonly from?: Date | undefined;
  /** Before this moment. */
  readonly to?: Date | undefined;
  /** What was opened, looked for or given out; without the lists in which the person stood. */
  readonly withoutLists?: boolean;
  readonly limit: number;
  readonly offset: number;
}

const day = sql`((at at time zone 'UTC') + interval '5 hours')::date`;
const same = sql`${day}, kind, registry, who, officer_name, officer_bin, purpose, reference, number,
  consent, consent_number, outcome`;

/** Who looked at this person's data, newest first; what one officer read again on the same day is one line. */
export async function listAccesses(db: Queryable, search: AccessSearch): Promise<{ lines: AccessLine[]; total: number }> {
  const { iin, from = null, to = null, withoutLists = false, limit, offset } = search;
  const meant = sql`iin = ${iin} and (${from}::timestamptz is null or at >= ${from}) and (${to}::timestamptz is null or at < ${to})
    and (not ${withoutLists}::boolean or purpose <> 'list')`;
  const { rows } =
    await sql<AccessLine>`select max(at) as at, min(at) as "firstAt", count(*) as times, kind, registry as what, who,
      officer_name as "officerName", officer_bin as "officerBin", purpose, reference, number, consent, consent_number as "consentNumber",
      outcome
    from registries.access_log where ${meant} group by ${same} order by max(at) desc, max(id) desc
    limit ${limit} offset ${offset}`.execute(db);
  const { rows: counted } = await sql<{ total: number }>`select count(*) as total
    from (select from registries.access_log where ${meant} group by ${same}) line`.execute(db);
  return { lines: rows, total: counted[0]?.total ?? 0 };
}
