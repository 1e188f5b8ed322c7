import { Malformed } from '../fault.ts';
import { oids } from '../der/oids.ts';
import type { OidName } from '../der/oids.ts';
import { encodingOf, Reader } from '../der/reader.ts';
import type { Element } from '../der/reader.ts';
import { isText, textOf } from '../der/strings.ts';
import { tags } from '../der/tags.ts';
import { hexOf, oidOf } from '../der/values.ts';

/** One attribute of a name: its type as an OID, its text where it is of a string type. */
export interface NameAttribute {
  readonly type: string;
  readonly text: string | undefined;
  /** The comparison form: equal for values that RFC 5280 7.1 takes for equal. */
  readonly key: string;
}

/** A distinguished name (RFC 5280 4.1.2.4). */
export interface Name {
  readonly der: Uint8Array;
  readonly rdns: readonly (readonly NameAttribute[])[];
  /** Comparison forms of the RDNs in their order; two names are equal when all of these are. */
  readonly rdnKeys: readonly string[];
  /** One string for look-up by name. */
  readonly key: string;
}

/** Reads the Name that comes next. */
export function readName(reader: Reader, where: string): Name {
  return nameOf(reader.take(tags.sequence, where), where);
}

/** The name in an element of a SEQUENCE of RDNs, which may stand under an implicit tag. */
export function nameOf(element: Element, where: string): Name {
  const rdns = Reader.inside(element, where).rest((inner) => readRdn(inner.open(tags.set, where), where));
  const rdnKeys = rdns.map(rdnKeyOf);
  return { der: encodingOf(element), rdns, rdnKeys, key: rdnKeys.join(',') };
}

/** The attributes of one RDN, a SET of at least one. */
export function readRdn(set: Reader, where: string): NameAttribute[] {
  const attributes = set.rest((inner) => readAttribute(inner.sequence(where), where));
  if (attributes.length === 0) throw new Malformed('missing', where);
  return attributes;
}

function readAttribute(reader: Reader, where: string): NameAttribute {
  const type = oidOf(reader.take(tags.oid, where), where);
  const value = reader.any(where);
  reader.finish();
  if (!isText(value)) return { type, text: undefined, key: `${type}=#${hexOf(encodingOf(value))}` };
  const text = textOf(value, where);
  return { type, text, key: `${type}=${escapeKey(prepare(text))}` };
}

/** The order of attributes within an RDN means nothing (X.501 9.3). */
export function rdnKeyOf(attributes: readonly NameAttribute[]): string {
  return attributes
    .map((attribute) => attribute.key)
    .sort()
    .join('+');
}

/** Keeps the separators of a key apart from those letters in values, and a value apart from a binary one. */
function escapeKey(text: string): string {
  return text.replace(/[\\,+#=]/g, (letter) => `\\${letter}`);
}

const plain = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;
const spaces = /[\t\n\v\f\r\x85\p{Z}]+/gu;
/** What RFC 4518 2.2 maps to nothing: controls that are no spaces, joiners, marks of direction, variation selectors. */
const mappedToNothing = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * The comparison form of a string (RFC 5280 7.1, RFC 4518): letters that say nothing removed, case folded, compatibility forms unified,
 * inner spaces one, outer none. All string types compare with one another, as in X.520.
 */
export function prepare(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  const bare = text.replace(spaces, ' ').replace(mappedToNothing, '');
  const folded = bare.normalize('NFKC').toLowerCase().normalize('NFKC');
  return folded.replace(spaces, ' ').trim();
}

/** @returns whether two names are equal in the sense of RFC 5280 7.1. */
export function sameName(a: Name, b: Name): boolean {
  return a === b || a.key === b.key;
}

/** @returns whether `name` lies in the subtree whose top is `base` (RFC 5280 4.2.1.10): its first RDNs are those of the base. */
export function isWithin(name: Name, base: Name): boolean {
  return base.rdnKeys.length <= name.rdnKeys.length && base.rdnKeys.every((key, at) => key === name.rdnKeys[at]);
}

/** All values of one attribute in the order of the name. */
export function attributeTexts(name: Name, type: OidName): string[] {
  return name.rdns.flatMap((rdn) => rdn.flatMap((attribute) => (attribute.type === oids[type] ? (attribute.text ?? []) : [])));
}

const shortNames: Readonly<Record<string, string>> = {
  [oids.commonName]: 'CN',
  [oids.surname]: 'SN',
  [oids.givenName]: 'GN',
  [oids.serialNumber]: 'serialNumber',
  [oids.countryName]: 'C',
  [oids.localityName]: 'L',
  [oids.stateOrProvinceName]: 'ST',
  [oids.streetAddress]: 'STREET',
  [oids.organizationName]: 'O',
  [oids.organizationalUnitName]: 'OU',
  [oids.title]: 'title',
  [oids.domainComponent]: 'DC',
  [oids.userId]: 'UID',
  [oids.emailAddress]: 'emailAddress',
};

/** The name for people, in its own order: `C=KZ, O=…, CN=…` with the escapes of RFC 4514. */
export function describeName(name: Name): string {
  const part = (attribute: NameAttribute) =>
    `${shortNames[attribute.type] ?? attribute.type}=${attribute.text === undefined ? attribute.key.slice(attribute.key.indexOf('#')) : escapeText(attribute.text)}`;
  return name.rdns.map((rdn) => rdn.map(part).join('+')).join(', ');
}

function escapeText(text: string): string {
  // Controls would let a hostile name rewrite a terminal's line.
  return text.replace(/[,+"\\<>;=]/g, '\\$&').replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
}
