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
export { cardRoutes } from './web/card-routes.ts';
export { counterRoutes } from './web/counter-routes.ts';
export { counterPaths } from './web/pages/counter-begin.ts';
export { giveResult, listAtCounter, openTracked } from './track-at-counter.ts';
export type { CounterApplication, CounterCard } from './track-at-counter.ts';
export { draftRoutes } from './web/draft-routes.ts';
export { fileRoutes } from './web/file-routes.ts';
export { incompleteness, possibleOutputs, saveDecision, seenOf, sendForSignature, viewDecision } from './prepare-decision.ts';
export type { DecisionView, Entered, Incomplete, SaveOutcome, SendOutcome } from './prepare-decision.ts';
export { openForSignature, returnDecision, signDecision } from './sign-decision.ts';
export type { DocumentToSign, OpenOutcome, SignOutcome } from './sign-decision.ts';
export { passOn, takeApplication } from './take.ts';
export type { PassOutcome, TakeOutcome } from './take.ts';
export { recordReading, viewApplication } from './view.ts';
export { sendFile } from './web/file-routes.ts';
export {
  counterQueues,
  countQueues,
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
export { stampHandler } from './stamp.ts';
