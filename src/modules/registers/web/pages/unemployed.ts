import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatIin } from '#subjects';
import { formatDate, texts } from '#text';
import type { Locale } from '#text';
import { alert, emptyState, facts, filters, heading, layout, pagination, statusTag, table, textField } from '#ui';
import type { NavigationItem, PageContext } from '#ui';
import type { Unemployed } from '../../store.ts';

/** Where the pages of this register stand; the desk around them decides. */
export interface RegisterFrame {
  readonly base: string;
  readonly navigation: readonly NavigationItem[];
}

export interface UnemployedListProps extends RegisterFrame {
  readonly entries: readonly Unemployed[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly words: string;
}

function day(iso: string | undefined, locale: Locale): string {
  return iso === undefined ? '—' : formatDate(new Date(`${iso}T00:00:00+05:00`), locale);
}

function standing({ leftOn }: Unemployed, locale: Locale): Html {
  const words = texts(locale).registers.unemployed;
  return statusTag(leftOn === undefined ? { tone: 'success', label: words.registered } : { tone: 'neutral', label: words.left });
}

function listTable({ entries, base }: UnemployedListProps, locale: Locale): Html {
  const words = texts(locale).registers.unemployed;
  const rows = entries.map((entry) => [
    html`<a class="ds-link" href="${base}/${entry.id}">${entry.fullName}</a>`,
    html`<span class="bt-number">${formatIin(entry.iin)}</span>`,
    day(entry.registeredOn, locale),
    day(entry.leftOn, locale),
    standing(entry, locale),
  ]);
  const columns = [
    { label: words.name },
    { label: words.iin, nowrap: true },
    { label: words.registeredOn },
    { label: words.leftOn },
    { label: words.standing },
  ];
  return table({ caption: words.title, captionHidden: true, columns, rows, dense: true });
}

/** The register of the unemployed of a body: search by IIN or name (WRK-4). */
export function unemployedListView(context: PageContext, props: UnemployedListProps): Html {
  const { locale } = context;
  const { base, navigation, entries, total, page, pages, words: asked } = props;
  const words = texts(locale).registers.unemployed;
  const search = filters({
    locale,
    action: base,
    content: textField({ locale, name: 'q', label: words.search, value: asked, type: 'search', autocomplete: 'off' }),
    reset: asked === '' ? undefined : base,
  });
  const empty =
    asked === ''
      ? emptyState({ title: words.empty, content: words.emptyText })
      : emptyState({ title: words.nothingFound, content: words.nothingFoundText });
  const href = (to: number): string =>
    `${base}?${new URLSearchParams({ ...(asked === '' ? {} : { q: asked }), page: String(to) })}`;
  const content = html`${heading({ title: words.title })}${search}
${entries.length > 0 ? html`<p class="bt-muted" role="status">${words.count(total)}</p>${listTable(props, locale)}` : empty}${pagination({ locale, page, pages, href })}`;
  return layout(context, { title: words.title, content, width: 'full', navigation });
}

function entryFacts(entry: Unemployed, locale: Locale): Html {
  const words = texts(locale).registers.unemployed;
  const { publicWorks, training, assistance } = entry;
  return facts([
    { term: words.registeredOn, value: day(entry.registeredOn, locale) },
    ...(entry.leftOn === undefined ? [] : [{ term: words.leftOn, value: day(entry.leftOn, locale) }]),
    { term: words.publicWorks, value: publicWorks ?? words.none },
    { term: words.training, value: training ?? words.none },
    { term: words.assistance, value: assistance ?? words.none },
  ]);
}

export interface UnemployedCardProps extends RegisterFrame {
  /** All entries of one person, newest first; at least one. */
  readonly entries: readonly [Unemployed, ...Unemployed[]];
}

/** The card of a person in the register, with all entries: who came, left and came again. */
export function unemployedCardView(context: PageContext, { entries, base, navigation }: UnemployedCardProps): Html {
  const { locale } = context;
  const words = texts(locale).registers.unemployed;
  const [latest] = entries;
  const parts = entries.map((entry) => {
    return html`<section><h3>${standing(entry, locale)}</h3>${entryFacts(entry, locale)}</section>`;
  });
  const left =
    latest.leftOn !== undefined && alert({ locale, tone: 'info', content: `${words.left}: ${day(latest.leftOn, locale)}` });
  const content = html`${heading({ title: latest.fullName, caption: words.card })}
${facts([{ term: words.iin, value: html`<span class="bt-number">${formatIin(latest.iin)}</span>` }])}${left}
<h2>${words.entries(entries.length)}</h2>${parts}`;
  return layout(context, {
    title: latest.fullName,
    content,
    navigation,
    back: { href: base, label: words.back },
  });
}
