import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadRegulations } from '../adapters/folder.ts';
import { composeFacts, frameDocument, officerFields } from './facts.ts';
import { isAskedInBoth } from './fact-value.ts';
import type { Materials } from './fact-value.ts';

const rg1 = loadRegulations(join(import.meta.dirname, '../../../../regulations')).regulation('rg-1', 1);
const output = (id: string) => {
  const found = rg1.outputs.find((one) => one.id === id);
  assert.ok(found);
  return found;
};
const materials: Materials = {
  form: rg1.form,
  answers: { purpose: '«Халық банкі» АҚ' },
  person: { fullName: 'Сейітова Айгерім Маратқызы' },
  application: { number: '123', registeredOn: '2026-11-23', serviceTitle: { kk: 'Қызмет', ru: 'Услуга' } },
  registers: { unemployed: { registeredOn: '2026-03-12', publicWorks: 'Көгалдандыру, 2026 жылғы мамыр' } },
  officer: {},
  grounds: [],
};

test('FRM-1 the certificate of RG-1 has the facts of the seed in their order, in Kazakh and Russian', () => {
  const { facts, missing } = composeFacts(output('result'), materials);
  assert.deepEqual(missing, []);
  assert.deepEqual(
    facts.map(({ id, value }) => [id, value.kk, value.ru]),
    [
      ['fullName', 'Сейітова Айгерім Маратқызы', 'Сейітова Айгерім Маратқызы'],
      ['registeredOn', '12 наурыз 2026 ж.', '12 марта 2026 г.'],
      ['publicWorks', 'Көгалдандыру, 2026 жылғы мамыр', 'Көгалдандыру, 2026 жылғы мамыр'],
      ['training', 'жоқ', 'нет'],
      ['assistance', 'жоқ', 'нет'],
      ['purpose', '«Халық банкі» АҚ ұсыну үшін берілген', '«Халық банкі» АҚ'],
      ['appliedOn', '23 қараша 2026 ж.', '23 ноября 2026 г.'],
    ],
  );
});

test('FRM-8 title, labels and legal statements of the certificate are word for word those of the seed', () => {
  const result = output('result');
  assert.deepEqual(result.title, {
    kk: 'ЖҰМЫССЫЗДЫҚ РЕТІНДЕ ТІРКЕУ ТУРАЛЫ АНЫҚТАМА',
    ru: 'СПРАВКА О РЕГИСТРАЦИИ В КАЧЕСТВЕ БЕЗРАБОТНОГО',
  });
  assert.equal(result.facts[2]?.label.ru, 'Участие в общественных социальных работах');
  const { statements } = frameDocument(result, { body: { kk: 'Бөлім', ru: 'Отдел' }, facts: [] });
  assert.match(
    statements[0]?.ru ?? '',
    /^Данный документ согласно пункту 1 статьи 7 ЗРК от 7 января 2003 года .* бумажном носителе\.$/,
  );
  assert.match(statements[1]?.kk ?? '', /^\* Штрих-код «Электрондық әкімдік» ақпараттық жүйесі ұсынған .* қамтиды Бөлім\.$/);
  for (const one of rg1.outputs) assert.ok(one.statements.length === 2, 'every output carries both legal statements');
});

test('FRM-1 without a row in the register the certificate cannot be made: the missing fact is named', () => {
  const { missing } = composeFacts(output('result'), { ...materials, registers: {} });
  assert.deepEqual(missing, ['registeredOn']);
});

test('WRK-1 the officer is shown what the register says and may put right what the regulation lets be put right', () => {
  const fields = officerFields(output('result'), materials);
  assert.deepEqual(
    fields.map(({ fact, suggested }) => [fact.id, suggested]),
    [
      ['publicWorks', 'Көгалдандыру, 2026 жылғы мамыр'],
      ['training', ''],
      ['assistance', ''],
    ],
  );
  const officer = { training: 'Токарь', registeredOn: '1999-01-01' };
  const { facts } = composeFacts(output('result'), { ...materials, officer });
  assert.equal(facts.find(({ id }) => id === 'training')?.value.kk, 'Токарь');
  assert.equal(facts.find(({ id }) => id === 'registeredOn')?.value.ru, '12 марта 2026 г.', 'not correctable');
});

