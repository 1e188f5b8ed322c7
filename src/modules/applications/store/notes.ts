import type { Queryable, Tx } from '#kit/db';
import type { HandlingTables } from './handling-tables.ts';

/** An officer's note for colleagues; it never reaches the consumer. */
export interface Note {
  readonly id: string;
  readonly applicationId: string;
  readonly officerId: string;
  readonly at: Date;
  readonly text: string;
}

/** @returns false where a note of this id is there: its form was sent twice */
export async function insertNote(tx: Tx, note: Note): Promise<boolean> {
  const { id, applicationId, officerId, at, text } = note;
  const result = await tx
    .withTables<HandlingTables>()
    .insertInto('applications.note')
    .values({ id, application_id: applicationId, officer_id: officerId, at, text })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The last first. */
export async function listNotes(db: Queryable, applicationId: string): Promise<Note[]> {
  return db
    .withTables<HandlingTables>()
    .selectFrom('applications.note')
    .select(['id', 'application_id as applicationId', 'officer_id as officerId', 'at', 'text'])
    .where('application_id', '=', applicationId)
    .orderBy('at', 'desc')
    .execute();
}
