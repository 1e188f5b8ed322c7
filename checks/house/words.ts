import { parseSync } from '@swc/core';
import type { SourceFile } from './tree.ts';

/** Files whose Kazakh or Russian is not text for a reader of pages, each with its reason. */
export const wordsOutside: Readonly<Record<string, string>> = {
  'src/modules/catalogue/rules/search/fold.ts': 'letters that search takes for one another',
  'src/modules/catalogue/rules/search/search-index.ts': 'words that search passes over',
  'src/modules/catalogue/rules/search/stem.ts': 'endings that search strips',
  'src/modules/regulations/rules/check-outputs.ts': 'words of the law that every document must hold',
  'src/modules/regulations/rules/check-texts.ts': 'letters by which the checker tells the languages',
  'src/modules/regulations/rules/raw-table.ts': "words by which the annexes' tables tell outcomes",
  'src/modules/regulations/rules/diagram/lines.ts': 'letters that are wide',
  'src/modules/identity/rules/challenge.ts': 'part of the bytes that are signed: the same in every language of the page',
  'src/modules/authority/golden/certificates.ts': 'the invented people of the golden certificates',
  'src/set-up/systems.ts': "names of systems in the gateway's directory: data, in all languages at once",
  'src/set-up/world.ts': 'entries of the demonstration register: data',
  'src/set-up/registers.ts': 'the same',
  'src/set-up/district/stories/education.ts': 'what the people of the demonstration write in their applications: data',
  'src/set-up/district/stories/employment.ts': 'what the people of the demonstration write in their applications: data',
  'src/set-up/district/stories/housing.ts': 'what the people of the demonstration write in their applications: data',
  'src/set-up/district/stories/property.ts': 'what the people of the demonstration write in their applications: data',
  'client/signing/ncalayer.ts': 'words by which old signing programs tell what went wrong',
  'tools/start/introduce.ts': 'names a service and people of the demonstration to the person at the terminal',
  'twins/address-register/places.ts': "the register's own words",
  'twins/address-register/server.ts': "the register's own words in its messages",
  'twins/notary-registry/server.ts': "the notary system's own words in its messages",
  'twins/person-registry/answer.ts': "the registry's own words in its messages",
  'twins/person-registry/people.ts': 'invented people',
  'twins/mail/page.ts': 'names of the languages, each in itself',
};

