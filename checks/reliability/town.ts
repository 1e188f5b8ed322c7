import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { setUpAuthority } from '#authority';
import { sessionCookie } from '#identity';
import { systemClock } from '#kit/clock';
import { openDatabase } from '#kit/db';
import { newId, newToken, sha256Hex } from '#kit/ids';
import { ensureDatabase, startPostgres } from '#kit/postgres';
import type { CastKey } from '#seed';
import { cast } from '#seed';
import { signAgain, submissionOf } from '../../bench/applicants.ts';
import type { Applicant, Office, SignedDraft } from '../../bench/applicants.ts';
import { freePorts } from '../../bench/installation.ts';
import { eventually, openWorld } from '../journeys/world.ts';
import type { World, WorldDatabase } from '../journeys/world.ts';
import type { FaultMode } from '../../twins/faults.ts';
import { betweenHttp, betweenTcp } from './between.ts';
import type { Between } from './between.ts';

/** A whole installation whose neighbours can be made to fail. */
export interface Town extends AsyncDisposable {
  readonly world: World;
  readonly office: Office;
  /** OCSP, lists and time stamps, as the server reaches them. */
  readonly pki: Between;
  readonly mail: Between;
  registry(fault: FaultMode): Promise<void>;
  /** Kills the server program as a power cut would; whoever started it starts it again. */
  killServer(): Promise<void>;
  /** Stops the database at once, as `pg_ctl stop -m immediate` does. */
  stopDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
  /** An officer's session, as the header `cookie`. */
  officer(key: CastKey): Promise<string>;
}

async function serverOf(folder: string): Promise<number> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const [environment, command] = await Promise.all(
      ['environ', 'cmdline'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')),
    );
    if (environment?.includes(`DATA_DIR=${folder}\0`) && command?.includes('src/main.ts')) return Number(name);
  }
  throw new Error('The server does not run');
}

/** A PostgreSQL of the town's own, which can be stopped and forgets nothing. */
async function openOwnDatabase(): Promise<WorldDatabase & Pick<Town, 'stopDatabase' | 'startDatabase'>> {
  const folder = await mkdtemp(join(tmpdir(), 'birtereze-town-'));
  let postgres = await startPostgres({ folder });
  await ensureDatabase(postgres, 'birtereze');
  const url = postgres.url('birtereze');
  const db = openDatabase({ url, connections: 8 });
  const ends = (): Promise<true | undefined> =>
    sql`select 1`.execute(db).then(
      () => undefined,
      () => true,
    );
  return {
    db,
    url,
    async stopDatabase() {
      const first = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
      process.kill(first, 'SIGQUIT');
      await eventually('the end of the database', ends);
    },
    async startDatabase() {
      postgres = await startPostgres({ folder });
    },
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await postgres.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Starts everything as `make start` does, with somebody between the server and what it asks. */
export async function openTown(): Promise<Town> {
  const [pkiFront = 0, pkiPort = 0, smtpFront = 0, smtpPort = 0, registryPort = 0] = await freePorts(5);
  const pki = await betweenHttp(pkiFront, pkiPort);
  const mail = await betweenTcp(smtpFront, smtpPort);
  const address = `http://localhost:${pkiFront}`;
  const database = await openOwnDatabase();
  const settings = {
    PKI_PORT: String(pkiPort),
    PKI_URL: address,
    SMTP_PORT: String(smtpPort),
    SMTP_URL: `smtp://127.0.0.1:${smtpFront}`,
    REGISTRY_PORT: String(registryPort),
    AGENT: 'no',
    TRUST_PROXY: '127.0.0.1',
    LOG_LEVEL: 'warn',
  };
  const world = await openWorld(settings, () => Promise.resolve(database));
  const { db, folder } = world;
  const authority = await setUpAuthority({ db, clock: systemClock, dataFolder: folder, address, production: false });
  return {
    world,
    office: { db, authority },
    pki,
    mail,
    async registry(fault) {
      const url = `http://127.0.0.1:${registryPort}/control`;
      const said = await (await fetch(url, { method: 'POST', body: fault, headers: { 'x-twin-control': '1' } })).text();
      if (said.trim() !== fault) throw new Error(`The twin is ${said}`);
    },
    async killServer() {
      process.kill(await serverOf(folder), 'SIGKILL');
    },
    stopDatabase: database.stopDatabase,
    startDatabase: database.startDatabase,
    async officer(key) {
      const token = newToken();
      await sql`insert into identity.session (id, token_hash, site, holder_id, method, device, address, created_at, seen_at, expires_at)
        select ${newId()}, ${sha256Hex(token)}, 'workplace', id, 'password', 'test', '127.0.0.1', now(), now(), now() + interval '1 hour'
        from identity.officer where iin = ${cast[key].iin}`.execute(db);
      return `${sessionCookie.workplace}=${token}`;
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await Promise.all([pki.close(), mail.close()]);
    },
  };
}

let asked = 0;

/** Each from an address of its own, so that the limits for one address do not speak. */
export function post(site: string, path: string, parts: { cookie: string; body?: string }): Promise<Response> {
  return fetch(new URL(path, site), {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie: parts.cookie,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': `10.0.${(asked >> 8) & 255}.${asked++ & 255}`,
    },
    body: parts.body ?? '',
  });
}

export function get(site: string, path: string, { cookie }: { cookie: string }): Promise<Response> {
  return fetch(new URL(path, site), { redirect: 'manual', headers: { cookie, accept: 'text/html' } });
}

/** Presses the last button. */
export function send(world: World, draft: SignedDraft): Promise<Response> {
  const { path, headers, body } = submissionOf(draft);
  return post(world.portal, path, { cookie: headers['cookie'] ?? '', body });
}

/** Waits until the portal answers. */
export async function portalIsUp({ portal }: World): Promise<void> {
  await eventually('the portal', async () => {
    const answer = await get(portal, '/health/live', { cookie: '' }).catch(() => undefined);
    return answer?.ok ? true : undefined;
  });
}

/** Whether the request was taken: the answer leads to its card. */
export function isTaken({ status, headers }: Response, { id }: SignedDraft): boolean {
  return status === 303 && headers.get('location') === `/applications/${id}?sent`;
}

const identityCard = '%PDF-1.7\n% identity card\nstartxref\n9\n%%EOF\n';

/** Attaches the required document and reviews again by the portal's own pages: a draft as people have it when a signature is refused. */
export async function reviewAgain({ world, office }: Town, draft: SignedDraft): Promise<SignedDraft> {
  const { id, applicant } = draft;
  const form = new FormData();
  form.append('file', new Blob([identityCard], { type: 'application/pdf' }), 'identity.pdf');
  const answer = await fetch(new URL(`/applications/drafts/${id}/files/identityDocument`, world.portal), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: applicant.cookie, 'sec-fetch-site': 'same-origin', accept: 'text/html' },
    body: form,
  });
  if (answer.status !== 303) throw new Error(`Not attached: ${answer.status}`);
  const review = await get(world.portal, `/applications/drafts/${id}/review`, applicant);
  if (review.status !== 200) throw new Error(`Not reviewed: ${review.status} ${review.headers.get('location') ?? ''}`);
  return signAgain(office, draft);
}

