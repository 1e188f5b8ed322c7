import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadRegulations } from '#regulations';
import { loadDirectory } from '../../adapters/folder.ts';
import { createCatalogue } from '../catalogue.ts';
import { foldedWords } from './fold.ts';
import { createSearch } from './search-index.ts';
import { stemsOf } from './stem.ts';
import { isNearly } from './typing-error.ts';

const folder = join(import.meta.dirname, '../../../../../regulations');
const catalogue = createCatalogue({ services: loadRegulations(folder).services, ...loadDirectory(folder) });
const first = (query: string) => catalogue.search(query)[0]?.service.id;
const all = (query: string) => catalogue.search(query).map(({ service }) => service.id);

test('SRV-2 a service is found by its words in Kazakh, Russian and English', () => {
  const cases: [string, string][] = [
    ['жұмыссыз', 'rg-1'],
    ['жұмыссыздық туралы анықтама', 'rg-1'],
    ['справка безработному', 'rg-1'],
    ['unemployed', 'rg-1'],
    ['балабақша', 'rg-3'],
    ['детский сад', 'rg-3'],
    ['kindergarten', 'rg-3'],
    ['қамқоршы', 'rg-4'],
    ['опека', 'rg-4'],
    ['продать квартиру', 'rg-5'],
    ['зейнетақы', 'rg-6'],
    ['наследство', 'rg-6'],
    ['тұрғын үй кезегі', 'rg-7'],
    ['очередь на квартиру', 'rg-7'],
    ['disabled child', 'rg-2'],
  ];
  for (const [query, id] of cases) assert.equal(first(query), id, query);
});

test('SRV-2 a missing Kazakh letter is tolerated: every letter of the list may be typed as its neighbour', () => {
  const cases: [string, string][] = [
    ['жумыссыз', 'rg-1'],
    ['аныктама жумыссыздык', 'rg-1'],
    ['балабакша', 'rg-3'],
    ['корганшылык', 'rg-4'],
    ['турғын уй', 'rg-7'],
    ['зейнетакы', 'rg-6'],
    ['мугедек', 'rg-2'],
    ['мектепке дейинги', 'rg-3'],
  ];
  for (const [query, id] of cases) assert.equal(first(query), id, query);
  assert.deepEqual(foldedWords('ӘІҢҒҮҰҚӨҺ'), ['аингуукох']);
  assert.deepEqual(foldedWords('тиесiлi'), foldedWords('тиесілі'), 'the seed writes a Latin i');
});

test('SRV-2 word forms meet: endings of cases, possession and plural are stripped', () => {
  const meet = (a: string, b: string) => {
    const stems = new Set(foldedWords(a).flatMap(stemsOf));
    return foldedWords(b)
      .flatMap(stemsOf)
      .some((stem) => stems.has(stem));
  };
  const forms: [string, string][] = [
    ['кезек', 'кезекке'],
    ['кезек', 'кезегі'],
    ['тұрғын үй қоры', 'қорына'],
    ['балалар', 'балаға'],
    ['балабақшаға', 'балабақша'],
    ['балабақшаларға', 'балабақша'],
    ['анықтамалар', 'анықтаманы'],
    ['анықтамаңызды', 'анықтама'],
    ['салымдарына', 'салым'],
    ['мүлікпен', 'мүлік'],
    ['справки', 'справка'],
    ['безработным', 'безработный'],
    ['очереди', 'очередь'],
    ['квартиры', 'квартира'],
    ['certificates', 'certificate'],
    ['queues', 'queue'],
  ];
  for (const [a, b] of forms) assert.ok(meet(a, b), `${a} ${b}`);
  assert.equal(first('тұрғын үй кезек'), 'rg-7');
  assert.equal(first('балабақшаларға кезекке қойғым келеді'), 'rg-3');
});

test('SRV-2 one typing error is forgiven: a letter wrong, missing, doubled, swapped', () => {
  for (const query of ['безрабтный', 'безраоботный', 'беработный', 'безрабоотный']) {
    assert.equal(first(query), 'rg-1', query);
  }
  assert.equal(first('балабачша'), 'rg-3');
  assert.equal(first('kindregarten'), 'rg-3');
  assert.deepEqual(all('безробатнии'), [], 'two errors are another word');
});

test('SRV-2 answers come as one types', () => {
  const word = 'балабақша';
  for (let length = 5; length <= word.length; length += 1)
    assert.equal(first(word.slice(0, length)), 'rg-3', word.slice(0, length));
  assert.ok(all('жұм').includes('rg-1'));
});

test('SRV-2 nothing is found for nothing, and what is found answers the most words', () => {
  assert.deepEqual(all(''), []);
  assert.deepEqual(all('  « » '), []);
  assert.deepEqual(all('қзхщшғ'), []);
  assert.deepEqual(all('очередь жильё').slice(0, 1), ['rg-7']);
  assert.ok(!all('очередь жильё').includes('rg-3'));
});

test('SRV-2 a typing error is one step of four kinds, and nothing more', () => {
  const word = fc.stringMatching(/^[а-я]{5,12}$/);
  const letter = fc.constantFrom('а', 'ы', 'к', 'щ');
  fc.assert(
    fc.property(word, fc.nat(), letter, (word, at, letter) => {
      const place = at % (word.length - 1);
      const errors = [
        word.slice(0, place) + letter + word.slice(place + 1),
        word.slice(0, place) + word.slice(place + 1),
        word.slice(0, place) + letter + word.slice(place),
        word.slice(0, place) + word[place + 1] + word[place] + word.slice(place + 2),
      ];
      for (const typed of [word, ...errors]) assert.ok(isNearly(typed, word), `${typed} ${word}`);
    }),
  );
  assert.ok(!isNearly('абвгд', 'абжзд'));
  assert.ok(!isNearly('абвгдеж', 'абвгд'));
});

test('PERF-6 two thousand services are searched without going through their texts', () => {
  const documents = Array.from({ length: 2000 }, (_, place) => [
    { text: `қызмет ${place.toString(36)} анықтама${place % 50}`, weight: 1 },
  ]);
  const search = createSearch(documents);
  assert.deepEqual(search('анықтама7 қызмет').slice(0, 2), [7, 57]);
  assert.equal(search('қызмет').length, 2000);
});
