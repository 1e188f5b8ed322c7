import type { Queryable, Tx } from '#kit/db';
import type { HandlingTables } from './handling-tables.ts';

/** A complaint about a refusal, and the head's answer. */
export interface Complaint {
  readonly applicationId: string;
  readonly bodyId: string;
  readonly filedAt: Date;
  readonly text: string;
  readonly answeredAt: Date | undefined;
  readonly answeredBy: string | undefined;
  readonly answer: string | undefined;
}

const columns = ['application_id', 'body_id', 'filed_at', 'text', 'answered_at', 'answered_by', 'answer'] as const;

function complaintOf(row: HandlingTables['applications.complaint']): Complaint {
  return {
    applicationId: row.application_id,
    bodyId: row.body_id,
    filedAt: row.filed_at,
    text: row.text,
    answeredAt: row.answered_at ?? undefined,
    answeredBy: row.answered_by ?? undefined,
    answer: row.answer ?? undefined,
  };
}

/** @returns false where there is a complaint about this refusal already */
export async function insertComplaint(
  tx: Tx,
  complaint: Pick<Complaint, 'applicationId' | 'bodyId' | 'filedAt' | 'text'>,
): Promise<boolean> {
  const { applicationId, bodyId, filedAt, text } = complaint;
  const row = { application_id: applicationId, body_id: bodyId, filed_at: filedAt, text };
  const result = await tx
    .withTables<HandlingTables>()
    .insertInto('applications.complaint')
    .values({ ...row, answered_at: null, answered_by: null, answer: null })
    .onConflict((conflict) => conflict.column('application_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findComplaint(db: Queryable, applicationId: string): Promise<Complaint | undefined> {
  const complaints = db.withTables<HandlingTables>().selectFrom('applications.complaint').select(columns);
  const row = await complaints.where('application_id', '=', applicationId).executeTakeFirst();
  return row && complaintOf(row);
}

/** Complaints of a body that wait for an answer, the oldest first. */
export async function listOpenComplaints(db: Queryable, bodyId: string, limit: number): Promise<Complaint[]> {
  const complaints = db.withTables<HandlingTables>().selectFrom('applications.complaint').select(columns);
  const open = complaints.where('body_id', '=', bodyId).where('answered_at', 'is', null);
  return (await open.orderBy('filed_at').limit(limit).execute()).map(complaintOf);
}

export async function countOpenComplaints(db: Queryable, bodyId: string): Promise<number> {
  const { count } = await db
    .withTables<HandlingTables>()
    .selectFrom('applications.complaint')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('body_id', '=', bodyId)
    .where('answered_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** @returns false where it was answered before: the first answer stands */
export async function putComplaintAnswer(
  tx: Tx,
  applicationId: string,
  given: { by: string; answer: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .withTables<HandlingTables>()
    .updateTable('applications.complaint')
    .set({ answer: given.answer, answered_by: given.by, answered_at: given.at })
    .where('application_id', '=', applicationId)
    .where('answered_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
