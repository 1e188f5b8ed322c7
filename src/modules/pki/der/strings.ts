import { Malformed } from '../fault.ts';
import { octetsOf } from './values.ts';
import type { Element } from './reader.ts';
import { constructedBit, tags } from './tags.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decoders: Readonly<Record<number, (octets: Uint8Array, where: string) => string>> = {
  [tags.utf8String]: utf8Text,
  [tags.printableString]: asciiText,
  [tags.numericString]: asciiText,
  [tags.visibleString]: asciiText,
  [tags.ia5String]: asciiText,
  // T.61 has no decoder anywhere; certificates that use it hold Latin-1, and OpenSSL reads it so too.
  [tags.teletexString]: (octets) => latin1(octets),
  [tags.bmpString]: (octets, where) => wideText(octets, 2, where),
  [tags.universalString]: (octets, where) => wideText(octets, 4, where),
};

/** @returns whether the element is of one of the character string types that `textOf` reads. */
export function isText(element: Element): boolean {
  return (element.tag & ~constructedBit) in decoders;
}

/** The text of any character string type of X.520 and RFC 5280. The narrower alphabets are not enforced within ASCII, as certificates in the field break them. */
export function textOf(element: Element, where: string): string {
  const decode = decoders[element.tag & ~constructedBit];
  if (decode === undefined) throw new Malformed('tag', where);
  return decode(octetsOf(element, where), where);
}

/** IA5String content under an implicit tag, as in GeneralName. */
export function ia5TextOf(element: Element, where: string): string {
  return asciiText(octetsOf(element, where), where);
}

function utf8Text(octets: Uint8Array, where: string): string {
  try {
    return utf8.decode(octets);
  } catch {
    throw new Malformed('value', where);
  }
}

function asciiText(octets: Uint8Array, where: string): string {
  for (const octet of octets) if (octet >= 0x80) throw new Malformed('value', where);
  return latin1(octets);
}

function latin1(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += String.fromCharCode(octet);
  return text;
}

function wideText(octets: Uint8Array, width: 2 | 4, where: string): string {
  if (octets.length % width !== 0) throw new Malformed('value', where);
  let text = '';
  for (let at = 0; at < octets.length; at += width) {
    let point = 0;
    for (let n = 0; n < width; n++) point = point * 256 + (octets[at + n] as number);
    if (point > 0x10ffff) throw new Malformed('value', where);
    text += width === 2 ? String.fromCharCode(point) : String.fromCodePoint(point);
  }
  if (!text.isWellFormed()) throw new Malformed('value', where);
  return text;
}
