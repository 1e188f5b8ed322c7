import type { ApplicationServices } from '#applications';
import { findAccountByIin } from '#identity';
import { deliver, subscribe } from '#kit/jobs';
import type { Handler } from '#kit/jobs';
import { notify } from '#notices';
import { referralTold } from '#registers';
import { parseIin } from '#subjects';
import { formatDate, inEach, texts } from '#text';

/** A parent who has an account hears of a referral in the cabinet and by e-mail, and when it lapses (FRM-10). */
export function referralNotices({ db, clock, portalUrl }: Pick<ApplicationServices, 'db' | 'clock' | 'portalUrl'>): Handler[] {
  const telling = subscribe(referralTold, 'notices', async (tx, told) => {
    const iin = parseIin(told.iin);
    const account = iin && (await findAccountByIin(db, iin));
    if (account === undefined) return;
    const { referralId, childName, institution, institutionAddress, until, happened } = told;
    const last = new Date(`${until}T00:00:00+05:00`);
    const body = inEach((locale) => {
      const words = texts(locale).registers.mine;
      const day = formatDate(last, locale);
      return happened === 'issued'
        ? words.referralText(institution, institutionAddress, day)
        : words.lapsedText(institution, day);
    });
    const title = inEach((locale) => {
      const words = texts(locale).registers.notices;
      return happened === 'issued' ? words.issuedTitle(childName) : words.lapsedTitle(childName);
    });
    const email = { to: account.email, locale: account.locale, portal: portalUrl };
    const about = { recipient: account.id, subject: `referral/${referralId}/${happened}`, link: '/cabinet/queue' };
    await notify(tx, { ...about, title, body, email, at: clock.now() });
  });
  return deliver([telling], [referralTold]);
}
