import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadRegulations } from '../adapters/folder.ts';
import { prefillForm, readAnswers, readForm } from './answers.ts';
import type { AnswerFacts } from './answers.ts';
import { formSchema } from './form.ts';
import type { FormPage } from './form.ts';
import { readDate } from './judgement.ts';
import { faultText } from './wording.ts';

const { form } = loadRegulations(join(import.meta.dirname, '../../../../regulations')).regulation('rg-1', 1);
const facts: AnswerFacts = { today: '2026-11-22', earlier: {}, known: {} };
const known = { 'personRegistry.fullName': 'Сейітова Айгерім', 'personRegistry.address': 'Көкпекті ауылы' } as const;

function page(id: string): FormPage {
  const found = form.pages.find((one) => one.id === id);
  assert.ok(found);
  return found;
}
const codes = (id: string, raw: Record<string, unknown>, given = facts) =>
  readAnswers(page(id), raw, given).faults.map(({ field, code }) => `${field} ${code}`);

test('FRM-1 the form of RG-1 asks for name, address, telephone and period', () => {
  const asked = form.pages.flatMap(({ questions }) => questions.map(({ id, required }) => `${id}${required ? '' : '?'}`));
  assert.deepEqual(asked, ['fullName', 'address', 'phone', 'period', 'purpose?']);
});

test('APP-1 an empty page is answered by one fault a required field, in words that say what to do', () => {
  const { faults } = readAnswers(page('period'), { 'period.from': ' ', 'period.to': '' }, facts);
  assert.deepEqual(
    faults.map(({ field, code }) => [field, code]),
    [
      ['period.from', 'required'],
      ['period.to', 'required'],
    ],
  );
  const [fault] = faults;
  assert.ok(fault);
  assert.equal(faultText(fault, 'kk'), 'Басталуы: кезеңнің күнін, айын және жылын жазыңыз');
  assert.equal(faultText(fault, 'en'), 'From: write the day, month and year of the period');
  assert.deepEqual(codes('purpose', {}), []);
});

test('PRO-1 the period must be real, past, not before the law, and in order', () => {
  const period = (from: string, to: string) => codes('period', { 'period.from': from, 'period.to': to });
  assert.deepEqual(period('2026-03-01', '2026-05-31'), []);
  assert.deepEqual(period('01.03.2026', '31.05.2026'), []);
  assert.deepEqual(period('2026-03-01', '2026-03-01'), []);
  assert.deepEqual(period('2026-05-31', '2026-03-01'), ['period.to order']);
  assert.deepEqual(period('31.02.2026', '2026-03-01'), ['period.from date']);
  assert.deepEqual(period('2026-03-01', '2026-11-23'), ['period.to tooLate']);
  assert.deepEqual(period('1999-01-01', '2026-03-01'), ['period.from tooEarly']);
});

test('PRO-1 answers are kept in one form, however they were typed', () => {
  const { answers } = readAnswers(page('contact'), { phone: '8 (701) 000-01-01' }, facts);
  assert.deepEqual(answers, { phone: '+77010000101' });
  assert.deepEqual(readAnswers(page('period'), { 'period.from': '1.3.2026', 'period.to': '2026-05-31' }, facts).answers, {
    'period.from': '2026-03-01',
    'period.to': '2026-05-31',
  });
});

test('APP-2 what a registry knows is taken from the registry, whatever is sent in; the person may say that it is wrong', () => {
  const forged = { fullName: 'Басқа Біреу', address: 'Алматы', 'address.correction': 'Самар ауылы' };
  const { answers, faults } = readAnswers(page('applicant'), forged, { ...facts, known });
  assert.deepEqual(faults, []);
  assert.deepEqual(answers, {
    fullName: 'Сейітова Айгерім',
    address: 'Көкпекті ауылы',
    'address.correction': 'Самар ауылы',
  });
  assert.deepEqual(codes('applicant', {}), ['fullName required', 'address required']);
  const prefilled = prefillForm(form, { ...known, 'account.phone': '+77010000101' });
  assert.deepEqual(prefilled.sources, {
    fullName: 'personRegistry.fullName',
    address: 'personRegistry.address',
    phone: 'account.phone',
  });
});

