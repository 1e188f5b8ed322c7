import { keyFault } from './key-strength.ts';
import type { KeyFault } from './key-strength.ts';
import type { ProvenKey } from './possession.ts';
import { profileOf } from './profiles.ts';
import type { ProfileName } from './profiles.ts';
import type { Subject } from './subject.ts';

export interface IssueRequest {
  readonly profile: ProfileName;
  readonly subject: Subject;
  readonly key: ProvenKey;
}

/** A certificate that this authority gave to the same key before. */
export interface KeyUse {
  readonly profile: ProfileName;
  readonly iin: string | null;
  readonly bin: string | null;
  readonly reason: string | null;
}

export type RequestFault =
  | 'subjectKind'
  | 'role'
  | 'name'
  | 'email'
  | `key.${KeyFault}`
  /** The key was reported stolen, in whosever hands. */
  | 'keyCompromised'
  /** Certified for someone else or for another use: one key signs or signs in, for one holder. */
  | 'keyOfAnother'
  /** Being certified at this moment. */
  | 'keyInUse';

/** What a requester got wrong; what passes here and still fails the linter is our own defect. */
export function requestFaults(request: IssueRequest, uses: readonly KeyUse[]): RequestFault[] {
  const { subject, key } = request;
  const profile = profileOf(request.profile);
  const faults: RequestFault[] = [];
  if (subject.kind !== profile.subject) faults.push('subjectKind');
  if (subject.kind === 'employee' && !profile.roles.includes(subject.role)) faults.push('role');
  if (namesOf(subject).some((name) => !isName(name))) faults.push('name');
  if ('email' in subject && subject.email !== undefined && !isEmail(subject.email)) faults.push('email');
  const weakness = keyFault(key.spki, profile.keys);
  if (weakness !== undefined) faults.push(`key.${weakness}`);
  return [...faults, ...historyFaults(request, uses)];
}

function historyFaults({ profile, subject }: IssueRequest, uses: readonly KeyUse[]): RequestFault[] {
  if (uses.some((use) => use.reason === 'keyCompromise')) return ['keyCompromised'];
  const iin = 'iin' in subject ? subject.iin : null;
  const bin = 'organisation' in subject ? subject.organisation.bin : null;
  const same = uses.every((use) => use.profile === profile && use.iin === iin && use.bin === bin);
  return same ? [] : ['keyOfAnother'];
}

function namesOf(subject: Subject): string[] {
  switch (subject.kind) {
    case 'person':
      return personNames(subject.name);
    case 'employee':
      return [...personNames(subject.name), subject.organisation.name];
    case 'system':
      return [subject.name, subject.organisation.name];
    case 'authority':
    case 'service':
      return [subject.name];
    default:
      return subject satisfies never;
  }
}

function personNames({
  surname,
  name,
  patronymic,
}: {
  surname: string;
  name: string;
  patronymic?: string | undefined;
}): string[] {
  return patronymic === undefined ? [surname, name] : [surname, name, patronymic];
}

/** Bodies' official names run to some hundred letters. */
const longestName = 200;

/** Something to read, in one line: no controls, no marks that turn the direction of writing, no white space around. */
function isName(text: string): boolean {
  return text.length > 0 && text.length <= longestName && text.trim() === text && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}

/** An ASCII address as SMTP without extensions takes it; 254 octets at most (RFC 5321 §4.5.3.1.3). */
function isEmail(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i.test(text)
  );
}
