export { hashPassword } from './adapters/passwords.ts';
export type { Browser, IdentityServices, PersonAnswer, PersonLookup } from './ports.ts';
export { accesses, roles } from './rules/actor.ts';
export type { Access, Actor, Level, Method, OfficerActor, PersonActor, Role, SiteName } from './rules/actor.ts';
export { refusalOf } from './rules/refusal.ts';
export type { Refusal } from './rules/refusal.ts';
export { readerOf } from './reader.ts';
export { sessionCookie } from './rules/session.ts';
export { readActor } from './sessions.ts';
export {
  changeAccount,
  findAccount,
  findAccountByIin,
  findBody,
  findBodyByBin,
  findBodyByKind,
  findOfficer,
  insertActivity,
  listActivities,
  listBodies,
  listOfficerNames,
  listOfficers,
  listSessions,
  putAccount,
  putBody,
  putOfficer,
  setSigningCertificate,
} from './store.ts';
export type { Account, Activity, Body, Officer, OpenSession } from './store.ts';
export type { EdsWeb } from './web/eds-panel.ts';
export { bodyOf, mustBeChecked, readCms, readCmsLines } from './web/forms.ts';
export { registerEdsRoutes } from './web/register-eds-routes.ts';
export { registerRoutes } from './web/register-routes.ts';
export { browserOf, officerOf, personOf, returnPath } from './web/request.ts';
export { settingsRoutes } from './web/settings-routes.ts';
export { signInRoutes } from './web/sign-in-routes.ts';
