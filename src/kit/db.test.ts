import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { afterCommit, inTransaction } from './db.ts';
import type { Tx } from './db.ts';
import { migrate } from './migrate.ts';
import { testDatabase } from './testing.ts';

const world = await testDatabase();
const { db } = world;
const folder = await mkdtemp(join(tmpdir(), 'birtereze-migrations-'));
await sql`create table pair (id integer primary key, value integer not null)`.execute(db);
after(async () => {
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('REL-1 a transaction is stored whole or not at all; what waits for its end waits for its success', async () => {
  const told: string[] = [];
  const insert = (tx: Tx, id: number) => sql`insert into pair values (${id}, 0)`.execute(tx);
  await inTransaction(db, async (tx) => {
    afterCommit(tx, () => told.push('stored'));
    await insert(tx, 1);
    assert.deepEqual(told, []);
  });
  const undone = inTransaction(db, async (tx) => {
    afterCommit(tx, () => told.push('undone'));
    await insert(tx, 2);
    await insert(tx, 1);
  });
  await assert.rejects(undone);
  const { rows } = await sql<{ id: number }>`select id from pair`.execute(db);
  assert.deepEqual([rows.map(({ id }) => id), told], [[1], ['stored']]);
});

test("REL-1 two transactions that stand in each other's way both end, and each is done once", async () => {
  await sql`insert into pair values (10, 0), (11, 0)`.execute(db);
  const add = (first: number, second: number) =>
    inTransaction(db, async (tx) => {
      await sql`update pair set value = value + 1 where id = ${first}`.execute(tx);
      await sql`select pg_sleep(0.2)`.execute(tx);
      await sql`update pair set value = value + 1 where id = ${second}`.execute(tx);
    });
  await Promise.all([add(10, 11), add(11, 10)]);
  const { rows } = await sql<{ value: number }>`select value from pair where id in (10, 11)`.execute(db);
  assert.deepEqual(rows, [{ value: 2 }, { value: 2 }]);
});

test('PERF-3 a statement is prepared by name once a connection; what is no query of a store is not', async () => {
  await inTransaction(db, async (tx) => {
    for (let time = 0; time < 3; time++) await sql`select value from pair where id = ${time}`.execute(tx);
    await sql`set local application_name = 'x'`.execute(tx);
    const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(tx);
    assert.equal(rows.filter(({ statement }) => statement === 'select value from pair where id = $1').length, 1);
    assert.ok(rows.every(({ statement }) => !statement.startsWith('set')));
  });
});

test('REL-14 migrations run once, in order, by one of several processes; a changed one is refused, a broken one leaves nothing', async () => {
  const module = { module: 'trial', folder };
  await writeFile(join(folder, '0002-second.sql'), 'alter table trial.a add column b integer;');
  await writeFile(join(folder, '0001-first.sql'), 'create table trial.a (id integer);');
  await writeFile(join(folder, 'notes.txt'), 'not one of them');
  const runs = await Promise.all([migrate(db, [module]), migrate(db, [module]), migrate(db, [module])]);
  assert.deepEqual(runs.flat(), ['trial/0001-first.sql', 'trial/0002-second.sql']);
  assert.deepEqual(await migrate(db, [module]), []);
  await writeFile(join(folder, '0003-broken.sql'), 'create table trial.c (id integer); select 1/0;');
  await assert.rejects(migrate(db, [module]), /division by zero/);
  const { rows } = await sql<{ found: unknown }>`select to_regclass('trial.c') as found`.execute(db);
  assert.equal(rows[0]?.found, null);
  await writeFile(join(folder, '0003-broken.sql'), 'create table trial.c (id integer);');
  assert.deepEqual(await migrate(db, [module]), ['trial/0003-broken.sql']);
  await writeFile(join(folder, '0001-first.sql'), 'create table trial.a (id bigint);');
  await assert.rejects(migrate(db, [module]), /was changed after it was applied/);
});
