import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kk } from './kk/index.ts';
import { languageOf } from './language-of.ts';
import { ru } from './ru/index.ts';

/** The fixed sentences of a catalogue, without those that quote another language. */
function sentencesIn(part: unknown): string[] {
  if (typeof part === 'string') return part.length > 40 && !/[<a-z«]/i.test(part) ? [part] : [];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(sentencesIn) : [];
}

test('FRM-8 the language of what somebody wrote is told by its letters and small words, and not guessed where they do not tell', () => {
  assert.equal(languageOf('Туу туралы куәлік оқылмайды, анық көшірмесін тіркеңіз.'), 'kk');
  assert.equal(languageOf('Приложите чёткую копию свидетельства.'), 'ru');
  assert.equal(languageOf('Орын саны бос емес орындардан аз болмауы керек'), undefined);
  for (const text of ['', '№ 14', '25.11.2026', 'Марат', 'see the certificate of the child'])
    assert.equal(languageOf(text), undefined);
});

test('FRM-8 of the sentences of our own catalogues the language is told, never wrongly and seldom not at all', () => {
  for (const [language, catalogue] of [
    ['kk', kk],
    ['ru', ru],
  ] as const) {
    const told = sentencesIn(catalogue).map((text) => [text, languageOf(text)] as const);
    assert.ok(told.length > 100, language);
    const wrong = told.filter(([, one]) => one !== language && one !== undefined);
    assert.deepEqual(wrong, [], language);
    assert.ok(told.filter(([, one]) => one === undefined).length < told.length / 50, language);
  }
});
