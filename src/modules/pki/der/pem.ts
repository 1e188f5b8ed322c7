import { Malformed } from '../fault.ts';

/** One section of a PEM file (RFC 7468). */
export interface PemSection {
  readonly label: string;
  readonly der: Uint8Array;
}

const begin = '-----BEGIN ';
const dashes = '-----';
const latin1 = new TextDecoder('latin1');

/** @returns whether the bytes are text armour rather than DER. */
function isPem(bytes: Uint8Array): boolean {
  // A DER message begins with a SEQUENCE; text never does.
  return bytes[0] !== 0x30 && latin1.decode(bytes).includes(begin);
}

/** The sections of a PEM file in their order; text between them is passed over. Throws `Malformed`. */
export function readPem(bytes: Uint8Array, where: string): PemSection[] {
  const text = latin1.decode(bytes);
  const sections: PemSection[] = [];
  for (let at = text.indexOf(begin); at !== -1; at = text.indexOf(begin, at)) {
    const labelEnd = text.indexOf(dashes, at + begin.length);
    const label = text.slice(at + begin.length, labelEnd);
    if (labelEnd === -1 || !/^[A-Z0-9 #]{1,64}$/.test(label)) throw new Malformed('pem', where);
    const closing = `-----END ${label}-----`;
    const end = text.indexOf(closing, labelEnd);
    if (end === -1) throw new Malformed('pem', where);
    sections.push({ label, der: decodeBody(text.slice(labelEnd + dashes.length, end), where) });
    at = end + closing.length;
  }
  return sections;
}

/** Base64 of one section; header lines of RFC 1421 (`Proc-Type: …`) mean encryption, which is not read. */
function decodeBody(body: string, where: string): Uint8Array {
  const octets = octetsOfBase64(body);
  if (octets === undefined) throw new Malformed('pem', where);
  return octets;
}

/** @returns the octets of base64 text, in which white space may stand; undefined where it is no base64. */
export function octetsOfBase64(text: string): Uint8Array | undefined {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return undefined;
  }
  const octets = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) octets[at] = binary.charCodeAt(at);
  return octets;
}

/** @returns base64 of the octets on one line. */
export function base64Of(octets: Uint8Array): string {
  let binary = '';
  for (const octet of octets) binary += String.fromCharCode(octet);
  return btoa(binary);
}

/** One section with lines of 64 letters. */
export function writePem(label: string, der: Uint8Array): string {
  const lines = base64Of(der).match(/.{1,64}/g) ?? [];
  return `${begin}${label}-----\n${lines.map((line) => `${line}\n`).join('')}-----END ${label}-----\n`;
}

/**
 * The DER messages of a file: the whole of it where it is DER, the sections with one of the labels where it is PEM. Throws `Malformed`
 * where there is none.
 */
export function derMessages(bytes: Uint8Array, labels: readonly string[], where: string): Uint8Array[] {
  if (!isPem(bytes)) return [bytes];
  const wanted = readPem(bytes, where).filter((section) => labels.includes(section.label));
  if (wanted.length === 0) throw new Malformed('pem', where);
  return wanted.map((section) => section.der);
}
