import type { z } from 'zod';
import type { Tx } from './db.ts';
import { insertJob } from './jobs-store.ts';
import { signal } from './signals.ts';

/** A sort of work with the shape of what it needs to know. The name is in the database: it is never changed while jobs wait. */
export interface JobKind<P> {
  readonly name: string;
  readonly schema: z.ZodType<P>;
}

export function jobKind<P>(name: string, schema: z.ZodType<P>): JobKind<P> {
  return { name, schema };
}

export interface EnqueueOptions {
  /** Not before this time. */
  readonly at?: Date;
  /** At most one job of the kind waits with this key; a second one is left out. */
  readonly key?: string;
  /** Jobs with one order run strictly one after the other. */
  readonly order?: string;
}

/** Stores work to be done after `tx`; it is done if, and only if, `tx` is stored. */
// oxlint-disable-next-line max-params -- the options are rare, and the three before them read as a sentence
export async function enqueue<P>(tx: Tx, kind: JobKind<P>, payload: P, options: EnqueueOptions = {}): Promise<void> {
  await insertJob(tx, {
    kind: kind.name,
    payload,
    at: options.at ?? null,
    key: options.key ?? null,
    order: options.order ?? null,
  });
  signal(tx, `job:${kind.name}`);
}

/** What a handler may know of its job. */
export interface Job {
  readonly id: number;
  /** 1 for the first try. */
  readonly attempt: number;
}

/** A leased job: the work is outside of the database, its end is written down with `complete`. */
export interface LeasedJob extends Job {
  /** Removes the job in `tx`, so that its end and the job's are stored together. Without it the job is removed after the handler. */
  complete(tx: Tx): Promise<void>;
}

export type Handler =
  | {
      readonly mode: 'inside';
      readonly kind: JobKind<unknown>;
      readonly run: (tx: Tx, payload: unknown, job: Job) => Promise<void>;
    }
  | {
      readonly mode: 'outside';
      readonly kind: JobKind<unknown>;
      readonly run: (payload: unknown, job: LeasedJob) => Promise<void>;
      readonly concurrency: number;
      /** Seconds after which another process may take the job over. */
      readonly lease: number;
      readonly tries: number;
    };

/** Work on the database alone: done in the transaction that removes the job, so its effects happen exactly once. */
export function handle<P>(kind: JobKind<P>, run: (tx: Tx, payload: P, job: Job) => Promise<void>): Handler {
  return { mode: 'inside', kind, run: run as (tx: Tx, payload: unknown, job: Job) => Promise<void> };
}

export interface OutsideOptions {
  readonly concurrency?: number;
  readonly lease?: number;
  readonly tries?: number;
}

/** Work on the network or on files: done at least once, tried again with growing pauses; after `tries` it lies dead for an operator. */
export function handleOutside<P>(
  kind: JobKind<P>,
  run: (payload: P, job: LeasedJob) => Promise<void>,
  options: OutsideOptions = {},
): Handler {
  const { concurrency = 4, lease = 60, tries = 12 } = options;
  return { mode: 'outside', kind, run: run as (payload: unknown, job: LeasedJob) => Promise<void>, concurrency, lease, tries };
}

/** Something that happened, told upwards: its type belongs to the module that emits it, its listeners are wired in main. */
export type EventKind<P> = JobKind<P>;

export function eventKind<P>(name: string, schema: z.ZodType<P>): EventKind<P> {
  return jobKind(`event.${name}`, schema);
}

export interface Subscription {
  readonly event: EventKind<unknown>;
  readonly delivery: JobKind<unknown>;
  readonly run: (tx: Tx, payload: unknown) => Promise<void>;
}

/** Listens to an event under a name that stays the same: the name is in the database while a delivery waits. */
export function subscribe<P>(event: EventKind<P>, subscriber: string, run: (tx: Tx, payload: P) => Promise<void>): Subscription {
  const delivery = jobKind(`${event.name}>${subscriber}`, event.schema) as JobKind<unknown>;
  return { event, delivery, run: run as (tx: Tx, payload: unknown) => Promise<void> };
}

/** Tells of an event in the transaction in which it happened. Events with one `order` arrive in order at each subscriber. */
// oxlint-disable-next-line max-params -- as enqueue
export async function publish<P>(tx: Tx, event: EventKind<P>, payload: P, options: { order?: string } = {}): Promise<void> {
  await enqueue(tx, event, payload, options.order === undefined ? {} : { order: `${event.name}/${options.order}` });
}

/** The handlers that carry events to their subscribers: one delivery each, so that a failing listener holds up no other. */
export function deliver(
  subscriptions: readonly Subscription[],
  events: readonly { readonly name: string; readonly schema: z.ZodType }[],
): Handler[] {
  const spread = events.map((event) =>
    handle(event as EventKind<unknown>, async (tx, payload, job) => {
      for (const { delivery } of subscriptions.filter((one) => one.event.name === event.name)) {
        await enqueue(tx, delivery, payload, { key: String(job.id) });
      }
    }),
  );
  return [...spread, ...subscriptions.map(({ delivery, run }) => handle(delivery, (tx, payload) => run(tx, payload)))];
}
