import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import { testDatabase } from '#kit/testing';
import { cast } from '#seed';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { enterUnemployed, registerColumns, registerRows } from './index.ts';
import { registers } from './rules/register.ts';
import { findEntry, listEntriesOf } from './store/entries.ts';
import { searchEntries } from './store/search.ts';

const { unemployed: register } = registers;

const world = await testDatabase(['registers']);
const { db } = world;
after(() => world[Symbol.asyncDispose]());

function iinOf(text: string): Iin {
  const iin = parseIin(text);
  assert.ok(iin);
  return iin;
}

const nothing = { publicWorks: undefined, training: undefined, assistance: undefined } as const;

/** Enters somebody on the first of March. @returns the entry's id, or undefined where there is a current one. */
async function enter(bodyId: string, iin: string, fullName: string): Promise<string | undefined> {
  const id = newId();
  const entry = {
    id,
    bodyId,
    iin: iinOf(iin),
    fullName,
    registeredOn: '2026-03-01',
    ...nothing,
    at: new Date('2026-03-01T06:00:00Z'),
  };
  return (await inTransaction(db, (tx) => enterUnemployed(tx, entry))) ? id : undefined;
}

const found = async (bodyId: string, words: string): Promise<string[]> =>
  (await searchEntries(db, register, { bodyId, words, onlyCurrent: false, limit: 10, offset: 0 })).entries.map(
    ({ fullName }) => fullName,
  );

test('WRK-1 a person is in the register once at a time, however often and at once it is entered; having left, may come again', async () => {
  const bodyId = newId();
  const { iin } = cast.aigerim;
  const entered = await Promise.all([1, 2, 3].map(() => enter(bodyId, iin, 'Сейітова Айгерім')));
  assert.equal(entered.filter((id) => id !== undefined).length, 1);
  await sql`update registers.unemployed set left_on = '2026-05-01' where body_id = ${bodyId}`.execute(db);
  assert.ok(await enter(bodyId, iin, 'Сейітова Айгерім'));
  assert.equal((await listEntriesOf(db, register, { bodyId, iin: iinOf(iin) })).length, 2);
});

test("SEC-2 another body's entry is missing, be it looked for by id, IIN or name", async () => {
  const [bodyId, other] = [newId(), newId()];
  const id = await enter(bodyId, cast.nurlan.iin, 'Ахметов Нұрлан');
  assert.ok(id !== undefined && (await findEntry(db, register, { id, bodyId })));
  assert.equal(await findEntry(db, register, { id, bodyId: other }), undefined);
  assert.deepEqual(await listEntriesOf(db, register, { bodyId: other, iin: iinOf(cast.nurlan.iin) }), []);
  assert.deepEqual(await found(other, 'ахметов'), []);
});

test('WRK-1 the register is searched by IIN or the beginning of a name, in Kazakh order; signs of patterns are letters', async () => {
  const bodyId = newId();
  await enter(bodyId, cast.svetlana.iin, 'Қасымова Светлана');
  await enter(bodyId, cast.nurlan.iin, 'Кенжебаев Нұрлан');
  await enter(bodyId, cast.aigerim.iin, 'Әлиева Айгерім');
  assert.deepEqual(await found(bodyId, ''), ['Әлиева Айгерім', 'Кенжебаев Нұрлан', 'Қасымова Светлана']);
  assert.deepEqual(await found(bodyId, 'ҚАСЫМ'), ['Қасымова Светлана']);
  assert.deepEqual(await found(bodyId, `${cast.aigerim.iin.slice(0, 6)} ${cast.aigerim.iin.slice(6)}`), ['Әлиева Айгерім']);
  for (const words of ['%', '_', '\\', "'", 'касым']) assert.deepEqual(await found(bodyId, words), [], words);
  const page = await searchEntries(db, register, { bodyId, words: '', onlyCurrent: true, limit: 1, offset: 1 });
  assert.deepEqual([page.total, page.entries[0]?.fullName], [3, 'Кенжебаев Нұрлан']);
});

test('PRO-1 regulations read the columns that they may name, of the current entry alone', async () => {
  const bodyId = newId();
  const key = { bodyId, iin: iinOf(cast.marat.iin) };
  assert.deepEqual(await registerRows(db, ['unemployed', 'invented'], key), { unemployed: undefined });
  await enter(bodyId, cast.marat.iin, 'Оспанов Марат');
  const { unemployed } = await registerRows(db, ['unemployed'], key);
  assert.equal(unemployed?.['registeredOn'], '2026-03-01');
  assert.deepEqual(Object.keys(unemployed ?? {}), [...registerColumns.unemployed]);
  await sql`update registers.unemployed set left_on = '2026-05-01' where body_id = ${bodyId}`.execute(db);
  assert.deepEqual(await registerRows(db, ['unemployed'], key), { unemployed: undefined });
});
