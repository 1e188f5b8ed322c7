/** Front door of the module: the certification authority. */
export type { Authority } from './authority.ts';
export { issue } from './issue.ts';
export type { Issued, Office, Refused } from './issue.ts';
export { issueForPerson, issueForSystem } from './issue-for.ts';
export type { PersonCertificates, PersonKeys } from './issue-for.ts';
export { hold, release, revoke } from './revoke.ts';
export type { RevokeResult, Target } from './revoke.ts';
export type { Role } from './rules/identifiers.ts';
export { provenByHolding } from './rules/possession.ts';
export type { ProvenKey } from './rules/possession.ts';
export type { ProfileName } from './rules/profiles.ts';
export type { RequestFault } from './rules/request.ts';
export type { RevokeReason } from './rules/revocation.ts';
export type { EmployeeSubject, Organisation, PersonSubject, SystemSubject } from './rules/subject.ts';
export { AuthorityError } from './set-up/open.ts';
export { setUpAuthority } from './set-up/set-up.ts';
export type { SetUpOptions } from './set-up/set-up.ts';
