import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTexts } from './check-texts.ts';
import { reported } from './checker.ts';

function found(texts: Readonly<Record<string, string>>): (string | undefined)[] {
  return reported((report) => checkTexts({ label: texts }, '', report)).map(({ code, path }) => `${code} ${path}`);
}

test('PRO-6 A11Y-3 a text that slipped into another language is found, a quoted one is not', () => {
  assert.deepEqual(found({ kk: 'Өтінішті толтырыңыз', ru: 'Заполните заявление', en: 'Fill in the application' }), []);
  assert.deepEqual(found({ kk: 'Өтініш', ru: 'Өтініш', en: 'Application' }), ['foreignLetters label.ru']);
  assert.deepEqual(found({ kk: 'Өтініш', ru: 'Заявление', en: 'Заявление' }), ['foreignLetters label.en']);
  assert.deepEqual(found({ kk: 'Баланы тіркеу', ru: 'Напишите: «келісемін»', en: 'Write “келісемін”' }), []);
  assert.deepEqual(found({ kk: 'Жазыңыз', ru: 'Пишите', en: 'Келісемін (in Kazakh, “I agree”)' }), []);
});

test('PRO-6 A11Y-3 a sentence that was not translated is found, a word that is the same in two languages is not', () => {
  assert.deepEqual(found({ kk: 'Телефон', ru: 'Телефон', en: 'Telephone' }), []);
  assert.deepEqual(found({ kk: 'Семей облысы', ru: 'Семей облысы', en: 'Semey Region' }), ['sameText label.ru']);
});

test('PRO-6 a place that is not in every language is found', () => {
  assert.deepEqual(found({ kk: '{{due}} дейін', ru: 'до {{due}}', en: 'until then' }), ['placesDiffer label.en']);
});
