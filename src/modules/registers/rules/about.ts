import type { Register, Values } from './register.ts';

function wordsOf(name: string): string[] {
  return name
    .normalize('NFC')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** One may be written without the patronymic, or with the name before the surname. */
function isSameName(one: string, other: string): boolean {
  const [shorter = [], longer = []] = [wordsOf(one), wordsOf(other)].toSorted((a, b) => a.length - b.length);
  return shorter.length > 0 && shorter.every((word) => longer.includes(word));
}

/**
 * Whether an entry is about those whom a request names. A guardian has several wards, a parent several children: of each there is an entry, and
 * what makes them different (`distinct`) is asked for in the request under the same names. Of what the request does not say, any will do.
 */
export function isAbout(register: Register, values: Values, said: Readonly<Record<string, string | undefined>>): boolean {
  return register.distinct.every((column) => {
    const wanted = said[column]?.trim() ?? '';
    const known = values[column] ?? '';
    const isText = register.columns.some(({ name, kind }) => name === column && kind === 'text');
    return wanted === '' || (isText ? isSameName(wanted, known) : wanted === known);
  });
}
