import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '#kit/db';
import { testDatabase } from '#kit/testing';
import { freePorts } from '../free-ports.ts';
import type { World as Demonstration } from '../../src/set-up/world.ts';
import { castPerson, crowdPerson } from './people.ts';
import type { JourneyPerson } from './people.ts';
import type { CastKey } from '#seed';

/** A letter as the mail sink shows it to programs. */
export interface Letter {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly links: readonly string[];
}

/** A whole installation on ports of its own: server, twins, mail, signing agent, as `make start` runs it. */
export interface World extends AsyncDisposable {
  readonly portal: string;
  readonly workplace: string;
  readonly pki: string;
  readonly gateway: string;
  readonly agent: string;
  /** Where keys, files and the authority lie. */
  readonly folder: string;
  readonly db: Db;
  /** Everything that the programs have written so far. */
  log(): string;
  /** One of the cast, with the key files of the demonstration. */
  cast(key: CastKey): Promise<JourneyPerson>;
  /** Somebody whom the person registry knows and the portal does not; has an ЭЦҚ. */
  newcomer(index: number): Promise<JourneyPerson>;
  /** Waits for the newest letter to this address whose text or subject has these words. */
  letter(to: string, words: string): Promise<Letter>;
}

const root = resolve(import.meta.dirname, '../..');
/** Asks until there is an answer. A test ends by the runner's time limit, not by ours. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 1_800; tries++) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(100);
  }
  throw new Error(`Waited in vain: ${what}`);
}

interface Started {
  readonly child: ChildProcess;
  log(): string;
}

async function start(environment: NodeJS.ProcessEnv): Promise<Started> {
  const child = spawn(process.execPath, ['tools/start/start.ts'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const { promise, resolve: isUp, reject } = Promise.withResolvers<void>();
  const hear = (chunk: Buffer): void => {
    written += chunk.toString('utf8');
    if (written.includes('Ctrl-C')) isUp();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.once('exit', () => reject(new Error(`The installation did not start:\n${written}`)));
  // A test process that ends early must not leave an installation behind.
  process.once('exit', () => child.kill('SIGTERM'));
  await promise;
  return { child, log: () => written };
}

/** Which processes still run with this folder as theirs. */
async function leftOver(folder: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(ids.map((id) => readFile(`/proc/${id}/environ`, 'utf8').catch(() => '')));
  return ids.filter((_, index) => environments[index]?.includes(`DATA_DIR=${folder}\0`));
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  if (child.exitCode === null) child.kill('SIGTERM');
  else return;
  await ended;
  // What the first program used for itself notices its end a moment later.
  let left = await leftOver(folder);
  for (let tries = 0; left.length > 0 && tries < 100; tries++) {
    await sleep(100);
    left = await leftOver(folder);
  }
  if (left.length > 0) throw new Error(`Processes that did not end: ${left.join(', ')}`);
}

/** Where an installation keeps its rows. */
export interface WorldDatabase extends AsyncDisposable {
  readonly db: Db;
  readonly url: string;
}

/** Starts an installation. @param openDatabase a database of its own on the PostgreSQL of the tests, where none is given */
export async function openWorld(
  settings: Record<string, string> = {},
  openDatabase: () => Promise<WorldDatabase> = testDatabase,
): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'birtereze-journey-'));
  const [database, ports] = await Promise.all([openDatabase(), freePorts()]);
  const { db, url } = database;
  const fixed = {
    DATA_DIR: folder,
    DATABASE_URL: url,
    AGENT_TLS: 'no',
    LOG_LEVEL: 'debug',
    DATABASE_CONNECTIONS: '8',
    // A story begins with empty queues.
    DISTRICT: 'no',
    // A revocation is waited for: in seconds, not in the minute that an installation has.
    REVOCATION_REUSE: '5',
  };
  const { PATH, HOME } = process.env;
  const { child, log } = await start({ PATH, HOME, ...fixed, ...ports, ...settings });
  const demonstration = JSON.parse(await readFile(join(folder, 'demonstration.json'), 'utf8')) as Demonstration;
  const at = (port: string): string => `http://localhost:${port}`;
  const pki = at(ports.PKI_PORT);
  const ground = { db, folder, pki, password: demonstration.password };
  const letters = async (to: string): Promise<Letter[]> =>
    (await (await fetch(`${at(ports.MAIL_PORT)}/messages.json?to=${encodeURIComponent(to)}`)).json()) as Letter[];
  return {
    portal: at(ports.PORTAL_PORT),
    workplace: at(ports.WORKPLACE_PORT),
    pki,
    gateway: at(ports.GATEWAY_PORT),
    agent: `http://127.0.0.1:${ports.AGENT_PORT}/`,
    folder,
    db,
    log,
    cast: (key) => castPerson(ground, key),
    newcomer: (index) => crowdPerson(ground, index),
    letter: (to, words) =>
      eventually(`a letter to ${to} with «${words}»`, async () =>
        (await letters(to)).find(({ subject, text }) => `${subject}\n${text}`.includes(words)),
      ),
    async [Symbol.asyncDispose]() {
      await stop(child, folder);
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
