export { registrationMessage, requestMessage, statusMessage, systems } from './messages.ts';
export { applicationReceptions } from './receptions.ts';
export { historyBreak } from './rules/history.ts';
export type { HistoryRecord } from './rules/history.ts';
export type { ApplicationServices, KnownAnswer, KnownFacts, RegulationSource } from './services.ts';
export { cabinetNavigation } from './web/pages/cabinet.ts';
export { cardRoutes } from './web/card-routes.ts';
export { draftRoutes } from './web/draft-routes.ts';
export { fileRoutes } from './web/file-routes.ts';
