import type { Tx } from '#kit/db';
import { findAccountByIin } from '#identity';
import { notify } from '#notices';
import { formatName, parseIin } from '#subjects';
import type { PersonName } from '#subjects';
import { formatDate, locales, texts } from '#text';
import type { Locale, Texts, Translated } from '#text';
import type { RequestContents } from '#regulations';
import type { ApplicationServices } from './services.ts';
import type { Draft } from './store.ts';

export type SigningOccasion = keyof Texts['signers']['notices'];

interface Telling {
  readonly draft: Draft & { readonly prepared: RequestContents };
  /** IINs; who has no account is told by the applicant, who has the link. */
  readonly to: readonly string[];
  readonly occasion: SigningOccasion;
  readonly until?: Date | undefined;
  /** Who did it. */
  readonly by?: { readonly name: PersonName } | undefined;
  readonly reason?: string | undefined;
}

/** Tells those who sign a request what became of it: a notice in the cabinet and a letter, once an occasion. */
export async function tellOthers(services: ApplicationServices, tx: Tx, told: Telling): Promise<void> {
  const { draft, occasion, until, by, reason = '' } = told;
  const regulation = services.regulations.version(draft.service, draft.regulationVersion);
  const at = services.clock.now();
  const words = (locale: Locale) =>
    texts(locale).signers.notices[occasion]({
      service: regulation.passport.shortTitle[locale],
      applicant: draft.prepared.consumer.name,
      until: until === undefined ? '' : formatDate(until, locale),
      by: by === undefined ? '' : formatName(by.name),
      reason,
    });
  const inEach = (part: 'title' | 'text'): Translated =>
    Object.fromEntries(locales.map((locale) => [locale, words(locale)[part]])) as Translated;
  for (const text of told.to) {
    const iin = parseIin(text);
    const account = iin && (await findAccountByIin(tx, iin));
    if (!account) continue;
    await notify(tx, {
      recipient: account.id,
      subject: `signing/${draft.id}/${occasion}/${at.toISOString()}`,
      title: inEach('title'),
      body: inEach('text'),
      ...linkOf(draft.id, occasion),
      email: { to: account.email, locale: account.locale, portal: services.portalUrl },
      at,
    });
  }
}

/** Where there is nothing to see any more, there is no link. */
function linkOf(draftId: string, occasion: SigningOccasion): { link?: string } {
  if (occasion === 'calledOff' || occasion === 'expired') return {};
  return { link: occasion === 'expiredOwn' ? `/applications/drafts/${draftId}/review` : `/signing/${draftId}` };
}
