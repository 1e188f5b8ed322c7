import { formatDay, locales, texts } from '#text';
import { parseIin, readableName } from '#subjects';
import type { Iin } from '#subjects';
import { categoryIn } from './category.ts';
import { beginningOf } from './day.ts';
import { effectColumns, withDefaults } from './decision.ts';
import { readRecentDay, readValues } from './read-values.ts';
import type { ValueFault } from './read-values.ts';
import type { ColumnName, Register, Values } from './register.ts';

/** Columns that every register has beside its own. */
export const commonColumns = ['iin', 'fullName', 'registeredOn', 'filedAt'] as const;
export type ImportColumn = (typeof commonColumns)[number] | ColumnName;

/** A line that can be entered. */
export interface ImportRow {
  /** In the file, from 1; the first line holds the names of the columns. */
  readonly line: number;
  readonly iin: Iin;
  readonly fullName: string;
  readonly registeredOn: string;
  /** ISO. */
  readonly filedAt: string;
  readonly values: Values;
}

/** `twice`: the same as an earlier line. `known`: the register has a current entry of the same. */
export type ImportFault = ValueFault | 'twice' | 'known';
export interface FaultyLine {
  readonly line: number;
  /** undefined: the line as a whole */
  readonly column: ImportColumn | undefined;
  readonly fault: ImportFault;
}

export interface ReadTable {
  readonly rows: readonly ImportRow[];
  readonly faults: readonly FaultyLine[];
  /** Columns that have to be there and are not. */
  readonly lacking: readonly ImportColumn[];
  /** Names in the first line that nobody knows; they are passed over. */
  readonly unknown: readonly string[];
}

/** The columns that a file of this register may have, in their order. */
export function importColumns(register: Register): ImportColumn[] {
  const common = commonColumns.filter((name) => name !== 'filedAt' || register.queue !== undefined);
  return [...common, ...register.columns.map(({ name }) => name)];
}

/** How a column is called in a file: by its name in any language, or as regulations call it. */
function namesOf(register: Register, column: ImportColumn): string[] {
  const called = locales.flatMap((locale) => {
    const words = texts(locale).registers;
    return column === 'fullName' ? [words.persons[register.name], words.columns.fullName] : [words.columns[column]];
  });
  return [column, ...called].map((name) => name.toLowerCase());
}

type Cells = Partial<Record<ImportColumn, string>>;

/** Which column stands where. */
function headOf(register: Register, head: readonly string[]): (ImportColumn | undefined)[] {
  const known = importColumns(register).map((column) => ({ column, names: namesOf(register, column) }));
  return head.map((cell) => known.find(({ names }) => names.includes(cell.trim().toLowerCase()))?.column);
}

/** A choice may be written in words. */
function inNames(register: Register, cells: Cells): Cells {
  const read = { ...cells };
  for (const { name, choices = [] } of register.columns) {
    const text = cells[name]?.trim().toLowerCase();
    const meant = choices.find((choice) =>
      locales.some((locale) => categoryIn(register.name, choice, locale).toLowerCase() === text),
    );
    if (meant !== undefined) read[name] = meant;
  }
  return read;
}

