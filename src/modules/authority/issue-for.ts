import { inTransaction } from '#kit/db';
import { issue } from './issue.ts';
import type { Issued, Office, Refused } from './issue.ts';
import type { ProvenKey } from './rules/possession.ts';
import type { EmployeeSubject, PersonSubject, SystemSubject } from './rules/subject.ts';
import { revoke } from './revoke.ts';

/** The two certificates of a person: one key signs in, the other signs (NCA-1). */
export interface PersonCertificates {
  readonly ok: true;
  readonly authentication: Issued;
  readonly signing: Issued;
}

export interface PersonKeys {
  readonly authentication: ProvenKey;
  readonly signing: ProvenKey;
}

/**
 * Issues a person's or an employee's pair of certificates. Who the person is, was found out before; see `issue` for what is stored when.
 * Where the second one is refused, the first is revoked: it was never handed out.
 */
export async function issueForPerson(
  office: Office,
  { subject, keys }: { subject: PersonSubject | EmployeeSubject; keys: PersonKeys },
): Promise<PersonCertificates | Refused> {
  const [authenticating, signing] = pairs[subject.kind];
  const first = await issue(office, { profile: authenticating, subject, key: keys.authentication });
  if (!first.ok) return first;
  const second = await issue(office, { profile: signing, subject, key: keys.signing });
  if (second.ok) return { ok: true, authentication: first, signing: second };
  const now = office.clock.now();
  await inTransaction(office.db, (tx) => revoke(tx, { serial: first.serial, reason: 'cessationOfOperation', now }));
  return second;
}

const pairs = {
  person: ['personAuthentication', 'personSigning'],
  employee: ['employeeAuthentication', 'employeeSigning'],
} as const;

/** Issues the certificate of an information system's seal. */
export function issueForSystem(
  office: Office,
  { subject, key }: { subject: SystemSubject; key: ProvenKey },
): Promise<Issued | Refused> {
  return issue(office, { profile: 'systemSeal', subject, key });
}
