import { sql } from 'kysely';
import type { Db } from '#kit/db';
import { makeSignedDrafts, submissionBytes } from './applicants.ts';
import type { Applicant } from './applicants.ts';
import type { District } from './district.ts';
import type { Figure } from './figures.ts';
import { quantile, rounded } from './figures.ts';
import type { GrowingBenchmark, Measure } from './growing.ts';
import type { Installation } from './installation.ts';
import { insertsPerSecond, rsaVerificationsPerCore } from './limits.ts';
import { putLoad } from './load.ts';
import { processorSeconds, processorSecondsOfFamily } from './processor.ts';
import { registered, untilRegistered } from './stored.ts';

const connections = 24;
/** Applications of one measurement: so many at full speed, so many at half of the rate that was found. */
const flood = 480;
const paced = 240;

/** Milliseconds from when the newest applications were sent to when they were registered. */
async function waysToNumber(db: Db, newest: number): Promise<number[]> {
  const { rows } = await sql<{ ms: number }>`select extract(epoch from registered_at - sent_at)::float8 * 1000 as ms
    from applications.application order by sent_at desc limit ${newest}`.execute(db);
  return rows.map(({ ms }) => ms);
}

interface Measured {
  readonly perSecond: number;
  /** Milliseconds, at half of the rate. */
  readonly answered: number;
  readonly numbered: number;
  /** Milliseconds of processor time for one application. */
  readonly server: number;
  readonly database: number;
}

async function measure(
  installation: Installation,
  applicants: readonly Applicant[],
  say: (line: string) => void,
): Promise<Measured> {
  const { db, config, serverPids, databasePid } = installation;
  const drafts = await makeSignedDrafts(installation, applicants, { count: flood + paced, stamped: true });
  const requests = drafts.map(submissionBytes);
  const before = await registered(db);
  const used = { server: processorSeconds(...serverPids), database: processorSecondsOfFamily(databasePid) };
  const begun = performance.now();
  await putLoad({ port: config.PORTAL_PORT, connections, requests: requests.slice(0, flood), count: flood }, 303);
  await untilRegistered(db, before + flood);
  const perSecond = (flood * 1000) / (performance.now() - begun);
  say(`${rounded(perSecond)}/s; now at half of that rate`);
  const spent = {
    server: processorSeconds(...serverPids) - used.server,
    database: processorSecondsOfFamily(databasePid) - used.database,
  };
  const half = {
    port: config.PORTAL_PORT,
    connections,
    requests: requests.slice(flood),
    count: paced,
    ratePerSecond: perSecond / 2,
  };
  const { latencies } = await putLoad(half, 303);
  await untilRegistered(db, before + flood + paced);
  return {
    perSecond,
    answered: quantile(latencies, 0.95),
    numbered: quantile(await waysToNumber(db, paced), 0.95),
    server: (spent.server * 1000) / flood,
    database: (spent.database * 1000) / flood,
  };
}

async function limitOf({ databaseUrl }: Installation): Promise<NonNullable<Figure['limit']>> {
  const verifications = await rsaVerificationsPerCore(2_048);
  const inserts = await insertsPerSecond(databaseUrl, connections);
  return verifications < inserts
    ? { what: 'RSA-2048 verifications of one core', value: verifications }
    : { what: `durable transactions of one insert, ${connections} connections`, value: inserts };
}

async function prepare(district: District, say: (line: string) => void): Promise<Measure> {
  say('a first round, for the caches');
  await measure(district, district.applicants, say);
  return async (total) => {
    const limit = await limitOf(district);
    const found = await measure(district, district.applicants, say);
    const p95 = found.answered + found.numbered;
    const what = 'signed applications verified, stored, routed, registered, durable';
    return [
      {
        id: 'PERF-3',
        what: `${what}; ${rounded(total)} stored`,
        value: found.perSecond,
        unit: '/s',
        limit,
        wanted: '300/s, p95 ≤ 100 ms (at 1 M)',
        met: found.perSecond >= 300 && p95 <= 100,
        growth: { of: what, stored: total, milliseconds: 1000 / found.perSecond },
        beside: `at half of that rate p95 ${rounded(found.answered)} ms to the answer, ${rounded(found.numbered)} ms more to the number; processor time each: server ${rounded(found.server)} ms, database ${rounded(found.database)} ms`,
      },
    ];
  };
}

export const perf3: GrowingBenchmark = {
  name: 'PERF-3',
  prepare,
  profile:
    'Profiled: one application is some 40 SQL statements in 6 transactions, one question to OCSP, four exchanges of the gateway (request and registration, two legs each; every message and every receipt signed and verified), two notices and a letter. 29 % of the server’s time goes into writing to sockets (PostgreSQL, HTTP), 20 % into signatures, 10 % into the XML of the gateway, 9 % into the query builder and the driver, 5 % is garbage. Both cores are full: what would help is less work, not more processes.',
};
