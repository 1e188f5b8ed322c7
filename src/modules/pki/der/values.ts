import { Malformed } from '../fault.ts';
import { contentOf, Reader } from './reader.ts';
import type { Element } from './reader.ts';
import { constructedBit, tags } from './tags.ts';

/** BOOLEAN: DER knows 00 and FF only (X.690 11.1). An explicit FALSE where it is the default is let through: it is common in the field. */
export function booleanOf(element: Element, where: string): boolean {
  const octet = element.source[element.body];
  if (element.end - element.body !== 1) throw new Malformed('value', where);
  if (element.rules === 'der' && octet !== 0 && octet !== 0xff) throw new Malformed('value', where);
  return octet !== 0;
}

/** The content octets of an INTEGER or ENUMERATED in two's complement, checked to be the shortest (X.690 8.3.2). */
export function integerOctets(element: Element, where: string): Uint8Array {
  const octets = contentOf(element);
  const [first, second] = octets;
  if (first === undefined) throw new Malformed('value', where);
  if (second !== undefined) {
    const padded = (first === 0 && second < 0x80) || (first === 0xff && second >= 0x80);
    if (padded) throw new Malformed('value', where);
  }
  return octets;
}

/** INTEGER of any size. */
export function integerOf(element: Element, where: string): bigint {
  const octets = integerOctets(element, where);
  if (octets.length > 2048) throw new Malformed('tooLarge', where);
  const magnitude = BigInt(`0x${hexOf(octets)}`);
  return (octets[0] as number) >= 0x80 ? magnitude - (1n << BigInt(octets.length * 8)) : magnitude;
}

/** INTEGER or ENUMERATED that must fit into 0 … 2³¹−1, such as a version or a path length. */
export function smallIntegerOf(element: Element, where: string): number {
  const octets = integerOctets(element, where);
  if (octets.length > 4 || (octets[0] as number) >= 0x80) throw new Malformed('value', where);
  let value = 0;
  for (const octet of octets) value = value * 256 + octet;
  return value;
}

/** NULL. */
export function nullOf(element: Element, where: string): null {
  if (element.end !== element.body) throw new Malformed('value', where);
  return null;
}

/** Object identifiers met lately, each in the one place that its octets lead to: the same few dozen stand in every message. */
const met: ({ octets: Uint8Array; dotted: string } | undefined)[] = Array.from({ length: 1024 });

/** OBJECT IDENTIFIER in dotted form, such as `1.2.840.113549.1.7.2`. */
export function oidOf(element: Element, where: string): string {
  const octets = contentOf(element);
  if (octets.length === 0 || octets.length > 64) throw new Malformed('value', where);
  let place = 0;
  for (const octet of octets) place = (place * 31 + octet) & 1023;
  const before = met[place];
  if (before !== undefined && sameOctets(before.octets, octets)) return before.dotted;
  const dotted = dottedOf(octets, where);
  // A copy by `slice` would, of a Buffer, be the same memory, which its owner may change.
  met[place] = { octets: new Uint8Array(octets), dotted };
  return dotted;
}

function dottedOf(octets: Uint8Array, where: string): string {
  const [head = 0, ...rest] = arcsOf(octets, where);
  // The first sub-identifier holds two arcs: 40 · first + second, where only under 2 the second may exceed 39 (X.690 8.19.4).
  const first = head < 40 ? 0 : head < 80 ? 1 : 2;
  return [first, BigInt(head) - BigInt(first * 40), ...rest].join('.');
}

function arcsOf(octets: Uint8Array, where: string): (number | bigint)[] {
  const arcs: (number | bigint)[] = [];
  let start = 0;
  for (const [at, octet] of octets.entries()) {
    if (at === start && octet === 0x80) throw new Malformed('value', where);
    if (octet >= 0x80) continue;
    arcs.push(arcOf(octets.subarray(start, at + 1)));
    start = at + 1;
  }
  if (start !== octets.length) throw new Malformed('value', where);
  return arcs;
}

/** One sub-identifier, base 128. Seven octets fit a number exactly; UUID-based arcs (2.25.…) need more. */
function arcOf(octets: Uint8Array): number | bigint {
  if (octets.length <= 7) return octets.reduce((value, octet) => value * 128 + (octet & 0x7f), 0);
  return octets.reduce((value, octet) => value * 128n + BigInt(octet & 0x7f), 0n);
}

/** OCTET STRING (also under an implicit tag). In BER its pieces are joined, which is the only time that bytes are copied. */
export function octetsOf(element: Element, where: string): Uint8Array {
  if ((element.tag & constructedBit) === 0) return contentOf(element);
  if (element.rules === 'der') throw new Malformed('tag', where);
  const pieces = Reader.inside(element, where).rest((reader) => octetsOf(pieceOf(reader, tags.octetString), where));
  return pieces.length === 1 ? (pieces[0] as Uint8Array) : joined(pieces);
}

/** The next element where it is an OCTET STRING, whole or, in BER, in pieces. */
export function takeOctets(reader: Reader, where: string): Uint8Array {
  return octetsOf(pieceOf(reader, tags.octetString), where);
}

function pieceOf(reader: Reader, tag: number): Element {
  const inPieces = reader.rules === 'ber' && reader.peek() === (tag | constructedBit);
  return reader.take(inPieces ? tag | constructedBit : tag);
}

/** BIT STRING: its octets, and how many bits of the last one are not used. */
export interface Bits {
  readonly octets: Uint8Array;
  readonly unused: number;
}

export function bitsOf(element: Element, where: string): Bits {
  if (element.tag & constructedBit) throw new Malformed('tag', where);
  const content = contentOf(element);
  const unused = content[0];
  const last = content.length > 1 ? (content.at(-1) as number) : 0;
  if (unused === undefined || unused > 7 || (unused > 0 && content.length === 1)) throw new Malformed('value', where);
  // X.690 11.2.1: the bits that are not used are zero.
  if (last & ((1 << unused) - 1)) throw new Malformed('value', where);
  return { octets: content.subarray(1), unused };
}

/** BIT STRING of whole octets, as signatures and public keys are. */
export function bitOctetsOf(element: Element, where: string): Uint8Array {
  const bits = bitsOf(element, where);
  if (bits.unused !== 0) throw new Malformed('value', where);
  return bits.octets;
}

/** BIT STRING of named bits: whether bit `n` is set, counted from the most significant bit of the first octet. */
export function hasBit(bits: Bits, n: number): boolean {
  return ((bits.octets[n >> 3] ?? 0) & (0x80 >> (n & 7))) !== 0;
}

const hexDigits = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal. */
export function hexOf(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += hexDigits[octet];
  return text;
}

/** @returns whether both hold the same octets. Not for secrets: it stops at the first difference. */
export function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** The pieces one after another. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
