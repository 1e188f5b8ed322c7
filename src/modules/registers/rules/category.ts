import { inEach, texts } from '#text';
import type { Locale, Translated } from '#text';
import type { RegisterName } from './register.ts';

/** A category as people call it; one that the texts do not know stays as it is. */
export function categoryIn(register: RegisterName, category: string, locale: Locale): string {
  const { categories } = texts(locale).registers;
  const named: Readonly<Record<string, string>> = register === 'housing' ? categories.housing : categories.preschool;
  return named[category] ?? category;
}

/** The same in all languages: documents are printed in two. */
export function categoryWords(register: RegisterName, category: string): Translated {
  return inEach((locale) => categoryIn(register, category, locale));
}
