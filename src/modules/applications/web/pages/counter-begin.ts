import { html } from '#kit/html';
import type { Html } from '#kit/html';
import type { Regulation } from '#regulations';
import { formatIin } from '#subjects';
import { formatDateTime, formatTime, texts } from '#text';
import type { Locale } from '#text';
import {
  alert,
  button,
  buttonGroup,
  buttonLink,
  details,
  emptyState,
  errorOf,
  errorSummary,
  form,
  heading,
  layout,
  radios,
  select,
  table,
  textField,
} from '#ui';
import type { FieldError, NavigationItem, PageContext } from '#ui';
import type { CounterChannel, CounterState, NoData } from '../../rules/counter.ts';
import type { StatementKind } from '../../rules/statement.ts';
import type { Draft } from '../../store.ts';
import type { OpenDraft } from '../../draft.ts';
import { pathsBelow } from './draft.ts';

/** Drafts that officers fill in at a counter. */
export const counterPaths = {
  begin: '/counter',
  drafts: '/counter/drafts',
  ask: (id: string): string => `/counter/drafts/${id}/ask`,
  correct: (id: string): string => `/counter?draft=${id}`,
  /** Those that were signed. */
  taken: '/counter/applications',
  application: (id: string): string => `/counter/applications/${id}`,
  /** What the consumer brings there later (APP-9). */
  answer: (id: string): string => `/counter/applications/${id}/answer`,
  statement: (id: string, kind: StatementKind): string => `/counter/applications/${id}/${kind}`,
  complaintAnswer: (id: string): string => `/counter/applications/${id}/complaint-answer`,
} as const;

export const counterDraftPaths = pathsBelow(counterPaths.drafts, {
  start: ({ id }) => `${counterPaths.drafts}/${id}`,
  keep: ({ id }) => `${counterPaths.drafts}/${id}`,
  discarded: counterPaths.begin,
});

/** What is entered before anything is asked, as it was typed. */
export interface TypedBeginning {
  readonly service: string;
  readonly iin: string;
  readonly identityCard: string;
  readonly representativeIin: string;
  readonly power: string;
}

export interface CounterBeginProps {
  readonly channel: CounterChannel;
  readonly services: readonly Regulation[];
  readonly typed: TypedBeginning;
  readonly errors: readonly FieldError[];
  readonly drafts: readonly Pick<OpenDraft, 'draft' | 'regulation'>[];
  readonly navigation: readonly NavigationItem[];
}

/** More are chosen from a list. */
const mostRadios = 7;

function serviceField({ services, typed, errors }: CounterBeginProps, locale: Locale): Html {
  const words = texts(locale).counter.begin;
  const error = errorOf(errors, 'service');
  const options = services.map(({ id, passport }) => ({ value: id, label: passport.shortTitle[locale] }));
  const value = typed.service === '' && options.length === 1 ? options[0]?.value : typed.service;
  return options.length > mostRadios
    ? select({ locale, name: 'service', label: words.service, options, value, error, placeholder: '' })
    : radios({ locale, name: 'service', legend: words.service, options, value, error });
}

function representativeFields({ typed, errors }: CounterBeginProps, locale: Locale): Html {
  const words = texts(locale).counter.begin;
  const iin = textField({
    locale,
    name: 'representativeIin',
    label: words.representativeIin,
    value: typed.representativeIin,
    error: errorOf(errors, 'representativeIin'),
    numeric: true,
    width: 'md',
    autocomplete: 'off',
  });
  const power = textField({
    locale,
    name: 'power',
    label: words.power,
    hint: words.powerHint,
    value: typed.power,
    error: errorOf(errors, 'power'),
    maxLength: 40,
    width: 'md',
    autocomplete: 'off',
  });
  return details({
    summary: words.representative,
    open:
      typed.representativeIin !== '' ||
      typed.power !== '' ||
      errors.some(({ field }) => field === 'representativeIin' || field === 'power'),
    content: html`<p class="bt-muted">${words.representativeLead}</p>${iin}${power}`,
  });
}

