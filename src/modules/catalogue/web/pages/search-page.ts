import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import { buttonLink, emptyState, heading, layout, searchField } from '#ui';
import type { PageContext } from '#ui';
import type { CatalogueEntry } from '../../rules/catalogue.ts';
import { paths } from '../paths.ts';
import { serviceCards } from './service-cards.ts';

/** What was found, or what to do when nothing was. Also sent alone, as one types. */
export function searchResults(found: readonly CatalogueEntry[], locale: PageContext['locale']): Html {
  const words = texts(locale).catalogue.search;
  if (found.length > 0) return html`<h2 class="bt-found">${words.found(found.length)}</h2>${serviceCards(found, locale)}`;
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
  const content = html`${heading({ title: words.title })}${field}
<div id="found" role="region" aria-live="polite">${query !== '' && searchResults(found, locale)}</div>`;
  return layout(context, {
    title: query === '' ? words.title : words.titleOf(query),
    content,
    width: 'wide',
    withoutSearch: true,
  });
}
