import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatIin } from '#subjects';
import { formatNumber, texts } from '#text';
import type { Locale } from '#text';
import {
  buttonGroup,
  buttonLink,
  checkbox,
  emptyState,
  filters,
  heading,
  layout,
  pagination,
  select,
  statusTag,
  table,
  textField,
} from '#ui';
import type { PageContext } from '#ui';
import type { Entry } from '../../store/entries.ts';
import type { Referral } from '../../store/referrals.ts';
import { mostCounted } from '../../rules/register.ts';
import { dayIn, figure } from './frame.ts';
import type { RegisterFrame } from './frame.ts';
import { countedIn } from './overview.ts';

/** An entry with what is not in its row. */
export interface ListedEntry {
  readonly entry: Entry;
  readonly position: number | undefined;
  readonly referral: Referral | undefined;
}

export interface ListProps extends RegisterFrame {
  readonly listed: readonly ListedEntry[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly words: string;
  readonly onlyCurrent: boolean;
  /** In the order of the queue instead of that of the names. */
  readonly inQueue: boolean;
  readonly mayExport: boolean;
}

/** In a word: registered, referred, placed, left. */
export function standingTag({ entry, referral }: Pick<ListedEntry, 'entry' | 'referral'>, locale: Locale): Html {
  const words = texts(locale).registers.list;
  if (referral?.state === 'used') return statusTag({ tone: 'success', label: words.placed });
  if (entry.leftOn !== undefined) return statusTag({ tone: 'neutral', label: words.left });
  if (referral?.state === 'open') return statusTag({ tone: 'info', label: words.referred });
  return statusTag({ tone: 'success', label: words.registered });
}

/** The one who is meant, beside the person of the entry: a child, a ward. */
function secondName({ register }: RegisterFrame, { values }: Entry): string | undefined {
  const name = register.distinct[0];
  return name && values[name];
}

function listTable(props: ListProps, locale: Locale): Html {
  const { register, base, listed } = props;
  const words = texts(locale).registers;
  const [second] = register.distinct;
  const columns = [
    { label: words.persons[register.name] },
    ...(second === undefined ? [] : [{ label: words.columns[second] }]),
    { label: words.columns.iin, nowrap: true },
    ...(register.queue ? [{ label: words.columns.position, numeric: true }] : []),
    { label: words.columns.number, numeric: true },
    { label: words.columns.registeredOn },
    { label: words.columns.standing },
  ];
  const rows = listed.map((one) => {
    const { entry, position } = one;
    return [
      html`<a class="ds-link" href="${base}/${entry.id}">${entry.fullName}</a>`,
      ...(second === undefined ? [] : [secondName(props, entry)]),
      figure(formatIin(entry.iin)),
      ...(register.queue ? [position === undefined ? '—' : formatNumber(position)] : []),
      String(entry.number),
      dayIn(entry.registeredOn, locale),
      standingTag(one, locale),
    ];
  });
  return table({ caption: words.names[register.name], captionHidden: true, columns, rows, dense: true });
}

function queryOf(
  { words, onlyCurrent, inQueue }: Pick<ListProps, 'words' | 'onlyCurrent' | 'inQueue'>,
  more: Readonly<Record<string, string>>,
): string {
  const query = {
    ...(words === '' ? {} : { q: words }),
    ...(onlyCurrent ? { current: 'yes' } : {}),
    ...(inQueue ? { order: 'queue' } : {}),
    ...more,
  };
  return new URLSearchParams(query).toString();
}

function search(props: ListProps, locale: Locale): Html {
  const { base, register, words: asked, onlyCurrent, inQueue } = props;
  const words = texts(locale).registers.list;
  const field = textField({ locale, name: 'q', label: words.search, value: asked, type: 'search', autocomplete: 'off' });
  const current = checkbox({ locale, name: 'current', label: words.onlyCurrent, checked: onlyCurrent });
  const orders = [
    { value: 'name', label: words.byName },
    { value: 'queue', label: words.byQueue },
  ];
  const order =
    register.queue &&
    select({ locale, name: 'order', label: words.order, options: orders, value: inQueue ? 'queue' : 'name', width: 'md' });
  const reset = asked === '' && !onlyCurrent && !inQueue ? undefined : base;
  return filters({ locale, action: base, content: html`${field}${order}${current}`, reset });
}

function actions(props: ListProps, locale: Locale): Html {
  const { base, register, mayExport } = props;
  const total = mayExport ? props.total : 0;
  const words = texts(locale).registers;
  const query = queryOf(props, {});
  const file = (end: string): string => `${base}/export.${end}${query === '' ? '' : `?${query}`}`;
  return buttonGroup(
    buttonLink({ href: `${base}/new`, label: words.list.enter }),
    register.name === 'preschool' &&
      buttonLink({ href: `${base}/institutions`, label: words.preschools.institutions, variant: 'secondary' }),
    buttonLink({ href: `${base}/import`, label: words.list.import, variant: 'secondary' }),
    total > 0 && buttonLink({ href: file('csv'), label: words.list.exportCsv, variant: 'tertiary' }),
    total > 0 && total <= mostCounted && buttonLink({ href: file('xlsx'), label: words.list.exportXlsx, variant: 'tertiary' }),
  );
}

function nothing({ words: asked, onlyCurrent }: ListProps, locale: Locale): Html {
  const words = texts(locale).registers.list;
  return asked === '' && !onlyCurrent
    ? emptyState({ title: words.empty, content: words.emptyText })
    : emptyState({ title: words.nothingFound, content: words.nothingFoundText });
}

/** A register: search by IIN, name or number, what can be done with all of it (WRK-4). */
export function listView(context: PageContext, props: ListProps): Html {
  const { locale } = context;
  const { register, base, navigation, listed, total, page, pages } = props;
  const words = texts(locale).registers;
  const title = words.names[register.name];
  const found =
    listed.length > 0
      ? html`<p class="bt-muted" role="status">${words.list.count(countedIn(total, locale))}</p>${listTable(props, locale)}`
      : nothing(props, locale);
  const href = (to: number): string => `${base}?${queryOf(props, { page: String(to) })}`;
  const content = html`${heading({ title })}${actions(props, locale)}<div class="bt-section">${search(props, locale)}</div>
${found}${pagination({ locale, page, pages, href })}`;
  return layout(context, { title, content, width: 'full', navigation });
}
