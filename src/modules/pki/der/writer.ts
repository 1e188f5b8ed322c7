import { joined } from './values.ts';
import { constructed, primitive, tags } from './tags.ts';

/** Writes one element: header and the contents one after another. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  return joined([Uint8Array.of(tag, ...lengthOctets(length)), ...contents]);
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

export function sequence(...contents: readonly Uint8Array[]): Uint8Array {
  return element(tags.sequence, ...contents);
}

/** SET OF: the elements are sorted by their encodings (X.690 11.6). */
export function setOf(contents: readonly Uint8Array[]): Uint8Array {
  return element(tags.set, ...[...contents].sort(byOctets));
}

/** The order of X.690 11.6: octet by octet, the shorter one as if padded with zeros. */
export function byOctets(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `[n] EXPLICIT`, and `[n] IMPLICIT` of a constructed type when given that type's contents. */
export function explicit(n: number, ...contents: readonly Uint8Array[]): Uint8Array {
  return element(constructed(n), ...contents);
}

/** `[n] IMPLICIT` of a primitive type, given that type's content octets. */
export function implicit(n: number, content: Uint8Array): Uint8Array {
  return element(primitive(n), content);
}

/** INTEGER of any size and sign. */
export function integer(value: bigint | number): Uint8Array {
  return element(tags.integer, integerContent(BigInt(value)));
}

function integerContent(value: bigint): Uint8Array {
  let octets = 1;
  while (BigInt.asIntN(octets * 8, value) !== value) octets += 1;
  const hex = BigInt.asUintN(octets * 8, value)
    .toString(16)
    .padStart(octets * 2, '0');
  return octetsOfHex(hex);
}

/** INTEGER from the octets of a number without sign, such as a serial number or a key's modulus. */
export function unsignedInteger(octets: Uint8Array): Uint8Array {
  let from = 0;
  while (from < octets.length - 1 && octets[from] === 0) from += 1;
  const shortest = octets.subarray(from);
  if (shortest.length === 0) return element(tags.integer, Uint8Array.of(0));
  const padding = (shortest[0] as number) >= 0x80 ? [Uint8Array.of(0)] : [];
  return element(tags.integer, ...padding, shortest);
}

export function enumerated(value: number): Uint8Array {
  return element(tags.enumerated, integerContent(BigInt(value)));
}

export function boolean(value: boolean): Uint8Array {
  return element(tags.boolean, Uint8Array.of(value ? 0xff : 0));
}

export function nullValue(): Uint8Array {
  return element(tags.null);
}

export function octetString(octets: Uint8Array): Uint8Array {
  return element(tags.octetString, octets);
}

export function bitString(octets: Uint8Array, unused = 0): Uint8Array {
  return element(tags.bitString, Uint8Array.of(unused), octets);
}

/** BIT STRING of named bits without trailing zero bits (X.690 11.2.2). */
export function namedBits(numbers: readonly number[]): Uint8Array {
  const last = Math.max(-1, ...numbers);
  const octets = new Uint8Array((last >> 3) + 1);
  for (const n of numbers) octets[n >> 3] = (octets[n >> 3] as number) | (0x80 >> (n & 7));
  return bitString(octets, last < 0 ? 0 : 7 - (last & 7));
}

/** OBJECT IDENTIFIER from its dotted form; throws on what is no OID, as OIDs come from our own tables and settings. */
export function oid(dotted: string): Uint8Array {
  if (!/^[012](\.(0|[1-9]\d*))+$/.test(dotted)) throw new TypeError(`not an object identifier: ${dotted}`);
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  if (first < 2n && second > 39n) throw new TypeError(`not an object identifier: ${dotted}`);
  return element(tags.oid, Uint8Array.from([first * 40n + second, ...rest].flatMap(base128)));
}

function base128(arc: bigint): number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80);
  return octets;
}

const utf8 = new TextEncoder();

export function utf8String(text: string): Uint8Array {
  return element(tags.utf8String, utf8.encode(text));
}

/** PrintableString; throws on a letter outside its alphabet (X.680 41.4), for which `utf8String` is meant. */
export function printableString(text: string): Uint8Array {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw new TypeError('not a PrintableString');
  return element(tags.printableString, utf8.encode(text));
}

/** IA5String; throws on a letter outside ASCII. */
export function ia5String(text: string): Uint8Array {
  return element(tags.ia5String, asciiOctets(text));
}

/** The octets of ASCII text, for implicit tags such as those of GeneralName. */
export function asciiOctets(text: string): Uint8Array {
  if (/[^\0-\x7f]/.test(text)) throw new TypeError('not an IA5String');
  return utf8.encode(text);
}

/** Time as RFC 5280 4.1.2.5 demands: UTCTime through 2049, GeneralizedTime from 2050; parts of a second are cut off. */
export function time(date: Date): Uint8Array {
  const year = date.getUTCFullYear();
  return year >= 1950 && year < 2050 ? element(tags.utcTime, utf8.encode(stampOf(date).slice(2))) : generalizedTime(date);
}

/** GeneralizedTime without parts of a second, as OCSP and time stamps use it (their readers trip over fractions). */
export function generalizedTime(date: Date): Uint8Array {
  return element(tags.generalizedTime, utf8.encode(stampOf(date)));
}

function stampOf(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
}

/** @returns the octets of a hexadecimal text of even length. */
export function octetsOfHex(hex: string): Uint8Array {
  const octets = new Uint8Array(hex.length / 2);
  for (let at = 0; at < octets.length; at++) octets[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return octets;
}
