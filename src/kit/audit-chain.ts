import { sha256 } from './ids.ts';

/**
 * A history that cannot be changed unseen: each record carries the hash of itself and of the one before (PRO-10). An edited, dropped,
 * inserted or moved record breaks every hash after it; a cut end is found by the seal that was taken of it.
 */
export type ChainHash = string;

/** Where a chain begins: its own name, so that one history cannot be passed off as another. */
export function chainStart(name: string): ChainHash {
  return sha256(`birtereze chain ${name}`).toString('hex');
}

/** JSON with sorted names (RFC 8785 for the values used here: strings, integers, booleans, null, arrays, objects). */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${canonicalJson(one)}`).join(',')}}`;
}

/** The hash of `record` standing after `previous`. */
export function chainHash(previous: ChainHash, record: unknown): ChainHash {
  return sha256(`${previous}\n${canonicalJson(record)}`).toString('hex');
}

export interface ChainedRecord {
  readonly record: unknown;
  readonly hash: ChainHash;
}

/** @returns the position (from 0) of the first record that does not follow from those before, or undefined where all do. */
export function firstBreak(start: ChainHash, records: readonly ChainedRecord[]): number | undefined {
  let previous = start;
  for (const [index, { record, hash }] of records.entries()) {
    if (chainHash(previous, record) !== hash) return index;
    previous = hash;
  }
  return undefined;
}
