import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { ImportRow } from '../rules/import.ts';

/** A file that was read and waits to be stored. */
export interface Import {
  readonly id: string;
  readonly bodyId: string;
  readonly officerId: string;
  readonly register: string;
  readonly fileName: string;
  readonly rows: readonly ImportRow[];
  readonly at: Date;
}

export async function insertImport(tx: Tx, { id, bodyId, officerId, register, fileName, rows, at }: Import): Promise<void> {
  await sql`insert into registers.import (id, body_id, officer_id, register, file_name, rows, at)
    values (${id}, ${bodyId}, ${officerId}, ${register}, ${fileName}, ${JSON.stringify(rows)}, ${at})`.execute(tx);
}

/** An officer's own; one who has gone over to another body leaves it behind. */
type WhoseImport = Pick<Import, 'id' | 'bodyId' | 'officerId' | 'register'>;

/** Takes an import to be stored, once. @returns undefined where it was stored, forgotten, or is another officer's */
export async function takeImport(tx: Tx, of: WhoseImport & { readonly at: Date }): Promise<Import | undefined> {
  const { rows } = await sql<Import>`update registers.import set stored_at = ${of.at}
    where id = ${of.id} and body_id = ${of.bodyId} and officer_id = ${of.officerId} and register = ${of.register} and stored_at is null
    returning id, body_id as "bodyId", officer_id as "officerId", register, file_name as "fileName", rows, at`.execute(tx);
  return rows[0];
}

/** The import that is looked at. */
export async function findImport(
  db: Queryable,
  of: WhoseImport,
): Promise<(Import & { readonly storedAt: Date | null }) | undefined> {
  const { rows } = await sql<
    Import & { storedAt: Date | null }
  >`select id, body_id as "bodyId", officer_id as "officerId", register,
    file_name as "fileName", rows, at, stored_at as "storedAt" from registers.import
    where id = ${of.id} and body_id = ${of.bodyId} and officer_id = ${of.officerId} and register = ${of.register}`.execute(db);
  return rows[0];
}

/** Removes what was read before this time: personal data are not kept for nothing. */
export async function forgetImports(tx: Tx, before: Date): Promise<void> {
  await sql`delete from registers.import where at < ${before}`.execute(tx);
}
