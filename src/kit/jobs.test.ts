import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { inTransaction } from './db.ts';
import type { Db } from './db.ts';
import { runJobs } from './job-runner.ts';
import { listDeadJobs, reviveJob } from './jobs-store.ts';
import { deliver, enqueue, eventKind, handle, handleOutside, jobKind, publish, subscribe } from './jobs.ts';
import type { Handler } from './jobs.ts';
import { silentLog } from './log.ts';
import { testDatabase } from './testing.ts';
import type { TestDatabase } from './testing.ts';

const numberJob = jobKind('test.number', z.object({ n: z.number() }));

async function world(): Promise<TestDatabase> {
  const database = await testDatabase();
  await sql`create table effect (n integer not null)`.execute(database.db);
  return database;
}

async function effects(db: Db): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`select n from effect order by ctid`.execute(db);
  return rows.map((row) => row.n);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await condition()) return;
    await sleep(25);
  }
  assert.fail('did not come to be');
}

function run(database: TestDatabase, handlers: Handler[]): { stop(): Promise<void> } {
  return runJobs({ db: database.db, signals: database.signals(), log: silentLog, handlers });
}

const note = handle(numberJob, async (tx, { n }) => {
  await sql`insert into effect values (${n})`.execute(tx);
});

test('GW-3 a job is done once by any of several runners, and not at all where its transaction was undone', async () => {
  await using database = await world();
  const { db } = database;
  const runners = [run(database, [note]), run(database, [note]), run(database, [note])];
  await inTransaction(db, async (tx) => {
    for (let n = 0; n < 60; n++) await enqueue(tx, numberJob, { n });
  });
  await assert.rejects(
    inTransaction(db, async (tx) => {
      await enqueue(tx, numberJob, { n: 1000 });
      throw new Error('undone');
    }),
    /undone/,
  );
  await until(async () => (await effects(db)).length >= 60);
  await sleep(100);
  for (const runner of runners) await runner.stop();
  assert.deepEqual(
    (await effects(db)).sort((a, b) => a - b),
    Array.from({ length: 60 }, (_, n) => n),
  );
});

test('GW-3 jobs of one order run in their order although runners compete', async () => {
  await using database = await world();
  const { db } = database;
  await inTransaction(db, async (tx) => {
    for (let n = 0; n < 30; n++) await enqueue(tx, numberJob, { n }, { order: 'one' });
  });
  const runners = [run(database, [note]), run(database, [note])];
  await until(async () => (await effects(db)).length === 30);
  for (const runner of runners) await runner.stop();
  assert.deepEqual(
    await effects(db),
    Array.from({ length: 30 }, (_, n) => n),
  );
});

test('GW-3 a failing job is undone alone, tried again, and lies dead for an operator in the end', async () => {
  await using database = await world();
  const { db } = database;
  const broken = jobKind('test.broken', z.object({}));
  let repaired = false;
  const handler = handleOutside(
    broken,
    async () => {
      if (!repaired) throw new Error('no route');
    },
    { tries: 1 },
  );
  const runner = run(database, [note, handler]);
  await inTransaction(db, async (tx) => {
    await enqueue(tx, broken, {});
    await enqueue(tx, numberJob, { n: 7 });
  });
  await until(async () => (await listDeadJobs(db, 10)).length === 1);
  const [dead] = await listDeadJobs(db, 10);
  assert.ok(dead);
  assert.match(dead.lastError ?? '', /no route/);
  assert.deepEqual(await effects(db), [7]);
  repaired = true;
  await inTransaction(db, (tx) => reviveJob(tx, dead.id));
  await until(async () => (await sql`select 1 from kit.job`.execute(db)).rows.length === 0);
  await runner.stop();
});

test('GW-3 an event reaches each subscriber once', async () => {
  await using database = await world();
  const { db } = database;
  const happened = eventKind('test.happened', z.object({ n: z.number() }));
  const listen = (name: string, add: number): ReturnType<typeof subscribe<{ n: number }>> =>
    subscribe(happened, name, async (tx, { n }) => {
      await sql`insert into effect values (${n + add})`.execute(tx);
    });
  const runner = run(database, deliver([listen('a', 10), listen('b', 20)], [happened]));
  await inTransaction(db, (tx) => publish(tx, happened, { n: 1 }));
  await until(async () => (await effects(db)).length === 2);
  await runner.stop();
  assert.deepEqual(
    (await effects(db)).sort((a, b) => a - b),
    [11, 21],
  );
});