function draftsView({ drafts }: CounterBeginProps, locale: Locale): Html {
  const words = texts(locale).counter.drafts;
  const columns = texts(locale).counter.taken.columns;
  if (drafts.length === 0) return html`<h2>${words.title}</h2><p class="bt-muted">${words.none}</p>`;
  const rows = drafts.map(({ draft, regulation }) => {
    const name = draft.known['personRegistry.fullName'];
    const iin = draft.counter?.consumerIin;
    const consumer = name ?? (iin === undefined ? '—' : words.consumer(formatIin(iin)));
    const waits = draft.counter?.noData !== undefined && html`<br><span class="bt-muted">${words.waits}</span>`;
    const link = html`<a class="ds-link" href="${counterDraftPaths.start(draft)}">${consumer}</a>${waits}`;
    return [link, regulation.passport.shortTitle[locale], formatDateTime(draft.updatedAt, locale)];
  });
  const heads = [{ label: columns.consumer }, { label: columns.service }, { label: words.saved }];
  return html`<h2>${words.title}</h2>${table({ caption: words.title, captionHidden: true, columns: heads, rows, dense: true })}`;
}

/** The counter: the service, the consumer, and where somebody else came the power of attorney (step 2); and what is not finished. */
export function counterBeginView(context: PageContext, props: CounterBeginProps): Html {
  const { locale } = context;
  const { errors, services, typed, navigation } = props;
  const words = texts(locale).counter.begin;
  const iin = textField({
    locale,
    name: 'iin',
    label: words.iin,
    value: typed.iin,
    error: errorOf(errors, 'iin'),
    numeric: true,
    width: 'md',
    autocomplete: 'off',
  });
  const identityCard = textField({
    locale,
    name: 'identityCard',
    label: words.identityCard,
    hint: props.channel === 'centre' ? words.identityCardHint : undefined,
    value: typed.identityCard,
    error: errorOf(errors, 'identityCard'),
    numeric: true,
    width: 'md',
    autocomplete: 'off',
  });
  const fields = html`${serviceField(props, locale)}${iin}${identityCard}${props.channel === 'centre' && representativeFields(props, locale)}`;
  const entry =
    services.length === 0
      ? emptyState({ title: words.none.title, content: words.none.text })
      : form({ action: counterPaths.drafts, content: html`${fields}${button({ label: words.submit })}` });
  const content = html`${errorSummary({ locale, errors })}${heading({ title: words.title, lead: words.lead })}${entry}${draftsView(props, locale)}`;
  return layout(context, { title: words.title, content, navigation, hasErrors: errors.length > 0, islands: ['forms'] });
}

/** Why there is nothing to go on with, in words (step 4). */
export function noDataText(noData: NoData, locale: Locale): string {
  const words = texts(locale).counter.noData;
  const since = noData.since === undefined ? '—' : formatTime(noData.since);
  if (noData.of === 'person') return noData.why === 'unavailable' ? words.person.unavailable(since) : words.person[noData.why];
  return noData.why === 'unavailable' ? words.power.unavailable(since) : words.power[noData.why];
}

/** The data cannot be had: what it was, that nothing is lost, and what can be done (step 4). */
export function noDataView(
  context: PageContext,
  props: { draft: Draft; counter: CounterState; regulation: Regulation; navigation: readonly NavigationItem[] },
): Html {
  const { locale } = context;
  const { draft, counter, regulation, navigation } = props;
  const words = texts(locale).counter.noData;
  const title = words.title;
  const told = counter.noData && alert({ locale, tone: 'warning', content: noDataText(counter.noData, locale), live: 'status' });
  // Asking again helps where nobody answered; else something was entered wrongly.
  const isAway = counter.noData === undefined || counter.noData.why === 'unavailable';
  const again = button({ label: words.again, variant: isAway ? 'primary' : 'secondary' });
  const href = counterPaths.correct(draft.id);
  const correct = buttonLink({ href, label: words.correct, variant: isAway ? 'secondary' : 'primary' });
  const actions = buttonGroup(
    ...(isAway ? [again, correct] : [correct, again]),
    buttonLink({ href: counterDraftPaths.discard(draft.id), label: words.discard, variant: 'tertiary' }),
  );
  const content = html`${heading({ title, caption: regulation.passport.shortTitle[locale] })}${told}
<p>${words.kept}</p>${form({ action: counterPaths.ask(draft.id), content: actions })}`;
  return layout(context, { title, content, navigation, islands: ['forms'] });
}
