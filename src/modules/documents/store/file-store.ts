import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { FileType } from '../rules/content/examine.ts';

export interface StoredFile {
  readonly id: string;
  /** The account that it belongs to. */
  readonly owner: string;
  /** What it is attached to, such as an application. */
  readonly holder: string | null;
  readonly kind: string;
  readonly title: string;
  readonly name: string;
  readonly type: FileType;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly createdAt: Date;
}

// Type aliases: kysely's table types take no interfaces.
type FileRow = Omit<{ [Column in keyof StoredFile]: StoredFile[Column] }, 'createdAt'> & { readonly created_at: Date };
type Tables = { 'documents.file': FileRow };

const t = (q: Queryable) => q.withTables<Tables>();
const columns = ['id', 'owner', 'holder', 'kind', 'title', 'name', 'type', 'size', 'sha256', 'created_at as createdAt'] as const;

export async function insertFile(tx: Tx, { createdAt, ...file }: StoredFile): Promise<void> {
  await t(tx)
    .insertInto('documents.file')
    .values({ ...file, created_at: createdAt })
    .execute();
}

/** Two uploads of one owner count one after the other, so that both cannot take the last free place. */
export async function lockOwner(tx: Tx, owner: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`documents.file ${owner}`}, 0))`.execute(tx);
}

export async function findFile(q: Queryable, id: string): Promise<StoredFile | undefined> {
  return t(q).selectFrom('documents.file').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Newest last. @param holder null: those of the cabinet. */
export async function listFiles(
  q: Queryable,
  { owner, holder }: { readonly owner: string; readonly holder: string | null },
): Promise<StoredFile[]> {
  return t(q)
    .selectFrom('documents.file')
    .select(columns)
    .where('owner', '=', owner)
    .where('holder', holder === null ? 'is' : '=', holder)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Files attached to a thing, whoever they belong to. */
export async function listHeld(q: Queryable, holder: string): Promise<StoredFile[]> {
  return t(q)
    .selectFrom('documents.file')
    .select(columns)
    .where('holder', '=', holder)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** A file of somebody, where it is: another's, or one that lies elsewhere, is missing (SEC-2). */
export interface FileKey {
  readonly id: string;
  readonly owner: string;
  /** What it is attached to; null: the person's cabinet. */
  readonly holder: string | null;
}

/** The file, and nobody takes it away until the transaction ends. */
export async function lockFile(tx: Tx, { id, owner, holder }: FileKey): Promise<StoredFile | undefined> {
  return t(tx)
    .selectFrom('documents.file')
    .select(columns)
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('holder', holder === null ? 'is' : '=', holder)
    .forUpdate()
    .executeTakeFirst();
}

export async function deleteFile(tx: Tx, { id, owner, holder }: FileKey): Promise<boolean> {
  const { numDeletedRows } = await t(tx)
    .deleteFrom('documents.file')
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('holder', holder === null ? 'is' : '=', holder)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function retitleFile(tx: Tx, { id, owner, holder }: FileKey, title: string): Promise<boolean> {
  const { numUpdatedRows } = await t(tx)
    .updateTable('documents.file')
    .set({ title })
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('holder', holder === null ? 'is' : '=', holder)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
