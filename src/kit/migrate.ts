import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Db } from './db.ts';
import { sha256Hex } from './ids.ts';

/** Forward-only changes of one module's schema: files `0001-what.sql` in one folder, each run once, in order, in one transaction. */
export interface Migrations {
  readonly module: string;
  readonly folder: string;
}

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, hash: sha256Hex(text) };
    }),
  );
}

/** One process migrates, the others wait: the lock is PostgreSQL's own and goes with the transaction. */
const lockKey = 7_255_012;

async function createJournal(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx);
    await sql`create schema if not exists kit`.execute(tx);
    await sql`create table if not exists kit.migration (
      module text not null, name text not null, hash text not null, applied_at timestamptz not null default now(),
      primary key (module, name))`.execute(tx);
  });
}

async function migrateModule(db: Db, { module, folder }: Migrations): Promise<string[]> {
  const migrations = await readMigrations(folder);
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx);
    const { rows } = await sql<{
      name: string;
      hash: string;
    }>`select name, hash from kit.migration where module = ${module}`.execute(tx);
    const applied = new Map(rows.map((row) => [row.name, row.hash]));
    const fresh: string[] = [];
    for (const { name, text, hash } of migrations) {
      const before = applied.get(name);
      if (before !== undefined && before !== hash)
        throw new Error(`Migration ${module}/${name} was changed after it was applied`);
      if (before !== undefined) continue;
      await sql`select set_config('search_path', '', true)`.execute(tx);
      await sql.raw(`create schema if not exists ${module}`).execute(tx);
      await sql.raw(text).execute(tx);
      await sql`insert into kit.migration (module, name, hash) values (${module}, ${name}, ${hash})`.execute(tx);
      fresh.push(`${module}/${name}`);
    }
    return fresh;
  });
}

/**
 * Brings the schemas to the newest state, in the order given. Safe to call from several processes at once.
 *
 * @returns the names of the migrations that were applied now.
 * @throws where an applied migration's text was changed: history is never rewritten.
 */
export async function migrate(db: Db, modules: readonly Migrations[]): Promise<string[]> {
  await createJournal(db);
  const fresh: string[] = [];
  for (const module of modules) fresh.push(...(await migrateModule(db, module)));
  return fresh;
}
