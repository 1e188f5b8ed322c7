import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '#kit/db';
import { liveHere, makeLives } from './district.ts';
import type { District } from './district.ts';
import { quantile, rounded } from './figures.ts';
import type { GrowingBenchmark, Measure } from './growing.ts';
import { documentsPerCore } from './limits.ts';
import type { LifePlan } from './lives.ts';
import { processorSeconds, processorSecondsOfFamily } from './processor.ts';

/** Lives of one measurement: so many as fast as it goes, so many at half of the rate that was found. */
const flood = 200;
const paced = 100;
const atOnce = 16;

/** Waits until each of these people was told of the decision. @returns milliseconds from the request to that notice */
async function untilTold(db: Db, lives: LifePlan['lives']): Promise<number[]> {
  const subjects = lives.map(({ id }) => `application/${id}/provided`);
  for (let waited = 0; waited < 120_000; waited += 25) {
    const { rows } = await sql<{ ms: number }>`select extract(epoch from notice.created_at - sent_at)::float8 * 1000 as ms
      from notices.notice join applications.application on application.id = split_part(subject, '/', 2)::uuid
      where recipient = application.account_id and subject = any(${subjects}::text[])
        and recipient in (select account_id from applications.application where id = any(${lives.map(({ id }) => id)}::uuid[]))`.execute(
      db,
    );
    if (rows.length === lives.length) return rows.map(({ ms }) => ms);
    await sleep(25);
  }
  throw new Error('People were not told of decisions');
}

interface Measured {
  readonly perSecond: number;
  /** Milliseconds at half of the rate, from the last button to the notice of the decision. */
  readonly p95: number;
  /** Milliseconds of processor time for one life. */
  readonly server: number;
  readonly database: number;
}

async function measure(district: District, say: (line: string) => void): Promise<Measured> {
  const { db, serverPids, databasePid } = district;
  const lives = await makeLives(district, flood + paced);
  const quick = lives.slice(0, flood);
  const used = { server: processorSeconds(...serverPids), database: processorSecondsOfFamily(databasePid) };
  const begun = performance.now();
  await liveHere(district, { atOnce, lives: quick });
  await untilTold(db, quick);
  const perSecond = (flood * 1000) / (performance.now() - begun);
  const spent = {
    server: processorSeconds(...serverPids) - used.server,
    database: processorSecondsOfFamily(databasePid) - used.database,
  };
  say(`${rounded(perSecond)} lives a second; now at half of that rate`);
  const slow = lives.slice(flood);
  await liveHere(district, { atOnce, lives: slow, ratePerSecond: perSecond / 2 });
  const told = await untilTold(db, slow);
  return {
    perSecond,
    p95: quantile(told, 0.95),
    server: (spent.server * 1000) / flood,
    database: (spent.database * 1000) / flood,
  };
}

async function prepare(district: District, say: (line: string) => void): Promise<Measure> {
  say('a first round, for the caches');
  await measure(district, say);
  return async (total) => {
    const limit = { what: 'certificates with bar codes as PDF, one core', value: await documentsPerCore(district) };
    const found = await measure(district, say);
    const { specialists, heads } = district.staff;
    const what = 'whole lives (sent, registered, taken, checked, decided, PDF, signed, told)';
    return [
      {
        id: 'PERF-4',
        what: `${what}; ${rounded(total)} stored`,
        value: found.perSecond,
        unit: '/s',
        limit,
        wanted: '60/s (at 1 M)',
        met: found.perSecond >= 60,
        growth: { of: what, stored: total, milliseconds: 1000 / found.perSecond },
        beside: `${specialists.length} specialists and ${heads.length} heads over HTTP, ${atOnce} at once; at half of that rate p95 ${rounded(found.p95)} ms from the last button to the notice; processor time each: server ${rounded(found.server)} ms, database ${rounded(found.database)} ms`,
      },
    ];
  };
}

export const perf4: GrowingBenchmark = {
  name: 'PERF-4',
  prepare,
  profile:
    'Profiled: one life is nine requests of a person and two officers, each a page or a form as a browser sends them, two carried messages and their receipts more than in PERF-3, one PDF with its bar codes and seal, three signatures verified (the request, its time stamp, the decision), four notices and three letters: together about 300 SQL statements in 29 transactions. 28 % of the server’s time goes into writing to sockets, 14 % into the query builder and the driver, 10 % into signatures, 8 % into the PDF, 4 % into the XML of the gateway. Both cores are full. The desk asks for everything that can stand on it each time it is opened, four times a life: fewer statements there would help most.',
};
