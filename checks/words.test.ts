import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { locales, texts } from '#text';
import { isTest, lookAt, readSource, sources } from './house/tree.ts';
import { catalogueFaults, textFaults, textsOf, wordsOutside } from './house/words.ts';

const catalogues = { kk: texts('kk'), ru: texts('ru'), en: texts('en') };
const ofCode = sources().filter(
  ({ path }) => /^(src|agent|twins|client|tools)\//.test(path) && !isTest(path) && !path.startsWith('src/text/'),
);
const at = (text: string) => ({ path: 'src/modules/x/web/pages/x.ts', text });

describe('texts for people', () => {
  test('A11Y-3 no text stands outside of the catalogues', () => {
    assert.deepEqual(lookAt(ofCode, textFaults), []);
  });

  test('A11Y-3 a text in code is found', () => {
    assert.equal(textFaults(at("const a = 'Қызмет';")).length, 1);
    assert.equal(textFaults(at('const a = `Услуга ${b}`;')).length, 1);
    assert.equal(textFaults(at('const a = html`<p>Service ${b}</p>`;')).length, 1);
    assert.equal(textFaults(at('const a = html`<button aria-label="Close">${b}</button>`;')).length, 1);
    assert.deepEqual(textFaults(at('const a = html`<p class="lead">${b}</p>`; // Қызмет')), []);
    assert.deepEqual(textFaults(at('const a = html` role="alert" data-x="${b}"`;')), []);
  });

  test('the exceptions still need to be there', () => {
    for (const path of Object.keys(wordsOutside)) assert.match(readSource(path).text, /[\u0400-\u04FF]/, path);
  });
});

describe('catalogues', () => {
  test('A11Y-3 every text is there in Kazakh, Russian and English', () => {
    assert.deepEqual([...locales], ['kk', 'ru', 'en']);
    assert.deepEqual(catalogueFaults(catalogues), []);
    assert.ok(textsOf(catalogues.kk).size > 300, 'the catalogues are read');
  });

  test('A11Y-3 a text that is missing or was not translated is found', () => {
    const faults = (kk: unknown, ru: unknown, en: unknown) =>
      catalogueFaults({ kk: { a: kk }, ru: { a: ru }, en: { a: en } }).length;
    assert.equal(faults('Өтініш', 'Заявление', 'Application'), 0);
    assert.equal(faults('Өтініш', 'Заявление', undefined), 1);
    assert.equal(faults('Өтініш', 'Өтініш', 'Application'), 1);
    assert.equal(faults('Өтініш', 'Заявление', 'Заявление'), 1);
    assert.equal(faults('Өтініш', '', 'Application'), 1);
    assert.equal(
      faults(
        (n: string) => `${n} өтініш`,
        (n: string) => `${n} өтініш`,
        (n: string) => `${n} applications`,
      ),
      1,
    );
    assert.equal(
      faults(
        (n: string) => `${n} өтініш`,
        'заявлений',
        (n: string) => `${n} applications`,
      ),
      1,
    );
    const long = 'Birtereze 1234567890 abcdefghij';
    assert.equal(faults(long, long, 'Another'), 1);
  });
});
