import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cast } from '#seed';
import { element } from '#gateway';
import type { XmlElement } from '#gateway';
import { formatAddress } from './address.ts';
import { readPersonAnswer } from './person-message.ts';

const person = (...extra: XmlElement[]): XmlElement[] => [
  element('iin', cast.svetlana.iin),
  element('surname', 'КИМ'),
  element('name', 'СВЕТЛАНА'),
  element('birthDate', '1978-11-05+05:00'),
  element('gender', element('code', '2')),
  ...extra,
];
const answerOf = (...persons: XmlElement[]): ReturnType<typeof readPersonAnswer> =>
  readPersonAnswer({ tree: [element('persons', ...persons)] });

test('GW-1 one person may stand in `persons` itself, one document in `documents` itself', () => {
  const document = [
    element('type', element('code', '001')),
    element('number', 'N01234567'),
    element('status', element('code', '00')),
  ];
  const direct = answerOf(...person(element('documents', ...document)));
  const listed = answerOf(element('person', ...person(element('documents', element('document', ...document)))));
  assert.deepEqual(direct, listed);
  assert.ok(typeof direct === 'object');
  assert.deepEqual(
    direct.documents.map(({ kind, number, valid }) => ({ kind, number, valid })),
    [{ kind: 'passport', number: 'N01234567', valid: true }],
  );
});

test('GW-1 codes keep their leading zeros', () => {
  const found = answerOf(
    element('person', ...person(element('nationality', element('code', '005')), element('citizenship', element('code', '0398')))),
  );
  assert.ok(typeof found === 'object');
  assert.deepEqual([found.nationality?.code, found.citizenship?.code], ['005', '0398']);
});

test('GW-1 who died, is missing or not capable is known as such', () => {
  const capability = element('capability', element('capable', 'false'));
  const found = answerOf(
    element('person', ...person(element('lifeStatus', element('code', '1')), element('missing', 'true'), capability)),
  );
  assert.ok(typeof found === 'object');
  assert.deepEqual([found.alive, found.missing, found.capable], [false, true, false]);
});

test('SEC-14 what is not one readable person is not an answer', () => {
  assert.equal(answerOf(), 'absent');
  assert.equal(readPersonAnswer(undefined), undefined);
  assert.equal(readPersonAnswer({ text: 'ok' }), undefined);
  assert.equal(readPersonAnswer({ tree: [element('html')] }), undefined);
  assert.equal(
    answerOf(element('person', ...person()), element('person', ...person())),
    undefined,
    'two persons under one number',
  );
  assert.equal(answerOf(element('person', element('iin', '123'))), undefined);
  for (const local of ['iin', 'birthDate', 'gender']) {
    assert.equal(answerOf(element('person', ...person().filter((part) => part.local !== local))), undefined, local);
  }
});

test('A11Y-3 an address is written in the language of its reader', () => {
  const address = {
    district: { code: '18', nameKz: 'Шығыс Қазақстан облысы', nameRu: 'Восточно-Казахстанская область' },
    region: { code: '1824', nameKz: 'Көкпекті ауданы', nameRu: 'Кокпектинский район' },
    city: 'Көкпекті ауылы',
    street: 'Абылай хан көшесі',
    building: '12',
    flat: '4',
  };
  assert.equal(
    formatAddress(address, 'kk'),
    'Шығыс Қазақстан облысы, Көкпекті ауданы, Көкпекті ауылы, Абылай хан көшесі, 12-үй, 4-пәтер',
  );
  assert.equal(
    formatAddress(address, 'ru'),
    'Восточно-Казахстанская область, Кокпектинский район, Көкпекті ауылы, Абылай хан көшесі, д. 12, кв. 4',
  );
  assert.equal(formatAddress({ city: 'Алматы' }, 'en'), 'Алматы');
});
