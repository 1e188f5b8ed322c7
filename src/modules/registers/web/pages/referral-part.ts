import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { button, buttonGroup, form, statusTag } from '#ui';
import type { Tone } from '#ui';
import type { Entry } from '../../store/entries.ts';
import type { Referral, ReferralState } from '../../store/referrals.ts';
import { dayIn } from './frame.ts';

const tones = {
  open: 'info',
  used: 'success',
  lapsed: 'warning',
  declined: 'neutral',
  ended: 'neutral',
} as const satisfies Record<ReferralState, Tone>;

/** A form of one button. */
function act(action: string, label: string, variant: 'primary' | 'secondary'): Html {
  return form({ action, content: button({ label, variant }) });
}

function actsOf(base: string, entry: Entry, { referral, locale }: { referral: Referral; locale: Locale }): Html | undefined {
  const words = texts(locale).registers.preschools;
  const at = `${base}/${entry.id}`;
  if (referral.state === 'open')
    return html`${buttonGroup(act(`${at}/place`, words.place, 'primary'), act(`${at}/decline`, words.decline, 'secondary'))}<p class="bt-hint">${words.declineHint}</p>`;
  if (referral.state === 'used') return act(`${at}/referrals/${referral.id}/free`, words.freePlace, 'secondary');
  return undefined;
}

/** The referrals of a child, the newest first, with what can be done with the one that counts. */
export function referralPart(
  { base, entry, referrals }: { base: string; entry: Entry; referrals: readonly Referral[] },
  locale: Locale,
): Html | undefined {
  if (referrals.length === 0) return undefined;
  const words = texts(locale).registers.preschools;
  const items = referrals.map(
    (referral) =>
      html`<section><h3>${words.referral} № ${referral.number} ${statusTag({ tone: tones[referral.state], label: words.states[referral.state] })}</h3>
<p>${referral.institution}, ${referral.groupName}<br>${referral.institutionAddress}<br><span class="bt-muted">${words.until(dayIn(referral.until, locale))}</span></p>
${actsOf(base, entry, { referral, locale })}</section>`,
  );
  return html`<section><h2>${words.referrals}</h2>${items}</section>`;
}
