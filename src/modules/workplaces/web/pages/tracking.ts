import { counterPaths, counterQueues } from '#applications';
import type { CounterApplication, CounterCard, CounterQueue } from '#applications';
import type { Body } from '#identity';
import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import type { Regulation } from '#regulations';
import { formatIin } from '#subjects';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import {
  alert,
  button,
  buttonGroup,
  buttonLink,
  donePanel,
  emptyState,
  errorSummary,
  facts,
  heading,
  layout,
  navigation,
  pagination,
  statusTag,
  table,
  textField,
} from '#ui';
import type { Fact, FieldError, NavigationItem, PageContext, Tone } from '#ui';
import { againView, askedView } from './coming-back.ts';
import { awaitsHandover, resultView } from './handover.ts';

/** Where somebody stands in what a counter has taken; it stays in the address, but for an IIN. */
export interface TrackingPlace {
  readonly queue: CounterQueue;
  readonly words: string;
  readonly page: number;
}

const trackingPaths = {
  list: ({ queue, page }: Pick<TrackingPlace, 'queue' | 'page'>): string =>
    `${counterPaths.taken}?queue=${queue}${page === 1 ? '' : `&page=${page}`}`,
  search: `${counterPaths.taken}/search`,
  receipt: (id: string): string => `${counterPaths.application(id)}/receipt`,
  live: (id: string): string => `${counterPaths.application(id)}/live`,
} as const;

export interface Tracked {
  readonly application: CounterApplication;
  readonly regulation: Regulation;
}

export interface TrackingProps {
  readonly place: TrackingPlace;
  readonly listed: readonly Tracked[];
  readonly total: number;
  readonly pages: number;
  readonly navigation: readonly NavigationItem[];
}

const tones: Partial<Record<CounterApplication['status'], Tone>> = {
  provided: 'success',
  refused: 'danger',
  needsYou: 'warning',
};

function stateView({ status }: CounterApplication, locale: Locale): Html {
  return statusTag({ tone: tones[status] ?? 'info', label: texts(locale).regulations.status[status] });
}

function consumerView({ consumer }: CounterApplication, locale: Locale): Renderable {
  if (consumer === undefined) return html`<span class="bt-muted">${texts(locale).counter.taken.hidden}</span>`;
  return html`${consumer.name}<br><span class="bt-muted">${formatIin(consumer.iin)}</span>`;
}

function rowOf({ application, regulation }: Tracked, locale: Locale): Renderable[] {
  const words = texts(locale).counter.taken;
  const { id, number, sentAt, dueAt } = application;
  return [
    html`<a class="ds-link bt-number" href="${counterPaths.application(id)}">${number ?? words.noNumber}</a>`,
    consumerView(application, locale),
    regulation.passport.shortTitle[locale],
    formatDateTime(sentAt, locale),
    dueAt === undefined ? '—' : formatDateTime(dueAt, locale),
    stateView(application, locale),
  ];
}

function listOf({ listed, place }: TrackingProps, locale: Locale): Html {
  const words = texts(locale).counter.taken;
  if (listed.length === 0) {
    const { title, text } = place.words === '' ? words.empty[place.queue] : words.nothingFound;
    return emptyState({ title, content: text });
  }
  const { number, consumer, service, sent, due, state } = words.columns;
  const columns = [
    { label: number, nowrap: true },
    { label: consumer },
    { label: service },
    { label: sent },
    { label: due },
    { label: state },
  ];
  const rows = listed.map((one) => rowOf(one, locale));
  return table({ caption: words.names[place.queue], captionHidden: true, columns, rows, dense: true });
}

/** What this counter has taken, by what is to be done; searched by number, as a scanner types it, or by IIN. */
export function trackingView(context: PageContext, props: TrackingProps): Html {
  const { locale } = context;
  const { place, total, pages } = props;
  const { counter, ui } = texts(locale);
  const words = counter.taken;
  const field = textField({ locale, name: 'q', label: words.search, value: place.words, type: 'search', autocomplete: 'off' });
  // By POST: an IIN does not belong into an address.
  const search = html`<form class="bt-filters" role="search" aria-label="${words.search}" action="${trackingPaths.search}" method="post">${field}${button({ label: ui.header.find, variant: 'secondary' })}</form>`;
  const items = counterQueues.map((queue) => ({
    href: trackingPaths.list({ queue, page: 1 }),
    label: words.names[queue],
    current: place.words === '' && queue === place.queue,
  }));
  const found = place.words !== '' && html`<p class="bt-muted" role="status">${words.found(total)}</p>`;
  const href = (page: number): string => trackingPaths.list({ ...place, page });
  const turning = place.words === '' && pagination({ locale, page: place.page, pages, href });
  const content = html`<div class="bt-queue-head">${heading({ title: words.title })}${search}</div>
${navigation(words.label, items)}${found}${listOf(props, locale)}${turning}`;
  return layout(context, { title: words.title, content, width: 'full', navigation: props.navigation });
}

