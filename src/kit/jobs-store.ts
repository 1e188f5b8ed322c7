import { sql } from 'kysely';
import type { Db, Queryable, Tx } from './db.ts';

/** A job as it stands in the database. */
export interface JobRow {
  readonly id: number;
  readonly kind: string;
  readonly payload: unknown;
  readonly attempts: number;
}

export interface NewJob {
  readonly kind: string;
  readonly payload: unknown;
  readonly at: Date | null;
  readonly key: string | null;
  readonly order: string | null;
}

export async function insertJob(tx: Tx, job: NewJob): Promise<void> {
  await sql`insert into kit.job (kind, payload, run_at, key, order_key)
    values (${job.kind}, ${JSON.stringify(job.payload)}::jsonb, coalesce(${job.at}::timestamptz, now()), ${job.key}, ${job.order})
    on conflict (kind, key) where key is not null do nothing`.execute(tx);
}

/** Due, not being worked on, and first of its order. */
const due = sql`j.dead_at is null and j.run_at <= now() and (j.leased_until is null or j.leased_until < now())
  and (j.order_key is null or not exists (select 1 from kit.job e where e.order_key = j.order_key and e.id < j.id))`;

/** Locks jobs for the length of the transaction; another process passes over them. */
export async function lockJobs(tx: Tx, kinds: readonly string[], most: number): Promise<JobRow[]> {
  const { rows } = await sql<JobRow>`select j.id, j.kind, j.payload, j.attempts from kit.job j
    where j.kind = any(${kinds}::text[]) and ${due} order by j.run_at, j.id limit ${most} for update skip locked`.execute(tx);
  return rows;
}

/** Takes jobs for `seconds`; after that another process may take them again. */
export async function leaseJobs(db: Db, kind: string, take: { most: number; seconds: number }): Promise<JobRow[]> {
  const { rows } =
    await sql<JobRow>`update kit.job set leased_until = now() + make_interval(secs => ${take.seconds}), attempts = attempts + 1
    where id in (select j.id from kit.job j where j.kind = ${kind} and ${due} order by j.run_at, j.id limit ${take.most} for update skip locked)
    returning id, kind, payload, attempts`.execute(db);
  return rows;
}

export async function removeJobs(db: Queryable, ids: readonly number[]): Promise<void> {
  await sql`delete from kit.job where id = any(${ids}::bigint[])`.execute(db);
}

export interface Retry {
  readonly id: number;
  readonly error: string;
  /** Seconds until the next try; undefined: no more tries, the job lies dead until an operator looks at it. */
  readonly after: number | undefined;
  readonly attempts: number;
}

export async function postponeJob(db: Queryable, retry: Retry): Promise<void> {
  await sql`update kit.job set leased_until = null, last_error = ${retry.error}, attempts = ${retry.attempts},
      run_at = now() + make_interval(secs => ${retry.after ?? 0}),
      dead_at = case when ${retry.after === undefined}::boolean then now() end
    where id = ${retry.id}`.execute(db);
}

export async function savepoint(tx: Tx): Promise<void> {
  await sql`savepoint job`.execute(tx);
}

export async function rollbackToSavepoint(tx: Tx): Promise<void> {
  await sql`rollback to savepoint job`.execute(tx);
}

/** @returns the seconds until the next job of these kinds is due, or undefined where none waits. */
export async function secondsToNext(db: Db, kinds: readonly string[]): Promise<number | undefined> {
  const { rows } = await sql<{
    seconds: number | null;
  }>`select extract(epoch from min(greatest(run_at, coalesce(leased_until, run_at))) - now())::float8 as seconds
    from kit.job where dead_at is null and kind = any(${kinds}::text[])`.execute(db);
  return rows[0]?.seconds ?? undefined;
}

/** Claims the turn of a schedule: true for one process, once an interval. */
export async function claimTurn(tx: Tx, kind: string, seconds: number): Promise<boolean> {
  const { rows } =
    await sql`insert into kit.schedule as s (kind, next_at) values (${kind}, now() + make_interval(secs => ${seconds}))
    on conflict (kind) do update set next_at = now() + make_interval(secs => ${seconds}) where s.next_at <= now() returning 1`.execute(
      tx,
    );
  return rows.length > 0;
}

export interface DeadJob {
  readonly id: number;
  readonly kind: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly deadAt: Date;
}

export async function listDeadJobs(db: Queryable, most: number): Promise<DeadJob[]> {
  const { rows } = await sql<DeadJob>`select id, kind, attempts, last_error as "lastError", dead_at as "deadAt" from kit.job
    where dead_at is not null order by dead_at desc limit ${most}`.execute(db);
  return rows;
}

/** Gives a dead job its tries again. */
export async function reviveJob(tx: Tx, id: number): Promise<boolean> {
  const { rows } =
    await sql`update kit.job set dead_at = null, attempts = 0, run_at = now() where id = ${id} and dead_at is not null returning 1`.execute(
      tx,
    );
  return rows.length > 0;
}

export async function countJobs(db: Queryable): Promise<{ kind: string; waiting: number; dead: number }[]> {
  const { rows } = await sql<{
    kind: string;
    waiting: number;
    dead: number;
  }>`select kind, count(*) filter (where dead_at is null) as waiting,
    count(dead_at) as dead from kit.job group by kind`.execute(db);
  return rows;
}
