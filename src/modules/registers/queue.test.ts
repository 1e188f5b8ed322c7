import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import { testDatabase } from '#kit/testing';
import { countShifts, rankOfTurn, tiesOfOneMoment, turnOf } from './rules/turn.ts';
import { standingOf } from './standing.ts';
import { countBefore, countWaiting, endTurn, findTurn, insertTurn, lockQueue } from './store/turns.ts';

const world = await testDatabase(['registers']);
const { db } = world;
after(() => world[Symbol.asyncDispose]());

const newQueue = (bodyId: string = newId()) => ({ bodyId, register: 'preschool', list: 'all' });
type Coming = { id: string; rank: number; filedAt: Date };

async function come(queue: ReturnType<typeof newQueue>, { id, rank, filedAt }: Coming, at = filedAt): Promise<number> {
  return inTransaction(db, async (tx) =>
    insertTurn(tx, await lockQueue(tx, queue), { entryId: id, first: turnOf(rank, filedAt), at }),
  );
}
async function go(queue: ReturnType<typeof newQueue>, entryId: string, at = new Date(0)): Promise<void> {
  await inTransaction(db, async (tx) => endTurn(tx, await lockQueue(tx, queue), { entryId, at }));
}
async function positions(ids: readonly string[]): Promise<number[]> {
  return Promise.all(
    ids.map(async (id) => {
      const turn = await findTurn(db, id);
      assert.ok(turn);
      return (await countBefore(db, turn.queueId, turn.turn)) + 1;
    }),
  );
}

test('WRK-5 a turn is below 2^53 for every rank and every day of this century, and says its rank', () => {
  const last = turnOf(3, new Date('2099-12-31T23:59:59Z')) + tiesOfOneMoment - 1;
  assert.ok(Number.isSafeInteger(last) && last < 2 ** (countShifts[0] ?? 0));
  fc.assert(
    fc.property(fc.nat(3), fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true }), (rank, filedAt) => {
      assert.equal(rankOfTurn(turnOf(rank, filedAt)), rank);
    }),
  );
});

/** Few moments, so that many share one; and far ones, so that counts of all heights are used. */
const moment = fc
  .oneof(fc.constantFrom(0, 1, 2), fc.nat(1_000), fc.nat(1_000_000_000))
  .map((after) => new Date(Date.UTC(2026, 0, 1) + after));
const step = fc.record({ rank: fc.nat(2), filedAt: moment, leaves: fc.boolean(), which: fc.nat() });

test('WRK-5 whoever comes and goes, positions are those of a plain count: 1, 2, 3 …, by privilege and time of filing, none twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
      const queue = newQueue();
      const waiting: Coming[] = [];
      for (const { rank, filedAt, leaves, which } of steps) {
        const leaving = leaves && waiting.length > 1 ? waiting[which % waiting.length] : undefined;
        if (leaving === undefined) {
          const coming = { id: newId(), rank, filedAt };
          waiting.push(coming);
          await come(queue, coming);
        } else {
          waiting.splice(waiting.indexOf(leaving), 1);
          await go(queue, leaving.id);
        }
      }
      // Those who filed in one moment stand in the order of coming: the sort is stable.
      const expected = waiting.toSorted((a, b) => a.rank - b.rank || a.filedAt.getTime() - b.filedAt.getTime());
      assert.deepEqual(
        await positions(expected.map(({ id }) => id)),
        expected.map((_, index) => index + 1),
      );
    }),
    { numRuns: 15 },
  );
});

test('WRK-5 a queue that has grown past every split still counts right, also for those who filed in the same second', async () => {
  const queue = newQueue();
  const bodies: Coming[] = [];
  const begin = Date.UTC(2026, 0, 1);
  await inTransaction(db, async (tx) => {
    const queueId = await lockQueue(tx, queue);
    for (let index = 0; index < 700; index++) {
      // Half of all in three milliseconds: the finest counts are needed for them.
      const filedAt = new Date(index % 2 === 0 ? begin + (index % 3) : begin + ((index * 7_919) % 3_000) * 3_600_000);
      const coming = { id: newId(), rank: index % 3, filedAt };
      bodies.push(coming);
      await insertTurn(tx, queueId, { entryId: coming.id, first: turnOf(coming.rank, filedAt), at: filedAt });
    }
  });
  for (let index = 0; index < 700; index += 5) await go(queue, bodies[index]?.id ?? '');
  const waiting = bodies.filter((_, index) => index % 5 !== 0);
  const expected = waiting.toSorted((a, b) => a.rank - b.rank || a.filedAt.getTime() - b.filedAt.getTime());
  assert.deepEqual(
    await positions(expected.map(({ id }) => id)),
    expected.map((_, index) => index + 1),
  );
  const { queueId } = (await findTurn(db, expected[0]?.id ?? '')) ?? { queueId: '' };
  assert.equal(await countWaiting(db, queueId), waiting.length);
});

test('WRK-5 two people never hold one position, however many come and go at once', async () => {
  const queue = newQueue();
  const filedAt = new Date('2026-03-01T05:00:00Z');
  const many = Array.from({ length: 40 }, () => newId());
  await Promise.all(many.map((id) => come(queue, { id, rank: 1, filedAt })));
  const leaving = many.filter((_, index) => index % 4 === 0);
  const others = Array.from({ length: 10 }, () => newId());
  await Promise.all([...leaving.map((id) => go(queue, id)), ...others.map((id) => come(queue, { id, rank: 0, filedAt }))]);
  const waiting = [...others, ...many.filter((id) => !leaving.includes(id))];
  const found = await positions(waiting);
  assert.deepEqual(
    found.toSorted((a, b) => a - b),
    waiting.map((_, index) => index + 1),
  );
});

test('WRK-5 a position is explained: how many of which privilege wait before, and how it moved', async () => {
  const queue = newQueue();
  const day = (date: string): Date => new Date(`2026-${date}T05:00:00Z`);
  const [first, second, third, mine] = [newId(), newId(), newId(), newId()];
  await come(queue, { id: first, rank: 0, filedAt: day('02-01') });
  await come(queue, { id: second, rank: 2, filedAt: day('02-02') });
  await come(queue, { id: mine, rank: 2, filedAt: day('02-03') });
  // Filed before, registered later: it stands before mine since then.
  await come(queue, { id: third, rank: 2, filedAt: day('02-01') }, day('05-10'));
  await go(queue, first, day('05-20'));
  const standing = await standingOf(db, mine, day('06-10'));
  assert.deepEqual(
    { ...standing, movement: standing?.movement.map(({ at, position }) => [at.toISOString().slice(5, 10), position]) },
    {
      position: 3,
      waiting: 3,
      before: [0, 0, 2],
      movement: [
        ['02-03', 3],
        ['03-12', 3],
        ['05-11', 4],
        ['06-03', 3],
        ['06-10', 3],
      ],
    },
  );
  assert.equal(await standingOf(db, first, day('06-10')), undefined);
});
