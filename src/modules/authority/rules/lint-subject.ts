import { distinguishedName, oids } from '#pki';
import type { Name, NamePart, NamePartType } from '#pki';
import { parseBin, parseIin } from '#subjects';
import type { SubjectKind } from './subject.ts';

type Parts = Partial<Record<NamePartType, string>>;

/** The attributes of each kind of subject in their order; those with `?` may be absent (design/pki.md §2). */
const orders = {
  person: ['commonName', 'surname', 'serialNumber', 'countryName', 'givenName?'],
  employee: ['commonName', 'surname', 'serialNumber', 'countryName', 'organizationName', 'organizationalUnitName', 'givenName?'],
  system: ['commonName', 'countryName', 'organizationName', 'organizationalUnitName'],
  authority: ['commonName', 'organizationName', 'countryName'],
  service: ['commonName', 'organizationName', 'countryName'],
} as const satisfies Record<SubjectKind, readonly (NamePartType | `${NamePartType}?`)[]>;

const typesByOid: ReadonlyMap<string, NamePartType> = new Map([
  [oids.commonName, 'commonName'],
  [oids.surname, 'surname'],
  [oids.serialNumber, 'serialNumber'],
  [oids.countryName, 'countryName'],
  [oids.organizationName, 'organizationName'],
  [oids.organizationalUnitName, 'organizationalUnitName'],
  [oids.givenName, 'givenName'],
]);

/** What each attribute must look like, whoever has it. */
const shapes = {
  commonName: isText,
  surname: isText,
  givenName: isText,
  organizationName: isText,
  serialNumber: (text) => /^IIN\d{12}$/.test(text) && parseIin(text.slice(3)) !== undefined,
  organizationalUnitName: (text) => /^BIN\d{12}$/.test(text) && parseBin(text.slice(3)) !== undefined,
  countryName: (text) => text === 'KZ',
} as const satisfies Record<NamePartType, (text: string) => boolean>;

/** Whether a subject names what its kind names, in the order, the string types and with the numbers of the profile. */
export function hasProfiledName(subject: Name, kind: SubjectKind): boolean {
  const parts = partsOf(subject);
  if (parts === undefined || !isInOrder(parts, orders[kind])) return false;
  if (!parts.every(([type, text]) => shapes[type](text))) return false;
  // Written anew, it has to be the same octets: one attribute in each set, each in its string type.
  return Buffer.compare(distinguishedName(parts), subject.der) === 0 && namesItsSurname(Object.fromEntries(parts));
}

function partsOf(subject: Name): NamePart[] | undefined {
  const parts: NamePart[] = [];
  for (const attribute of subject.rdns.flat()) {
    const type = typesByOid.get(attribute.type);
    if (type === undefined || attribute.text === undefined) return undefined;
    parts.push([type, attribute.text]);
  }
  return parts;
}

function isInOrder(parts: readonly NamePart[], order: readonly string[]): boolean {
  const found = parts.map(([type]) => type);
  const wanted = order.filter((name) => !name.endsWith('?') || found.includes(name.slice(0, -1) as NamePartType));
  return wanted.length === found.length && wanted.every((name, at) => name.replace('?', '') === found[at]);
}

function namesItsSurname({ commonName, surname }: Parts): boolean {
  return surname === undefined || commonName?.startsWith(`${surname} `) === true;
}

function isText(text: string): boolean {
  return text.length > 0 && text.length <= 401 && text.trim() === text && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}
