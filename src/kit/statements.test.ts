import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { inTransaction, openDatabase } from './db.ts';
import type { Queryable } from './db.ts';
import { testDatabase } from './testing.ts';

const world = await testDatabase();
const lost: Error[] = [];
const db = openDatabase({ url: world.url, connections: 6, onConnectionLost: (error) => lost.push(error) });
await sql`create table thing (id integer primary key)`.execute(db);
after(async () => {
  await db.destroy();
  await world[Symbol.asyncDispose]();
});

async function askedBy(on: Queryable, number: number): Promise<{ pid: number; number: number }> {
  const { rows } = await sql<{ pid: number; number: number }>`select pg_backend_pid() as pid, ${number}::int as number`.execute(
    on,
  );
  const [row] = rows;
  assert.ok(row);
  return row;
}
const numbers = Array.from({ length: 200 }, (_, index) => index);

test('PERF-2 selects that stand alone share few connections, and each gets its own answer', async () => {
  await askedBy(db, 0);
  // The lanes open beside the first question.
  await sleep(200);
  const answers = await Promise.all(numbers.map((number) => askedBy(db, number)));
  assert.deepEqual(
    answers.map(({ number }) => number),
    numbers,
  );
  assert.ok(new Set(answers.map(({ pid }) => pid)).size <= 2);
});

test('REL-1 what fails on a shared connection fails alone', async () => {
  const outcomes = await Promise.allSettled(
    numbers.map((number) => sql`select 6 / ${number % 3}::int as share, ${number}::int as number`.execute(db)),
  );
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    numbers.map((number) => (number % 3 === 0 ? 'rejected' : 'fulfilled')),
  );
});

test('PERF-2 a slow select does not hold those that are asked after it', async () => {
  const order: string[] = [];
  const slow = sql`select pg_sleep(3)`.execute(db).finally(() => order.push('slow'));
  await sleep(200);
  await Promise.all(numbers.map((number) => askedBy(db, number)));
  order.push('others');
  await slow;
  assert.deepEqual(order, ['others', 'slow']);
});

test('REL-1 a transaction has a connection of its own, from BEGIN to the end, whatever others ask meanwhile', async () => {
  const transaction = inTransaction(db, async (tx) => {
    const pids = new Set<number>();
    for (const number of numbers.slice(0, 20)) {
      await sql`insert into thing values (${number})`.execute(tx);
      pids.add((await askedBy(tx, number)).pid);
      const { rows } = await sql`select id from thing`.execute(db);
      assert.equal(rows.length, 0);
    }
    return pids;
  });
  const others = await Promise.all(numbers.map((number) => askedBy(db, number)));
  const pids = await transaction;
  assert.equal(pids.size, 1);
  assert.ok(others.every(({ pid }) => !pids.has(pid)));
  assert.equal((await sql`select id from thing`.execute(db)).rows.length, 20);
});

test('REL-1 statements of a transaction that are sent together are stored together or not at all', async () => {
  const insert = (on: Queryable, id: number) => sql`insert into thing values (${id})`.execute(on);
  const undone = inTransaction(db, async (tx) => {
    await Promise.all([insert(tx, 100), insert(tx, 100), insert(tx, 101)]);
  });
  await assert.rejects(undone);
  assert.equal((await sql`select id from thing where id >= 100`.execute(db)).rows.length, 0);
  assert.equal((await insert(db, 100)).numAffectedRows, 1n);
});

test('REL-1 what belongs to a session stays on its connection', async () => {
  await db.connection().execute(async (connection) => {
    await sql`set application_name = 'counted'`.execute(connection);
    await Promise.all(numbers.slice(0, 20).map((number) => askedBy(db, number)));
    const { rows } = await sql<{ name: string }>`select current_setting('application_name') as name`.execute(connection);
    assert.equal(rows[0]?.name, 'counted');
  });
});

test('REL-2 a shared connection that is cut fails what was on it, and the next question finds another', async () => {
  const { pid } = await askedBy(db, 0);
  const under = Promise.allSettled([sql`select pg_sleep(5)`.execute(db), sql`select pg_sleep(5)`.execute(db)]);
  await sleep(50);
  await inTransaction(db, (tx) =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`.execute(
      tx,
    ),
  );
  assert.deepEqual(
    (await under).map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  await sleep(50);
  const after = await Promise.all(numbers.map((number) => askedBy(db, number)));
  assert.ok(after.every((answer) => answer.pid !== pid));
});
