import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

/**
 * How kysely's statements reach PostgreSQL (ADR 0020).
 *
 * Each text is prepared by name once a connection (+40–65 % on short statements): texts come from our stores and are few; lists are passed
 * as arrays (`= any($1)`), never as a growing row of placeholders.
 *
 * A transaction has a connection of its own. A select that stands alone needs none: it travels with those of other requests on a *lane*, a
 * connection on which statements are sent without waiting for earlier answers, those of one turn of the event loop in one write.
 */
const known = new Map<string, Statement>();
const mostKnown = 2_000;

interface Statement {
  /** Under which it is prepared; undefined for what is no query of a store. */
  readonly name: string | undefined;
  /** Whether it may travel with others: it neither changes nor locks anything. */
  readonly reads: boolean;
}

const unnamed: Statement = { name: undefined, reads: false };

function statementOf(text: string): Statement {
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= mostKnown || !/^\s*(?:select|insert|update|delete|with)\b/i.test(text)) return unnamed;
  const reads = /^\s*select\b/i.test(text) && !/\bfor (?:no key )?(?:update|share|key share)\b/i.test(text);
  const statement = { name: `s${known.size.toString(36)}`, reads };
  known.set(text, statement);
  return statement;
}

type Values = readonly unknown[];
/** As `pg` and kysely hand results to each other. */
type Result = PostgresQueryResult<unknown>;

function run(client: pg.ClientBase, text: string, values: Values): Promise<Result> {
  const { name } = statementOf(text);
  // A transaction's statements wait for one another, but for those that its use case sends in one go.
  gatherWrites(client, process.nextTick);
  const query: pg.QueryConfig = { text, values: values as unknown[], ...(name === undefined ? {} : { name }) };
  return client.query(query) as Promise<unknown> as Promise<Result>;
}

/** Two keep both of PostgreSQL's processes and ours busy; more of them would only wake more processes. */
const mostLanes = 2;
/** A statement that runs longer (ms) gets no more behind it. */
const patience = 5;

interface Lane {
  readonly client: pg.PoolClient;
  waiting: number;
  answered: number;
  /** Whether the statement that runs now takes its time. */
  isSlow: boolean;
  isWatched: boolean;
}

/** Looks from time to time whether a lane moves, once the answers that had come meanwhile were read. */
function watch(lane: Lane): void {
  if (lane.isWatched) return;
  lane.isWatched = true;
  const { answered } = lane;
  setTimeout(() => {
    setImmediate(() => {
      lane.isWatched = false;
      lane.isSlow = lane.waiting > 0 && lane.answered === answered;
      if (lane.waiting > 0) watch(lane);
    });
  }, patience).unref();
}

/** The driver's socket, of which its types say nothing. */
interface Corkable {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
}

const gathering = new WeakSet<pg.ClientBase>();

/** What is sent on this connection leaves in one write, once `later` calls back. */
function gatherWrites(client: pg.ClientBase, later: (uncork: () => void) => unknown): void {
  if (gathering.has(client)) return;
  gathering.add(client);
  const { stream } = (client as unknown as Corkable).connection;
  stream.cork();
  later(() => {
    gathering.delete(client);
    stream.uncork();
  });
}

class Lanes {
  readonly #pool: pg.Pool;
  readonly #lanes = new Set<Lane>();
  #opening = 0;
  #closed = false;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** The lane with the fewest statements among those that move; undefined where none does. */
  free(): Lane | undefined {
    let best: Lane | undefined;
    for (const lane of this.#lanes) {
      if (lane.isSlow) continue;
      if (best === undefined || lane.waiting < best.waiting) best = lane;
    }
    if (best === undefined || best.waiting > 0) this.#open();
    return best;
  }

  #open(): void {
    // Half of a small pool stays for transactions, which cannot share.
    const most = Math.min(mostLanes, Math.floor((this.#pool.options.max ?? 0) / 2));
    if (this.#closed || this.#lanes.size + this.#opening >= most) return;
    this.#opening++;
    this.#pool
      .connect()
      .then(
        (client) => this.#add(client),
        // Whoever has no lane takes a connection and hears of it there.
        () => undefined,
      )
      .finally(() => this.#opening--);
  }

  #add(client: pg.PoolClient): void {
    if (this.#closed) {
      client.release(true);
      return;
    }
    const lane: Lane = { client, waiting: 0, answered: 0, isSlow: false, isWatched: false };
    const drop = (): void => {
      if (this.#lanes.delete(lane)) client.release(true);
    };
    this.#lanes.add(lane);
    client.once('error', drop);
    client.once('end', drop);
  }

  async run(lane: Lane, text: string, values: Values): Promise<Result> {
    lane.waiting++;
    watch(lane);
    // Those of other requests come within the same turn of the event loop.
    gatherWrites(lane.client, setImmediate);
    try {
      return await run(lane.client, text, values);
    } finally {
      lane.waiting--;
      lane.answered++;
      lane.isSlow = false;
    }
  }

  /** Gives the connections back, so that the pool can end. */
  close(): void {
    this.#closed = true;
    for (const { client } of this.#lanes) client.release(true);
    this.#lanes.clear();
  }
}

const begins = /^(?:begin|start transaction)\b/;
/** What kysely makes of BEGIN's own answer: nothing. */
const begun: Result = { command: 'SELECT', rowCount: 0, rows: [] };

/** What kysely takes for a connection: from the first statement that is no lone select, it is one. */
class Lease implements PostgresPoolClient {
  readonly #pool: pg.Pool;
  readonly #lanes: Lanes;
  #own: pg.PoolClient | undefined;

  constructor(pool: pg.Pool, lanes: Lanes) {
    this.#pool = pool;
    this.#lanes = lanes;
  }

  query<R>(text: string, values: Values): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query(text: unknown, values: Values = []): unknown {
    if (typeof text !== 'string') throw new TypeError('Cursors need a connection that does not send ahead');
    return this.#run(text, values);
  }

  async #run(text: string, values: Values): Promise<Result> {
    if (this.#own === undefined && statementOf(text).reads) {
      const lane = this.#lanes.free();
      if (lane !== undefined) return this.#lanes.run(lane, text, values);
    }
    this.#own ??= await this.#pool.connect();
    return begins.test(text) ? this.#begin(this.#own, text) : run(this.#own, text, values);
  }

  /** BEGIN says nothing that is worth waiting for: it leaves together with the transaction's first statement. */
  #begin(own: pg.PoolClient, text: string): Result {
    gatherWrites(own, setImmediate);
    // It fails only where the connection does, and then all that follows it fails.
    own.query(text).catch(() => undefined);
    return begun;
  }

  release(discard?: Error | boolean): void {
    this.#own?.release(discard);
    this.#own = undefined;
  }
}

/** Wraps a pool of clients that send without waiting (`pipeline`). */
export function statementsOver(pool: pg.Pool): PostgresPool {
  const lanes = new Lanes(pool);
  return {
    options: {},
    connect: async () => new Lease(pool, lanes),
    end: async () => {
      lanes.close();
      await pool.end();
    },
  };
}
