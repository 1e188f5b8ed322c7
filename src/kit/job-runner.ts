import { randomInt } from 'node:crypto';
import { inTransaction } from './db.ts';
import type { Db, Tx } from './db.ts';
import {
  claimTurn,
  leaseJobs,
  lockJobs,
  postponeJob,
  removeJobs,
  rollbackToSavepoint,
  savepoint,
  secondsToNext,
} from './jobs-store.ts';
import type { JobRow } from './jobs-store.ts';
import { enqueue } from './jobs.ts';
import type { Handler, JobKind } from './jobs.ts';
import type { Log } from './log.ts';
import { hearWork } from './signals.ts';
import type { Signals } from './signals.ts';

type Inside = Extract<Handler, { mode: 'inside' }>;
type Outside = Extract<Handler, { mode: 'outside' }>;

/** A job that returns: one process enqueues it each time. */
export interface Schedule {
  readonly kind: JobKind<Record<string, never>>;
  readonly everySeconds: number;
}

export interface RunnerOptions {
  readonly db: Db;
  readonly signals: Signals;
  readonly log: Log;
  readonly handlers: readonly Handler[];
  readonly schedules?: readonly Schedule[];
}

export interface JobRunner {
  /** Lets running jobs end, takes no new ones. */
  stop(): Promise<void>;
}

/** Jobs of one transaction: their commits are paid once. */
const batch = 20;
const triesInside = 12;
/** How often a runner looks without having been told, in milliseconds. */
const lookEvery = 2_000;

/** Exponential with full jitter: 1 s, 2 s, 4 s … at most 10 minutes, each drawn from nought up, so that many do not return at once. */
export function pauseAfter(attempt: number): number {
  const most = Math.min(600, 2 ** Math.min(attempt, 10));
  return randomInt(1, most * 1000 + 1) / 1000;
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : 'unknown';
}

async function runInside(tx: Tx, handler: Inside, job: JobRow): Promise<string | undefined> {
  await savepoint(tx);
  try {
    await handler.run(tx, handler.kind.schema.parse(job.payload), { id: job.id, attempt: job.attempts + 1 });
    await removeJobs(tx, [job.id]);
    return undefined;
  } catch (error) {
    await rollbackToSavepoint(tx);
    const attempts = job.attempts + 1;
    const after = attempts >= triesInside ? undefined : pauseAfter(attempts);
    await postponeJob(tx, { id: job.id, error: textOf(error), after, attempts });
    return textOf(error);
  }
}

interface Looping {
  /** @returns whether there was work. */
  readonly work: () => Promise<boolean>;
  /** Milliseconds to sleep when there was none. */
  readonly sleep: () => Promise<number>;
  readonly log: Log;
}

/** Works while there is work, and sleeps until it is told of more. */
class Loop {
  readonly #looping: Looping;
  readonly #running: Promise<void>;
  #stopped = false;
  #woken = false;
  #wakeUp: (() => void) | undefined;

  constructor(looping: Looping) {
    this.#looping = looping;
    this.#running = this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#wakeUp?.();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { work, sleep, log } = this.#looping;
    while (!this.#stopped) {
      this.#woken = false;
      try {
        if (await work()) continue;
        await this.#rest(await sleep());
      } catch (error) {
        log.warn({ error: textOf(error) }, 'jobs: looking for work failed');
        await this.#rest(lookEvery);
      }
    }
  }

  async #rest(milliseconds: number): Promise<void> {
    if (this.#woken || this.#stopped) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.#wakeUp = resolve;
    await promise;
    clearTimeout(timer);
    this.#wakeUp = undefined;
  }
}

/** A loop and the kinds of jobs that it does. */
interface Worker {
  readonly kinds: readonly string[];
  wake(): void;
  stop(): Promise<void>;
}

