import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { DocumentNumber } from '../rules/number.ts';

export type DocumentStatus = 'prepared' | 'issued' | 'annulled' | 'replaced';

export interface StoredDocument {
  readonly id: string;
  readonly number: DocumentNumber;
  /** The account of the recipient. */
  readonly owner: string;
  readonly application: string;
  readonly regulation: string;
  readonly output: string;
  readonly version: string;
  readonly bodyBin: string;
  readonly status: DocumentStatus;
  readonly issuedAt: Date;
  readonly validUntil: Date | null;
  readonly statusSince: Date;
  readonly replacedBy: string | null;
  readonly pdfSha256: string;
  readonly pdfSize: number;
  readonly sealed: Uint8Array;
  readonly cms: Uint8Array | null;
}

type DocumentRow = {
  id: string;
  number: DocumentNumber;
  owner: string;
  application: string;
  regulation: string;
  output: string;
  version: string;
  body_bin: string;
  status: DocumentStatus;
  issued_at: Date;
  valid_until: Date | null;
  status_since: Date;
  replaced_by: string | null;
  pdf_sha256: string;
  pdf_size: number;
  sealed: Uint8Array;
  cms: Uint8Array | null;
};
// Type aliases: kysely's table types take no interfaces.
type Tables = { 'documents.document': DocumentRow };

const t = (q: Queryable) => q.withTables<Tables>();
const columns = [
  'id',
  'number',
  'owner',
  'application',
  'regulation',
  'output',
  'version',
  'body_bin as bodyBin',
  'status',
  'issued_at as issuedAt',
  'valid_until as validUntil',
  'status_since as statusSince',
  'replaced_by as replacedBy',
  'pdf_sha256 as pdfSha256',
  'pdf_size as pdfSize',
  'sealed',
  'cms',
] as const;

export async function insertDocument(tx: Tx, document: StoredDocument): Promise<void> {
  await t(tx)
    .insertInto('documents.document')
    .values({
      id: document.id,
      number: document.number,
      owner: document.owner,
      application: document.application,
      regulation: document.regulation,
      output: document.output,
      version: document.version,
      body_bin: document.bodyBin,
      status: document.status,
      issued_at: document.issuedAt,
      valid_until: document.validUntil,
      status_since: document.statusSince,
      replaced_by: document.replacedBy,
      pdf_sha256: document.pdfSha256,
      pdf_size: document.pdfSize,
      sealed: document.sealed,
      cms: document.cms,
    })
    .execute();
}

export async function findDocument(q: Queryable, id: string): Promise<StoredDocument | undefined> {
  return t(q).selectFrom('documents.document').select(columns).where('id', '=', id).executeTakeFirst();
}

export async function findByNumber(q: Queryable, number: DocumentNumber): Promise<StoredDocument | undefined> {
  return t(q).selectFrom('documents.document').select(columns).where('number', '=', number).executeTakeFirst();
}

export async function findByPdfHash(q: Queryable, sha256: string): Promise<StoredDocument | undefined> {
  return t(q).selectFrom('documents.document').select(columns).where('pdf_sha256', '=', sha256).executeTakeFirst();
}

/** Newest last; those that only wait for a signature too. */
export async function listOfApplication(q: Queryable, application: string): Promise<StoredDocument[]> {
  return t(q)
    .selectFrom('documents.document')
    .select(columns)
    .where('application', '=', application)
    .orderBy('issued_at')
    .orderBy('id')
    .execute();
}

/** Whether any document of a body was ever issued here: then its register is here. */
export async function isBodyKnown(q: Queryable, bin: string): Promise<boolean> {
  const found = await t(q)
    .selectFrom('documents.document')
    .select('id')
    .where('body_bin', '=', bin)
    .where('status', '<>', 'prepared')
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** The issued documents of a person, newest first. */
export async function listOfOwner(q: Queryable, owner: string): Promise<StoredDocument[]> {
  return t(q)
    .selectFrom('documents.document')
    .select(columns)
    .where('owner', '=', owner)
    .where('status', '<>', 'prepared')
    .orderBy('issued_at', 'desc')
    .execute();
}

/** A step of a document's life. @returns false where it was not in the state `from` any more. */
export async function moveDocument(
  tx: Tx,
  id: string,
  step: {
    readonly from: DocumentStatus;
    readonly to: DocumentStatus;
    readonly at: Date;
    readonly cms?: Uint8Array;
    readonly replacedBy?: string;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await t(tx)
    .updateTable('documents.document')
    .set({
      status: step.to,
      status_since: step.at,
      ...(step.cms ? { cms: step.cms } : {}),
      ...(step.replacedBy ? { replaced_by: step.replacedBy } : {}),
    })
    .where('id', '=', id)
    .where('status', '=', step.from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deletePrepared(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await t(tx)
    .deleteFrom('documents.document')
    .where('id', '=', id)
    .where('status', '=', 'prepared')
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Which of these hashes a file or a document refers to. */
export async function usedHashes(q: Queryable, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from documents.file where sha256 = any(${[...hashes]})
    union select pdf_sha256 from documents.document where pdf_sha256 = any(${[...hashes]})`.execute(q);
  return new Set(rows.map(({ sha256 }) => sha256));
}
