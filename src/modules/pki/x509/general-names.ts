import { Malformed } from '../fault.ts';
import { contentOf, Reader } from '../der/reader.ts';
import type { Element } from '../der/reader.ts';
import { ia5TextOf } from '../der/strings.ts';
import { constructed, primitive, tags } from '../der/tags.ts';
import { oidOf } from '../der/values.ts';
import { nameOf } from './names.ts';
import type { Name } from './names.ts';

/** GeneralName (RFC 5280 4.2.1.6). The address of a subtree in name constraints is twice as long: address and mask. */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri' | 'registeredId'; readonly text: string }
  | { readonly kind: 'directory'; readonly name: Name }
  | { readonly kind: 'ip'; readonly octets: Uint8Array }
  | { readonly kind: 'other'; readonly type: string; readonly value: Uint8Array }
  | { readonly kind: 'x400' | 'ediParty'; readonly value: Uint8Array };

export type GeneralNameKind = GeneralName['kind'];

type ReadOne = (element: Element, where: string) => GeneralName;

const readers: Readonly<Record<number, ReadOne>> = {
  [constructed(0)]: otherName,
  [primitive(1)]: (element, where) => ({ kind: 'email', text: ia5TextOf(element, where) }),
  [primitive(2)]: (element, where) => ({ kind: 'dns', text: ia5TextOf(element, where) }),
  [constructed(3)]: (element) => ({ kind: 'x400', value: contentOf(element) }),
  [constructed(4)]: directoryName,
  [constructed(5)]: (element) => ({ kind: 'ediParty', value: contentOf(element) }),
  [primitive(6)]: (element, where) => ({ kind: 'uri', text: ia5TextOf(element, where) }),
  [primitive(7)]: (element) => ({ kind: 'ip', octets: contentOf(element) }),
  [primitive(8)]: (element, where) => ({ kind: 'registeredId', text: oidOf(element, where) }),
};

/** Reads the GeneralName that comes next. */
export function readGeneralName(reader: Reader, where: string): GeneralName {
  const element = reader.any(where);
  const read = readers[element.tag];
  if (read === undefined) throw new Malformed('tag', where);
  return read(element, where);
}

/** Reads the GeneralNames on this level, of which there must be one at least. */
export function readGeneralNames(reader: Reader, where: string): GeneralName[] {
  const names = reader.rest((each) => readGeneralName(each, where));
  if (names.length === 0) throw new Malformed('missing', where);
  return names;
}

function otherName(element: Element, where: string): GeneralName {
  const reader = Reader.inside(element, where);
  const type = oidOf(reader.take(tags.oid, where), where);
  const value = contentOf(reader.take(constructed(0), where));
  reader.finish();
  return { kind: 'other', type, value };
}

function directoryName(element: Element, where: string): GeneralName {
  const reader = Reader.inside(element, where);
  const name = nameOf(reader.take(tags.sequence, where), where);
  reader.finish();
  return { kind: 'directory', name };
}
