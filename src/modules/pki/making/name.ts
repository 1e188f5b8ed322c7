import { oids } from '../der/oids.ts';
import { element, oid, printableString, sequence, utf8String } from '../der/writer.ts';
import { tags } from '../der/tags.ts';

/** The attributes that our names are made of, and how each is written: two-letter countries and serial numbers as PrintableString (RFC 5280 app. A). */
const attributes = {
  commonName: { type: oid(oids.commonName), write: utf8String },
  surname: { type: oid(oids.surname), write: utf8String },
  serialNumber: { type: oid(oids.serialNumber), write: printableString },
  countryName: { type: oid(oids.countryName), write: printableString },
  organizationName: { type: oid(oids.organizationName), write: utf8String },
  organizationalUnitName: { type: oid(oids.organizationalUnitName), write: utf8String },
  givenName: { type: oid(oids.givenName), write: utf8String },
} as const;

export type NamePartType = keyof typeof attributes;

/** One attribute of a name; each stands in a set of its own. */
export type NamePart = readonly [type: NamePartType, value: string];

/**
 * A distinguished name, DER, in the order given.
 *
 * @throws TypeError where a value has letters that its type cannot hold; callers take values that were parsed before.
 */
export function distinguishedName(name: readonly NamePart[]): Uint8Array {
  return sequence(
    ...name.map(([type, value]) => element(tags.set, sequence(attributes[type].type, attributes[type].write(value)))),
  );
}
