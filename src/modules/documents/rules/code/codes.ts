import { parseDocumentNumber, plainNumber } from '../number.ts';
import type { DocumentNumber } from '../number.ts';
import { decodeBase45, encodeBase45 } from './base45.ts';

/**
 * The texts of a document's QR codes: `KZD1:<number>/<index>/<count>:<part of the base45>`. The prefix names format and version; number,
 * index and count stand in each code, so that the order in which they are read does not matter and codes of two documents never mix.
 */
const prefix = 'KZD1:';
const form = /^KZD1:([0-9A-Z]{12})\/([1-9])\/([1-9]):([0-9A-Z $%*+\-./:]{1,4000})$/;

/** QR version 27 (125 modules) with error correction M: 0.44 mm a module at 58 mm, which a simple camera reads. */
const signsInOneCode = 1_600;
/** QR version 31 (141 modules), 0.4 mm a module at 60 mm: the densest that is printed. Used only where it keeps a document at three codes. */
const signsInDensestCode = 2_090;
const mostCodes = 9;

/**
 * Splits a sealed, deflated message into as few equal codes as possible.
 *
 * @throws where it would need more than nine: a definition of an output that long is a defect of the definition.
 */
export function splitIntoCodes(number: DocumentNumber, message: Uint8Array): string[] {
  const text = encodeBase45(message);
  const comfortable = Math.max(1, Math.ceil(text.length / signsInOneCode));
  const count = comfortable <= 3 ? comfortable : Math.max(3, Math.ceil(text.length / signsInDensestCode));
  if (count > mostCodes) throw new Error(`Document ${number} would need ${count} bar codes`);
  const size = Math.ceil(text.length / count);
  return Array.from(
    { length: count },
    (_, index) => `${prefix}${plainNumber(number)}/${index + 1}/${count}:${text.slice(index * size, (index + 1) * size)}`,
  );
}

/** What the codes in hand make together. */
export type GatheredCodes =
  | { readonly state: 'whole'; readonly number: DocumentNumber; readonly message: Uint8Array }
  /** `have` are the indexes in hand. */
  | { readonly state: 'missing'; readonly number: DocumentNumber; readonly have: readonly number[]; readonly count: number }
  | { readonly state: 'mixed'; readonly numbers: readonly DocumentNumber[] }
  /** Two codes say the same place and differ, or what they make is not base45. */
  | { readonly state: 'damaged' }
  | { readonly state: 'foreign'; readonly reason: 'nothing' | 'unknown' | 'newer' };

interface Part {
  readonly number: DocumentNumber;
  readonly index: number;
  readonly count: number;
  readonly text: string;
}

function readPart(code: string): Part | undefined {
  const [, plain = '', index = '', count = '', text = ''] = form.exec(code) ?? [];
  const number = parseDocumentNumber(plain);
  if (number === undefined || plainNumber(number) !== plain || Number(index) > Number(count)) return undefined;
  return { number, index: Number(index), count: Number(count), text };
}

/** Puts codes together that were read in any order, some perhaps twice. */
export function gatherCodes(codes: readonly string[]): GatheredCodes {
  const ours = [...new Set(codes)].filter((code) => code.startsWith(prefix)).slice(0, 4 * mostCodes);
  if (ours.length === 0) return { state: 'foreign', reason: foreignReason(codes) };
  const parts = ours.map(readPart).filter((part) => part !== undefined);
  if (parts.length < ours.length) return { state: 'damaged' };
  const numbers = [...new Set(parts.map((part) => part.number))];
  if (numbers.length > 1) return { state: 'mixed', numbers };
  return join(parts);
}

function foreignReason(codes: readonly string[]): 'nothing' | 'unknown' | 'newer' {
  if (codes.length === 0) return 'nothing';
  return codes.some((code) => /^KZD[2-9]:/.test(code)) ? 'newer' : 'unknown';
}

function join(parts: readonly Part[]): GatheredCodes {
  const [first] = parts;
  if (first === undefined) return { state: 'foreign', reason: 'nothing' };
  const byIndex = new Map(parts.map((part) => [part.index, part]));
  if (byIndex.size < parts.length || parts.some((part) => part.count !== first.count)) return { state: 'damaged' };
  const have = [...byIndex.keys()].sort((a, b) => a - b);
  if (have.length < first.count) return { state: 'missing', number: first.number, have, count: first.count };
  const message = decodeBase45(have.map((index) => byIndex.get(index)?.text ?? '').join(''));
  return message ? { state: 'whole', number: first.number, message } : { state: 'damaged' };
}

/** Codes in a text: each begins with its prefix, and ends with its line or where the next begins. Blanks belong to them. */
export function codesInText(text: string): string[] {
  return text
    .slice(0, 200_000)
    .split(/[\r\n]+|(?=KZD\d:)/)
    .filter((line) => line.trim() !== '');
}