test('WRK-5 FRM-7 a notice that names a place in a queue says for which moment, and where the place of now is seen', () => {
  const library = loadRegulations(join(import.meta.dirname, '../../../../regulations'));
  const naming = library.services.flatMap(({ regulation }) =>
    (regulation?.outputs ?? []).filter(({ facts }) =>
      facts.some(({ source }) => source.from === 'register' && source.field === 'position'),
    ),
  );
  assert.deepEqual(
    naming.map(({ id }) => id),
    ['registration', 'result'],
  );
  for (const one of naming) {
    const application = { ...materials.application, composedAt: '2026-11-30T05:42:00Z', queueAddress: 'portal.kz/cabinet/queue' };
    const { facts } = composeFacts(one, { ...materials, application });
    const told = facts.filter(({ id }) => id === 'positionAsOf' || id === 'positionNow');
    const printed = (lang: 'kk' | 'ru') => told.map(({ label, value }) => `${label[lang]}: ${value[lang]}`).join('\n');
    assert.match(printed('kk'), /жағдай бойынша: 30 қараша 2026 ж\., 10:42\n.*: portal\.kz\/cabinet\/queue/);
    assert.match(printed('ru'), /по состоянию на: 30 ноября 2026 г\., 10:42\n.*: portal\.kz\/cabinet\/queue/);
  }
});

test('FRM-8 the officer’s own words stand in both languages as written; in one alone they stand in both parts, and are not missing', () => {
  const refusal = output('refusal');
  const said = (officer: Readonly<Record<string, string>>) => {
    const { facts, missing } = composeFacts(refusal, { ...materials, officer });
    return missing.includes('explanation') ? 'missing' : facts.find(({ id }) => id === 'explanation')?.value;
  };
  const [kk, ru] = ['Алдымен тіркеліңіз.', 'Сначала зарегистрируйтесь.'];
  assert.deepEqual(said({ explanation: kk, 'explanation.ru': ` ${ru} ` }), { kk, ru });
  assert.deepEqual(said({ explanation: kk }), { kk, ru: kk });
  assert.deepEqual(said({ explanation: ' ', 'explanation.ru': ru }), { kk: ru, ru });
  assert.equal(said({ explanation: '', 'explanation.ru': ' ' }), 'missing');
  assert.deepEqual(
    officerFields(refusal, materials).map(({ fact }) => [fact.id, isAskedInBoth(fact)]),
    [['explanation', true]],
  );
  assert.ok(officerFields(output('result'), materials).every(({ fact }) => !isAskedInBoth(fact)));
});

test('FRM-1 the refusal is a letter with its grounds in the words of the standard and of the officer', () => {
  const refusal = output('refusal');
  const grounds = rg1.passport.refusalGrounds.filter(({ id }) => id === 'notRegistered');
  assert.deepEqual(composeFacts(refusal, materials).missing, ['grounds', 'explanation']);
  const { facts, missing } = composeFacts(refusal, { ...materials, grounds, officer: { explanation: 'Алдымен тіркеліңіз.' } });
  assert.deepEqual(missing, []);
  assert.equal(
    facts.find(({ id }) => id === 'grounds')?.value.ru,
    'В указанный период вы не были зарегистрированы как безработный.',
  );
  const { lines } = frameDocument(refusal, { body: { kk: 'Бөлім', ru: 'Отдел' }, facts });
  const [opening] = lines;
  assert.ok(opening && 'value' in opening);
  assert.match(opening.value.kk, /^Құрметті Сейітова Айгерім Маратқызы!/);
});
