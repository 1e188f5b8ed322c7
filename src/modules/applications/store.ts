export {
  changeApplication,
  findApplication,
  insertApplication,
  lockApplication,
  searchApplications,
} from './store/applications.ts';
export type { Application, ApplicationChange } from './store/applications.ts';
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
export type { Draft, DraftKey } from './store/drafts.ts';
export { listCounterDrafts, putCounterDraft, saveAnswered, saveCounter } from './store/counter-drafts.ts';
export { historyEnd, insertHistory, isViewed, listHistory } from './store/history.ts';
export { findPreparation, putPreparation } from './store/preparations.ts';
export type { DocumentCheck, Preparation } from './store/preparations.ts';
export { findRequest, insertRequest, replaceSignature } from './store/requests.ts';
export type { SignedRequest } from './store/requests.ts';
export { countQueues, listQueue, queues } from './store/queues.ts';
export type { OpenQueue, Queue, QueueSearch } from './store/queues.ts';
export { counterQueues, counterWords, findHandings, insertHandingOver, searchCounter } from './store/counter-applications.ts';
export type { CounterQueue, HandingOver } from './store/counter-applications.ts';