interface SyntaxNode {
  readonly type: string;
  readonly value?: unknown;
  readonly raw?: string;
  readonly pattern?: string;
  readonly tag?: { readonly value?: unknown };
  readonly template?: { readonly quasis: readonly { readonly raw: string }[] };
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function* nodesOf(value: unknown): Generator<SyntaxNode> {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield value;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

const cyrillic = /[\u0400-\u04FF]/;

function cyrillicOf(node: SyntaxNode): string[] {
  const text = { StringLiteral: node.value, TemplateElement: node.raw, RegExpLiteral: node.pattern }[node.type];
  return typeof text === 'string' && cyrillic.test(text) ? [text.slice(0, 60)] : [];
}

/** Marks the place of a `${…}`: a character that no text uses. */
const hole = '\uE000';

/** Words that a reader of the page would see: between tags, and in attributes that are read out. */
function visibleWords(node: SyntaxNode): string[] {
  if (node.type !== 'TaggedTemplateExpression' || node.tag?.value !== 'html') return [];
  const markup = (node.template?.quasis ?? []).map(({ raw }) => raw).join(hole);
  // An attribute by itself: html` open`.
  if (/^ [a-z-]+$/.test(markup)) return [];
  const spoken = [...markup.matchAll(/\b(?:aria-label|title|alt|placeholder)="([^"\uE000]*[A-Za-z]{2,}[^"\uE000]*)"/g)];
  const between = markup
    .replaceAll(/<(style|script|svg|code|kbd)\b[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^<>]*>/g, ' ')
    // Templates may also be pieces of a tag.
    .replaceAll(/[\w-]+="[^"]*"?|&[a-z]+;/g, ' ')
    .replace(/^[^<>]*>/, ' ');
  const seen = between.split(/[\uE000\s]+/).filter((word) => /^[A-Za-z]{2,}[a-z]*[.,:!?]?$/.test(word));
  return [...spoken.map((match) => match[1] ?? ''), ...seen];
}

/** @returns texts for people that stand in code instead of a catalogue (A11Y-3). */
export function textFaults({ path, text }: SourceFile): string[] {
  const nodes = [...nodesOf(parseSync(text, { syntax: 'typescript', target: 'es2022' }))];
  const words = path in wordsOutside ? [] : nodes.flatMap(cyrillicOf);
  return [...words, ...nodes.flatMap(visibleWords)].map((word) => `«${word}» belongs into src/text`);
}

type Text = string | ((...args: never[]) => unknown);

/** Every text of a catalogue with its path: `signing.outcome.cancelled`. A function stands for the texts that it makes. */
export function textsOf(catalogue: unknown, path = ''): Map<string, Text> {
  if (typeof catalogue === 'string' || typeof catalogue === 'function') return new Map([[path, catalogue as Text]]);
  if (typeof catalogue !== 'object' || catalogue === null) return new Map();
  return new Map(Object.entries(catalogue).flatMap(([key, value]) => [...textsOf(value, path === '' ? key : `${path}.${key}`)]));
}

/** What a text says, in the letters of its source. */
function lettersOf(text: Text): string {
  return typeof text === 'string' ? text : text.toString();
}

export type Catalogues = Readonly<Record<'kk' | 'ru' | 'en', unknown>>;

const kazakhOnly = /[әғқңөұүһі]/i;
/** What is quoted, and abbreviations, stay as they are in every language. */
const staying = /«[^»]*»|ЭЦҚ|ЭЦП/g;
/** The name of the product, of a language in itself, of an invented person: the same for every reader. */
const proper = /^ui\.(brand|languages\..*|samples\.nameValue)$/;

type Trio = Readonly<Record<'kk' | 'ru' | 'en', string>>;

/** Each sort of fault with what to look for. */
const faults: Readonly<Record<string, (texts: Trio) => boolean>> = {
  'is empty in one language': ({ kk, ru, en }) => kk.trim() !== '' && (ru.trim() === '' || en.trim() === ''),
  'has Kazakh letters in Russian': ({ ru }) => kazakhOnly.test(ru.replaceAll(staying, '')),
  'has Cyrillic in English': ({ en }) => cyrillic.test(en.replaceAll(staying, '')),
  // Short words, numbers and abbreviations may be the same, and a function may only put together; a sentence is not the same.
  'is the same in two languages': ({ kk, ru, en }) =>
    kk.length > 25 && !kk.includes('=>') && (kk === ru || ru === en || kk === en),
};

function faultsOf(path: string, all: Readonly<Record<keyof Trio, Text | undefined>>): string[] {
  const { kk, ru, en } = all;
  if (kk === undefined || ru === undefined || en === undefined) return [`${path} is not there in all three languages`];
  if (new Set([kk, ru, en].map((text) => typeof text)).size > 1) return [`${path} is a text here and a function there`];
  const letters = { kk: lettersOf(kk), ru: lettersOf(ru), en: lettersOf(en) };
  return Object.entries(faults).flatMap(([what, isThere]) => (isThere(letters) ? [`${path} ${what}`] : []));
}

/** @returns what is missing or untranslated in the catalogues. */
export function catalogueFaults({ kk, ru, en }: Catalogues): string[] {
  const of = { kk: textsOf(kk), ru: textsOf(ru), en: textsOf(en) };
  const paths = new Set([...of.kk.keys(), ...of.ru.keys(), ...of.en.keys()]);
  return [...paths]
    .filter((path) => !proper.test(path))
    .flatMap((path) => faultsOf(path, { kk: of.kk.get(path), ru: of.ru.get(path), en: of.en.get(path) }));
}
