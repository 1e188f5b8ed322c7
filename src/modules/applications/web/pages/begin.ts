import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { askedPages } from '#regulations';
import type { Regulation } from '#regulations';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { alert, button, buttonGroup, buttonLink, emptyState, form, heading, layout } from '#ui';
import type { PageContext } from '#ui';
import type { Draft } from '../../store.ts';
import { draftPaths } from './draft.ts';
import type { DraftPage } from './draft.ts';

/** A person who has a draft is offered it first. */
export function beginView(
  context: PageContext,
  props: { regulation: Regulation; draft: Draft | undefined; needsFull: boolean },
): Html {
  const { locale } = context;
  const words = texts(locale).applications.begin;
  const { regulation, draft } = props;
  const title = regulation.passport.title[locale];
  const begin = form({
    action: '/applications/drafts',
    hidden: { service: regulation.id },
    content: button({ label: words.submit, size: 'lg' }),
  });
  const going = draft && draftOffer(locale, regulation, draft);
  const content = html`${heading({ title, caption: words.title })}
${props.needsFull && alert({ locale, tone: 'info', content: words.needsFull })}${going ?? begin}`;
  return layout(context, { title, content, back: { href: `/services/${regulation.id}` }, islands: ['forms'] });
}

function draftOffer(locale: Locale, regulation: Regulation, draft: Draft): Html {
  const words = texts(locale).applications.begin;
  const next = askedPages(regulation.form, draft.answers).find(({ id }) => !draft.donePages.includes(id));
  const href = next === undefined ? draftPaths.review(draft.id) : draftPaths.page(draft.id, next.id);
  return html`${emptyState({ title: words.draftTitle, content: words.draftText(formatDateTime(draft.updatedAt, locale)) })}
${buttonGroup(buttonLink({ href, label: words.goOn }), buttonLink({ href: draftPaths.discard(draft.id), label: words.discard, variant: 'tertiary' }))}`;
}

/** Asks once before something is lost. */
export function discardView(context: PageContext, props: Pick<DraftPage, 'draft' | 'paths' | 'navigation'>): Html {
  const { draft, paths, navigation } = props;
  const { locale } = context;
  const words = texts(locale).applications.begin;
  const signing =
    draft.signingUntil !== undefined && alert({ locale, tone: 'warning', content: texts(locale).signers.change.discard });
  const content = html`${heading({ title: words.discardTitle, lead: words.discardText })}${signing}
${form({ action: paths.discard(draft.id), content: buttonGroup(button({ label: words.discard, variant: 'danger' }), buttonLink({ href: paths.keep(draft), label: texts(locale).ui.cancel, variant: 'secondary' })) })}`;
  return layout(context, { title: words.discardTitle, content, navigation, islands: ['forms'] });
}
