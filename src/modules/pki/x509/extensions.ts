import { Malformed } from '../fault.ts';
import { contentOf, Reader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { booleanOf, octetsOf, oidOf } from '../der/values.ts';

/** One extension of a certificate, a CRL, an entry of it or an OCSP answer (RFC 5280 4.2). */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** The content of extnValue: DER of the extension's own type. */
  readonly value: Uint8Array;
}

/** Extensions by their OIDs; each may occur once. */
export type Extensions = ReadonlyMap<string, Extension>;

/** No message of PKIX has more than some twenty. */
const most = 128;

/** Reads `Extensions`: the reader stands before the SEQUENCE, which holds one at least. */
export function readExtensions(reader: Reader, where: string): Extensions {
  const inner = reader.sequence(where);
  const extensions = new Map<string, Extension>();
  while (!inner.atEnd) {
    const extension = readExtension(inner.sequence(where), where);
    if (extensions.has(extension.oid)) throw new Malformed('duplicate', where);
    if (extensions.size === most) throw new Malformed('tooLarge', where);
    extensions.set(extension.oid, extension);
  }
  if (extensions.size === 0) throw new Malformed('missing', where);
  return extensions;
}

function readExtension(reader: Reader, where: string): Extension {
  const oid = oidOf(reader.take(tags.oid, where), where);
  const flag = reader.optional(tags.boolean, where);
  const value = octetsOf(reader.take(tags.octetString, where), where);
  reader.finish();
  return { oid, critical: flag !== undefined && booleanOf(flag, where), value };
}

/** What an extension holds, when it is there: `read` stands before its one value. */
export function extensionValue<T>(extensions: Extensions, oid: string, read: (reader: Reader) => T): T | undefined {
  const extension = extensions.get(oid);
  if (extension === undefined) return undefined;
  const reader = Reader.over(extension.value, 'extension');
  const value = read(reader);
  reader.finish();
  return value;
}

/** Critical extensions that are not among the known ones; whoever meets one must refuse what carries it. */
export function unknownCritical(extensions: Extensions, known: ReadonlySet<string>): string[] {
  return [...extensions.values()]
    .filter((extension) => extension.critical && !known.has(extension.oid))
    .map((extension) => extension.oid);
}

/** The content of the next OCTET STRING, as in key identifiers. */
export function octetStringValue(reader: Reader, where: string): Uint8Array {
  return contentOf(reader.take(tags.octetString, where));
}
