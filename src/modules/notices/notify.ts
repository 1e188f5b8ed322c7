import type { Tx } from '#kit/db';
import { newId } from '#kit/ids';
import { signal } from '#kit/signals';
import type { Locale, Translated } from '#text';
import { sendMail } from './mail.ts';
import { insertNotice } from './store.ts';

export interface NoticeToSend {
  readonly recipient: string;
  /** What it is about, `application/<id>/registered`: a repeated event makes no second notice. */
  readonly subject: string;
  readonly title: Translated;
  readonly body: Translated;
  /** Path in the portal. */
  readonly link?: string;
  /** Also by e-mail, in the recipient's language. */
  readonly email?: { readonly to: string; readonly locale: Locale; readonly portal: string };
  readonly at: Date;
}

/** Puts a notice into the cabinet and, where asked, a letter into the mail: both, once, or neither. */
export async function notify(tx: Tx, notice: NoticeToSend): Promise<void> {
  const { recipient, subject, title, body, link, email, at } = notice;
  const fresh = await insertNotice(tx, { id: newId(), recipient, subject, title, body, link: link ?? null, at });
  if (!fresh) return;
  signal(tx, `notices:${recipient}`);
  if (email === undefined) return;
  const address = link === undefined ? '' : `\n\n${email.portal}${link}`;
  await sendMail(tx, { to: email.to, subject: title[email.locale], text: `${body[email.locale]}${address}` });
}
