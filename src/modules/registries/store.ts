export { listAccesses, recordAccess } from './store/access-store.ts';
export type { Access, AccessKind, AccessLine } from './store/access-store.ts';
export { countAlarms, countOthers, forgetLookups, hasAlarm, insertAlarm, lockOfficer, noteLookup } from './store/lookup-store.ts';
