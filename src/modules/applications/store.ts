export {
  changeApplication,
  findApplication,
  findRequest,
  historyEnd,
  insertApplication,
  insertHistory,
  insertRequest,
  listHistory,
  lockApplication,
  searchApplications,
} from './store/applications.ts';
export type { Application, ApplicationChange, NewApplication, Reach, SignedRequest } from './store/applications.ts';
export {
  findDraft,
  findDraftOfService,
  listDrafts,
  lockDraft,
  putDraft,
  removeDraft,
  saveDraft,
  saveKnown,
} from './store/drafts.ts';
export type { Draft } from './store/drafts.ts';
export { findPreparation, putPreparation } from './store/preparations.ts';
export type { DocumentCheck, Preparation } from './store/preparations.ts';
export { countQueues, listQueue, queues } from './store/queues.ts';
export type { Queue, QueueSearch } from './store/queues.ts';
