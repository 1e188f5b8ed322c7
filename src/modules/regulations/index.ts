export { acts } from './rules/process.ts';
export type { Act, Channel, Condition, Ending, Performer, Step } from './rules/process.ts';
export { channelKinds } from './rules/passport.ts';
export type { ChannelKind, Passport, PassportChannel, RefusalGround, RequiredDocument } from './rules/passport.ts';
export { fieldsOf, isAsked, prefillSources } from './rules/form.ts';
export type {
  Answers,
  FaultCode,
  FieldName,
  Form,
  FormPage,
  PrefillSource,
  Question,
  QuestionType,
} from './rules/form.ts';
export type { ApplicationFact, FactSource, Output, OutputFact, PersonFact } from './rules/output.ts';
export type { Notice, NoticeOccasion, Regulation, Service, Survey } from './rules/regulation.ts';
export type { Bilingual } from './rules/words.ts';
export { formatLimit, parseLimit } from './rules/limit.ts';
export type { Limit, LimitUnit } from './rules/limit.ts';
export {
  addCalendarDays,
  addWorkingDays,
  addWorkingTime,
  isWorkingDay,
  localDate,
  workingMoment,
  workingTimeBetween,
} from './rules/calendar.ts';
export type { WorkingCalendar } from './rules/calendar.ts';
export { deadlineOf, dueAfterPause, dueDate, limitMilliseconds } from './rules/deadline.ts';
export { advance, channelOf, openSteps, pathToResult, processStateSchema, start, stepOf } from './rules/progress.ts';
export type { Advance, OpenStep, Outcome, ProcessEvent, ProcessState } from './rules/progress.ts';
export { isDecided, publicStatuses, statusFor } from './rules/status.ts';
export type { PublicStatus, StatusFacts } from './rules/status.ts';
export { correctionField, lockedBy, prefillForm, readAnswers, readForm } from './rules/answers.ts';
export type { AnswerFacts, Fault, Known, ReadPage } from './rules/answers.ts';
export { composeFacts, frameDocument, officerFields } from './rules/facts.ts';
export type { Composition, FramedDocument, Materials, OfficerField, PrintedFact } from './rules/facts.ts';
export { canonicalJson } from './rules/canonical-json.ts';
export type { Json } from './rules/canonical-json.ts';
export { canonicalRequest, readableRequest, readableText, requestContentsSchema, writtenAnswer } from './rules/request.ts';
export type { ReadableLine, ReadableRequest, RequestContents } from './rules/request.ts';
export { faultText, limitText, noticeText } from './rules/wording.ts';
export type { NoticeValues } from './rules/wording.ts';
export { checkRegulation, parsePassport, parseRegulation } from './rules/checker.ts';
export type { Read } from './rules/checker.ts';
export { findingCodes } from './rules/finding.ts';
export type { Finding, FindingCode } from './rules/finding.ts';
export { loadRegulations } from './adapters/folder.ts';
export type { Library } from './adapters/folder.ts';
