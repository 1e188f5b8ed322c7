import type { Tx } from '#kit/db';
import { findAccountByIin, findBody } from '#identity';
import { notify } from '#notices';
import { noticeText } from '#regulations';
import type { NoticeOccasion } from '#regulations';
import { formatDateTime, inEach, texts } from '#text';
import type { Locale, Translated } from '#text';
import type { ApplicationServices } from './services.ts';
import { lockApplication } from './store.ts';
import type { Application } from './store.ts';

/** Whoever was served at a counter may have an account, or get one meanwhile; before it is confirmed, its letters could be read by anybody. */
async function accountOf(tx: Tx, { accountId, consumerIin }: Application) {
  const account = await findAccountByIin(tx, consumerIin);
  return account?.id === accountId || account?.confirmedAt !== undefined ? account : undefined;
}

/** Tells the consumer, where there is an account, of a change of status: a notice in the cabinet and a letter, in the words of the regulation, once an occasion (FRM-10, CAB-8). */
export async function tellApplicant(
  services: ApplicationServices,
  tx: Tx,
  told: {
    applicationId: string;
    occasion: NoticeOccasion | 'complaintAnswered';
    occurrence?: string | undefined;
    reason?: Translated | undefined;
  },
): Promise<void> {
  const { applicationId, occasion, occurrence, reason } = told;
  const application = await lockApplication(tx, applicationId);
  if (application === undefined) return;
  const [account, body] = await Promise.all([accountOf(tx, application), findBody(tx, application.bodyId)]);
  if (account === undefined || body === undefined) return;
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  const { number, dueAt } = application;
  const words = (locale: Locale) => {
    const due = dueAt === undefined ? '' : formatDateTime(dueAt, locale);
    const values = {
      number: number ?? '',
      service: regulation.passport.title[locale],
      body: body.name[locale],
      due,
      reason: reason?.[locale] ?? '',
    };
    // A complaint is no stage of any service: its notice is the same in all of them.
    if (occasion === 'complaintAnswered') return texts(locale).handling.complaintNotice(values);
    return noticeText(regulation, occasion, { locale, values });
  };
  await notify(tx, {
    recipient: account.id,
    subject: ['application', applicationId, occasion, ...(occurrence === undefined ? [] : [occurrence])].join('/'),
    title: inEach((locale) => words(locale).title),
    body: inEach((locale) => words(locale).text),
    link: `/applications/${applicationId}`,
    // The number follows within seconds, and its letter says all of this.
    ...(occasion === 'sent' ? {} : { email: { to: account.email, locale: account.locale, portal: services.portalUrl } }),
    at: services.clock.now(),
  });
}
