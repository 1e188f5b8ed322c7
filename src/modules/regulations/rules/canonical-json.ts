/** What JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON in its one canonical form (RFC 8785): keys in the order of their UTF-16 code units, no spaces, numbers and strings as
 * ECMAScript writes them.
 *
 * @throws an ordinary error for what has no such form: a number that is not finite, half of a surrogate pair (§3.2.2.2)
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${canonicalString(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('A number without end has no JSON form');
  return JSON.stringify(value);
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new Error('Half of a surrogate pair has no JSON form');
  return JSON.stringify(text);
}
