import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Act, ChangedBy } from '../rules/actor.ts';

/** What of an entry a change concerns, by column. */
export type Snapshot = Readonly<Record<string, string>>;

/** One line of an entry's history. */
export interface Change {
  readonly at: Date;
  readonly act: Act;
  readonly who: ChangedBy;
  readonly before: Snapshot;
  readonly after: Snapshot;
}

export async function insertChange(
  tx: Tx,
  of: { readonly register: string; readonly entryId: string },
  { at, act, who, before, after }: Change,
): Promise<void> {
  await sql`insert into registers.change (register, entry_id, at, act, who, before, after)
    values (${of.register}, ${of.entryId}, ${at}, ${act}, ${JSON.stringify(who)}, ${JSON.stringify(before)}, ${JSON.stringify(after)})`.execute(
    tx,
  );
}

/** The history of an entry, newest first. */
export async function listChanges(db: Queryable, entryId: string, most: number): Promise<Change[]> {
  const { rows } = await sql<Change>`select at, act, who, before, after from registers.change
    where entry_id = ${entryId} order by id desc limit ${most}`.execute(db);
  return rows;
}

/** An application that had its effect: which entry it made or renewed. */
export interface Decision {
  readonly applicationId: string;
  readonly applicationNumber: string;
  readonly register: string;
  readonly entryId: string;
}

/** @returns undefined where the application has had no effect yet */
export async function findDecision(db: Queryable, applicationId: string): Promise<Decision | undefined> {
  const { rows } = await sql<Decision>`select application_id as "applicationId", application_number as "applicationNumber",
    register, entry_id as "entryId" from registers.decision where application_id = ${applicationId}`.execute(db);
  return rows[0];
}

/** @returns false where the application has had its effect; two at once: the second waits for the first and then sees it */
export async function insertDecision(tx: Tx, decision: Decision & { readonly at: Date }): Promise<boolean> {
  const { applicationId, applicationNumber, register, entryId, at } = decision;
  const { numAffectedRows } =
    await sql`insert into registers.decision (application_id, application_number, register, entry_id, at)
    values (${applicationId}, ${applicationNumber}, ${register}, ${entryId}, ${at}) on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** The number of the first application that led to an entry: it is what the consumer knows. */
export async function findApplicationNumber(db: Queryable, entryId: string): Promise<string | undefined> {
  const { rows } = await sql<{ number: string }>`select application_number as number from registers.decision
    where entry_id = ${entryId} order by at limit 1`.execute(db);
  return rows[0]?.number;
}
