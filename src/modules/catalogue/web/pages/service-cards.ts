import type { Html } from '#kit/html';
import { limitText } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import { card, cards } from '#ui';
import type { CatalogueEntry } from '../../rules/catalogue.ts';
import { paths } from '../paths.ts';

/** How long a service takes in the first of its channels, in words. */
export function deadlineText({ service }: CatalogueEntry, locale: Locale): string {
  const [channel] = service.passport.channels;
  return channel ? limitText(channel.deadline, locale) : '';
}

/**
 * Services as cards below each other: the short title leads to the passport, the full title stands under it.
 *
 * @param level of the cards' headings: 2 where the page's title stands right above them
 */
export function serviceCards(entries: readonly CatalogueEntry[], locale: Locale, level: 2 | 3 = 3): Html {
  const words = texts(locale).catalogue;
  const items = entries.map((entry) => {
    const { passport } = entry.service;
    return card({
      href: paths.service(passport.id),
      title: passport.shortTitle[locale],
      text: passport.title[locale],
      meta: `${deadlineText(entry, locale)} · ${entry.orderable ? words.orderable : words.notOrderable}`,
      level,
    });
  });
  return cards(items, 'list');
}
