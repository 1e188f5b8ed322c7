import { en } from './en/index.ts';
import { kk } from './kk/index.ts';
import type { Texts } from './kk/index.ts';
import { ru } from './ru/index.ts';

export type { Texts };

/** Languages of the portal in the order in which they are offered; the first is the default. */
export const locales = ['kk', 'ru', 'en'] as const;
export type Locale = (typeof locales)[number];

/** A text in each language, as regulations and bodies carry it in their data. */
export type Translated = Record<Locale, string>;

const catalogues = { kk, ru, en } satisfies Record<Locale, Texts>;

/** The catalogue of one language. */
export function texts(locale: Locale): Texts {
  return catalogues[locale];
}

/** @returns the locale named by `text`, or undefined where there is none. */
export function parseLocale(text: unknown): Locale | undefined {
  return locales.find((locale) => locale === text);
}

/** Something written in each language. */
export function inEach(write: (locale: Locale) => string): Translated {
  return { kk: write('kk'), ru: write('ru'), en: write('en') };
}

export { languageOf } from './language-of.ts';
export { formatDate, formatDateTime, formatDay, formatNumber, formatSince, formatTime, formatSum, readDay } from './format.ts';
