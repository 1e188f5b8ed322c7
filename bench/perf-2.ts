import { sql } from 'kysely';
import { findBodyByBin, sessionCookie } from '#identity';
import { systemClock } from '#kit/clock';
import { newId } from '#kit/ids';
import { bodies } from '#seed';
import { liftOneDraftRule, makeApplicants, makeSignedDrafts, openSession, submissionBytes } from './applicants.ts';
import type { Benchmark, Figure } from './figures.ts';
import { quantile, rounded } from './figures.ts';
import { openInstallation } from './installation.ts';
import type { Installation } from './installation.ts';
import { selectsPerSecond } from './limits.ts';
import { putLoad, requestBytes } from './load.ts';
import { processorSeconds, processorSecondsOfFamily } from './processor.ts';
import { fillUp, untilRegistered } from './stored.ts';

const stored = [10_000, 100_000, 1_000_000] as const;
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

async function measure({ server, databasePid }: Installation, { port, requests }: Pages): Promise<Measured> {
  await putLoad({ port, connections, requests, seconds: 1 });
  const used = { server: processorSeconds(server.pid), database: processorSecondsOfFamily(databasePid) };
  const { latencies, seconds } = await putLoad({ port, connections, requests, seconds: secondsOfRound });
  const count = latencies.length;
  return {
    perSecond: count / seconds,
    p95: quantile(latencies, 0.95),
    server: ((processorSeconds(server.pid) - used.server) * 1000) / count,
    database: ((processorSecondsOfFamily(databasePid) - used.database) * 1000) / count,
  };
}

/** A specialist of the employment department, signed in at the workplace. */
async function openWorkplace({ db }: Installation): Promise<string> {
  const body = await findBodyByBin(db, bodies.employment.bin);
  if (body === undefined) throw new Error('The employment department is missing');
  const id = newId();
  await sql`insert into identity.officer (id, iin, surname, name, email, password_hash, body_id, locale)
    values (${id}, '870101399018', 'Сынақов', 'Маман', 'officer@example.kz', '', ${body.id}, 'kk')`.execute(db);
  await sql`insert into identity.officer_role (officer_id, role) values (${id}, 'specialist')`.execute(db);
  const token = await openSession(db, { site: 'workplace', holder: id });
  return `${sessionCookie.workplace}=${token}`;
}

/** One application that goes the whole way, for the copies; then the cabinets of those who are measured. */
async function openCabinets(installation: Installation): Promise<string[]> {
  const { db, config } = installation;
  await liftOneDraftRule(db);
  const [first, ...others] = await makeApplicants(installation, people + 2);
  if (first === undefined) throw new Error('Nobody applies');
  const looking = others.slice(0, people);
  for (const [applicants, count] of [
    [[first], 1],
    [looking, people * sentByEach],
  ] as const) {
    const drafts = await makeSignedDrafts(installation, applicants, { count, stamped: true });
    await putLoad({ port: config.PORTAL_PORT, connections: 8, requests: drafts.map(submissionBytes), count }, 303);
  }
  await untilRegistered(db, 1 + people * sentByEach);
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
    beside: `${connections} connections, p95 ${rounded(found.p95)} ms; processor time each: server ${rounded(found.server)} ms, database ${rounded(found.database)} ms`,
  };
}

async function run(say: (line: string) => void): Promise<Figure[]> {
  await using installation = await openInstallation();
  const { db, config, databaseUrl } = installation;
  const cabinets = await openCabinets(installation);
  const officer = await openWorkplace(installation);
  const pages: readonly Pages[] = [
    {
      what: `cabinet list of somebody with ${sentByEach} applications`,
      port: config.PORTAL_PORT,
      requests: cabinets.map((cookie) => pageOf('/applications', cookie)),
    },
    {
      what: 'queue of a body in which one stored request in a hundred is new',
      port: config.WORKPLACE_PORT,
      requests: [pageOf('/?queue=new', officer)],
    },
    {
      what: 'the same with all that was ever received, the newest first',
      port: config.WORKPLACE_PORT,
      requests: [pageOf('/?queue=all', officer)],
    },
  ];
  const figures: Figure[] = [];
  for (const total of stored) {
    say(`filling up to ${rounded(total)}`);
    const begun = systemClock.now().getTime();
    await fillUp(db, total);
    say(`filled in ${rounded((systemClock.now().getTime() - begun) / 1000)} s`);
    const limit = await selectsPerSecond(databaseUrl, connections);
    for (const page of pages) figures.push(figureOf(page.what, { total, limit, found: await measure(installation, page) }));
  }
  return figures;
}

export const perf2: Benchmark = {
  name: 'PERF-2',
  run,
  profile:
    'Reckoned from the processor times, not profiled: two thirds are the server (session, some eight statements through the driver and the query builder, the page itself), one third the database. One process is one core; what would help most is fewer statements a page.',
};
