export {
  changeApplication,
  findApplication,
  insertApplication,
  lockApplication,
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
export {
  countOpenComplaints,
  findComplaint,
  insertComplaint,
  listOpenComplaints,
  putComplaintAnswer,
} from './store/complaints.ts';
export type { Complaint } from './store/complaints.ts';
export { closeEnquiry, findOpenEnquiry, insertEnquiry, listEnquiries, saveAnswer } from './store/enquiries.ts';
export type { Enquiry } from './store/enquiries.ts';
export { foldTallies, insertTallies, listDays, sumFigures, sumSurvey } from './store/figures.ts';
export type { Figure, FigureSearch } from './store/figures.ts';
export { insertNote, listNotes } from './store/notes.ts';
export type { Note } from './store/notes.ts';
export { lockUntold } from './store/untold.ts';
export { insertSurveyAnswer, isSurveyAnswered } from './store/surveys.ts';
export { findPreparation, putPreparation } from './store/preparations.ts';
export type { DocumentCheck, Preparation } from './store/preparations.ts';
export { findRequest, insertRequest, replaceSignature } from './store/requests.ts';
export type { SignedRequest } from './store/requests.ts';
export { countFound, countLoad, listQueue, queues } from './store/queues.ts';
export type { Load, OpenQueue, Queue, QueueSearch } from './store/queues.ts';
export { counterQueues, counterWords, findHandings, insertHandingOver, searchCounter } from './store/counter-applications.ts';
export type { CounterQueue, HandingOver } from './store/counter-applications.ts';
export {
  findDraftToSign,
  findSignedApplication,
  insertInvitations,
  insertSignature,
  insertSigningEvent,
  listInvitations,
  listSignatures,
  listSigningEvents,
  listToSign,
  lockDraftById,
  lockDraftToSign,
  markViewed,
  removeGathered,
  removeSignature,
  saveInvitation,
  saveRepresentation,
  saveSigningUntil,
  stampSignature,
} from './store/signing.ts';
export type { PartyKey, SigningEvent } from './store/signing.ts';
export type { PersonsDraft } from './store/drafts.ts';
export { searchApplications } from './store/own-applications.ts';
