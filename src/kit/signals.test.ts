import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { inTransaction, openDatabase } from './db.ts';
import { failureOf } from './failure.ts';
import { silentLog } from './log.ts';
import { startPostgres } from './postgres.ts';
import { listenForSignals, signal } from './signals.ts';
import { testDatabase } from './testing.ts';

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 800; tries++) {
    if (await condition()) return;
    await sleep(25);
  }
  assert.fail('did not come to be');
}

test('REL-13 a word reaches the listeners of every process once the transaction is stored, and none where it was undone', async () => {
  await using world = await testDatabase();
  const other = listenForSignals(world.url, silentLog);
  const heard: string[] = [];
  const ready = new Set<string>();
  for (const [name, signals] of [
    ['one', world.signals()],
    ['other', other],
  ] as const) {
    signals.on('ready:', () => ready.add(name));
    signals.on('application:', (topic) => heard.push(`${name} ${topic}`));
  }
  await until(async () => {
    await inTransaction(world.db, async (tx) => signal(tx, 'ready:'));
    return ready.size === 2;
  });
  heard.length = 0;
  await assert.rejects(
    inTransaction(world.db, async (tx) => {
      signal(tx, 'application:undone');
      throw new Error('undone');
    }),
  );
  await inTransaction(world.db, async (tx) => {
    signal(tx, 'application:1');
    signal(tx, 'application:1');
    signal(tx, 'queue:1');
  });
  await until(() => heard.length >= 2);
  assert.deepEqual(heard.toSorted(), ['one application:1', 'other application:1']);
  await other.close();
});

test('REL-2 REL-13 a database that is stopped and started again: queries say «not now», then go on; listeners look again and hear', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'birtereze-pg-'));
  const options = { folder: join(folder, 'data'), settings: ['fsync=off', 'shared_buffers=16MB'] };
  const first = await startPostgres(options);
  assert.equal(first.adopted, false);
  const adopted = await startPostgres(options);
  assert.equal(adopted.adopted, true);
  const url = first.url('postgres');
  const db = openDatabase({ url, connections: 2 });
  const signals = listenForSignals(url, silentLog);
  const heard: string[] = [];
  signals.on('page:', (topic) => heard.push(topic));
  await sql`create table kept (id integer)`.execute(db);
  await until(() => heard.includes('page:'));
  await inTransaction(db, async (tx) => sql`insert into kept values (1)`.execute(tx));
  await first.stop();
  await assert.rejects(sql`select 1`.execute(db), (error) => failureOf(error).code === 'unavailable');
  await assert.rejects(sql`select 1`.execute(db), (error) => failureOf(error).code === 'unavailable');
  heard.length = 0;
  const second = await startPostgres(options);
  await until(() => heard.includes('page:'));
  const { rows } = await sql<{ id: number }>`select id from kept`.execute(db);
  assert.deepEqual(rows, [{ id: 1 }]);
  await inTransaction(db, async (tx) => signal(tx, 'page:2'));
  await until(() => heard.includes('page:2'));
  await signals.close();
  await db.destroy();
  await second.stop();
  await rm(folder, { recursive: true });
});
