import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDate, formatTime, texts } from '#text';
import type { Locale } from '#text';
import { buttonLink, emptyState, errorSummary, filters, heading, layout, table, textField } from '#ui';
import type { NavigationItem, PageContext } from '#ui';
import { kindOf } from '../../rules/hall.ts';
import type { Hall } from '../../rules/hall.ts';
import { waitedMinutes } from '../../rules/ticket.ts';
import type { KindSummary, Ticket } from '../../rules/ticket.ts';
import { paths } from '../paths.ts';

export interface DayView {
  readonly hall: Hall;
  /** `2026-11-22` */
  readonly day: string;
  readonly typed: string;
  /** What was typed is no day. */
  readonly isWrong: boolean;
  readonly now: Date;
  readonly tickets: readonly Ticket[];
  readonly names: ReadonlyMap<string, string>;
  readonly summary: readonly KindSummary[];
  readonly navigation: readonly NavigationItem[];
}

type Rows = Pick<DayView, 'hall' | 'tickets' | 'names' | 'now'>;

/** The tickets of a day line by line, for the page and for the file. */
export function dayRows(
  locale: Locale,
  { hall, tickets, names, now }: Rows,
): { readonly columns: string[]; readonly rows: (string | number | undefined)[][] } {
  const { day: words, window } = texts(locale).reception;
  const time = (at: Date | undefined): string => (at === undefined ? '' : formatTime(at));
  const rows = tickets.map((ticket) => [
    ticket.number,
    kindOf(hall, ticket.kind).title[locale],
    window.states[ticket.state],
    time(ticket.takenAt),
    time(ticket.calledAt),
    time(ticket.endedAt),
    waitedMinutes(ticket, now),
    ticket.window,
    ticket.operatorId === undefined ? '' : names.get(ticket.operatorId),
  ]);
  const { number, kind, state, takenAt, calledAt, endedAt, wait, window: windowWord, operator } = words;
  return { columns: [number, kind, state, takenAt, calledAt, endedAt, wait, windowWord, operator], rows };
}

function summaryTable({ hall, summary }: DayView, locale: Locale): Html {
  const words = texts(locale).reception.day;
  const minutes = (count: number | undefined): string => (count === undefined ? '—' : words.minutes(count));
  const rows = summary.map((line) => [
    kindOf(hall, line.kind).title[locale],
    ...[line.taken, line.served, line.missed, line.waiting].map(String),
    minutes(line.meanWait),
    minutes(line.longestWait),
  ]);
  const heads = [words.taken, words.served, words.missed, words.waiting, words.meanWait, words.longestWait];
  const columns = [{ label: words.kind }, ...heads.map((label) => ({ label, numeric: true }))];
  return table({ caption: words.summary, captionHidden: true, columns, rows, dense: true });
}

function register(view: DayView, locale: Locale): Html {
  const words = texts(locale).reception.day;
  const { columns, rows } = dayRows(locale, view);
  const cells = rows.map((row) => row.map((cell) => (cell === undefined || cell === '' ? '—' : String(cell))));
  return html`<section><h2>${words.summary}</h2>${summaryTable(view, locale)}</section>
<section><h2>${words.tickets}</h2>${table({ caption: words.tickets, captionHidden: true, columns: columns.map((label) => ({ label })), rows: cells, dense: true })}
${buttonLink({ href: `${paths.dayCsv}?date=${view.day}`, label: words.csv, variant: 'secondary' })}</section>`;
}

/** The day's register of a hall. */
export function dayPage(context: PageContext, view: DayView): Html {
  const { locale } = context;
  const words = texts(locale).reception.day;
  const { day, typed, isWrong, tickets, navigation } = view;
  const errors = isWrong ? [{ field: 'date', message: words.dateFault }] : [];
  const field = textField({
    locale,
    name: 'date',
    label: words.date,
    hint: words.dateHint,
    value: typed,
    width: 'sm',
    autocomplete: 'off',
    error: errors[0]?.message,
  });
  const shown = formatDate(new Date(`${day}T00:00:00+05:00`), locale);
  const content = html`${errorSummary({ locale, errors })}${heading({ title: words.title, caption: shown })}
${filters({ locale, action: paths.day, reset: paths.day, content: field })}
${tickets.length === 0 ? emptyState({ title: words.empty, content: words.emptyText }) : register(view, locale)}`;
  return layout(context, {
    title: words.title,
    content,
    width: 'wide',
    hasErrors: isWrong,
    back: { href: paths.window },
    navigation,
  });
}