export interface TrackedCardProps extends CounterCard {
  readonly regulation: Regulation;
  readonly body: Body;
  /** Names of who took it and who gave the result. */
  readonly takenBy: string;
  readonly givenBy: string;
  /** Just signed. */
  readonly fresh: boolean;
  /** The desk at which this body decides about it, where that is this officer's own. */
  readonly desk: string | undefined;
  readonly errors: readonly FieldError[];
  readonly message: { readonly tone: Tone; readonly text: string } | undefined;
  readonly navigation: readonly NavigationItem[];
}

function aboutView({ application, entry, regulation, body, takenBy }: TrackedCardProps, locale: Locale): Html {
  const { counter, workplaces } = texts(locale);
  const words = counter.card;
  const titles = regulation.passport.requiredDocuments.filter(({ id }) => entry?.paperOriginals.includes(id));
  const { consumer, sentAt, dueAt, decidedAt } = application;
  const personal: Fact[] =
    consumer === undefined
      ? []
      : [
          { term: words.consumer, value: html`${consumer.name}<br><span class="bt-muted">${formatIin(consumer.iin)}</span>` },
          ...(entry?.representative === undefined ? [] : [{ term: words.representative, value: entry.representative.name }]),
          { term: words.originals, value: titles.map(({ title }) => title[locale]).join('; ') || '—' },
        ];
  return facts([
    ...personal,
    { term: counter.taken.columns.service, value: regulation.passport.title[locale] },
    { term: words.provider, value: body.name[locale] },
    { term: words.takenAt, value: formatDateTime(sentAt, locale) },
    { term: words.takenBy, value: takenBy },
    { term: counter.taken.columns.due, value: dueAt === undefined ? '—' : formatDateTime(dueAt, locale) },
    ...(decidedAt === undefined ? [] : [{ term: workplaces.decided.at, value: formatDateTime(decidedAt, locale) }]),
  ]);
}

function cardHead({ application, fresh, regulation }: TrackedCardProps, locale: Locale): Html {
  const words = texts(locale).counter.card;
  const { number } = application;
  const caption = regulation.passport.shortTitle[locale];
  if (!fresh) return heading({ title: number === undefined ? words.registering : words.title(number), caption });
  const shown = number === undefined ? {} : { number: { label: texts(locale).counter.receipt.number, value: number } };
  return donePanel({
    title: words.sentTitle,
    ...shown,
    content: number === undefined ? html`<p>${words.registering}</p>` : undefined,
  });
}

function cardLinks({ application, desk }: TrackedCardProps, locale: Locale): Html {
  const words = texts(locale).counter.card;
  const { id, number, consumer } = application;
  const variant = awaitsHandover(application) ? 'secondary' : 'primary';
  const links = [
    number !== undefined &&
      consumer !== undefined &&
      buttonLink({ href: trackingPaths.receipt(id), label: words.receipt, variant }),
    desk !== undefined && buttonLink({ href: desk, label: words.desk, variant: 'secondary' }),
    buttonLink({ href: counterPaths.begin, label: words.next, variant: 'secondary' }),
  ].filter((one) => one !== false);
  return buttonGroup(...links);
}

/** One application at the counter that took it: its number and receipt, how it stands, and the result to hand over. */
export function trackedCardView(context: PageContext, props: TrackedCardProps): Html {
  const { locale } = context;
  const { application, errors, message } = props;
  const words = texts(locale).counter.card;
  const { id, number } = application;
  const told = message && alert({ locale, tone: message.tone, content: message.text, live: 'status' });
  const about = html`<section class="bt-section">${aboutView(props, locale)}</section>`;
  const result = html`<h2>${words.result.title}</h2>${resultView(props, locale)}`;
  // Who comes with the receipt comes for the result: it stands first then.
  const live = html`${cardHead(props, locale)}${told}<p>${stateView(application, locale)}</p>${cardLinks(props, locale)}
${askedView(props, locale)}${awaitsHandover(application) ? [result, about] : [about, result]}${againView(props, locale)}`;
  // What was answered to a form is not an address to be asked again.
  const isAnswer = errors.length > 0 || message !== undefined;
  const content = isAnswer
    ? html`${errorSummary({ locale, errors })}${live}`
    : html`<birtereze-live data-events="${trackingPaths.live(id)}"><div data-live>${live}</div></birtereze-live>`;
  return layout(context, {
    title: number === undefined ? words.sentTitle : words.title(number),
    content,
    back: { href: counterPaths.taken },
    navigation: props.navigation,
    hasErrors: errors.length > 0,
    islands: ['live', 'forms'],
  });
}
