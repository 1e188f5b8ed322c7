import { sql } from 'kysely';
import { findBodyByBin } from '#identity';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import { enterInto, positionOf } from '#registers';
import { bodies, districtFamilies } from '#seed';
import { parseIin } from '#subjects';
import type { District } from './district.ts';
import type { Figure } from './figures.ts';
import { quantile, rounded } from './figures.ts';
import type { GrowingBenchmark, Measure } from './growing.ts';
import type { Installation } from './installation.ts';
import { insertsPerSecond } from './limits.ts';
import { processorSecondsOfFamily } from './processor.ts';
import { drawChildren, fillQueue, plainCount } from './queue.ts';
import type { FilledQueue } from './queue.ts';

const asked = 1_000;
const entered = 300;
/** Those of whom a plain count is made: it is slow. */
const plain = 10;

/** The database under measurement. */
type Database = Pick<Installation, 'db' | 'databaseUrl' | 'databasePid'>;

interface Timed {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p95: number;
  /** Milliseconds of the database's processor time for each, however busy the machine is. */
  readonly processor: number;
}

/** One after the other on one connection. */
async function timed({ databasePid: pid }: Database, count: number, act: (index: number) => Promise<unknown>): Promise<Timed> {
  const times: number[] = [];
  const used = processorSecondsOfFamily(pid);
  for (let index = 0; index < count; index++) {
    const begun = performance.now();
    await act(index);
    times.push(performance.now() - begun);
  }
  const processor = ((processorSecondsOfFamily(pid) - used) * 1000) / count;
  return { perSecond: (count * 1000) / times.reduce((sum, time) => sum + time, 0), p95: quantile(times, 0.95), processor };
}

/** Positions of children drawn from the whole queue, beside selects of one row by its key. */
async function askPositions(
  database: Database,
  queue: FilledQueue,
): Promise<{ positions: Timed; selects: Timed; counted: number }> {
  const { db } = database;
  const children = await drawChildren(db, queue, asked);
  const idOf = (index: number): string => children[index % children.length] ?? '';
  await timed(database, 100, (index) => positionOf(db, idOf(index)));
  const positions = await timed(database, asked, (index) => positionOf(db, idOf(index)));
  const selects = await timed(database, asked, (index) =>
    sql`select number, full_name, category from registers.preschool where id = ${idOf(index)}`.execute(db),
  );
  return { positions, selects, counted: await plainCount(db, queue, children.slice(0, plain)) };
}

/** New children, each in a transaction of its own: entry, turn, counts, history. */
async function enterChildren(database: Database, { bodyId }: FilledQueue): Promise<Timed> {
  const families = districtFamilies(entered, { year: 2026 });
  return timed(database, entered, async (index) => {
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
    await inTransaction(database.db, (tx) => enterInto(tx, { ...person, filedAt, values, at: new Date('2026-01-20T05:00:00Z') }));
  });
}

function said({ p95, processor }: Timed): string {
  return `p95 ${rounded(p95)} ms, of the database's processor ${rounded(processor)} ms each`;
}

async function measure(database: Database, { bodyId, total }: { bodyId: string; total: number }): Promise<Figure[]> {
  const queue = await fillQueue(database.db, { bodyId, total });
  const { positions, selects, counted } = await askPositions(database, queue);
  const entries = await enterChildren(database, queue);
  const inserts = await insertsPerSecond(database.databaseUrl, 1);
  const asking = 'position of a child, one connection';
  const entering = 'new child in the queue, durable, one connection';
  return [
    {
      id: 'PERF-9',
      what: `${asking}; ${rounded(total)} wait`,
      value: positions.perSecond,
      unit: '/s',
      limit: { what: 'selects of one row by its key, one connection', value: selects.perSecond },
      wanted: '≤ 5 ms; O(log n)',
      met: positions.p95 <= 5,
      growth: { of: asking, stored: total, milliseconds: 1000 / positions.perSecond },
      beside: `${said(positions)}; a plain count takes ${rounded(counted)} ms`,
    },
    {
      id: 'PERF-9',
      what: `${entering}; ${rounded(total)} wait`,
      value: entries.perSecond,
      unit: '/s',
      limit: { what: 'durable transactions of one insert, one connection', value: inserts },
      wanted: '≤ 5 ms',
      met: entries.p95 <= 5,
      growth: { of: entering, stored: total, milliseconds: 1000 / entries.perSecond },
      beside: said(entries),
    },
  ];
}

/** As many children wait in the queue as applications are stored. */
async function prepare(district: District): Promise<Measure> {
  const body = await findBodyByBin(district.db, bodies.education.bin);
  if (body === undefined) throw new Error('The education department is missing');
  return (total) => measure(district, { bodyId: body.id, total });
}

export const perf9: GrowingBenchmark = {
  name: 'PERF-9',
  prepare,
  profile:
    'A position is two statements: the turn of the child, and one sum over the counts before it (at most 64 rows at each of nine heights) with at most 256 turns counted one by one; their number does not depend on how many wait. A new child is nine statements in one transaction: the lock of the queue, the entry, its turn, ten counts in one statement, the history; the flush to the disk and the ways to the database and back are most of it.',
};
