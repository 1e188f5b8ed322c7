import { queues } from '#applications';
import type { Application, OpenQueue, Queue } from '#applications';
import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import type { Regulation } from '#regulations';
import { formatIin } from '#subjects';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { button, buttonLink, deadline, emptyState, heading, layout, navigation, pagination, table, textField } from '#ui';
import type { Column, PageContext } from '#ui';
import { paths } from '../place.ts';
import type { Place } from '../place.ts';
import { keysIsland, keysView } from './keys.ts';
import { workplaceNavigation } from './navigation.ts';
import { clockView, standingView } from './standing.ts';
import type { Standing } from './standing.ts';

/** An application with the regulation by which it runs. */
export interface Listed {
  readonly application: Application;
  readonly regulation: Regulation;
}

export interface QueueProps extends Standing {
  readonly place: Place;
  readonly counts: Readonly<Record<OpenQueue, number>>;
  readonly listed: readonly Listed[];
  readonly total: number;
  readonly pages: number;
}

type Cell = (listed: Listed, props: QueueProps, locale: Locale) => Renderable;
type ColumnName = 'consumer' | 'service' | 'number' | 'registered' | 'decided' | 'clock' | 'state';

const cells = {
  consumer: ({ application }, { place }) =>
    html`<a class="ds-link" href="${paths.desk(application.id, place)}">${application.consumerName}</a><br><span class="bt-muted">${formatIin(application.consumerIin)}</span>`,
  service: ({ regulation }, _, locale) => regulation.passport.shortTitle[locale],
  number: ({ application }) => html`<span class="bt-number">${application.number ?? '—'}</span>`,
  registered: ({ application: { registeredAt, sentAt } }, _, locale) => formatDateTime(registeredAt ?? sentAt, locale),
  decided: ({ application: { decidedAt } }, _, locale) => (decidedAt === undefined ? '—' : formatDateTime(decidedAt, locale)),
  clock: ({ application }, props, locale) => {
    const clock = clockView(application, props, locale);
    return clock === undefined ? '—' : deadline(clock);
  },
  state: ({ application }, props, locale) => standingView(application, props, locale),
} as const satisfies Record<ColumnName, Cell>;

const common = ['consumer', 'service', 'number'] as const;
/** What tells the requests of a queue apart; what is the same in every row is left out. */
const columnsOf = {
  new: [...common, 'registered', 'clock'],
  mine: [...common, 'registered', 'clock'],
  asked: [...common, 'state', 'clock'],
  near: [...common, 'state', 'clock'],
  overdue: [...common, 'state', 'clock'],
  sign: [...common, 'registered', 'clock'],
  decided: [...common, 'decided', 'state'],
  all: [...common, 'registered', 'state', 'clock'],
} as const satisfies Record<Queue, readonly ColumnName[]>;

const unbroken: readonly ColumnName[] = ['number'];

function tableView(props: QueueProps, locale: Locale): Html {
  const words = texts(locale).workplaces.queues;
  const names = columnsOf[props.place.queue];
  const columns = names.map((name): Column => ({ label: words.columns[name], nowrap: unbroken.includes(name) }));
  const rows = props.listed.map((listed) => names.map((name) => cells[name](listed, props, locale)));
  return table({ caption: words.names[props.place.queue], captionHidden: true, columns, rows, dense: true });
}

function tabs({ place, counts }: QueueProps, locale: Locale): Html {
  const words = texts(locale).workplaces.queues;
  const items = queues.map((queue) => ({
    href: paths.queue({ queue, words: '', page: 1 }),
    label: words.names[queue],
    current: queue === place.queue,
    ...(queue === 'decided' || queue === 'all' ? {} : { count: counts[queue] }),
  }));
  return navigation(words.label, items);
}

function search({ place }: QueueProps, locale: Locale): Html {
  const { ui, workplaces } = texts(locale);
  const { search: label } = workplaces.queues;
  const field = textField({ locale, name: 'q', label, value: place.words, type: 'search', autocomplete: 'off' });
  const reset =
    place.words !== '' &&
    html`<a class="ds-link" href="${paths.queue({ ...place, words: '', page: 1 })}">${ui.filters.reset}</a>`;
  return html`<form class="bt-filters" role="search" aria-label="${label}" action="/" method="get"><input type="hidden" name="queue" value="${place.queue}">${field}${button({ label: ui.header.find, variant: 'secondary' })}${reset}</form>`;
}

function empty({ place }: QueueProps, locale: Locale): Html {
  const words = texts(locale).workplaces.queues;
  if (place.words === '') {
    const { title, text } = words.empty[place.queue];
    return emptyState({ title, content: text });
  }
  const everywhere = buttonLink({
    href: paths.queue({ ...place, queue: 'all', page: 1 }),
    label: words.searchAll,
    variant: 'secondary',
  });
  const { title, text } = words.nothingFound;
  return emptyState({ title, content: text, action: place.queue === 'all' ? undefined : everywhere });
}

/** The queues of a desk: counts, search, and each request with its clock (WRK-1). */
export function queueView(context: PageContext, props: QueueProps): Html {
  const { locale } = context;
  const { place, listed, pages, total } = props;
  const words = texts(locale).workplaces.queues;
  const found = place.words !== '' && html`<p class="bt-muted" role="status">${words.found(total)}</p>`;
  const list = listed.length > 0 ? tableView(props, locale) : empty(props, locale);
  const isBatch = place.queue === 'sign' && listed.length > 1 && props.officer.roles.includes('head');
  const batch =
    isBatch && html`<p>${buttonLink({ href: paths.batch, label: texts(locale).handling.batch.link, variant: 'secondary' })}</p>`;
  const href = (page: number): string => paths.queue({ ...place, page });
  const content = html`<div class="bt-queue-head">${heading({ title: words.title })}${search(props, locale)}</div>
<birtereze-live data-events="${paths.live}"><div data-live>${tabs(props, locale)}${found}${batch}${list}${pagination({ locale, page: place.page, pages, href })}</div></birtereze-live>${keysView(locale)}`;
  return layout(context, {
    title: `${words.names[place.queue]}: ${words.title}`,
    content,
    width: 'full',
    navigation: workplaceNavigation(context, 'requests'),
    islands: ['live', keysIsland],
  });
}
