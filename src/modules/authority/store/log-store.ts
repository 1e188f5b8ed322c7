import { sql } from 'kysely';
import { chainHash, chainStart } from '#kit/audit-chain';
import type { ChainedRecord } from '#kit/audit-chain';
import type { Queryable, Tx } from '#kit/db';
import { tables } from './tables.ts';

/** Names and numbers only: nothing of a person stands in the log. */
export interface LogRecord {
  readonly at: string;
  readonly event: 'entered' | 'recorded' | 'issued' | 'revoke' | 'hold' | 'release' | 'crl';
  readonly issuer: string;
  readonly serial?: string;
  readonly profile?: string;
  readonly reason?: string;
  readonly number?: number;
  /** SHA-256 of what was made or is about to be signed. */
  readonly hash?: string;
}

const start = chainStart('authority');
/** Of PostgreSQL's advisory locks: entries are appended one transaction after the other, so their order is the order of commits. */
const lockKey = 7_255_101;

async function lockHead(tx: Tx): Promise<{ seq: number; hash: string }> {
  await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx);
  const head = await tables(tx)
    .selectFrom('authority.log')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return head ?? { seq: 0, hash: start };
}

/** Appends one entry; it holds up other appends until `tx` ends, so it stands at the end of a transaction. @returns its number */
export async function appendLog(tx: Tx, record: LogRecord): Promise<number> {
  const head = await lockHead(tx);
  const seq = head.seq + 1;
  const hash = chainHash(head.hash, record);
  await tables(tx)
    .insertInto('authority.log')
    .values({ seq, record: JSON.stringify(record), hash })
    .execute();
  return seq;
}

/** Keeps the log as it is until `tx` ends. @returns the newest entry's number: everything up to it is visible now */
export async function cutLog(tx: Tx): Promise<number> {
  return (await lockHead(tx)).seq;
}

/** Entries after the number `after`, in their order. */
export async function logPart(q: Queryable, after: number, limit: number): Promise<(ChainedRecord & { seq: number })[]> {
  return tables(q)
    .selectFrom('authority.log')
    .select(['seq', 'record', 'hash'])
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** The hash before the first entry. */
export const logStart = start;
