import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { inTransaction, openDatabase } from '#kit/db';
import type { Db } from '#kit/db';
import { newId } from '#kit/ids';
import { migrate } from '#kit/migrate';
import { ensureDatabase, startPostgres } from '#kit/postgres';
import { enterInto, positionOf } from '#registers';
import { districtFamilies } from '#seed';
import { parseIin } from '#subjects';
import { schemas } from '../src/set-up/schemas.ts';
import type { Benchmark, Figure } from './figures.ts';
import { quantile, rounded } from './figures.ts';
import { insertsPerSecond } from './limits.ts';
import { drawChildren, fillQueue, plainCount } from './queue.ts';
import type { FilledQueue } from './queue.ts';

const stored = [10_000, 100_000, 1_000_000] as const;
const asked = 1_000;
const entered = 300;
/** Those of whom a plain count is made: it is slow. */
const plain = 10;

/** One after the other on one connection: how long each took, milliseconds. */
async function timed(count: number, act: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const begun = performance.now();
    await act(index);
    times.push(performance.now() - begun);
  }
  return times;
}

const perSecond = (times: readonly number[]): number => (times.length * 1000) / times.reduce((sum, time) => sum + time, 0);

/** Positions of children drawn from the whole queue, beside selects of one row by its key. */
async function askPositions(db: Db, queue: FilledQueue): Promise<{ positions: number[]; selects: number[]; counted: number }> {
  const children = await drawChildren(db, queue, asked);
  const idOf = (index: number): string => children[index % children.length] ?? '';
  await timed(100, (index) => positionOf(db, idOf(index)));
  const positions = await timed(asked, (index) => positionOf(db, idOf(index)));
  const selects = await timed(asked, (index) =>
    sql`select number, full_name, category from registers.preschool where id = ${idOf(index)}`.execute(db),
  );
  return { positions, selects, counted: await plainCount(db, queue, children.slice(0, plain)) };
}

/** New children, each in a transaction of its own: entry, turn, counts, history. */
async function enterChildren(db: Db, { bodyId }: FilledQueue): Promise<number[]> {
  const families = districtFamilies(entered + 20, { year: 2026, seed: newId().codePointAt(0) ?? 1 });
  return timed(entered, async (index) => {
    const { iin, child, surname, name } = families[index] ?? families[0]!;
    const parsed = parseIin(iin);
    if (parsed === undefined) throw new Error('An invented person has no valid IIN');
    const filedAt = new Date(Date.UTC(2021, 6, 1) + index * 3_600_000 * 100);
    const values = { childName: `${child.name} ${newId()}`, childBirthDate: child.birthDate, category: 'general' };
    const person = {
      register: 'preschool',
      bodyId,
      iin: parsed,
      fullName: `${surname} ${name}`,
      registeredOn: '2026-01-20',
    } as const;
    await inTransaction(db, (tx) => enterInto(tx, { ...person, filedAt, values, at: new Date('2026-01-20T05:00:00Z') }));
  });
}

async function measure(db: Db, url: string, { bodyId, total }: { bodyId: string; total: number }): Promise<Figure[]> {
  const queue = await fillQueue(db, { bodyId, total });
  const { positions, selects, counted } = await askPositions(db, queue);
  const entries = await enterChildren(db, queue);
  const inserts = await insertsPerSecond(url, 1);
  const [asking, entering] = [quantile(positions, 0.95), quantile(entries, 0.95)];
  return [
    {
      id: 'PERF-9',
      what: `position of a child, one connection; ${rounded(total)} wait`,
      value: perSecond(positions),
      unit: '/s',
      limit: { what: 'selects of one row by its key, one connection', value: perSecond(selects) },
      wanted: '≤ 5 ms; O(log n)',
      met: asking <= 5,
      beside: `p95 ${rounded(asking)} ms; a plain count takes ${rounded(counted)} ms`,
    },
    {
      id: 'PERF-9',
      what: `new child in the queue, durable, one connection; ${rounded(total)} wait`,
      value: perSecond(entries),
      unit: '/s',
      limit: { what: 'durable transactions of one insert, one connection', value: inserts },
      wanted: '≤ 5 ms',
      met: entering <= 5,
      beside: `p95 ${rounded(entering)} ms`,
    },
  ];
}

async function run(say: (line: string) => void): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'birtereze-bench-'));
  const postgres = await startPostgres({ folder: join(folder, 'postgres') });
  await ensureDatabase(postgres, 'birtereze');
  const url = postgres.url('birtereze');
  const db = openDatabase({ url, connections: 2 });
  try {
    await migrate(db, schemas);
    const bodyId = newId();
    const figures: Figure[] = [];
    for (const total of stored) {
      say(`filling up to ${rounded(total)}`);
      figures.push(...(await measure(db, url, { bodyId, total })));
    }
    return figures;
  } finally {
    await db.destroy();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

export const perf9: Benchmark = {
  name: 'PERF-9',
  run,
  profile:
    'A position is two statements: the turn of the child, and one sum over the counts before it (at most 64 rows at each of nine heights) with at most 256 turns counted one by one; their number does not depend on how many wait. A new child is nine statements in one transaction: the lock of the queue, the entry, its turn, ten counts in one statement, the history; the flush to the disk and the ways to the database and back are most of it.',
};
