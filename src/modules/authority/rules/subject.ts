import type { NamePart } from '#pki';
import type { Bin, Iin, PersonName } from '#subjects';
import type { Identification, Role } from './identifiers.ts';

export interface Organisation {
  readonly bin: Bin;
  readonly name: string;
}

export interface PersonSubject {
  readonly kind: 'person';
  readonly iin: Iin;
  readonly name: PersonName;
  readonly email?: string | undefined;
  readonly identifiedBy?: Identification | undefined;
}

export interface EmployeeSubject extends Omit<PersonSubject, 'kind'> {
  readonly kind: 'employee';
  readonly organisation: Organisation;
  readonly role: Exclude<Role, 'informationSystem'>;
}

/** An information system of a body, under a name such as `Gateway of the employment department`. */
export interface SystemSubject {
  readonly kind: 'system';
  readonly name: string;
  readonly organisation: Organisation;
}

/** Ours: a certification authority, its OCSP responder, its time stamping. */
export interface OwnSubject {
  readonly kind: 'authority' | 'service';
  readonly name: string;
}

export type Subject = PersonSubject | EmployeeSubject | SystemSubject | OwnSubject;
export type SubjectKind = Subject['kind'];

const ownOrganisation = 'Birtereze';

/** The subject's name in the order and form of the field (design/pki.md §2): capitals, the patronymic in GIVENNAME. */
export function nameOf(subject: Subject): NamePart[] {
  switch (subject.kind) {
    case 'person':
      return [...personal(subject), ['countryName', 'KZ'], ...patronymic(subject.name)];
    case 'employee':
      return [...personal(subject), ['countryName', 'KZ'], ...organisational(subject.organisation), ...patronymic(subject.name)];
    case 'system':
      return [['commonName', subject.name], ['countryName', 'KZ'], ...organisational(subject.organisation)];
    case 'authority':
    case 'service':
      return [
        ['commonName', subject.name],
        ['organizationName', ownOrganisation],
        ['countryName', 'KZ'],
      ];
    default:
      return subject satisfies never;
  }
}

function personal({ iin, name }: Pick<PersonSubject, 'iin' | 'name'>): NamePart[] {
  const surname = name.surname.toUpperCase();
  return [
    ['commonName', `${surname} ${name.name.toUpperCase()}`],
    ['surname', surname],
    ['serialNumber', `IIN${iin}`],
  ];
}

function organisational({ bin, name }: Organisation): NamePart[] {
  return [
    ['organizationName', name],
    ['organizationalUnitName', `BIN${bin}`],
  ];
}

function patronymic(name: PersonName): NamePart[] {
  return name.patronymic ? [['givenName', name.patronymic.toUpperCase()]] : [];
}
