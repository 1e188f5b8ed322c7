import { Failure } from '#kit/failure';
import type { Db } from '#kit/db';
import { texts } from '#text';
import type { Locale } from '#text';
import { workbookOf } from './adapters/xlsx.ts';
import { categoryIn } from './rules/category.ts';
import { momentOf } from './rules/day.ts';
import { csvBeginning, csvLine } from '#kit/csv';
import { importColumns } from './rules/import.ts';
import { mostCounted } from './rules/register.ts';
import type { Register } from './rules/register.ts';
import type { Entry } from './store/entries.ts';
import { listAfter } from './store/search.ts';
import type { RegisterSearch } from './store/search.ts';

/** Entries that are read at once. */
const portion = 1_000;

/** Told of every portion before it leaves the house: who looked at whose data (CAB-9). */
type Seen = (entries: readonly Entry[]) => Promise<void>;

interface Exporting extends RegisterSearch {
  readonly locale: Locale;
  readonly seen: Seen;
}

/** The first line of a file; the same names are understood when it is loaded. */
export function headOf(register: Register, locale: Locale): string[] {
  const words = texts(locale).registers;
  return importColumns(register).map((column) => (column === 'fullName' ? words.persons[register.name] : words.columns[column]));
}

/** Days stay `2026-11-22`: spreadsheet programs read and sort them in every language. */
function cellsOf(register: Register, entry: Entry, locale: Locale): string[] {
  const { number, iin, fullName, registeredOn, filedAt, values, leftOn = '', leftWhy = '' } = entry;
  const category = values.category === undefined ? '' : categoryIn(register.name, values.category, locale);
  const known: Readonly<Record<string, string | undefined>> = { ...values, category, iin, fullName, registeredOn };
  const filed = filedAt === undefined ? '' : momentOf(filedAt);
  const own = importColumns(register).map((column) => (column === 'filedAt' ? filed : (known[column] ?? '')));
  return [String(number), ...own, leftOn, leftWhy];
}

function wholeHead(register: Register, locale: Locale): string[] {
  const { columns } = texts(locale).registers;
  return [columns.number, ...headOf(register, locale), columns.leftOn, columns.leftWhy];
}

async function* portions(db: Db, register: Register, { seen, ...search }: Exporting): AsyncGenerator<Entry[]> {
  for (let after = 0; ; ) {
    const entries = await listAfter(db, register, { ...search, after, limit: portion });
    const last = entries.at(-1);
    if (last === undefined) return;
    await seen(entries);
    yield entries;
    after = last.number;
  }
}

/** A register as CSV, portion by portion, however large it is. */
export async function* exportCsv(db: Db, register: Register, exporting: Exporting): AsyncGenerator<string> {
  yield csvBeginning + csvLine(wholeHead(register, exporting.locale));
  for await (const entries of portions(db, register, exporting)) {
    yield entries.map((entry) => csvLine(cellsOf(register, entry, exporting.locale))).join('');
  }
}

/**
 * A register as a workbook.
 *
 * @throws Failure `tooLarge` for more entries than a workbook is made of; CSV has no such end
 */
export async function exportXlsx(db: Db, register: Register, exporting: Exporting): Promise<Buffer> {
  const rows = [wholeHead(register, exporting.locale)];
  for await (const entries of portions(db, register, exporting)) {
    rows.push(...entries.map((entry) => cellsOf(register, entry, exporting.locale)));
    if (rows.length > mostCounted + 1) throw new Failure('tooLarge');
  }
  return workbookOf(texts(exporting.locale).registers.names[register.name], rows);
}
