import { sql } from 'kysely';
import pg from 'pg';
import { afterCommit } from './db.ts';
import type { Db, Tx } from './db.ts';
import type { Log } from './log.ts';

/**
 * Words between processes: "there is work", "this page changed". They travel by NOTIFY, after the commit and outside of it: NOTIFY inside a
 * transaction makes PostgreSQL commit one at a time. A lost word costs a delay, never work: receivers look for themselves from time to time.
 */
export type Topic = `${string}:${string}`;

type Listener = (topic: Topic) => void;

const channel = 'birtereze';
/** Words of this many milliseconds travel together. */
const window = 20;

interface Pending {
  readonly topics: Set<Topic>;
  timer: NodeJS.Timeout | undefined;
}
const pendings = new WeakMap<Db, Pending>();

function send(db: Db, pending: Pending): void {
  pending.timer = undefined;
  if (pending.topics.size === 0) return;
  const topics = [...pending.topics];
  pending.topics.clear();
  pending.timer = setTimeout(() => send(db, pending), window);
  sql`select pg_notify(${channel}, topic) from unnest(${topics}::text[]) as topic`.execute(db).catch(() => {});
}

/** Told in this process at once, without the way through PostgreSQL. */
const near = new WeakMap<Db, Map<Listener, string>>();

/**
 * Calls `listener` for what this process's own transactions tell, before whoever made them goes on. For what is remembered of the database:
 * who changes it and looks again finds the change. What others change comes by `Signals.on`, a little later.
 */
export function hearOwn(db: Db, prefix: string, listener: Listener): () => void {
  const listeners = near.get(db) ?? new Map<Listener, string>();
  near.set(db, listeners.set(listener, prefix));
  return () => listeners.delete(listener);
}

/** Milliseconds after which the processes that did not make a piece of work look whether it still waits. */
const patience = 150;

/**
 * Calls `look` when there is work that any process may do. Whoever made it looks at once; the others, who would only find it taken, a moment
 * later and once for all that came meanwhile: several processes do not ask the database several times for each piece.
 */
export function hearWork(from: { db: Db; signals: Signals }, prefix: string, look: Listener): () => void {
  const waiting = new Map<Topic, NodeJS.Timeout>();
  const later = (topic: Topic): void => {
    if (waiting.has(topic)) return;
    const timer = setTimeout(() => {
      waiting.delete(topic);
      look(topic);
    }, patience);
    waiting.set(topic, timer);
  };
  const ends = [hearOwn(from.db, prefix, look), from.signals.on(prefix, later)];
  return () => {
    for (const end of ends) end();
    for (const timer of waiting.values()) clearTimeout(timer);
  };
}

function tellThose(listeners: ReadonlyMap<Listener, string>, topic: Topic): void {
  for (const [listener, prefix] of listeners) if (topic.startsWith(prefix)) listener(topic);
}

/** Tells all processes, this one too, of `topic` as soon as `tx` is stored. */
export function signal(tx: Tx, topic: Topic): void {
  afterCommit(tx, (db) => {
    tellThose(near.get(db) ?? new Map(), topic);
    const pending = pendings.get(db) ?? { topics: new Set<Topic>(), timer: undefined };
    pendings.set(db, pending);
    pending.topics.add(topic);
    // The words of one transaction are gathered first, so that they travel as one statement.
    pending.timer ??= setTimeout(() => send(db, pending), 0);
  });
}

export interface Signals {
  /** Calls `listener` for each topic that begins with `prefix`, and for `prefix` itself after a lost connection was restored. */
  on(prefix: string, listener: Listener): () => void;
  close(): Promise<void>;
}

/** One connection that listens; `lost` is called once when it ends, however it ends. */
async function connect(url: string, heard: { tell: (topic: Topic) => void; lost: () => void }): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, keepAlive: true });
  client.on('notification', ({ payload }) => heard.tell((payload ?? '') as Topic));
  client.on('error', () => undefined);
  client.on('end', heard.lost);
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** Milliseconds between two tries to connect. */
const reconnectAfter = 500;

/** Listens on a connection of its own, which restores itself. */
export function listenForSignals(url: string, log: Log): Signals {
  const listeners = new Map<Listener, string>();
  let client: Promise<pg.Client | undefined> = Promise.resolve(undefined);
  let closed = false;
  const tell = (topic: Topic): void => tellThose(listeners, topic);
  const again = (): void => {
    if (!closed) setTimeout(open, reconnectAfter).unref();
  };
  async function attempt(): Promise<pg.Client | undefined> {
    try {
      const opened = await connect(url, { tell, lost: again });
      for (const [listener, prefix] of listeners) listener(prefix as Topic);
      return opened;
    } catch (error) {
      log.warn({ error: String(error) }, 'signals: no connection');
      return undefined;
    }
  }
  function open(): void {
    if (!closed) client = attempt();
  }
  open();
  return {
    on(prefix, listener) {
      listeners.set(listener, prefix);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      await (await client)?.end().catch(() => {});
    },
  };
}
