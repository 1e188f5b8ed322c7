import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { askedPages, isAsked } from '#regulations';
import type { FormPage, ReadableRequest, Regulation } from '#regulations';
import { formatTime, texts } from '#text';
import { alert, button, buttonGroup, buttonLink, errorSummary, form, heading, layout, steps, summaryList } from '#ui';
import type { FieldError, PageContext } from '#ui';
import type { Draft } from '../../store.ts';
import { listView } from './list-question.ts';
import { questionView } from './question.ts';

/** Addresses of a draft's pages. */
export const draftPaths = {
  page: (id: string, page: string) => `/applications/drafts/${id}/pages/${page}`,
  files: (id: string) => `/applications/drafts/${id}/files`,
  review: (id: string) => `/applications/drafts/${id}/review`,
  text: (id: string) => `/applications/drafts/${id}/request.txt`,
  sign: (id: string) => `/applications/drafts/${id}/sign`,
  discard: (id: string) => `/applications/drafts/${id}/discard`,
} as const;

/** Where a form stands: its pages, then files where any are wanted, then review. */
export interface Way {
  readonly back: string;
  readonly current: number;
  readonly total: number;
}

function wayTo(regulation: Regulation, draft: Draft, stop: string): Way {
  const stops = [
    ...askedPages(regulation.form, draft.answers).map(({ id }) => ({ stop: id, path: draftPaths.page(draft.id, id) })),
    ...(regulation.passport.requiredDocuments.length > 0 ? [{ stop: 'files', path: draftPaths.files(draft.id) }] : []),
    { stop: 'review', path: draftPaths.review(draft.id) },
  ];
  const index = stops.findIndex((one) => one.stop === stop);
  const back = stops[index - 1]?.path ?? `/services/${draft.service}`;
  return { back, current: index + 1, total: stops.length };
}

/** What each page of a draft shows. */
export interface DraftPage {
  readonly regulation: Regulation;
  readonly draft: Draft;
  readonly errors: readonly FieldError[];
}

/** A page of a draft: its errors, how far it is, when it was saved. */
export function frame(
  context: PageContext,
  props: DraftPage & { stop: string; title: string; content: Renderable; islands?: readonly string[] },
): Html {
  const { locale } = context;
  const { regulation, draft, errors } = props;
  const way = wayTo(regulation, draft, props.stop);
  const saved = texts(locale).applications.form.saved(formatTime(draft.updatedAt));
  const content = html`${errorSummary({ locale, errors })}${steps({ locale, current: way.current, total: way.total, label: regulation.passport.shortTitle[locale] })}
${props.content}
<p class="bt-muted bt-saved" role="status">${saved}</p>`;
  const back = { href: way.back };
  return layout(context, {
    title: props.title,
    content,
    back,
    hasErrors: errors.length > 0,
    islands: [...(props.islands ?? []), 'forms'],
  });
}

/** One page of the form: one question or one tight group (APP-1). */
export function formPageView(context: PageContext, props: DraftPage & { page: FormPage; returnToReview: boolean }): Html {
  const { locale } = context;
  const { draft, page, errors } = props;
  const { answers, known } = draft;
  const words = texts(locale);
  const title = page.title[locale];
  const questions = page.questions
    .filter((question) => isAsked(question, answers))
    .map((question) => {
      const view = { locale, answers, known, errors, alone: false };
      return question.type === 'list' ? listView(view, question) : questionView({ ...view, question });
    });
  const wantsRegistry = page.questions.some(
    (question) => 'prefill' in question && question.prefill?.startsWith('personRegistry.') === true,
  );
  const warning =
    wantsRegistry &&
    draft.knownAt === undefined &&
    alert({ locale, tone: 'warning', content: words.applications.form.unavailable });
  const action = `${draftPaths.page(draft.id, page.id)}${props.returnToReview ? '?return=review' : ''}`;
  const content = html`${heading({ title, lead: page.hint?.[locale] })}${warning}
${form({ action, content: html`${questions}${button({ label: words.ui.next })}` })}`;
  return frame(context, { ...props, stop: page.id, title, content });
}

/** Everything once more, as it will be signed, each with a link to change it (APP-4). */
export function reviewView(context: PageContext, props: DraftPage & { readable: ReadableRequest; changed: boolean }): Html {
  const { locale } = context;
  const { draft, readable } = props;
  const words = texts(locale).applications;
  const consumer = summaryList({ locale, rows: readable.consumer.map(({ label, value }) => ({ key: label, value })) });
  const pages = readable.pages.map(
    ({ page, title, lines }) =>
      html`<h2>${title}</h2>${summaryList({ locale, rows: lines.map(({ label, value }) => ({ key: label, value, change: `${draftPaths.page(draft.id, page)}?return=review` })) })}`,
  );
  const files = summaryList({
    locale,
    rows: readable.attachments.map(({ title, name }) => ({
      key: title,
      value: name,
      change: `${draftPaths.files(draft.id)}?return=review`,
    })),
  });
  const content = html`${props.changed && alert({ locale, tone: 'warning', content: words.sign.changed, live: 'alert' })}
${heading({ title: words.review.title, lead: words.review.lead })}
<h2>${words.review.consumer}</h2>${consumer}
${pages}
${readable.attachments.length > 0 && html`<h2>${words.review.files}</h2>${files}`}
<h2>${words.review.statement}</h2><blockquote class="bt-statement"><p>${readable.addressee}</p><p>${readable.statement}</p></blockquote>
${buttonGroup(buttonLink({ href: draftPaths.sign(draft.id), label: words.review.toSign }), buttonLink({ href: draftPaths.text(draft.id), label: words.review.save, variant: 'tertiary', download: 'request.txt' }))}`;
  return frame(context, { ...props, stop: 'review', title: words.review.title, content });
}

/** The signature, after the review (APP-5). */
export function signView(
  context: PageContext,
  props: { draft: Draft; panel: Html; error: string | undefined; islands: readonly string[]; request: string },
): Html {
  const { locale } = context;
  const words = texts(locale).applications;
  const content = html`${props.error !== undefined && alert({ locale, tone: 'danger', content: props.error, live: 'alert' })}
${heading({ title: words.sign.title, lead: words.sign.lead })}
<details class="ds-details bt-details"><summary>${words.card.requestText}</summary><div><pre class="bt-request">${props.request}</pre></div></details>
${props.panel}`;
  const back = { href: draftPaths.review(props.draft.id) };
  return layout(context, {
    title: words.sign.title,
    content,
    back,
    hasErrors: props.error !== undefined,
    islands: props.islands,
  });
}
