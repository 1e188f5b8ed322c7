import { mkdir, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openDatabase } from './db.ts';
import type { Db } from './db.ts';
import { newId, sha256Hex } from './ids.ts';
import { silentLog } from './log.ts';
import { migrate } from './migrate.ts';
import type { Migrations } from './migrate.ts';
import { startPostgres } from './postgres.ts';
import type { PostgresServer } from './postgres.ts';
import { listenForSignals } from './signals.ts';
import type { Signals } from './signals.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'var/test/postgres');

/** One process at a time; a folder can be made only once. A lock older than a minute belongs to nobody any more. */
async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  await mkdir(join(root, 'var/test'), { recursive: true });
  const lock = join(root, 'var/test', name);
  for (let waited = 0; waited < 60_000; waited += 25) {
    const mine = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (mine) break;
    await sleep(25);
  }
  try {
    return await work();
  } finally {
    await rmdir(lock).catch(() => {});
  }
}

/** The PostgreSQL of the tests: started by the first of them, used by all; it forgets on a crash, so it is quick. */
export async function testPostgres(): Promise<PostgresServer> {
  return withLock('postgres.lock', () =>
    startPostgres({ folder, settings: ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=300'] }),
  );
}

function migrationsOf(module: string): Migrations {
  const path = module === 'kit' ? 'src/kit/migrations' : `src/modules/${module}/migrations`;
  return { module, folder: join(root, path) };
}

async function administer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A database with these schemas, made once for each state of the migrations; tests copy it. */
async function templateFor(server: PostgresServer, modules: readonly string[]): Promise<string> {
  const { readdir, readFile } = await import('node:fs/promises');
  const texts: string[] = [];
  for (const { folder: path } of modules.map(migrationsOf)) {
    for (const file of (await readdir(path)).sort()) texts.push(file, await readFile(join(path, file), 'utf8'));
  }
  const name = `template_${sha256Hex(JSON.stringify([modules, texts])).slice(0, 24)}`;
  await withLock(`${name}.lock`, () =>
    administer(server.url('postgres'), async (client) => {
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [name]);
      if (rowCount === 1) return;
      await client.query(`drop database if exists ${name}`);
      await client.query(`create database ${name}`);
      const db = openDatabase({ url: server.url(name), connections: 1 });
      await migrate(db, modules.map(migrationsOf));
      await db.destroy();
      await client.query(`alter database ${name} is_template true`);
    }),
  );
  return name;
}

/** A fresh, migrated database for one test file. */
export interface TestDatabase extends AsyncDisposable {
  readonly db: Db;
  readonly url: string;
  /** Signals of this database; opened at the first use. */
  signals(): Signals;
}

/**
 * @param modules whose schemas are wanted, lowest first; kit's own is always there.
 */
export async function testDatabase(modules: readonly string[] = []): Promise<TestDatabase> {
  const server = await testPostgres();
  const template = await templateFor(server, ['kit', ...modules]);
  const name = `test_${newId().replaceAll('-', '')}`;
  await administer(server.url('postgres'), (client) =>
    client.query(`create database ${name} template ${template} strategy file_copy`),
  );
  const url = server.url(name);
  const db = openDatabase({ url, connections: 8 });
  let signals: Signals | undefined;
  return {
    db,
    url,
    signals: () => (signals ??= listenForSignals(url, silentLog)),
    async [Symbol.asyncDispose]() {
      await signals?.close();
      await db.destroy();
      await administer(server.url('postgres'), (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}
