import { nameIn } from './finding.ts';
import type { Report } from './finding.ts';
import { placeholdersOf } from './template.ts';

type Words = Readonly<Partial<Record<'kk' | 'ru' | 'en', string>>>;

/** Letters that Kazakh has and Russian has not. */
const kazakhLetters = /[әғқңөұүһі]/iu;
const cyrillic = /\p{Script=Cyrillic}/u;

function isWords(value: unknown): value is Words {
  if (typeof value !== 'object' || value === null || !('kk' in value)) return false;
  return Object.entries(value).every(([language, text]) => /^(kk|ru|en)$/.test(language) && typeof text === 'string');
}

/** Two words or more, besides the places to fill: what is short may be the same in two languages («Телефон»). */
function isSentence(text: string): boolean {
  return (text.replaceAll(/\{\{[^}]*\}\}/g, '').match(/\p{L}{3,}/gu) ?? []).length > 1;
}

/** A text without what it quotes: words that are to be written in another language stay in it; so do those of which the text says so. */
function unquoted(text: string): string {
  return /\bin (?:Kazakh|Russian)\b/.test(text) ? '' : text.replaceAll(/«[^»]*»|“[^”]*”|"[^"]*"/gu, '');
}

function checkLetters({ ru = '', en = '' }: Words, path: string, report: Report): void {
  if (kazakhLetters.test(unquoted(ru))) report('foreignLetters', `${path}.ru`, 'the Russian text has Kazakh letters');
  if (cyrillic.test(unquoted(en))) report('foreignLetters', `${path}.en`, 'the English text has Cyrillic letters');
}

function checkWords(words: Words, path: string, report: Report): void {
  checkLetters(words, path, report);
  const said = Object.entries(words).filter(([, text]) => isSentence(text));
  const same = said.find(([, text], place) => said.slice(0, place).some(([, earlier]) => earlier === text));
  if (same) report('sameText', `${path}.${same[0]}`, 'the text is the same as in another language: it was not translated');
  const places = (text: string) => placeholdersOf(text).sort().join();
  const differing = Object.entries(words).find(([, text]) => places(text) !== places(words.kk ?? ''));
  if (differing) report('placesDiffer', `${path}.${differing[0]}`, 'the text has other places to fill than the Kazakh one');
}

/** Looks at every text of a definition: each language in its own letters, none left untranslated, all with the same places. */
export function checkTexts(value: unknown, path: string, report: Report): void {
  if (typeof value !== 'object' || value === null) return;
  if (isWords(value)) return checkWords(value, path, report);
  for (const [key, part] of Object.entries(value)) {
    const name = nameIn(value, key);
    checkTexts(part, path === '' ? name : `${path}.${name}`, report);
  }
}
