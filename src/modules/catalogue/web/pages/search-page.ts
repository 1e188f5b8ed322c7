import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { buttonLink, emptyState, heading, layout, searchField } from '#ui';
import type { PageContext } from '#ui';
import type { CatalogueEntry } from '../../rules/catalogue.ts';
import { paths } from '../paths.ts';
import { serviceCards } from './service-cards.ts';

/** Nobody reads further; who did not find it among these says it in other words. */
const shownAtMost = 50;

/** What was found, or what to do when nothing was. Also sent alone, as one types. */
export function searchResults(query: string, found: readonly CatalogueEntry[], locale: Locale): Html {
  const words = texts(locale).catalogue.search;
  if (query === '') return html``;
  if (found.length > 0) return html`<h2>${words.found(found.length)}</h2>${serviceCards(found.slice(0, shownAtMost), locale)}`;
  return emptyState({
    title: words.nothing,
    content: words.nothingHelp,
    action: buttonLink({ href: paths.list, label: words.toList, variant: 'secondary' }),
  });
}

/** The search page: it works by address, with or without scripts. */
export function searchPage(context: PageContext, query: string, found: readonly CatalogueEntry[]): Html {
  const { locale } = context;
  const words = texts(locale).catalogue.search;
  const field = searchField({
    locale,
    action: paths.search,
    label: words.label,
    hint: words.hint,
    value: query,
    size: 'big',
    id: 'services-search',
  });
  const content = html`${heading({ title: words.title })}
<birtereze-search data-suggest="${paths.suggest}">${field}<div data-found>${searchResults(query, found, locale)}</div></birtereze-search>`;
  return layout(context, {
    title: query === '' ? words.title : words.titleOf(query),
    content,
    width: 'wide',
    withoutSearch: true,
    islands: ['search'],
  });
}
