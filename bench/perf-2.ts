import { makeApplicants, makeSignedDrafts, submissionBytes } from './applicants.ts';
import type { District } from './district.ts';
import type { Figure } from './figures.ts';
import { quantile, rounded } from './figures.ts';
import type { GrowingBenchmark, Measure } from './growing.ts';
import type { Installation } from './installation.ts';
import { selectsPerSecond } from './limits.ts';
import { putLoad, requestBytes } from './load.ts';
import { processorSeconds, processorSecondsOfFamily } from './processor.ts';
import { registered, untilRegistered } from './stored.ts';

const connections = 16;
const secondsOfRound = 4;
/** Those who look at their cabinets, and what each has sent. */
const people = 8;
const sentByEach = 20;

/** A page, asked for by those who are signed in. */
interface Pages {
  readonly what: string;
  readonly port: number;
  readonly requests: readonly Uint8Array[];
}

/** Milliseconds of processor time are of one page. */
interface Measured {
  readonly perSecond: number;
  readonly p95: number;
  readonly server: number;
  readonly database: number;
}

function pageOf(path: string, cookie: string): Uint8Array {
  return requestBytes({ method: 'GET', path, headers: { cookie: `${cookie}; lang=kk`, accept: 'text/html' } });
}

async function measure({ serverPids, databasePid }: Installation, { port, requests }: Pages): Promise<Measured> {
  await putLoad({ port, connections, requests, seconds: 1 });
  const used = { server: processorSeconds(...serverPids), database: processorSecondsOfFamily(databasePid) };
  const { latencies, seconds } = await putLoad({ port, connections, requests, seconds: secondsOfRound });
  const count = latencies.length;
  return {
    perSecond: count / seconds,
    p95: quantile(latencies, 0.95),
    server: ((processorSeconds(...serverPids) - used.server) * 1000) / count,
    database: ((processorSecondsOfFamily(databasePid) - used.database) * 1000) / count,
  };
}

/** The cabinets of those who look at them, each with its applications. */
async function openCabinets(district: District): Promise<string[]> {
  const { db, config, applicants } = district;
  const looking = await makeApplicants(district, people, applicants.length);
  const before = await registered(db);
  const count = people * sentByEach;
  const drafts = await makeSignedDrafts(district, looking, { count, stamped: true });
  await putLoad({ port: config.PORTAL_PORT, connections: 8, requests: drafts.map(submissionBytes), count }, 303);
  await untilRegistered(db, before + count);
  return looking.map(({ cookie }) => cookie);
}

function figureOf(what: string, { total, limit, found }: { total: number; limit: number; found: Measured }): Figure {
  return {
    id: 'PERF-2',
    what: `${what}, requests; ${rounded(total)} stored`,
    value: found.perSecond,
    unit: '/s',
    limit: { what: `selects of one row by its key, ${connections} connections`, value: limit },
    wanted: '2 000/s, p95 ≤ 100 ms (at 1 M)',
    met: found.perSecond >= 2_000 && found.p95 <= 100,
    growth: { of: what, stored: total, milliseconds: 1000 / found.perSecond },
    beside: `${connections} connections, p95 ${rounded(found.p95)} ms; processor time each: server ${rounded(found.server)} ms, database ${rounded(found.database)} ms`,
  };
}

async function prepare(district: District): Promise<Measure> {
  const { config, databaseUrl, staff } = district;
  const cabinets = await openCabinets(district);
  const desks = staff.specialists.map(({ cookie }) => cookie);
  const pages: readonly Pages[] = [
    {
      what: `cabinet list of somebody with ${sentByEach} applications`,
      port: config.PORTAL_PORT,
      requests: cabinets.map((cookie) => pageOf('/applications', cookie)),
    },
    {
      what: 'queue of a body that gets two fifths of all, of which one in a hundred is open',
      port: config.WORKPLACE_PORT,
      requests: desks.map((cookie) => pageOf('/?queue=new', cookie)),
    },
    {
      what: 'the same with all that was ever received, the newest first',
      port: config.WORKPLACE_PORT,
      requests: desks.map((cookie) => pageOf('/?queue=all', cookie)),
    },
  ];
  return async (total) => {
    const limit = await selectsPerSecond(databaseUrl, connections);
    const figures: Figure[] = [];
    for (const page of pages) figures.push(figureOf(page.what, { total, limit, found: await measure(district, page) }));
    return figures;
  };
}

export const perf2: GrowingBenchmark = {
  name: 'PERF-2',
  prepare,
  profile:
    'Profiled: a page is four statements of the consumer (who is signed in, unread notices, the list, the drafts) or of the officer (the names of the body instead of the drafts); what waits in each queue is remembered until the body’s queues change. Of the server’s time about a sixth each is the driver, the kernel’s writes and the markup, a tenth is garbage, the rest Fastify and node’s HTTP; no function of ours takes more than 4 %. With a server process for each core both cores are full: two processes, PostgreSQL and the load share them.',
};
