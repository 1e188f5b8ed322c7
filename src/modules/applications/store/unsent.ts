import type { Queryable, Tx } from '#kit/db';
import type { HandlingTables } from './handling-tables.ts';
import type { Tables } from './tables.ts';

/** What a counter touched last before this time, so many at once. */
export interface Untouched {
  readonly before: Date;
  readonly most: number;
}

/** Drafts of counters; one that somebody is changing just now is left for the next time. */
export async function lockUntouchedDrafts(tx: Tx, { before, most }: Untouched): Promise<string[]> {
  const drafts = tx.withTables<Tables>().selectFrom('applications.draft').select('id').where('officer_id', 'is not', null);
  const rows = await drafts.where('updated_at', '<', before).limit(most).forUpdate().skipLocked().execute();
  return rows.map(({ id }) => id);
}

/** Something of an application that was put together at a counter and not sent. */
export interface Unsent {
  readonly id: string;
  readonly applicationId: string;
}

/** Statements that nobody has signed. They change under the lock of their application only. */
export async function findUntouchedStatements(db: Queryable, { before, most }: Untouched): Promise<Unsent[]> {
  return db
    .withTables<HandlingTables>()
    .selectFrom('applications.statement')
    .select(['id', 'application_id as applicationId'])
    .where('signed_at', 'is', null)
    .where('touched_at', '<', before)
    .limit(most)
    .execute();
}

/** @returns false where it was signed, or touched again, meanwhile */
export async function removeUntouchedStatement(tx: Tx, { id }: Unsent, before: Date): Promise<boolean> {
  const unsigned = tx.withTables<HandlingTables>().deleteFrom('applications.statement').where('signed_at', 'is', null);
  const result = await unsigned.where('id', '=', id).where('touched_at', '<', before).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Open enquiries whose answer a counter began. They change under the lock of their application only. */
export async function findUntouchedAnswers(db: Queryable, { before, most }: Untouched): Promise<Unsent[]> {
  return db
    .withTables<HandlingTables>()
    .selectFrom('applications.enquiry')
    .select(['id', 'application_id as applicationId'])
    .where('answered_at', 'is', null)
    .where('counter_touched_at', '<', before)
    .limit(most)
    .execute();
}

/** The question stays. @returns false where it was answered, or touched again, meanwhile */
export async function emptyUntouchedAnswer(tx: Tx, { id }: Unsent, before: Date): Promise<boolean> {
  const open = tx.withTables<HandlingTables>().updateTable('applications.enquiry').where('answered_at', 'is', null);
  const result = await open
    .set({ answer: '', counter: null, counter_touched_at: null })
    .where('id', '=', id)
    .where('counter_touched_at', '<', before)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
