export { smtpMailer } from './adapters/smtp.ts';
export { mailHandler, sendMail } from './mail.ts';
export type { Letter } from './mail.ts';
export { notify } from './notify.ts';
export type { NoticeToSend } from './notify.ts';
export type { Mailer } from './ports.ts';
export { countUnread, listNotices, markRead } from './store.ts';
export type { Notice } from './store.ts';