/** One press of a button that somebody else may interrupt. */
export interface Press {
  readonly what: string;
  /** As often as it is repeated. */
  send(): Promise<Response>;
  /** Whether this answer says that it is done. */
  isDone(answer: Response): boolean;
}

/** The last button of a person at the portal. */
export function sending(world: World, draft: SignedDraft): Press {
  return { what: 'a request', send: () => send(world, draft), isDone: (answer) => isTaken(answer, draft) };
}

/** What people saw who pressed. */
interface Seen {
  readonly statuses: ReadonlySet<number>;
}

/** Presses until there is an answer, as a person does who sees an error; a refused connection is not an answer. */
async function insist({ what, send, isDone }: Press, statuses: Set<number>): Promise<void> {
  await eventually(`an answer to ${what}`, async () => {
    const answer = await send().catch(() => undefined);
    if (answer === undefined) return undefined;
    statuses.add(answer.status);
    if (answer.status === 503) {
      if (!(Number(answer.headers.get('retry-after')) > 0)) throw new Error('A 503 that does not say when to come back');
      return undefined;
    }
    if (isDone(answer)) return true;
    throw new Error(`${what}: ${answer.status} ${answer.headers.get('location') ?? (await answer.text()).slice(0, 2_000)}`);
  });
}

/** Everybody presses at once, and again until there is an answer, while something happens. @param after milliseconds from the first press */
export async function underLoad(presses: readonly Press[], after: number, happens: () => Promise<void>): Promise<Seen> {
  const statuses = new Set<number>();
  const pressing = Promise.all(presses.map((press) => insist(press, statuses)));
  // Whoever waits for the other first must not leave this one unheard.
  pressing.catch(() => {});
  await sleep(after);
  await happens();
  await pressing;
  return { statuses };
}

/**
 * Kills the server while each of these buttons is pressed: some of it is stored and not answered then, some answered and not carried.
 *
 * @returns for how many milliseconds the portal was away
 */
export async function killUnderLoad(town: Town, presses: readonly Press[], after: number): Promise<number> {
  let away = 0;
  await underLoad(presses, after, async () => {
    await town.killServer();
    const killed = performance.now();
    await portalIsUp(town.world);
    away = performance.now() - killed;
  });
  return away;
}

/** What the database knows of a request. */
export interface Stored {
  readonly number: string | null;
  readonly status: string;
}

export async function storedOf({ db }: World, ids: readonly string[]): Promise<Stored[]> {
  const { rows } =
    await sql<Stored>`select number, status from applications.application where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

export async function draftsOf({ db }: World, { id }: Applicant): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from applications.draft where account_id = ${id}`.execute(db);
  return rows[0]?.count ?? 0;
}
