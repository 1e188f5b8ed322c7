import type { Queryable, Tx } from '#kit/db';
import type { PrintedFact } from '#regulations';
import type { Tables } from './tables.ts';

/** A mark of the check list of documents. */
export type DocumentCheck = 'ok' | 'wrong';

/** An officer's work on a decision, before it is one. */
export interface Preparation {
  /** By required document. */
  readonly checks: Readonly<Record<string, DocumentCheck>>;
  /** Which of the regulation's outputs it is to be. */
  readonly output: string | undefined;
  /** What the officer wrote, by fact. */
  readonly values: Readonly<Record<string, string>>;
  readonly grounds: readonly string[];
  readonly preparedBy: string | undefined;
  /** The facts as they were sent for signature. */
  readonly facts: readonly PrintedFact[] | undefined;
  readonly sentAt: Date | undefined;
  /** Made and waiting for the signature. */
  readonly documentId: string | undefined;
  /** Number of the certificate that stands on it. */
  readonly documentSerial: string | undefined;
  readonly returnedReason: string | undefined;
  /** Last change; undefined where nothing was done yet. */
  readonly changedAt: Date | undefined;
}

const none: Preparation = {
  checks: {},
  output: undefined,
  values: {},
  grounds: [],
  preparedBy: undefined,
  facts: undefined,
  sentAt: undefined,
  documentId: undefined,
  documentSerial: undefined,
  returnedReason: undefined,
  changedAt: undefined,
};

const columns = [
  'checks',
  'output',
  'officer_values',
  'grounds',
  'prepared_by',
  'facts',
  'sent_at',
  'document_id',
  'document_serial',
  'returned_reason',
  'prepared_at',
] as const;

/** The work on a decision; of an application on which none was done yet, an empty one. */
export async function findPreparation(db: Queryable, applicationId: string): Promise<Preparation> {
  const preparations = db.withTables<Tables>().selectFrom('applications.preparation').select(columns);
  const row = await preparations.where('application_id', '=', applicationId).executeTakeFirst();
  if (row === undefined) return none;
  return {
    checks: row.checks as Preparation['checks'],
    output: row.output ?? undefined,
    values: row.officer_values as Preparation['values'],
    grounds: row.grounds,
    preparedBy: row.prepared_by ?? undefined,
    facts: (row.facts as PrintedFact[] | null) ?? undefined,
    sentAt: row.sent_at ?? undefined,
    documentId: row.document_id ?? undefined,
    documentSerial: row.document_serial ?? undefined,
    returnedReason: row.returned_reason ?? undefined,
    changedAt: row.prepared_at ?? undefined,
  };
}

/** Only with the application locked. */
export async function putPreparation(
  tx: Tx,
  applicationId: string,
  preparation: Omit<Preparation, 'changedAt'> & { at: Date },
): Promise<void> {
  const row = {
    checks: JSON.stringify(preparation.checks),
    output: preparation.output ?? null,
    officer_values: JSON.stringify(preparation.values),
    grounds: [...preparation.grounds],
    prepared_by: preparation.preparedBy ?? null,
    prepared_at: preparation.at,
    facts: preparation.facts === undefined ? null : JSON.stringify(preparation.facts),
    sent_at: preparation.sentAt ?? null,
    document_id: preparation.documentId ?? null,
    document_serial: preparation.documentSerial ?? null,
    returned_reason: preparation.returnedReason ?? null,
  };
  await tx
    .withTables<Tables>()
    .insertInto('applications.preparation')
    .values({ application_id: applicationId, ...row })
    .onConflict((conflict) => conflict.column('application_id').doUpdateSet(row))
    .execute();
}
