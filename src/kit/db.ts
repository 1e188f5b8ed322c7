import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Transaction } from 'kysely';
import pg from 'pg';
import { statementsOver } from './statements.ts';

/**
 * The database without tables: each module's store adds its own (`db.withTables<Tables>()`), so that nobody can name another's.
 */
export type Db = Kysely<NoTables>;
declare const inside: unique symbol;
/** A running transaction. Use cases take it, so that what belongs together is stored together. */
export type Tx = Transaction<NoTables> & { readonly [inside]: true };
export type Queryable = Db | Tx;
// oxlint-disable-next-line typescript/no-empty-object-type -- kysely wants an object type; a module's tables are added to it
export type NoTables = {};

/** int8 comes as a string from the driver; counts and positions here stay far below 2^53. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
/** A day has no time zone: it stays `2026-11-22` and does not become a moment of this process's midnight. */
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);

export interface DatabaseOptions {
  /** `postgres://…` or a unix socket `postgres://user@/name?host=/folder`. */
  readonly url: string;
  /** Connections of this process, at most. */
  readonly connections?: number;
  /** Told of connections that broke while idle; the pool replaces them by itself. */
  readonly onConnectionLost?: (error: Error) => void;
}

/** Opens a pool; nothing is connected before the first query. Close with `db.destroy()`. */
export function openDatabase(options: DatabaseOptions): Db {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 16,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    // Statements that are ready together are sent together; one that waits for another is simply sent after it.
    pipeline: true,
    // A statement that hangs must not hold a row for ever; long work runs in jobs, in steps.
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  pool.on('error', (error) => options.onConnectionLost?.(error));
  // The pool listens to idle connections only; one that breaks while it is in use would end the process, though its query rejects (REL-2).
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<NoTables>({ dialect: new PostgresDialect({ pool: statementsOver(pool) }) });
}

/** Whether the database answers now; never throws. */
export async function answers(db: Db): Promise<boolean> {
  return sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
}

type AfterCommit = (db: Db) => void;
const afterCommits = new WeakMap<Tx, AfterCommit[]>();

/** Has `hook` run once `tx` is stored, and not at all where it is undone. The hook must not throw; what must not be lost is a job. */
export function afterCommit(tx: Tx, hook: AfterCommit): void {
  const hooks = afterCommits.get(tx);
  if (hooks === undefined) throw new TypeError('afterCommit takes a transaction of inTransaction');
  hooks.push(hook);
}

const transient = new Set(['40001', '40P01']);

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/**
 * Runs `work` in one transaction: all of it is stored or nothing. Repeated up to three times where PostgreSQL says that only the order of
 * two transactions stood in the way (serialization failure, deadlock), so `work` must have no effect outside the database.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const hooks: AfterCommit[] = [];
    try {
      const value = await db.transaction().execute((transaction) => {
        const tx = transaction as Tx;
        afterCommits.set(tx, hooks);
        return work(tx);
      });
      for (const hook of hooks) hook(db);
      return value;
    } catch (error) {
      if (attempt >= 3 || !transient.has(codeOf(error))) throw error;
    }
  }
}
