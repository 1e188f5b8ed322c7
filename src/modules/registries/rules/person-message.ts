import { childText, childrenOf, element, onlyChild } from '#gateway';
import type { MessageData, XmlElement } from '#gateway';
import type { Iin } from '#subjects';
import { codeOf, readCoded, readDate, readList, readNamed, writeRequest } from './message.ts';
import type { RequestHeader } from './message.ts';
import type { Address, IdentityDocument, Person } from './person.ts';

/** The request of the person registry. */
export function writePersonRequest(header: RequestHeader, iin: Iin): MessageData {
  return writeRequest(header, element('iin', iin));
}

/** @returns undefined for what is not an answer of the registry; `absent` where it knows nobody by this IIN. */
export function readPersonAnswer(data: MessageData | undefined): Person | 'absent' | undefined {
  const persons = readList(data, 'persons');
  if (persons === undefined) return undefined;
  const [person, second] = childrenOf(persons, 'person');
  // Nobody has two entries under one number: whose data these are would be a guess.
  if (second !== undefined) return undefined;
  const only = person ?? (childText(persons, 'iin') === undefined ? undefined : persons);
  return only === undefined ? 'absent' : readPerson(only);
}

function readPerson(from: XmlElement): Person | undefined {
  const identity = readIdentity(from);
  if (identity === undefined) return undefined;
  const deathDate = readDate(from, 'deathDate');
  return {
    ...identity,
    deathDate,
    nationality: readCoded(from, 'nationality'),
    citizenship: readCoded(from, 'citizenship'),
    alive: deathDate === undefined && (codeOf(from, 'lifeStatus') ?? '0') === '0',
    ...readCourtDecisions(from),
    birthPlace: readAddress(onlyChild(from, 'birthPlace')),
    address: readAddress(onlyChild(from, 'regAddress')),
    documents: readDocuments(from),
  };
}

/** What must be there for an entry to be a person's. */
function readIdentity(from: XmlElement): Pick<Person, 'iin' | 'name' | 'birthDate' | 'gender'> | undefined {
  const named = readNamed(from);
  const birthDate = readDate(from, 'birthDate');
  const gender = genders[codeOf(from, 'gender') ?? ''];
  if (named === undefined || birthDate === undefined || gender === undefined) return undefined;
  return { ...named, birthDate, gender };
}

const genders: Readonly<Record<string, Person['gender']>> = { '1': 'male', '2': 'female' };

function readCourtDecisions(from: XmlElement): Pick<Person, 'capable' | 'missing' | 'removed'> {
  const capability = onlyChild(from, 'capability') ?? onlyChild(from, 'capableStatus');
  return {
    capable: (childText(capability, 'capable') ?? 'true') !== 'false',
    missing: isSet(from, 'missing'),
    removed: isSet(from, 'removed'),
  };
}

/** Marks come as `true`, or as `<missing><missing>true</missing>…</missing>` with the court's details. */
function isSet(from: XmlElement, local: string): boolean {
  const mark = onlyChild(from, local);
  return (childText(from, local) ?? childText(mark, local)) === 'true';
}

function readAddress(from: XmlElement | undefined): Address | undefined {
  if (from === undefined) return undefined;
  return {
    country: readCoded(from, 'country'),
    district: readCoded(from, 'district'),
    region: readCoded(from, 'region'),
    city: childText(from, 'city'),
    street: childText(from, 'street'),
    building: childText(from, 'building'),
    corpus: childText(from, 'corpus'),
    flat: childText(from, 'flat'),
    beginDate: readDate(from, 'beginDate'),
    arCode: childText(from, 'arCode'),
  };
}

/** `documents` holds `document` items; where there is one, its fields may stand in `documents` itself. */
function readDocuments(from: XmlElement): IdentityDocument[] {
  const items = childrenOf(from, 'documents').flatMap((list) => {
    const inner = childrenOf(list, 'document');
    return inner.length > 0 ? inner : [list];
  });
  return items.flatMap((item) => readDocument(item) ?? []);
}

const documentKinds: Readonly<Record<string, IdentityDocument['kind']>> = { '001': 'passport', '002': 'identityCard' };

function readDocument(from: XmlElement): IdentityDocument | undefined {
  const number = childText(from, 'number');
  if (number === undefined) return undefined;
  return {
    kind: documentKinds[codeOf(from, 'type') ?? ''] ?? 'other',
    number,
    beginDate: readDate(from, 'beginDate'),
    endDate: readDate(from, 'endDate'),
    issuer: readCoded(from, 'issueOrganization'),
    valid: codeOf(from, 'status') === '00',
  };
}
