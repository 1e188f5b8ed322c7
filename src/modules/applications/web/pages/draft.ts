import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { askedPages, isAsked } from '#regulations';
import type { FormPage, ReadableRequest, Regulation, Representable } from '#regulations';
import { formatDate, formatSince, formatTime, texts } from '#text';
import type { Locale } from '#text';
import { alert, button, buttonGroup, buttonLink, errorSummary, form, heading, layout, steps, summaryList } from '#ui';
import type { FieldError, NavigationItem, PageContext } from '#ui';
import type { Draft } from '../../store.ts';
import { listView } from './list-question.ts';
import { questionView } from './question.ts';

/** Addresses of a draft's pages, at the portal or at a counter. */
export interface DraftPaths {
  /** Where the way to the first page begins. */
  start(draft: Draft): string;
  /** Where somebody goes who does not throw a draft away. */
  keep(draft: Draft): string;
  /** Where one stands when it is thrown away. */
  readonly discarded: string;
  page(id: string, page: string): string;
  files(id: string): string;
  review(id: string): string;
  text(id: string): string;
  sign(id: string): string;
  discard(id: string): string;
}

export function pathsBelow(base: string, around: Pick<DraftPaths, 'start' | 'keep' | 'discarded'>): DraftPaths {
  return {
    ...around,
    page: (id, page) => `${base}/${id}/pages/${page}`,
    files: (id) => `${base}/${id}/files`,
    review: (id) => `${base}/${id}/review`,
    text: (id) => `${base}/${id}/request.txt`,
    sign: (id) => `${base}/${id}/sign`,
    discard: (id) => `${base}/${id}/discard`,
  };
}

/** A person's drafts at the portal, where others may sign too. */
export const draftPaths = {
  ...pathsBelow('/applications/drafts', {
    start: ({ service }) => `/services/${service}`,
    keep: ({ service }) => `/applications/new?service=${service}`,
    discarded: '/applications',
  }),
  signers: (id: string) => `/applications/drafts/${id}/signers`,
  signing: (id: string) => `/applications/drafts/${id}/signing`,
  change: (id: string) => `/applications/drafts/${id}/signing/change`,
};

/** How far a form is. */
interface Way {
  readonly back: string;
  readonly current: number;
  readonly total: number;
}

type Stopping = Pick<DraftPage, 'regulation' | 'draft' | 'representable' | 'paths'>;

/** Where the form stops: its pages, then files where any are wanted, then who signs where that can be chosen, then the review. */
function stopsOf({ regulation, draft, representable, paths }: Stopping): { stop: string; path: string }[] {
  return [
    ...askedPages(regulation.form, draft.answers).map(({ id }) => ({ stop: id, path: paths.page(draft.id, id) })),
    ...(regulation.passport.requiredDocuments.length > 0 ? [{ stop: 'files', path: paths.files(draft.id) }] : []),
    ...(representable.length > 0 ? [{ stop: 'signers', path: draftPaths.signers(draft.id) }] : []),
    { stop: 'review', path: paths.review(draft.id) },
  ];
}

/** Where «Одан әрі» leads from a stop of the form. */
export function nextStop(open: Stopping, stop: string): string {
  const stops = stopsOf(open);
  return stops[stops.findIndex((one) => one.stop === stop) + 1]?.path ?? open.paths.review(open.draft.id);
}

function wayTo(open: Stopping, stop: string): Way {
  const stops = stopsOf(open);
  const index = stops.findIndex((one) => one.stop === stop);
  const back = stops[index - 1]?.path ?? open.paths.start(open.draft);
  return { back, current: Math.max(1, index + 1), total: stops.length };
}

/** What each page of a draft shows. */
export interface DraftPage {
  readonly regulation: Regulation;
  readonly draft: Draft;
  readonly representable: readonly Representable[];
  readonly errors: readonly FieldError[];
  /** The registry does not answer; since when. */
  readonly silence?: { readonly since: Date; readonly now: Date } | undefined;
  readonly paths: DraftPaths;
  /** Sections of the site where its pages have some. */
  readonly navigation?: readonly NavigationItem[] | undefined;
}

/** A page of a draft: its errors, how far it is, when it was saved. */
export function frame(
  context: PageContext,
  props: DraftPage & { stop: string; title: string; content: Renderable; islands?: readonly string[] },
): Html {
  const { locale } = context;
  const { regulation, draft, errors } = props;
  const way = wayTo(props, props.stop);
  const saved = texts(locale).applications.form.saved(formatTime(draft.updatedAt));
  const content = html`${errorSummary({ locale, errors })}${steps({ locale, current: way.current, total: way.total, label: regulation.passport.shortTitle[locale] })}
${props.content}
<p class="bt-muted bt-saved" role="status">${saved}</p>`;
  const back = { href: way.back };
  return layout(context, {
    title: props.title,
    content,
    back,
    navigation: props.navigation,
    hasErrors: errors.length > 0,
    islands: [...(props.islands ?? []), 'forms'],
  });
}

