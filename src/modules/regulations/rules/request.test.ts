import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadRegulations } from '../adapters/folder.ts';
import { canonicalJson } from './canonical-json.ts';
import { canonicalRequest, readableRequest, readableText } from './request.ts';
import type { RequestContents } from './request.ts';

const rg1 = loadRegulations(join(import.meta.dirname, '../../../../regulations')).regulation('rg-1', 1);

const contents: RequestContents = {
  id: '0199a000-0000-7000-8000-000000000001',
  regulation: { id: 'rg-1', version: 1 },
  channel: 'portal',
  body: {
    bin: '050340999015',
    name: { kk: 'Жұмыспен қамту бөлімі', ru: 'Отдел занятости', en: 'Employment Department' },
    head: 'Д. С. Жұмабеков',
  },
  consumer: { iin: '890312499015', name: 'Сейітова Айгерім Маратқызы' },
  locale: 'kk',
  answers: {
    fullName: 'Сейітова Айгерім Маратқызы',
    address: 'Көкпекті ауылы,\nАбылай хан көшесі, 12',
    'address.correction': 'Самар ауылы',
    phone: '+77010000101',
    'period.from': '2026-03-01',
    'period.to': '2026-05-31',
    purpose: '',
  },
  attachments: [
    { document: 'identityDocument', name: 'куәлік.pdf', mediaType: 'application/pdf', size: 1024, sha256: 'ab'.repeat(32) },
  ],
  preparedAt: '2026-11-23T05:00:00.000Z',
};

test('APP-5 the readable form says everything that is signed, in each language', () => {
  assert.equal(
    readableText(readableRequest(rg1, contents, 'kk'), 'kk'),
    `Жұмыспен қамту бөлімі, бөлім бастығы Д. С. Жұмабеков
Жұмыссыз: Сейітова Айгерім Маратқызы. Мекенжайы: Көкпекті ауылы,
    Абылай хан көшесі, 12. Телефоны: +77010000101

Өтініш: Жұмыссыз азаматтарға анықтама беру

Өтініш беруші: Сейітова Айгерім Маратқызы
ЖСН: 890312499015

Деректеріңізді тексеріңіз
Жұмыссыз (тегі, аты, әкесінің аты): Сейітова Айгерім Маратқызы
Мекенжайы: Көкпекті ауылы,
    Абылай хан көшесі, 12
«Мекенжайы» дерегінің дұрысы (өтініш берушінің айтуынша): Самар ауылы

Сізбен қалай хабарласамыз?
Телефон: +77010000101

Анықтама қай кезең үшін керек?
Кезең: 1 наурыз 2026 ж. – 31 мамыр 2026 ж.

Анықтаманы қайда ұсынасыз?
Ұйымның атауы: толтырылмаған

Маған мына кезеңдегі жұмыссыз мәртебесі туралы анықтама беруіңізді сұраймын: 1 наурыз 2026 ж. – 31 мамыр 2026 ж.

Өтінішке қоса берілетін құжаттар:
Жеке басты куәландыратын құжаттың көшірмесі: куәлік.pdf (SHA-256 ${'ab'.repeat(32)})

Дайындалған уақыты: 23 қараша 2026 ж., 10:00
`,
  );
  const russian = readableText(readableRequest(rg1, contents, 'ru'), 'ru');
  assert.match(russian, /Прошу выдать мне справку о статусе безработного\(ой\) за период с 1 марта 2026/);
  assert.match(russian, /К заявлению прилагаются документы:/);
});

test('APP-5 what is signed is one deterministic form, whatever the order in which it was gathered', () => {
  const shuffled = Object.fromEntries(Object.entries(contents).reverse()) as unknown as RequestContents;
  assert.deepEqual(canonicalRequest(rg1, shuffled), canonicalRequest(rg1, contents));
  const text = Buffer.from(canonicalRequest(rg1, contents)).toString();
  assert.equal(canonicalJson(JSON.parse(text)), text);
});

test('APP-5 any change of what was reviewed changes what is signed', () => {
  const signed = Buffer.from(canonicalRequest(rg1, contents));
  const changes: RequestContents[] = [
    { ...contents, id: 'another' },
    { ...contents, locale: 'ru' },
    { ...contents, consumer: { ...contents.consumer, iin: '850719399014' } },
    { ...contents, answers: { ...contents.answers, 'period.to': '2026-06-01' } },
    { ...contents, answers: { ...contents.answers, purpose: 'Банк' } },
    { ...contents, attachments: [] },
    { ...contents, attachments: contents.attachments.map((one) => ({ ...one, sha256: 'ba'.repeat(32) })) },
    { ...contents, body: { ...contents.body, bin: '010140999010' } },
  ];
  for (const changed of changes) assert.ok(!signed.equals(canonicalRequest(rg1, changed)));
  const statement = [{ text: { kk: 'Басқа сөз', ru: 'Другие слова', en: 'Other words' } }];
  const wording = { ...rg1, form: { ...rg1.form, statement } };
  assert.ok(!signed.equals(canonicalRequest(wording, contents)), 'the words that were read are part of it');
});

test('APP-5 canonical JSON is that of RFC 8785', () => {
  // The sample of RFC 8785 §3.2.2, with its sorting of §3.2.3.
  const sample = JSON.parse(
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
  );
  assert.equal(
    canonicalJson(sample),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  assert.equal(canonicalJson(keys), '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  assert.throws(() => canonicalJson('\ud800'), /surrogate/);
  assert.throws(() => canonicalJson([Number.NaN]), /number/);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value as never);
      assert.equal(canonicalJson(JSON.parse(text)), text);
    }),
  );
});
