import { sql } from 'kysely';
import type { Queryable } from '#kit/db';
import type { Iin } from '#subjects';
import type { AccessGround, Consent, PersonAnswer } from '../ports.ts';

/** What was read: an entry of a foreign registry, an application, a document, a file, an entry of a register of the body. */
export type AccessKind = 'registry' | 'application' | 'document' | 'file' | 'register';

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

/** Writes down who read whose data, in the transaction of the reading; lines are never changed (CAB-9). */
export async function recordAccess(db: Queryable, access: Access): Promise<void> {
  const row = JSON.stringify(rowOf(access));
  // What is absent in the JSON is null in the row; `registry` is the column's name of before.
  await sql`insert into registries.access_log
      (at, registry, iin, who, purpose, reference, outcome, kind, officer_name, officer_bin, number, consent, consent_number)
    select at, registry, iin, who, purpose, reference, outcome, kind, officer_name, officer_bin, number, consent, consent_number
    from jsonb_populate_record(null::registries.access_log, ${row}::jsonb)`.execute(db);
}

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

export interface AccessLine {
  readonly at: Date;
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
  readonly limit: number;
  readonly offset: number;
}

/** Who looked at this person's data, newest first. */
export async function listAccesses(db: Queryable, search: AccessSearch): Promise<{ lines: AccessLine[]; total: number }> {
  const { iin, from = null, to = null, limit, offset } = search;
  const meant = sql`iin = ${iin} and (${from}::timestamptz is null or at >= ${from}) and (${to}::timestamptz is null or at < ${to})`;
  const { rows } = await sql<AccessLine>`select at, kind, registry as what, who, officer_name as "officerName",
      officer_bin as "officerBin", purpose, reference, number, consent, consent_number as "consentNumber", outcome
    from registries.access_log where ${meant} order by at desc, id desc limit ${limit} offset ${offset}`.execute(db);
  const { rows: counted } = await sql<{ total: number }>`select count(*) as total from registries.access_log
    where ${meant}`.execute(db);
  return { lines: rows, total: counted[0]?.total ?? 0 };
}