/** The registry is silent: since when, and of which day its data are where there are any (GW-4). */
function silenceView({ draft: { knownAt }, silence }: DraftPage, locale: Locale): Html | undefined {
  const { applications, registries } = texts(locale);
  if (silence === undefined && knownAt !== undefined) return undefined;
  const why = knownAt === undefined ? applications.form.unavailable : applications.form.stale(formatDate(knownAt, locale));
  const since = silence && registries.notReceived(formatSince(silence.since, silence.now, locale));
  return alert({ locale, tone: 'warning', content: since === undefined ? why : `${why} ${since}` });
}

/** What a page is called for whoever fills it in: the consumer, or somebody for the consumer. */
function titleOf({ title, atCounter = title }: FormPage, { counter }: Pick<Draft, 'counter'>, locale: Locale): string {
  return (counter === undefined ? title : atCounter)[locale];
}

/** One page of the form: one question or one tight group (APP-1). */
export function formPageView(context: PageContext, props: DraftPage & { page: FormPage; returnToReview: boolean }): Html {
  const { locale } = context;
  const { draft, page, errors, paths } = props;
  const { answers, known } = draft;
  const words = texts(locale);
  const title = titleOf(page, draft, locale);
  const questions = page.questions
    .filter((question) => isAsked(question, answers))
    .map((question) => {
      const view = { locale, answers, known, errors, alone: false };
      return question.type === 'list' ? listView(view, question) : questionView({ ...view, question });
    });
  const wantsRegistry = page.questions.some(
    (question) => 'prefill' in question && question.prefill?.startsWith('personRegistry.') === true,
  );
  const warning = wantsRegistry && silenceView(props, locale);
  const action = `${paths.page(draft.id, page.id)}${props.returnToReview ? '?return=review' : ''}`;
  const content = html`${heading({ title, lead: page.hint?.[locale] })}${warning}
${form({ action, content: html`${questions}${button({ label: words.ui.next })}` })}`;
  const islands = page.questions.some(({ type }) => type === 'address') ? ['addresses'] : [];
  return frame(context, { ...props, stop: page.id, title, content, islands });
}

/** Everything once more, as it will be signed, each with a link to change it (APP-4). */
export function reviewView(
  context: PageContext,
  props: DraftPage & { readable: ReadableRequest; warning: string | undefined; signers: Html | undefined },
): Html {
  const { locale } = context;
  const { draft, readable, paths, regulation } = props;
  const words = texts(locale).applications;
  const titles = new Map(regulation.form.pages.map((page) => [page.id, titleOf(page, draft, locale)]));
  const consumer = summaryList({ locale, rows: readable.consumer.map(({ label, value }) => ({ key: label, value })) });
  const pages = readable.pages.map(
    ({ page, title, lines }) =>
      html`<h2>${titles.get(page) ?? title}</h2>${summaryList({ locale, rows: lines.map(({ label, value }) => ({ key: label, value, change: `${paths.page(draft.id, page)}?return=review` })) })}`,
  );
  const files = summaryList({
    locale,
    rows: readable.attachments.map(({ title, name }) => ({
      key: title,
      value: name,
      change: `${paths.files(draft.id)}?return=review`,
    })),
  });
  const content = html`${props.warning !== undefined && alert({ locale, tone: 'warning', content: props.warning, live: 'alert' })}
${heading({ title: words.review.title, lead: words.review.lead })}
<h2>${words.review.consumer}</h2>${consumer}
${pages}
${readable.attachments.length > 0 && html`<h2>${words.review.files}</h2>${files}`}
${readable.counter.length > 0 && html`<h2>${words.review.counter}</h2>${summaryList({ locale, rows: readable.counter.map(({ label, value }) => ({ key: label, value })) })}`}
<h2>${words.review.statement}</h2><blockquote class="bt-statement"><p>${readable.addressee}</p><p>${readable.statement}</p></blockquote>
${props.signers}${buttonGroup(props.signers === undefined && buttonLink({ href: paths.sign(draft.id), label: words.review.toSign }), buttonLink({ href: paths.text(draft.id), label: words.review.save, variant: 'tertiary', download: 'request.txt' }))}`;
  return frame(context, { ...props, stop: 'review', title: words.review.title, content });
}

/** The signature, after the review (APP-5). */
export function signView(
  context: PageContext,
  props: Pick<DraftPage, 'draft' | 'paths' | 'navigation'> & {
    panel: Html;
    error: string | undefined;
    islands: readonly string[];
    request: string;
  },
): Html {
  const { locale } = context;
  const words = texts(locale).applications;
  const content = html`${props.error !== undefined && alert({ locale, tone: 'danger', content: props.error, live: 'alert' })}
${heading({ title: words.sign.title, lead: words.sign.lead })}
<details class="ds-details bt-details"><summary>${words.card.requestText}</summary><div><pre class="bt-request">${props.request}</pre></div></details>
${props.panel}`;
  const back = { href: props.paths.review(props.draft.id) };
  return layout(context, {
    title: words.sign.title,
    content,
    back,
    navigation: props.navigation,
    hasErrors: props.error !== undefined,
    islands: props.islands,
  });
}
