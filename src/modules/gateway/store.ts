export {
  readDirectory,
  saveCertificate,
  savePermission,
  saveService,
  saveSystem,
  withdrawCertificate,
  withdrawPermission,
} from './store/directory-store.ts';
export type { DirectoryRows, Permission, Service, System } from './store/directory-store.ts';
export { appendToJournal, findAsker, findRequest, hasReceipt } from './store/journal-store.ts';
export type { JournalEntry, KnownRequest } from './store/journal-store.ts';
export {
  countBacklog,
  countBehind,
  findDead,
  findLetterState,
  hurryLetters,
  insertLetterAudit,
  insertLetters,
  leaseLetters,
  listDead,
  lockDead,
  mostCounted,
  putBackLetters,
  removeLetters,
  reviveLetter,
} from './store/transit-store.ts';
export type { Backlog, DeadLetter, Leg, Letter, NewLetter, Setback } from './store/transit-store.ts';
export { findLastSeal, insertSeal, lastSettledLine, listSeals, listUnstamped, putToken, readLines } from './store/seal-store.ts';
export type { Seal } from './store/seal-store.ts';
export {
  addLines,
  addTurnedAway,
  countedUntil,
  dropFigures,
  lastSealedLine,
  listLastEnds,
  lockCounted,
  sumEnds,
} from './store/figure-store.ts';
export type { TurnedAway } from './store/figure-store.ts';
