import type { Application, DocumentToSign, OpenedInBatch, SignedInBatch } from '#applications';
import { mostTogether } from '#applications';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import {
  alert,
  button,
  buttonLink,
  checkboxes,
  deadline,
  emptyState,
  errorOf,
  errorSummary,
  form,
  heading,
  layout,
  scriptsNeeded,
  signingIslands,
  statusTag,
  table,
} from '#ui';
import type { FieldError, PageContext } from '#ui';
import { paths } from '../place.ts';
import type { Place } from '../place.ts';
import { workplaceNavigation } from './navigation.ts';
import { clockView } from './standing.ts';
import type { Standing } from './standing.ts';

const signQueue: Place = { queue: 'sign', words: '', page: 1 };

function page(context: PageContext, content: Html, more: { hasErrors?: boolean; islands?: readonly string[] } = {}): Html {
  const words = texts(context.locale).handling.batch;
  return layout(context, {
    title: words.title,
    content,
    width: 'wide',
    back: { href: paths.queue(signQueue), label: words.back },
    navigation: workplaceNavigation(context, 'requests'),
    ...more,
  });
}

export interface ChoiceProps extends Standing {
  readonly waiting: readonly Application[];
  readonly titleOf: (application: Application) => string;
  readonly errors: readonly FieldError[];
}

/** Which of the waiting documents are to be signed together. */
export function choiceView(context: PageContext, props: ChoiceProps): Html {
  const { locale } = context;
  const { waiting, errors } = props;
  const words = texts(locale).handling.batch;
  if (waiting.length === 0)
    return page(context, html`${heading({ title: words.title })}${emptyState({ title: words.empty, content: words.emptyText })}`);
  const options = waiting.map((application) => {
    const clock = clockView(application, props, locale);
    return {
      value: application.id,
      label: html`<b>${application.consumerName}</b> <span class="bt-muted bt-number">${application.number}</span>`,
      hint: html`${props.titleOf(application)} ${clock && deadline(clock)}`,
    };
  });
  const values = waiting.map(({ id }) => id);
  const boxes = checkboxes({ locale, name: 'id', legend: words.choose, options, values, error: errorOf(errors, 'id') });
  const choice = form({
    action: paths.batch,
    method: 'get',
    hidden: { open: '' },
    content: html`${boxes}${button({ label: words.go })}`,
  });
  const content = html`${errorSummary({ locale, errors })}${heading({ title: words.title, lead: words.lead(mostTogether) })}${choice}`;
  return page(context, content, { hasErrors: errors.length > 0 });
}

function documentRow({ application, output, document }: DocumentToSign, locale: Locale): (Html | string)[] {
  const words = texts(locale).handling.batch;
  const pdf = paths.part(application.id, 'document.pdf');
  return [
    application.consumerName,
    output.name[locale],
    html`<span class="bt-number">${document.number}</span>`,
    html`<a class="ds-link" href="${pdf}" target="_blank" rel="noopener">${words.open}<span class="ds-sr-only">: ${application.consumerName}</span></a>`,
  ];
}

export interface OpenBatchProps {
  readonly batch: readonly OpenedInBatch[];
  readonly panel: Html | undefined;
  readonly error: string | undefined;
}

/** The chosen documents, each to be read, and one signature for all of them. */
export function openBatchView(context: PageContext, props: OpenBatchProps): Html {
  const { locale } = context;
  const { handling, workplaces } = texts(locale);
  const words = handling.batch;
  const open = props.batch.flatMap((one) => (one.kind === 'open' ? [one.opened] : []));
  const closed = props.batch.filter((one) => one.kind !== 'open');
  const columns = [
    { label: workplaces.queues.columns.consumer },
    { label: workplaces.decision.output },
    { label: workplaces.sign.number, nowrap: true },
    { label: words.document },
  ];
  const rows = open.map((one) => documentRow(one, locale));
  const not = closed.length > 0 && alert({ locale, tone: 'warning', title: words.not, content: notOpened(closed, locale) });
  const wrong = props.error !== undefined && alert({ locale, tone: 'danger', content: props.error, live: 'alert' });
  const list = open.length > 0 && table({ caption: words.choose, captionHidden: true, columns, rows, dense: true });
  const content = html`${wrong}${heading({ title: words.title, lead: words.read })}${not}${list}${props.panel && html`${scriptsNeeded(locale)}${props.panel}`}`;
  return page(context, content, { islands: signingIslands });
}

function notOpened(closed: readonly OpenedInBatch[], locale: Locale): Html {
  const words = texts(locale).workplaces.sign;
  const reasons = new Set(closed.map(({ kind }) => kind));
  const said = [...reasons].flatMap((kind) => (kind === 'open' ? [] : [html`<li>${words[kind]}</li>`]));
  return html`<ul>${said}</ul>`;
}

function outcomeView({ outcome }: SignedInBatch, locale: Locale): Html {
  const { handling, identity } = texts(locale);
  const words = handling.batch.outcomes;
  if (outcome.kind === 'signed') return statusTag({ tone: 'success', label: words.signed });
  if (outcome.kind === 'refused') return html`${statusTag({ tone: 'danger', label: identity.refused[outcome.failed] })}`;
  return html`${words[outcome.kind]}`;
}

/** What became of each document: what failed stays in the queue and is a link away. */
export function batchDoneView(context: PageContext, outcomes: readonly SignedInBatch[]): Html {
  const { locale } = context;
  const { handling, workplaces } = texts(locale);
  const words = handling.batch;
  const signed = outcomes.filter(({ outcome }) => outcome.kind === 'signed').length;
  const rows = outcomes.map((one) => [
    html`<a class="ds-link" href="${paths.desk(one.application.id, { queue: one.outcome.kind === 'signed' ? 'decided' : 'sign', words: '', page: 1 })}">${one.application.consumerName}</a>`,
    html`<span class="bt-number">${one.application.number}</span>`,
    outcomeView(one, locale),
  ]);
  const { consumer, number } = workplaces.queues.columns;
  const columns = [{ label: consumer }, { label: number, nowrap: true }, { label: words.outcome }];
  const told = alert({
    locale,
    tone: signed === outcomes.length ? 'success' : 'warning',
    content: words.result(signed, outcomes.length),
    live: 'status',
  });
  const back = buttonLink({ href: paths.queue(signQueue), label: words.back });
  const content = html`${heading({ title: words.resultTitle })}${told}${table({ caption: words.resultTitle, captionHidden: true, columns, rows, dense: true })}<p>${back}</p>`;
  return page(context, content);
}