test('APP-4 the whole form is read again before it is signed: nothing unasked stays, nothing wrong passes', () => {
  const raw = { phone: '+77010000101', 'period.from': '2026-03-01', 'period.to': '2026-05-31', isOfficer: 'yes' };
  const read = readForm(form, raw, { today: facts.today, known });
  assert.deepEqual(read.faults, []);
  assert.deepEqual(Object.keys(read.answers), ['fullName', 'address', 'phone', 'period.from', 'period.to', 'purpose']);
  assert.equal(readForm(form, { ...raw, phone: '' }, { today: facts.today, known }).faults.length, 1);
});

test('PRO-1 every type of question judges its answers, and a question is asked only where its condition holds', () => {
  const label = { kk: 'а', ru: 'а', en: 'a' };
  const definition = formSchema.parse({
    title: label,
    addressee: label,
    sender: label,
    statement: label,
    pages: [
      {
        id: 'all',
        title: label,
        questions: [
          {
            id: 'kind',
            type: 'choice',
            label,
            options: [
              { value: 'new', label },
              { value: 'old', label },
            ],
          },
          { id: 'why', type: 'text', label, when: { question: 'kind', is: ['old'] }, maxLength: 5, minLength: 2 },
          { id: 'number', type: 'text', label, pattern: '^\\d{9}$', required: false },
          { id: 'child', type: 'iin', label, required: false },
          { id: 'born', type: 'date', label, notAfter: 'today-1', required: false },
        ],
      },
    ],
  });
  const [all] = definition.pages;
  assert.ok(all);
  const judged = (raw: Record<string, string>) =>
    readAnswers(all, raw, facts).faults.map(({ field, code }) => `${field} ${code}`);
  assert.deepEqual(judged({ kind: 'new' }), []);
  assert.deepEqual(judged({ kind: 'none' }), ['kind choice']);
  assert.deepEqual(judged({ kind: 'old' }), ['why required']);
  assert.deepEqual(judged({ kind: 'old', why: 'а' }), ['why tooShort']);
  assert.deepEqual(judged({ kind: 'old', why: 'аааааа' }), ['why tooLong']);
  assert.deepEqual(judged({ kind: 'new', number: '12', child: '890312499016', born: '2026-11-22' }), [
    'number pattern',
    'child iin',
    'born tooLate',
  ]);
  assert.deepEqual(judged({ kind: 'new', number: '049900101', child: '890312 499015', born: '2026-11-21' }), []);
});

test('APP-5 an answer cannot look other than it is: controls, separators and direction marks are taken out', () => {
  const raw = { purpose: 'Банк\u202Eкнаб\u2028\u0000 «Халық»\r\nЖалған жол: 1' };
  const { answers } = readAnswers(page('purpose'), raw, facts);
  assert.equal(answers['purpose'], 'Банк кнаб   «Халық» Жалған жол: 1');
});

test('SEC-14 whatever is sent in is read or faulted, never thrown over', () => {
  const anything = fc.dictionary(
    fc.constantFrom('fullName', 'phone', 'period.from', 'period.to', 'purpose', '__proto__', 'address.correction'),
    fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null), fc.array(fc.string())),
  );
  fc.assert(
    fc.property(anything, (raw) => {
      const { answers, faults } = readForm(form, raw, { today: facts.today, known });
      for (const fault of faults) assert.ok(faultText(fault, 'ru').length > 0);
      for (const answer of Object.values(answers)) assert.ok(answer.isWellFormed());
    }),
  );
});

test('PRO-1 a date is read when it exists', () => {
  assert.equal(readDate('29.02.2024'), '2024-02-29');
  for (const text of ['29.02.2026', '2026-13-01', '2026-1-1', '31/12/26', 'кеше', ''])
    assert.equal(readDate(text), undefined, text);
});
