import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import { newId } from '#kit/ids';
import { looksLikeWorkbook, readWorkbook } from './adapters/xlsx.ts';
import type { ChangedBy } from './rules/actor.ts';
import { readCsv } from './rules/csv.ts';
import { readTable } from './rules/import.ts';
import type { FaultyLine, ReadTable } from './rules/import.ts';
import type { Register } from './rules/register.ts';
import { enter } from './enter.ts';
import { findCurrent } from './store/entries.ts';
import { findImport, insertImport, takeImport } from './store/imports.ts';
import type { Import } from './store/imports.ts';

/** Lines of one file: so many are entered in one transaction without holding a queue for long. */
export const mostLines = 2_000;

/** Whose import it is. */
export interface Importing {
  readonly bodyId: string;
  readonly officer: Extract<ChangedBy, { kind: 'officer' }>;
  readonly at: Date;
}

export type LookOutcome =
  | { readonly kind: 'unreadable' | 'tooMany' | 'empty' }
  /** Nothing is stored in the register; without faults the import waits under `id` for the officer's word. */
  | { readonly kind: 'read'; readonly table: ReadTable; readonly id: string | undefined };

/** The database keeps no character zero and no half of a sign; no honest table has them. */
function canBeKept(table: readonly (readonly string[])[]): boolean {
  return table.every((row) => row.every((cell) => !cell.includes('\0') && cell.isWellFormed()));
}

async function readLines(bytes: Uint8Array): Promise<string[][] | 'tooLarge' | undefined> {
  if (looksLikeWorkbook(bytes)) return readWorkbook(bytes);
  try {
    return readCsv(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

async function tableOf(bytes: Uint8Array): Promise<string[][] | 'unreadable' | 'tooMany'> {
  const lines = await readLines(bytes);
  if (lines === 'tooLarge') return 'tooMany';
  if (lines === undefined || !canBeKept(lines)) return 'unreadable';
  return lines.length > mostLines + 1 ? 'tooMany' : lines;
}

async function knownLines(db: Db, register: Register, of: { bodyId: string; table: ReadTable }): Promise<FaultyLine[]> {
  const faults: FaultyLine[] = [];
  for (const { line, iin, values } of of.table.rows) {
    const current = await findCurrent(db, register, { bodyId: of.bodyId, iin, values });
    if (current !== undefined) faults.push({ line, column: undefined, fault: 'known' });
  }
  return faults;
}

/** Reads a file and says what would be entered; every line that could not be says why. */
export async function lookAtFile(
  db: Db,
  register: Register,
  looking: Importing & { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<LookOutcome> {
  const { bodyId, officer, at, fileName, bytes } = looking;
  const lines = await tableOf(bytes);
  if (typeof lines === 'string') return { kind: lines };
  const read = readTable(register, lines, at);
  if (read.lacking.length === 0 && read.rows.length + read.faults.length === 0) return { kind: 'empty' };
  const known = await knownLines(db, register, { bodyId, table: read });
  const faults = [...read.faults, ...known].toSorted((one, other) => one.line - other.line);
  const table = { ...read, faults };
  if (faults.length > 0 || read.lacking.length > 0) return { kind: 'read', table, id: undefined };
  const id = newId();
  const waiting = { id, bodyId, officerId: officer.id, register: register.name, fileName, rows: read.rows, at };
  await inTransaction(db, (tx) => insertImport(tx, waiting));
  return { kind: 'read', table, id };
}

export type StoreOutcome = { readonly kind: 'stored'; readonly count: number } | { readonly kind: 'changed' | 'missing' };

class RegisterChanged extends Error {}

/** Enters all lines of an import that was looked at, or none. Stored once more, it is what it was. */
export async function storeImport(
  db: Db,
  register: Register,
  storing: Importing & { readonly id: string },
): Promise<StoreOutcome> {
  const { id, bodyId, officer, at } = storing;
  const of = { id, bodyId, officerId: officer.id, register: register.name };
  try {
    return await inTransaction(db, async (tx): Promise<StoreOutcome> => {
      const taken = await takeImport(tx, { ...of, at });
      if (taken === undefined) return earlier(await findImport(tx, of));
      // In the order of the queue, so that each is counted behind those who are there.
      const rows = taken.rows.toSorted((one, other) => one.filedAt.localeCompare(other.filedAt) || one.line - other.line);
      for (const { iin, fullName, registeredOn, filedAt, values } of rows) {
        const entering = { bodyId: taken.bodyId, iin, fullName, registeredOn, filedAt: new Date(filedAt), values, at };
        const entered = await enter(tx, register, { ...entering, who: officer, act: 'imported' });
        if (entered === undefined) throw new RegisterChanged();
      }
      return { kind: 'stored', count: taken.rows.length };
    });
  } catch (error) {
    if (error instanceof RegisterChanged) return { kind: 'changed' };
    throw error;
  }
}

function earlier(found: Pick<Import, 'rows'> | undefined): StoreOutcome {
  return found === undefined ? { kind: 'missing' } : { kind: 'stored', count: found.rows.length };
}
