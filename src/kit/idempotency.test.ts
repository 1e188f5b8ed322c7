import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { inTransaction } from './db.ts';
import { Failure } from './failure.ts';
import { forgetOldKeys, once } from './idempotency.ts';
import { testDatabase } from './testing.ts';

const world = await testDatabase();
const { db } = world;
after(() => world[Symbol.asyncDispose]());
let effects = 0;

const ask = (key: string, content: unknown = 'x', scope = 'person/order') =>
  inTransaction(db, (tx) => once(tx, { scope, key, content }, async () => ({ number: ++effects })));

test('REL-4 asked ten times at once with one key, the work is done once and all get its answer', async () => {
  const before = effects;
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask('a')));
  assert.equal(effects, before + 1);
  assert.equal(new Set(answers.map(({ number }) => number)).size, 1);
  assert.deepEqual(await ask('a'), answers[0]);
});

test('REL-4 the same key with another content is a conflict; the same key of another is another', async () => {
  await ask('b');
  await assert.rejects(ask('b', 'y'), (error) => error instanceof Failure && error.code === 'conflict');
  const before = effects;
  await ask('b', 'y', 'other/order');
  assert.equal(effects, before + 1);
});

test('REL-4 work that was undone leaves its key free for the next, who was waiting', async () => {
  const begun = Promise.withResolvers<void>();
  const failing = inTransaction(db, (tx) =>
    once(tx, { scope: 's', key: 'c', content: 'x' }, async () => {
      begun.resolve();
      await sql`select pg_sleep(0.05)`.execute(tx);
      throw new Error('undone');
    }),
  );
  await begun.promise;
  const waiting = ask('c', 'x', 's');
  await assert.rejects(failing, /undone/);
  assert.ok((await waiting).number > 0);
});

test('SEC-14 a key that no page of ours gave is refused', async () => {
  for (const key of ['', ' ', 'a b', 'ұ', 'x'.repeat(101), 'x'.repeat(10_000)])
    await assert.rejects(ask(key), (error) => error instanceof Failure && error.code === 'badRequest');
});

test('REL-4 work without an answer is done once as well', async () => {
  let done = 0;
  const work = () =>
    inTransaction(db, (tx) =>
      once(tx, { scope: 's', key: 'd', content: 1 }, async () => {
        done += 1;
      }),
    );
  await work();
  await work();
  assert.equal(done, 1);
});

test('REL-4 keys are forgotten after their time and not before', async () => {
  await ask('e');
  await sql`update kit.idempotency set created_at = now() - interval '8 days' where key = 'e'`.execute(db);
  await ask('f');
  const before = effects;
  await inTransaction(db, (tx) => forgetOldKeys(tx, 7));
  await ask('f');
  assert.equal(effects, before);
  await ask('e');
  assert.equal(effects, before + 1);
});