function insideWorker({ db, log, handlers }: RunnerOptions): Worker {
  const byKind = new Map(handlers.filter((one) => one.mode === 'inside').map((one) => [one.kind.name, one]));
  const kinds = [...byKind.keys()];
  const work = (): Promise<boolean> =>
    inTransaction(db, async (tx) => {
      const jobs = await lockJobs(tx, kinds, batch);
      for (const job of jobs) {
        const handler = byKind.get(job.kind);
        const error = handler && (await runInside(tx, handler, job));
        if (error !== undefined) log.warn({ job: job.id, kind: job.kind, error }, 'job failed');
      }
      return jobs.length > 0;
    });
  const loop = new Loop({ work, sleep: () => pauseFor(db, kinds), log });
  return { kinds, wake: () => loop.wake(), stop: () => loop.stop() };
}

async function pauseFor(db: Db, kinds: readonly string[]): Promise<number> {
  const seconds = await secondsToNext(db, kinds);
  return seconds === undefined ? lookEvery : Math.min(lookEvery, Math.max(5, seconds * 1000));
}

async function runOutside(db: Db, handler: Outside, job: JobRow): Promise<string | undefined> {
  let completed = false;
  const complete = async (tx: Tx): Promise<void> => {
    await removeJobs(tx, [job.id]);
    completed = true;
  };
  try {
    await handler.run(handler.kind.schema.parse(job.payload), { id: job.id, attempt: job.attempts, complete });
    if (!completed) await removeJobs(db, [job.id]);
    return undefined;
  } catch (error) {
    const after = job.attempts >= handler.tries ? undefined : pauseAfter(job.attempts);
    await postponeJob(db, { id: job.id, error: textOf(error), after, attempts: job.attempts });
    return textOf(error);
  }
}

/** Keeps up to `concurrency` jobs in flight; a finished one makes room for the next at once. */
function outsideWorker({ db, log }: RunnerOptions, handler: Outside): Worker {
  const running = new Set<Promise<void>>();
  const one = async (job: JobRow): Promise<void> => {
    const error = await runOutside(db, handler, job).catch(textOf);
    if (error !== undefined) log.warn({ job: job.id, kind: job.kind, error }, 'job failed');
  };
  const work = async (): Promise<boolean> => {
    const jobs = await leaseJobs(db, handler.kind.name, { most: handler.concurrency - running.size, seconds: handler.lease });
    for (const job of jobs) {
      const promise: Promise<void> = one(job).finally(() => running.delete(promise));
      running.add(promise);
    }
    if (running.size >= handler.concurrency) await Promise.race(running);
    return jobs.length > 0;
  };
  const kinds = [handler.kind.name];
  const loop = new Loop({ work, sleep: () => pauseFor(db, kinds), log });
  const stop = async (): Promise<void> => {
    await loop.stop();
    await Promise.all(running);
  };
  return { kinds, wake: () => loop.wake(), stop };
}

function scheduleLoop({ db, log, schedules = [] }: RunnerOptions): { stop(): Promise<void> } {
  const work = async (): Promise<boolean> => {
    for (const { kind, everySeconds } of schedules) {
      await inTransaction(db, async (tx) => {
        if (await claimTurn(tx, kind.name, everySeconds)) await enqueue(tx, kind, {}, { key: 'scheduled' });
      });
    }
    return false;
  };
  return new Loop({ work, sleep: () => Promise.resolve(5_000), log });
}

/** Starts doing the jobs of these handlers in this process; any number of processes may do so at once. */
export function runJobs(options: RunnerOptions): JobRunner {
  const outside = options.handlers.filter((one) => one.mode === 'outside').map((one) => outsideWorker(options, one));
  const workers = [insideWorker(options), ...outside];
  const unsubscribe = hearWork(options, 'job:', (topic) => {
    for (const one of workers) if (topic === 'job:' || one.kinds.includes(topic.slice(4))) one.wake();
  });
  const schedules = scheduleLoop(options);
  return {
    async stop() {
      unsubscribe();
      await Promise.all([...workers.map((one) => one.stop()), schedules.stop()]);
    },
  };
}
