export { countListed, listAccesses, recordAccess, recordListed } from './store/access-store.ts';
export type { Access, AccessKind, AccessLine, ListingPurpose } from './store/access-store.ts';
export { countAlarms, countOthers, forgetLookups, hasAlarm, insertAlarm, lockOfficer, noteLookup } from './store/lookup-store.ts';
