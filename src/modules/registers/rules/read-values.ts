import { readDay } from '#text';
import type { Column, ColumnName, Register, Values } from './register.ts';

/** `missing`: nothing was given. `wrong`: it cannot be read. `future`: after today. `order`: the end before the beginning. `long`: too many signs. */
export type ValueFault = 'missing' | 'wrong' | 'future' | 'order' | 'long';
export interface FaultyColumn {
  readonly column: ColumnName;
  readonly fault: ValueFault;
}

export type ReadValues =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly faults: readonly FaultyColumn[] };

/** Longest text of a column, in signs. */
const mostSigns = 500;
/** Largest sum or count: what PostgreSQL's integer holds with room to spare. */
const most = 1_000_000_000;

/** @returns a day as `2026-11-22`, or undefined for what is none and for days before anybody in a register was born */
export function readRecentDay(text: string): string | undefined {
  const day = readDay(text);
  return day !== undefined && day >= '1900-01-01' ? day : undefined;
}

function readWhole(text: string): string | undefined {
  const digits = text.replaceAll(/[\s\u00a0₸]/g, '');
  const number = Number(digits);
  return /^\d{1,10}$/.test(digits) && number > 0 && number <= most ? String(number) : undefined;
}

type ReadOne = { readonly value: string } | { readonly fault: ValueFault };

const read = (value: string | undefined): ReadOne => (value === undefined ? { fault: 'wrong' } : { value });

function readPast(text: string, today: string): ReadOne {
  const day = readRecentDay(text);
  return day !== undefined && day > today ? { fault: 'future' } : read(day);
}

function readOne(column: Column, text: string, today: string): ReadOne {
  switch (column.kind) {
    case 'text':
      return text.length > mostSigns ? { fault: 'long' } : { value: text };
    case 'date':
      return read(readRecentDay(text));
    case 'pastDate':
      return readPast(text, today);
    case 'tenge':
    case 'count':
      return read(readWhole(text));
    case 'choice':
      return read(column.choices?.find((choice) => choice === text));
    default:
      return column.kind satisfies never;
  }
}

function readColumn(column: Column, text: string, today: string): ReadOne | undefined {
  if (text === '') return column.optional ? undefined : { fault: 'missing' };
  return readOne(column, text, today);
}

function isReversed({ from, to }: Values): boolean {
  return from !== undefined && to !== undefined && to < from;
}

/**
 * Reads what was typed, decided or imported for an entry. Blanks around are dropped; what a register does not know is left out.
 *
 * @param today as `2026-11-22`, at the place
 */
export function readValues(register: Register, raw: Readonly<Record<string, string | undefined>>, today: string): ReadValues {
  const values: Partial<Record<ColumnName, string>> = {};
  const faults: FaultyColumn[] = [];
  for (const column of register.columns) {
    const one = readColumn(column, raw[column.name]?.trim() ?? '', today);
    if (one === undefined) continue;
    if ('fault' in one) faults.push({ column: column.name, fault: one.fault });
    else values[column.name] = one.value;
  }
  if (isReversed(values)) faults.push({ column: 'to', fault: 'order' });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, values };
}
