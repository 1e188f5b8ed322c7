import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rounded } from './figures.ts';
import type { Benchmark, Figure } from './figures.ts';
import { freePorts } from './installation.ts';

const root = resolve(import.meta.dirname, '..');
const names = ['PORTAL', 'WORKPLACE', 'PKI', 'GATEWAY', 'REGISTRY', 'NOTARY', 'ADDRESSES', 'SMTP', 'MAIL', 'AGENT'] as const;

async function firstPage(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error('The installation did not start');
    const status = await fetch(url).then(
      ({ status }) => status,
      () => 0,
    );
    if (status === 200) return;
    await sleep(10);
  }
}

interface Started {
  /** Seconds to the first page, and until everything was there. */
  readonly page: number;
  readonly whole: number;
}

/** What `make start` starts: database, server, twins, mail, signing agent. */
async function start(folder: string): Promise<Started> {
  const ports = await freePorts(names.length);
  const settings = Object.fromEntries(names.map((name, index) => [`${name}_PORT`, String(ports[index])]));
  const { PATH, HOME } = process.env;
  const begun = performance.now();
  const env = { PATH, HOME, DATA_DIR: folder, DISTRICT: 'no', ...settings };
  const child = spawn(process.execPath, ['tools/start/start.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const introduced = new Promise<void>((done) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('Birtereze is running')) done();
    });
  });
  await firstPage(`http://localhost:${ports[0]}/`, child);
  const page = (performance.now() - begun) / 1000;
  await introduced;
  const whole = (performance.now() - begun) / 1000;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
  return { page, whole };
}

async function bareNode(): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['-e', '0']);
  await new Promise((done) => child.once('exit', done));
  return (performance.now() - begun) / 1000;
}

async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'birtereze-bench-'));
  const limit = { what: '`node -e 0`', value: await bareNode() };
  const first = await start(folder);
  const second = await start(folder);
  await rm(folder, { recursive: true, force: true });
  const figure = (what: string, { page, whole }: Started): Figure => ({
    id: 'PERF-11',
    what,
    value: page,
    unit: 's',
    limit,
    wanted: 'at most 5 s',
    met: page <= 5,
    beside: `everything, signing agent and twins, after ${rounded(whole)} s`,
  });
  return [
    figure('first start to the first page: new database, keys, certificates, people', first),
    figure('second start to the first page', second),
  ];
}

export const perf11: Benchmark = {
  name: 'PERF-11',
  run,
  profile:
    'At the first start the server program is loaded (some 1.5 s of processor time) while initdb, the migrations and the authority’s keys are made; then it opens its sites. The keys of the demonstration people, a second of processor time for every six people, are made while the server is running already. The second start is the loading of three programs.',
};
