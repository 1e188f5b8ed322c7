import { childText, childrenOf, element, onlyChild } from '#gateway';
import type { MessageData, XmlElement } from '#gateway';
import { parseIin, readableName } from '#subjects';
import type { Iin } from '#subjects';
import type { Address, Coded, DateText, IdentityDocument, Person } from './person.ts';

/** The request of the person registry. */
export function writePersonRequest(request: { messageId: string; messageDate: Date; senderCode: string; iin: Iin }): MessageData {
  return {
    tree: [
      element('messageId', request.messageId),
      element('messageDate', request.messageDate.toISOString()),
      element('senderCode', request.senderCode),
      element('iin', request.iin),
    ],
  };
}

/** @returns undefined for what is not an answer of the registry; `absent` where it knows nobody by this IIN. */
export function readPersonAnswer(data: MessageData | undefined): Person | 'absent' | undefined {
  if (data === undefined || !('tree' in data)) return undefined;
  const root = element('data', ...data.tree);
  const persons = onlyChild(root, 'persons') ?? onlyChild(onlyChild(root, 'data'), 'persons');
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

/** What must be there for an entry to be a person's. Some people have one name only. */
function readIdentity(from: XmlElement): Pick<Person, 'iin' | 'name' | 'birthDate' | 'gender'> | undefined {
  const iin = parseIin(childText(from, 'iin') ?? '');
  const birthDate = readDate(from, 'birthDate');
  const gender = genders[codeOf(from, 'gender') ?? ''];
  const surname = childText(from, 'surname') ?? '';
  const name = childText(from, 'name') ?? '';
  if (iin === undefined || birthDate === undefined || gender === undefined || surname + name === '') return undefined;
  const patronymic = childText(from, 'patronymic');
  const written = {
    surname: readableName(surname),
    name: readableName(name),
    patronymic: patronymic && readableName(patronymic),
  };
  return { iin, birthDate, gender, name: written };
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

/** A dictionary item; some senders write the code alone. */
function readCoded(from: XmlElement, local: string): Coded | undefined {
  const item = onlyChild(from, local);
  const code = codeOf(from, local);
  if (code === undefined) return undefined;
  return { code, nameKz: childText(item, 'nameKz') ?? '', nameRu: childText(item, 'nameRu') ?? '' };
}

function codeOf(from: XmlElement, local: string): string | undefined {
  return childText(onlyChild(from, local), 'code') ?? childText(from, local);
}

/** `1989-03-12`, with or without a zone or time behind it. */
function readDate(from: XmlElement, local: string): DateText | undefined {
  const text = /^(\d{4}-\d\d-\d\d)(?:$|[T+Z-])/.exec(childText(from, local) ?? '')?.[1];
  return text === undefined || Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? undefined : text;
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
