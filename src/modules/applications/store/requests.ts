import type { Queryable, Tx } from '#kit/db';
import type { RequestContents } from '#regulations';
import type { Tables } from './tables.ts';

/** What was signed and with what. */
export interface SignedRequest {
  readonly applicationId: string;
  readonly contents: RequestContents;
  readonly signedBytes: Uint8Array;
  readonly cms: Uint8Array;
  /** Serialised evidence of the verification (EDS-LTV). */
  readonly evidence: Uint8Array;
  readonly signerSerial: string;
  readonly signedAt: Date;
}

export async function insertRequest(tx: Tx, request: SignedRequest): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('applications.request')
    .values({
      application_id: request.applicationId,
      contents: JSON.stringify(request.contents),
      signed_bytes: Buffer.from(request.signedBytes),
      cms: Buffer.from(request.cms),
      evidence: Buffer.from(request.evidence),
      signer_serial: request.signerSerial,
      signed_at: request.signedAt,
    })
    .execute();
}

/** The same signature with a time stamp, and the evidence with it. */
export async function replaceSignature(
  tx: Tx,
  applicationId: string,
  made: { cms: Uint8Array; evidence: Uint8Array },
): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('applications.request')
    .set({ cms: Buffer.from(made.cms), evidence: Buffer.from(made.evidence) })
    .where('application_id', '=', applicationId)
    .execute();
}

export async function findRequest(db: Queryable, applicationId: string): Promise<SignedRequest | undefined> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('applications.request')
    .select(['contents', 'signed_bytes', 'cms', 'evidence', 'signer_serial', 'signed_at'])
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { cms, evidence } = row;
  const contents = row.contents as RequestContents;
  return {
    applicationId,
    contents,
    signedBytes: row.signed_bytes,
    cms,
    evidence,
    signerSerial: row.signer_serial,
    signedAt: row.signed_at,
  };
}
