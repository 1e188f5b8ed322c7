export { changeAccount, findAccount, findAccountByIin, putAccount } from './store/accounts.ts';
export type { Account } from './store/accounts.ts';
export {
  findBody,
  findBodyByBin,
  findBodyByKind,
  findOfficer,
  listBodies,
  listOfficerNames,
  listOfficers,
  putBody,
  putOfficer,
  setSigningCertificate,
} from './store/officers.ts';
export type { Body, Officer } from './store/officers.ts';
export {
  accountOfLink,
  changeRegistration,
  clearAttempts,
  countAttempt,
  findRegistration,
  insertActivity,
  insertChallenge,
  insertRegistration,
  listActivities,
  removeRegistration,
  replaceLink,
  useChallenge,
  useLink,
} from './store/registrations.ts';
export type { Activity, Registration } from './store/registrations.ts';
export {
  countDevices,
  endSession,
  endSessionsOf,
  findOfficerSession,
  findPersonSession,
  insertSession,
  listSessions,
  rememberDevice,
  touchSession,
} from './store/sessions.ts';
export type { Holder, OpenSession } from './store/sessions.ts';
