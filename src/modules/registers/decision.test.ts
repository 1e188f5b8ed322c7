import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import { testDatabase } from '#kit/testing';
import { cast } from '#seed';
import type { CastPerson } from '#seed';
import { parseIin } from '#subjects';
import {
  effectColumns,
  enterByDecision,
  preview,
  registerColumns,
  registerNamed,
  registerNames,
  registerRows,
  registerTables,
} from './index.ts';
import type { RegisterEffect, RegisterName } from './index.ts';
import { insertGroup, insertInstitution } from './store/preschools.ts';

const world = await testDatabase(['registers']);
const { db } = world;
after(() => world[Symbol.asyncDispose]());

const at = new Date('2026-11-20T06:00:00Z');
const birth = { childName: 'Сейіт Алихан', childBirthDate: '2023-04-02' };
const values: Readonly<Record<RegisterName, RegisterEffect['values']>> = {
  unemployed: { training: '«Есепші» курсы' },
  homeTaught: { ...birth, childBirthDate: '2015-04-02', amount: '23592', from: '2026-11-20', to: '2027-05-31' },
  preschool: { ...birth, homeAddress: 'Көкпекті ауылы, Абай көшесі, 4' },
  guardianship: {
    wardName: 'Сейіт Алихан',
    wardBirthDate: '2015-04-02',
    address: 'Көкпекті',
    decreeDate: '2026-01-12',
    decreeNumber: '14',
  },
  housing: { category: 'vulnerable', familySize: '4', decisionDate: '2026-11-18', decisionNumber: '7' },
};

let filed = 0;
function effect(register: RegisterName, of: { bodyId: string; person?: CastPerson } & Partial<RegisterEffect>): RegisterEffect {
  const { bodyId, person = cast.aigerim, ...more } = of;
  const iin = parseIin(person.iin);
  assert.ok(iin);
  filed += 1;
  const application = { id: newId(), number: `RG-${filed}`, filedAt: new Date(Date.UTC(2026, 10, 2, 5, filed)) };
  return { register, bodyId, consumer: { iin, name: person.surname }, application, values: values[register], at, ...more };
}
const decide = (of: RegisterEffect) => inTransaction(db, (tx) => enterByDecision(tx, of));
const rowOf = async ({ register, bodyId, consumer: { iin } }: RegisterEffect) =>
  (await registerRows(db, [register], { bodyId, iin }))[register];

test('PRO-1 a decision enters the consumer into any register: the row is the one that was previewed and the one that regulations read', async () => {
  for (const register of registerNames) {
    const of = effect(register, { bodyId: newId() });
    assert.equal(await rowOf(of), undefined);
    const shown = await preview(db, of);
    assert.equal(await rowOf(of), undefined, 'a preview stores nothing');
    const row = await decide(of);
    const read = await rowOf(of);
    assert.deepEqual(read, row, register);
    assert.deepEqual(shown, row, register);
    for (const column of registerColumns[register]) assert.ok(column in row, column);
  }
});

test('REL-4 an application has its effect once, however often and at once its decision is carried out', async () => {
  const of = effect('housing', { bodyId: newId() });
  const rows = await Promise.all([1, 2, 3].map(() => decide(of).catch(() => undefined)));
  const made = rows.filter((row) => row !== undefined);
  assert.ok(made.length > 0);
  for (const row of [...made, await decide(of)]) assert.equal(row['position'], '1');
  const { bodyId } = of;
  assert.equal((await decide(effect('housing', { bodyId, person: cast.nurlan })))['position'], '2');
});

test('WRK-4 a second application for the same renews the entry: number and time of filing stay, the new values stand', async () => {
  const bodyId = newId();
  const first = await decide(effect('housing', { bodyId }));
  await decide(effect('housing', { bodyId, person: cast.marat }));
  const again = effect('housing', { bodyId, values: { ...values.housing, familySize: '5' } });
  assert.deepEqual(await preview(db, again), { ...first, familySize: '5' });
  assert.deepEqual(await decide(again), { ...first, familySize: '5' });
});

test('WRK-4 payments follow from the monthly sum and the period, quarter by quarter', async () => {
  const row = await decide(effect('homeTaught', { bodyId: newId() }));
  assert.equal(row['payments'], '3');
  const lines = [0, 1, 2].map((line) => registerTables.homeTaught.payments.map((name) => row[`payments.${line}.${name}`]));
  assert.deepEqual(lines, [
    ['1', '4', '2026', '47184'],
    ['2', '1', '2027', '70776'],
    ['3', '2', '2027', '47184'],
  ]);
});

test('WRK-5 privileged children stand before others, whenever they filed; housing has a queue for each category', async () => {
  const bodyId = newId();
  const general = await decide(effect('preschool', { bodyId }));
  assert.deepEqual(
    [general['position'], general['category']],
    ['1', { kk: 'жалпы кезек', ru: 'общая очередь', en: 'general queue' }],
  );
  const privileged = { ...values.preschool, category: 'outOfTurn' };
  assert.equal((await decide(effect('preschool', { bodyId, person: cast.nurlan, values: privileged })))['position'], '1');
  const first = await registerRows(db, ['preschool'], { bodyId, iin: effect('preschool', { bodyId }).consumer.iin });
  assert.equal(first['preschool']?.['position'], '2');
  await decide(effect('housing', { bodyId }));
  const other = { ...values.housing, category: 'orphans' };
  assert.equal((await decide(effect('housing', { bodyId, person: cast.nurlan, values: other })))['position'], '1');
});

test('RG-3 a decision gives a free place only where it is this child’s turn; a place that is gone makes the decision fail whole', async () => {
  const bodyId = newId();
  const [institutionId, groupId] = [newId(), newId()];
  await inTransaction(db, async (tx) => {
    const institution = { id: institutionId, bodyId, number: '3', name: '«Балдәурен» балабақшасы', address: 'Абай көшесі, 10' };
    await insertInstitution(tx, { ...institution, phone: undefined, version: 1, at });
    await insertGroup(tx, { id: groupId, institutionId, name: 'Құлыншақ', bornFrom: 2022, bornTo: 2023, places: 1 });
  });
  const referral = { ...values.preschool, referral: 'yes', institutionNumber: '3' };
  const [one, two] = [
    effect('preschool', { bodyId, values: referral }),
    effect('preschool', { bodyId, values: referral, person: cast.nurlan }),
  ];
  const shown = await preview(db, two);
  assert.equal(shown['institution'], '«Балдәурен» балабақшасы');
  const row = await decide(one);
  assert.deepEqual(
    [row['referralNumber'], row['referralUntil'], row['institutionNumber']],
    [one.application.number, '2026-11-25', '3'],
  );
  assert.equal((await preview(db, two))['referralNumber'], undefined);
  await assert.rejects(decide(two), { code: 'conflict' });
  assert.equal(await rowOf(two), undefined, 'nothing of it is stored');
});

test('WRK-4 what a register cannot take is refused by name; the checker of regulations can ask what it must be given', async () => {
  const of = effect('housing', { bodyId: newId(), values: { category: 'friends', familySize: '0', decisionDate: '2027-01-01' } });
  await assert.rejects(decide(of), /category wrong, familySize wrong, decisionDate future, decisionNumber missing/);
  const register = registerNamed('preschool');
  assert.ok(register);
  assert.deepEqual(effectColumns(register), {
    required: ['childName', 'childBirthDate'],
    optional: ['category', 'homeAddress', 'referral', 'institutionNumber'],
  });
});
