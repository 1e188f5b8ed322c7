import type { Queryable, Tx } from '#kit/db';
import type { Visitor } from '../rules/visitor.ts';
import type { HandlingTables } from './handling-tables.ts';

/** How an answer came to a counter. */
export interface AnsweredAtCounter {
  /** Undefined until it is known. */
  readonly visitor?: Visitor | undefined;
  /** Which of the wanted documents were seen on paper, by id. */
  readonly originals: readonly string[];
}

/** What an officer asked of the consumer, and what came. */
export interface Enquiry {
  readonly id: string;
  readonly applicationId: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly text: string;
  /** Which of the required documents are wanted, by id. */
  readonly documents: readonly string[];
  /** The consumer's words; final where there is `answeredAt`. */
  readonly answer: string;
  readonly answeredAt: Date | undefined;
  /** Undefined where the person answers at the portal. */
  readonly counter: AnsweredAtCounter | undefined;
}

const columns = [
  'id',
  'application_id',
  'asked_by',
  'asked_at',
  'text',
  'documents',
  'answer',
  'answered_at',
  'counter',
] as const;

type Row = Pick<HandlingTables['applications.enquiry'], (typeof columns)[number]>;

function enquiryOf(row: Row): Enquiry {
  return {
    id: row.id,
    applicationId: row.application_id,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    text: row.text,
    documents: row.documents,
    answer: row.answer,
    answeredAt: row.answered_at ?? undefined,
    counter: (row.counter as AnsweredAtCounter | null) ?? undefined,
  };
}

/** Of one application, in the order in which they were asked. */
export async function listEnquiries(db: Queryable, applicationId: string): Promise<Enquiry[]> {
  const enquiries = db.withTables<HandlingTables>().selectFrom('applications.enquiry').select(columns);
  const rows = await enquiries.where('application_id', '=', applicationId).orderBy('asked_at').execute();
  return rows.map(enquiryOf);
}

/** The one that waits for its answer. */
export async function findOpenEnquiry(db: Queryable, applicationId: string): Promise<Enquiry | undefined> {
  const enquiries = db.withTables<HandlingTables>().selectFrom('applications.enquiry').select(columns);
  const open = enquiries.where('application_id', '=', applicationId).where('answered_at', 'is', null);
  const row = await open.executeTakeFirst();
  return row && enquiryOf(row);
}

export async function insertEnquiry(tx: Tx, enquiry: Omit<Enquiry, 'answer' | 'answeredAt' | 'counter'>): Promise<void> {
  await tx
    .withTables<HandlingTables>()
    .insertInto('applications.enquiry')
    .values({
      id: enquiry.id,
      application_id: enquiry.applicationId,
      asked_by: enquiry.askedBy,
      asked_at: enquiry.askedAt,
      text: enquiry.text,
      documents: [...enquiry.documents],
      answer: '',
      answered_at: null,
      signed_bytes: null,
      cms: null,
      evidence: null,
      signer_serial: null,
      counter: null,
      counter_touched_at: null,
    })
    .execute();
}

/** What changes in an answer before it is sent. */
export interface AnswerChange {
  readonly answer?: string;
  readonly counter?: AnsweredAtCounter | undefined;
  /** When a counter changed it; null where the person does. */
  readonly touchedAt: Date | null;
}

/** Keeps what was put together so far. Only with the application locked. */
export async function saveAnswer(tx: Tx, id: string, { answer, counter, touchedAt }: AnswerChange): Promise<void> {
  const enquiries = tx.withTables<HandlingTables>().updateTable('applications.enquiry');
  const said = answer === undefined ? {} : { answer, counter: counter === undefined ? null : JSON.stringify(counter) };
  await enquiries
    .set({ ...said, counter_touched_at: touchedAt })
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .execute();
}

export interface SignedAnswer {
  readonly at: Date;
  readonly signedBytes: Uint8Array;
  readonly cms: Uint8Array;
  /** Serialised evidence of the verification (EDS-LTV). */
  readonly evidence: Uint8Array;
  readonly signerSerial: string;
}

/** Closes an enquiry with its signed answer. Only with the application locked. */
export async function closeEnquiry(
  tx: Tx,
  id: string,
  signed: SignedAnswer & { readonly counter: AnsweredAtCounter | undefined },
): Promise<void> {
  await tx
    .withTables<HandlingTables>()
    .updateTable('applications.enquiry')
    .set({
      answered_at: signed.at,
      signed_bytes: Buffer.from(signed.signedBytes),
      cms: Buffer.from(signed.cms),
      evidence: Buffer.from(signed.evidence),
      signer_serial: signed.signerSerial,
      counter: signed.counter === undefined ? null : JSON.stringify(signed.counter),
    })
    .where('id', '=', id)
    .execute();
}
