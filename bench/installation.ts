import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setUpAuthority } from '#authority';
import type { Authority } from '#authority';
import { readConfig } from '#config';
import type { Config } from '#config';
import { putBody } from '#identity';
import { systemClock } from '#kit/clock';
import { inTransaction, openDatabase } from '#kit/db';
import type { Db } from '#kit/db';
import { newId } from '#kit/ids';
import { ensureDatabase, startPostgres } from '#kit/postgres';
import { bodies } from '#seed';
import { setUp } from '../src/set-up/set-up.ts';
import { buildAssets } from '../tools/start/build-assets.ts';
import { startMailSink } from '../twins/mail/sink.ts';

const root = resolve(import.meta.dirname, '..');

export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** A server program of ours with a database that forgets nothing, for a benchmark. */
export interface Installation extends AsyncDisposable {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly db: Db;
  readonly authority: Authority;
  /** Of the server's processes. */
  readonly serverPids: readonly number[];
  /** Of PostgreSQL's first process. */
  readonly databasePid: number;
  /** Starts one more server program on the same database and folder, with ports of its own. */
  startBeside(settings: Readonly<Record<string, string>>): Promise<ServerBeside>;
}

/** A second server program of an installation. */
export interface ServerBeside extends AsyncDisposable {
  readonly pid: number;
  readonly portalPort: number;
}

async function portsOf(): Promise<Record<string, string>> {
  const [portal, workplace, pki, gateway, registry, notary, addresses, smtp, mail, agent] = await freePorts(10);
  const ports = {
    PORTAL_PORT: portal,
    WORKPLACE_PORT: workplace,
    PKI_PORT: pki,
    GATEWAY_PORT: gateway,
    REGISTRY_PORT: registry,
    NOTARY_PORT: notary,
    ADDRESSES_PORT: addresses,
    SMTP_PORT: smtp,
    MAIL_PORT: mail,
    AGENT_PORT: agent,
  };
  return Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
}

async function settingsOf(folder: string): Promise<Record<string, string>> {
  // Requests say in X-Forwarded-For from whom they come, as behind a proxy: the limits for one address stay on.
  return { ...(await portsOf()), DATA_DIR: folder, SEED: 'no', TRUST_PROXY: '127.0.0.1', PUBLIC_HOST: '127.0.0.1' };
}

type Server = ChildProcess & { readonly pid: number };

async function startServer(settings: Record<string, string>): Promise<Server> {
  const { PATH, HOME } = process.env;
  const child = fork(join(root, 'src/main.ts'), {
    env: { PATH, HOME, ...settings },
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await new Promise<void>((ready, reject) => {
    child.once('message', () => ready());
    child.once('exit', (code) => reject(new Error(`The server ended (${code})`)));
  });
  return child as Server;
}

async function endOf(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}

async function enterBodies(db: Db): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const { bin, kind, name } of Object.values(bodies)) await putBody(tx, { id: newId(), bin, kind, name });
  });
}

async function startBeside(settings: Record<string, string>, others: Readonly<Record<string, string>>): Promise<ServerBeside> {
  const ports = await portsOf();
  const server = await startServer({ ...settings, ...ports, PROCESSES: '1', ...others });
  return { pid: server.pid, portalPort: Number(ports['PORTAL_PORT']), [Symbol.asyncDispose]: () => endOf(server) };
}

/** Sets an installation up in a folder of its own and starts its server; `processes` of it share the ports (PROCESSES). */
export async function openInstallation(processes = 1): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'birtereze-bench-'));
  const postgres = await startPostgres({ folder: join(folder, 'postgres') });
  await ensureDatabase(postgres, 'birtereze');
  const databaseUrl = postgres.url('birtereze');
  const settings = { ...(await settingsOf(folder)), DATABASE_URL: databaseUrl, PROCESSES: String(processes) };
  const config = readConfig(settings);
  await Promise.all([setUp({ config, databaseUrl, clock: systemClock }), buildAssets(join(folder, 'assets'))]);
  const db = openDatabase({ url: databaseUrl, connections: 8 });
  await enterBodies(db);
  const authority = await setUpAuthority({
    db,
    clock: systemClock,
    dataFolder: folder,
    address: config.PKI_URL,
    production: false,
  });
  // The letters have somewhere to go; it belongs to somebody else's machine, so it is not in the server's figures.
  const mail = await startMailSink({
    host: '127.0.0.1',
    smtpPort: config.SMTP_PORT,
    pagePort: config.MAIL_PORT,
    clock: systemClock,
  });
  const servers = await Promise.all(Array.from({ length: processes }, () => startServer(settings)));
  const databasePid = Number((await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
  return {
    config,
    databaseUrl,
    db,
    authority,
    serverPids: servers.map(({ pid }) => pid),
    databasePid,
    startBeside: (others) => startBeside(settings, others),
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map(endOf));
      await mail.close();
      await db.destroy();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