/** `2026-11-22`, `22.11.2026`, each also with a time, `22.11.2026 10:42`. */
function readMoment(text: string): Date | undefined {
  const [, dayText = '', hours = '0', minutes = '0'] = /^(\S+)(?:[ T](\d{1,2}):(\d{2}))?$/.exec(text) ?? [];
  const day = readRecentDay(dayText);
  if (day === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return new Date(beginningOf(day).getTime() + (Number(hours) * 60 + Number(minutes)) * 60_000);
}

interface Reading {
  readonly register: Register;
  readonly now: Date;
}

/** What is wrong with one entry. */
export type Fault = Omit<FaultyLine, 'line'>;

function readPerson({ iin = '', fullName = '' }: Cells): { iin: Iin | undefined; fullName: string; faults: Fault[] } {
  const parsed = parseIin(iin);
  const name = fullName.trim();
  const faults: Fault[] = [];
  if (parsed === undefined) faults.push({ column: 'iin', fault: iin.trim() === '' ? 'missing' : 'wrong' });
  if (name === '') faults.push({ column: 'fullName', fault: 'missing' });
  else if (name.length > 200) faults.push({ column: 'fullName', fault: 'long' });
  return { iin: parsed, fullName: readableName(name), faults };
}

function faultOf(moment: Date | undefined, now: Date): 'wrong' | 'future' | undefined {
  if (moment === undefined) return 'wrong';
  return moment > now ? 'future' : undefined;
}

/** The day of registration, today where none is given. */
function readRegistered({ registeredOn = '' }: Cells, now: Date): string | undefined {
  const text = registeredOn.trim();
  return text === '' ? formatDay(now) : readRecentDay(text);
}

/** The time of filing; where none is given, the beginning of the day of registration. */
function readFiled({ filedAt = '' }: Cells, register: Register, day: string): Date | undefined {
  const text = filedAt.trim();
  return register.queue === undefined || text === '' ? beginningOf(day) : readMoment(text);
}

function readTimes(cells: Cells, { register, now }: Reading): { registeredOn: string; filedAt: Date; faults: Fault[] } {
  const registered = readRegistered(cells, now);
  const registeredOn = registered ?? formatDay(now);
  const filed = readFiled(cells, register, registeredOn);
  const found = [
    { column: 'registeredOn', fault: faultOf(registered === undefined ? undefined : beginningOf(registered), now) },
    { column: 'filedAt', fault: faultOf(filed, now) },
  ] as const;
  const faults = found.flatMap(({ column, fault }) => (fault === undefined ? [] : [{ column, fault }]));
  return { registeredOn, filedAt: filed ?? now, faults };
}

export type ReadEntry =
  | { readonly ok: true; readonly row: Omit<ImportRow, 'line'> }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads one entry as it was typed into a form or stands in a line of a file.
 *
 * @param cells by column; a queue's time of filing is the beginning of the day of registration where none is given
 */
export function readEntry(register: Register, cells: Cells, now: Date): ReadEntry {
  const person = readPerson(cells);
  const times = readTimes(cells, { register, now });
  const read = readValues(register, withDefaults(register, inNames(register, cells)), formatDay(now));
  const faults: Fault[] = [...person.faults, ...times.faults, ...(read.ok ? [] : read.faults)];
  if (!read.ok || person.iin === undefined || faults.length > 0) return { ok: false, faults };
  const { iin, fullName } = person;
  const { registeredOn, filedAt } = times;
  return { ok: true, row: { iin, fullName, registeredOn, filedAt: filedAt.toISOString(), values: read.values } };
}

/** What makes two lines the same entry. */
function sameness(register: Register, { iin, values }: Pick<ImportRow, 'iin' | 'values'>): string {
  return JSON.stringify([iin, ...register.distinct.map((name) => values[name])]);
}

function cellsOf(head: readonly (ImportColumn | undefined)[], row: readonly string[]): Cells {
  return Object.fromEntries(head.flatMap((column, index) => (column === undefined ? [] : [[column, row[index] ?? '']])));
}

/** Reads the lines of a file into entries; nothing is stored, and every line that cannot be entered says why. */
export function readTable(register: Register, table: readonly (readonly string[])[], now: Date): ReadTable {
  const [first = [], ...lines] = table;
  const head = headOf(register, first);
  const needed: readonly string[] = ['iin', 'fullName', ...effectColumns(register).required];
  const lacking = importColumns(register).filter((column) => needed.includes(column) && !head.includes(column));
  const unknown = first.filter((cell, index) => head[index] === undefined && cell.trim() !== '');
  if (lacking.length > 0) return { rows: [], faults: [], lacking, unknown };
  const [rows, faults, seen]: [ImportRow[], FaultyLine[], Set<string>] = [[], [], new Set()];
  for (const [index, cells] of lines.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const line = index + 2;
    const read = readEntry(register, cellsOf(head, cells), now);
    if (!read.ok) {
      faults.push(...read.faults.map((fault) => ({ line, ...fault })));
      continue;
    }
    const same = sameness(register, read.row);
    if (seen.has(same)) faults.push({ line, column: undefined, fault: 'twice' });
    else rows.push({ line, ...read.row });
    seen.add(same);
  }
  return { rows, faults, lacking, unknown };
}
