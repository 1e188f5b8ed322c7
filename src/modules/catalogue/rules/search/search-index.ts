import { foldedWords } from './fold.ts';
import { stemsOf } from './stem.ts';
import { isNearly } from './typing-error.ts';

/** A text of a document and how much a hit in it counts. */
export interface SearchField {
  readonly text: string;
  readonly weight: number;
}

/** @returns documents by their place in the list they were given in, best first */
export type Search = (query: string) => number[];

interface Postings {
  readonly documents: number[];
  readonly weights: number[];
}

/** How good a hit is, by how the typed word and the word of the text met. */
const quality = { same: 1, stem: 0.9, beginning: 0.7, error: 0.4 } as const;

/** Words that stand in too many texts to say anything. */
const stopWords = new Set(
  [
    'мен бен пен және үшін бойынша туралы үшін де да не немесе',
    'и в во на для по о об с со к из от или не',
    'a an the of for and or in on to by with',
  ].flatMap(foldedWords),
);

/** A typed word shorter than this has too many neighbours to be forgiven an error. */
const leastForgiven = 4;

function meaningful(words: readonly string[]): readonly string[] {
  const kept = words.filter((word) => !stopWords.has(word));
  return kept.length > 0 ? kept : words;
}

function addPosting(postings: Map<string, Postings>, term: string, [document, weight]: readonly [number, number]): void {
  const known = postings.get(term) ?? { documents: [], weights: [] };
  const last = known.documents.length - 1;
  if (known.documents[last] === document) known.weights[last] = Math.max(known.weights[last] ?? 0, weight);
  else {
    known.documents.push(document);
    known.weights.push(weight);
  }
  postings.set(term, known);
}

/** The first place in a sorted list at which `wanted` could stand. */
function placeOf(sorted: readonly string[], wanted: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The words of a sorted list that begin with what was typed. */
function beginning(sorted: readonly string[], typed: string): readonly string[] {
  const from = placeOf(sorted, typed);
  // The last code point there is stands after every word that begins so.
  return sorted.slice(from, placeOf(sorted, `${typed}\u{10ffff}`));
}

interface Index {
  readonly size: number;
  /** Folded words of the texts, sorted, for beginnings and typing errors. */
  readonly words: readonly string[];
  readonly byWord: ReadonlyMap<string, Postings>;
  /** Under a stem the postings of all words that have it. */
  readonly byStem: ReadonlyMap<string, readonly Postings[]>;
}

function buildIndex(documents: readonly (readonly SearchField[])[]): Index {
  const byWord = new Map<string, Postings>();
  documents.forEach((fields, document) => {
    for (const { text, weight } of fields) {
      for (const word of foldedWords(text)) addPosting(byWord, word, [document, weight]);
    }
  });
  const byStem = new Map<string, Postings[]>();
  for (const [word, postings] of byWord) {
    for (const stem of stemsOf(word)) byStem.set(stem, [...(byStem.get(stem) ?? []), postings]);
  }
  return { size: documents.length, words: [...byWord.keys()].sort(), byWord, byStem };
}

function raise(scores: Float64Array, postings: Postings, factor: number): void {
  for (let place = 0; place < postings.documents.length; place += 1) {
    const document = postings.documents[place] ?? 0;
    const score = factor * (postings.weights[place] ?? 0);
    if (score > (scores[document] ?? 0)) scores[document] = score;
  }
}

/** The postings that a typed word meets, each with how well. */
function meetings(index: Index, typed: string): [Postings, number][] {
  const found: [Postings, number][] = [];
  const add = (postings: Postings | undefined, factor: number) => postings && found.push([postings, factor]);
  add(index.byWord.get(typed), quality.same);
  for (const stem of stemsOf(typed)) for (const postings of index.byStem.get(stem) ?? []) add(postings, quality.stem);
  for (const word of beginning(index.words, typed)) add(index.byWord.get(word), quality.beginning);
  if (found.length > 0 || typed.length < leastForgiven) return found;
  for (const word of index.words) if (isNearly(typed, word)) add(index.byWord.get(word), quality.error);
  return found;
}

/** How well each document answers one typed word; zero where not at all. */
function scoresOf(index: Index, typed: string): Float64Array {
  const scores = new Float64Array(index.size);
  for (const [postings, factor] of meetings(index, typed)) raise(scores, postings, factor);
  return scores;
}

function answer(index: Index, query: string): number[] {
  const words = meaningful([...new Set(foldedWords(query))].slice(0, longestQuery));
  const total = new Float64Array(index.size);
  const answered = new Uint8Array(index.size);
  for (const typed of words) {
    scoresOf(index, typed).forEach((score, document) => {
      if (score === 0) return;
      total[document] = (total[document] ?? 0) + score;
      answered[document] = (answered[document] ?? 0) + 1;
    });
  }
  const most = answered.reduce((best, count) => Math.max(best, count), 0);
  if (most === 0) return [];
  const found = Array.from(answered.keys()).filter((document) => answered[document] === most);
  return found.sort((a, b) => (total[b] ?? 0) - (total[a] ?? 0) || a - b);
}

/** Further words of a query say nothing more and cost the same. */
const longestQuery = 12;

/**
 * An index in memory over texts of all languages at once (SRV-2): letters are folded, endings stripped, beginnings found as one types,
 * one typing error is forgiven where a word is otherwise unknown. Documents that answer the most words of the query are given.
 */
export function createSearch(documents: readonly (readonly SearchField[])[]): Search {
  const index = buildIndex(documents);
  return (query) => answer(index, query);
}
