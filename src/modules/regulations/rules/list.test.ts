import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadRegulations } from '../adapters/folder.ts';
import { readAnswers, readForm } from './answers.ts';
import { formSchema } from './form.ts';
import type { Answers } from './form.ts';
import { addItem, countOf, removeItem, withoutLists } from './list.ts';
import { canonicalRequest, readableRequest, readableText } from './request.ts';
import type { RequestContents } from './request.ts';
import { faultText } from './wording.ts';

const word = (text: string) => ({ kk: text, ru: text, en: text });
const folder = join(import.meta.dirname, '../../../../regulations');
const rg1 = loadRegulations(folder).regulation('rg-1', 1);

const form = formSchema.parse({
  title: word('Өтініш'),
  addressee: word('{{body}}'),
  sender: word('{{sum}}'),
  statement: word('{{children}} {{account}}'),
  pages: [
    {
      id: 'credit',
      title: word('Несие'),
      questions: [
        { id: 'sum', type: 'money', label: word('Сома'), min: 1000 },
        { id: 'months', type: 'number', label: word('Мерзімі, ай'), min: 1, max: 360 },
        { id: 'account', type: 'account', label: word('Шот') },
      ],
    },
    {
      id: 'children',
      title: word('Балалар'),
      questions: [
        {
          id: 'children',
          type: 'list',
          label: word('Балалар'),
          item: word('Бала'),
          max: 3,
          fields: [
            { id: 'name', type: 'text', label: word('Аты-жөні') },
            { id: 'birthDate', type: 'date', label: word('Туған күні'), notAfter: 'today' },
            { id: 'sex', type: 'choice', label: word('Жынысы'), options: [girl(), boy()] },
            { id: 'school', type: 'text', label: word('Мектебі'), when: { question: 'sex', is: ['boy'] } },
          ],
        },
      ],
    },
  ],
});
const [credit, family] = form.pages;
assert.ok(credit && family);
const [children] = family.questions;
assert.ok(children?.type === 'list');
const facts = { today: '2026-11-29', earlier: {}, known: {} };
const dana = { 'children.0.name': 'Асқарова Дана', 'children.0.birthDate': '2019-05-02', 'children.0.sex': 'girl' };
const erlan = { 'children.1.name': 'Асқаров Ерлан', 'children.1.birthDate': '02.05.2021', 'children.1.sex': 'boy' };
const school = { 'children.1.school': '№ 1' };

function girl() {
  return { value: 'girl', label: word('қыз') };
}
function boy() {
  return { value: 'boy', label: word('ұл') };
}

test('APP-1 sums, numbers and accounts are read as people write them and kept plain', () => {
  const read = readAnswers(credit, { sum: '1 250 000 теңге', months: '36', account: 'kz86 125k zt50 0410 0100' }, facts);
  assert.deepEqual(read, { answers: { sum: '1250000', months: '36', account: 'KZ86125KZT5004100100' }, faults: [] });
});

test('APP-1 what is no number, is out of bounds or no account is said with what to do', () => {
  const messages = (raw: Record<string, string>) => readAnswers(credit, raw, facts).faults.map((fault) => faultText(fault, 'ru'));
  const spaced = (text: string) => text.replaceAll('\u00a0', ' ');
  const wrong = messages({ sum: '12,5', months: '0', account: 'KZ00 125K ZT50 0410 0100' }).map(spaced);
  assert.deepEqual(wrong, [
    'Напишите в поле «Сома» целое число, например 1 250',
    'Напишите в поле «Мерзімі, ай» 1 или больше',
    'Проверьте номер счёта: он начинается с букв KZ, всего 20 знаков',
  ]);
  assert.match(
    spaced(messages({ sum: '2000000000', months: '1', account: 'KZ86125KZT5004100100' })[0] ?? ''),
    /1 000 000 000 или/,
  );
});

test('APP-1 a list is read one by one; each fault says of whom it speaks, and a question that hangs on another asks within its own', () => {
  const read = readAnswers(family, { ...dana, ...erlan }, facts);
  assert.deepEqual(read.answers, { ...dana, ...erlan, 'children.1.birthDate': '2021-05-02', 'children.1.school': '' });
  assert.deepEqual(
    read.faults.map((fault) => [fault.field, fault.item?.place, faultText(fault, 'kk')]),
    [['children.1.school', 1, 'Бала 2. «Мектебі» өрісін толтырыңыз']],
  );
});

test('APP-1 one that was added and left empty is no fault and is not kept; the first is asked for', () => {
  const added = addItem(children, { ...dana });
  assert.equal(countOf(children, added), 2);
  assert.deepEqual(readAnswers(family, added, facts), { answers: dana, faults: [] });
  assert.equal(readAnswers(family, {}, facts).faults.length, 3);
});

test('APP-1 whoever is removed is gone, and those after move up with all that was entered', () => {
  const aru = { 'children.2.name': 'Асқарова Ару', 'children.2.birthDate': '', 'children.2.sex': 'girl' };
  const left = removeItem(children, { sum: '1', ...dana, ...erlan, ...school, ...aru }, 1);
  assert.deepEqual(left, {
    sum: '1',
    ...dana,
    'children.1.name': 'Асқарова Ару',
    'children.1.birthDate': '',
    'children.1.sex': 'girl',
  });
  assert.deepEqual(withoutLists(family.questions, left), { sum: '1' });
});

test('APP-1 there are never more than the most and never less than the least, whatever is pressed or sent', () => {
  const steps = fc.array(fc.oneof(fc.constant('add'), fc.nat({ max: 5 })), { maxLength: 20 });
  fc.assert(
    fc.property(steps, (pressed) => {
      let answers: Answers = {};
      for (const one of pressed)
        answers = typeof one === 'number' ? removeItem(children, answers, one) : addItem(children, answers);
      const count = countOf(children, answers);
      assert.ok(count >= 1 && count <= 3);
      assert.equal(countOf(children, { 'children.999.name': 'а' }), 3);
    }),
  );
});

const regulation = { ...rg1, form };
const read = readForm(form, { sum: '5000', months: '3', account: 'KZ86125KZT5004100100', ...dana, ...erlan, ...school }, facts);
const contents: RequestContents = {
  id: 'd',
  regulation: { id: 'rg-1', version: 1 },
  channel: 'portal',
  body: { bin: '1', name: word('Бөлім'), head: 'А. Б.' },
  consumer: { iin: '2', name: 'Асқар' },
  locale: 'kk',
  answers: read.answers,
  attachments: [],
  preparedAt: '2026-11-29T05:00:00.000Z',
};

test('APP-5 a list, a sum and an account stand in the readable request and under the signature', () => {
  assert.deepEqual(read.faults, []);
  const readable = readableRequest(regulation, contents, 'kk');
  const text = readableText(readable, 'kk').replaceAll('\u00a0', ' ');
  for (const line of [
    'Сома: 5 000 теңге',
    'Шот: KZ86 125K ZT50 0410 0100',
    'Бала 1. Аты-жөні: Асқарова Дана',
    'Бала 2. Туған күні: 2 мамыр 2021 ж.',
    'Бала 2. Жынысы: ұл',
    'Асқарова Дана, 2 мамыр 2019 ж., қыз; Асқаров Ерлан, 2 мамыр 2021 ж., ұл, № 1 KZ86 125K ZT50 0410 0100',
  ])
    assert.ok(text.includes(line), `${line}\n\n${text}`);
  const changed = { ...contents, answers: { ...contents.answers, 'children.1.name': 'Басқа' } };
  assert.notDeepEqual(canonicalRequest(regulation, changed), canonicalRequest(regulation, contents));
});
