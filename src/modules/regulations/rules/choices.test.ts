import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadRegulations, readCommonParts, readDefinition } from '../adapters/folder.ts';
import { parseRegulation } from './checker.ts';
import { askedPages } from './form.ts';
import { readableRequest } from './request.ts';
import type { RequestContents } from './request.ts';
import { placeholdersOf } from './template.ts';
import { wholeDefinition } from './whole-definition.ts';

const folder = join(import.meta.dirname, '../../../../regulations');
const { passport } = loadRegulations(folder).regulation('rg-1', 1);
const common = readCommonParts(join(folder, 'common'));

/** A Kazakh text with others beside it that have the same places. */
function word(text: string) {
  const places = placeholdersOf(text).map((place) => ` {{${place}}}`);
  return { kk: text, ru: ['слово', ...places].join(''), en: ['word', ...places].join('') };
}

const onSale = { question: 'deal', is: ['sale'] };

/** RG-1 with two forms and two results, between which the first question chooses. Plain, so that a test can break it. */
function raw() {
  const whole = wholeDefinition(readDefinition(join(folder, 'rg-1')), common);
  assert.ok(whole.kind === 'read');
  const definition = structuredClone(whole.value) as ReturnType<typeof JSON.parse>;
  const { form, outputs } = definition;
  const options = [
    { value: 'sale', label: word('Сату'), inText: word('сатуға') },
    { value: 'gift', label: word('Сыйға тарту') },
  ];
  const price = { id: 'price', type: 'text', label: word('Бағасы'), when: onSale };
  form.pages.unshift(
    { id: 'deal', title: word('Мәміле'), questions: [{ id: 'deal', type: 'choice', label: word('Мәміле'), options }] },
    { id: 'price', title: word('Бағасы'), questions: [price] },
  );
  form.statement = [
    { text: word('Пәтерді {{deal}} рұқсат сұраймын.') },
    { text: word('Бағасы: {{price}}.'), when: onSale },
    { text: form.statement },
  ];
  const result = outputs.find(({ kind }: { kind: string }) => kind === 'result');
  outputs.push({ ...result, id: 'gift', when: { question: 'deal', is: ['gift'] } });
  result.when = onSale;
  return definition;
}

function read(definition = raw()) {
  const parsed = parseRegulation(definition, passport);
  assert.ok(parsed.kind === 'read', JSON.stringify(parsed));
  return parsed.value;
}

function contentsWith(answers: Record<string, string>): RequestContents {
  return {
    id: 'a',
    regulation: { id: 'rg-1', version: 1 },
    channel: 'portal',
    body: { bin: '050340999015', name: word('Бөлім'), head: 'Д. Жұмабеков' },
    consumer: { iin: '890312499015', name: 'Сейітова Айгерім' },
    locale: 'kk',
    answers,
    attachments: [],
    preparedAt: '2026-11-20T06:00:00.000Z',
  };
}

test('PRO-1 a service with several forms asks only the pages that the first answer calls for', () => {
  const { form } = read();
  const ids = (deal: string) => askedPages(form, { deal }).map(({ id }) => id);
  assert.deepEqual(ids('sale').slice(0, 3), ['deal', 'price', 'applicant']);
  assert.deepEqual(ids('gift').slice(0, 2), ['deal', 'applicant']);
});

test('PRO-1 APP-4 the statement has the paragraphs of the chosen form, a choice stands in its sentences in words for that', () => {
  const regulation = read();
  const sale = readableRequest(regulation, contentsWith({ deal: 'sale', price: '12' }), 'kk');
  assert.match(sale.statement, /^Пәтерді сатуға рұқсат сұраймын\.\nБағасы: 12\.\nМаған/);
  assert.equal(sale.pages[0]?.lines[0]?.value, 'Сату');
  const gift = readableRequest(regulation, contentsWith({ deal: 'gift', price: '12' }), 'kk');
  assert.match(gift.statement, /^Пәтерді Сыйға тарту рұқсат сұраймын\.\nМаған/);
  assert.deepEqual(
    gift.pages.map(({ page }) => page).filter((page) => page === 'price'),
    [],
    'a page on which nothing was asked is not reviewed',
  );
});

const defects: [what: string, code: string, path: string, (definition: ReturnType<typeof raw>) => unknown][] = [
  [
    'a question after an answer that nobody can give',
    'unknownAnswer',
    'form.price',
    ({ form }) => (form.pages[1].questions[0].when = { question: 'deal', is: ['rent'] }),
  ],
  [
    'a paragraph after a question that is no choice',
    'unknownAnswer',
    'form.statement.1',
    ({ form }) => (form.statement[1].when = { question: 'phone', is: ['8'] }),
  ],
  [
    'an output after an answer that nobody can give',
    'unknownAnswer',
    'outputs.gift',
    ({ outputs }) => (outputs.at(-1).when = { question: 'deal', is: ['gift', 'rent'] }),
  ],
  ['an answer that leads to no result', 'uncoveredAnswer', 'form.deal', ({ outputs }) => outputs.pop()],
];

for (const [what, code, path, breaking] of defects) {
  test(`PRO-6 the checker finds ${what}`, () => {
    const definition = raw();
    breaking(definition);
    const parsed = parseRegulation(definition, passport);
    const findings = parsed.kind === 'faulty' ? parsed.findings : [];
    assert.deepEqual(
      findings.map((one) => [one.code, one.path]),
      [[code, path]],
    );
  });
}
