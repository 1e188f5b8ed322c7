export {
  changeApplication,
  findApplication,
  findRequest,
  historyEnd,
  insertApplication,
  insertHistory,
  insertRequest,
  listAttachments,
  listHistory,
  lockApplication,
  searchApplications,
} from './store/applications.ts';
export type { Application, ApplicationChange, NewApplication, Reach, SignedRequest } from './store/applications.ts';
export {
  addDraftAttachment,
  findDraft,
  findDraftOfService,
  listDraftAttachments,
  listDrafts,
  lockDraft,
  putDraft,
  removeDraft,
  removeDraftAttachment,
  saveDraft,
  saveKnown,
} from './store/drafts.ts';
export type { Attachment, Draft } from './store/drafts.ts';
