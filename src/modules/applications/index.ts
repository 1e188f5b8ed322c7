export { attachFile } from './attach-file.ts';
export { answerSurvey } from './answer-survey.ts';
export { beginAtCounter } from './begin-at-counter.ts';
export { beginDraft, fillPage } from './draft.ts';
export type { DraftActor } from './draft.ts';
export { markOriginals } from './mark-originals.ts';
export { prepareRequest } from './prepare-request.ts';
export { registerRequest } from './register.ts';
export { submit } from './submit.ts';
export { submitAtCounter } from './submit-at-counter.ts';
export { tellApplicant } from './tell.ts';
export { withdraw } from './withdraw.ts';
export { registrationMessage, requestMessage, statusMessage, systems } from './messages.ts';
export { applicationReceptions } from './receptions.ts';
export { historyBreak } from './rules/history.ts';
export type { HistoryActor, HistoryEvent, HistoryRecord } from './rules/history.ts';
export type {
  ApplicationServices,
  CounterGround,
  CounterRegistries,
  KnownAnswer,
  KnownFacts,
  RegulationSource,
} from './services.ts';
export { cabinetNavigation } from './web/pages/cabinet.ts';
export { whyDueView } from './web/pages/why-due.ts';
export { afterRoutes } from './web/after-routes.ts';
export { answerRoutes } from './web/answer-routes.ts';
export { surveyRoutes } from './web/survey-routes.ts';
export { cardRoutes } from './web/card-routes.ts';
export { counterRoutes } from './web/counter-routes.ts';
export { counterPaths } from './web/pages/counter-begin.ts';
export { giveResult, listAtCounter, openTracked } from './track-at-counter.ts';
export type { CounterApplication, CounterCard } from './track-at-counter.ts';
export { draftRoutes } from './web/draft-routes.ts';
export { fileRoutes } from './web/file-routes.ts';
export { signingRoutes } from './web/signing-routes.ts';
export { partiesView } from './web/pages/signing.ts';
export { partiesOfRequest, signatureAt } from './view-signing.ts';
export type { Party } from './rules/signing.ts';
export { signingHandlers } from './gather-signatures.ts';
export { incompleteness, possibleOutputs, saveDecision, seenOf, sendForSignature } from './prepare-decision.ts';
export { viewDecision } from './compose-decision.ts';
export type { DecisionView } from './compose-decision.ts';
export type { Entered, Incomplete, SaveOutcome, SendOutcome } from './prepare-decision.ts';
export { openForSignature, signDecision } from './sign-decision.ts';
export { returnDecision } from './return-decision.ts';
export type { DocumentToSign, OpenOutcome, SignOutcome } from './sign-decision.ts';
export { passOn, takeApplication } from './take.ts';
export type { PassOutcome, TakeOutcome } from './take.ts';
export { recordReading, viewApplication } from './view.ts';
export { sendFile } from './web/file-routes.ts';
export {
  counterQueues,
  countFound,
  findApplication,
  findPreparation,
  findRequest,
  listHistory,
  listQueue,
  queues,
} from './store.ts';
export type {
  Application,
  CounterQueue,
  DocumentCheck,
  HandingOver,
  OpenQueue,
  Preparation,
  Queue,
  QueueSearch,
  SignedRequest,
} from './store.ts';
export { rememberLoads, waitingIn } from './remember-loads.ts';
export type { LoadsOf } from './remember-loads.ts';
export { answerComplaint } from './complain.ts';
export { countSignIn } from './count-sign-in.ts';
export { askConsumer } from './ask-consumer.ts';
export { daysToExtend, extendDeadline, mayExtend } from './extend-deadline.ts';
export type { ExtendOutcome } from './extend-deadline.ts';
export { applicationJobs, applicationSchedules } from './escalate.ts';
export { mostTogether, openBatch, signBatch } from './sign-batch.ts';
export type { OpenedInBatch, SignedInBatch } from './sign-batch.ts';
export { writeNote } from './write-note.ts';
export {
  countLoad,
  countOpenComplaints,
  findComplaint,
  listDays,
  sumFigures,
  listEnquiries,
  listNotes,
  listOpenComplaints,
} from './store.ts';
export type { Complaint, Enquiry, Figure, FigureSearch, Load, Note } from './store.ts';
export { stampHandler } from './stamp.ts';
