import { sql } from 'kysely';
import type { Db, Queryable } from '#kit/db';

export interface Seal {
  readonly id: number;
  /** Lines with `from` < id ≤ `to`. */
  readonly from: number;
  readonly to: number;
  readonly lines: number;
  /** Hash over the lines and the root before. */
  readonly root: string;
  readonly token: Buffer | null;
}

/**
 * The last line below which no other can appear any more: the lock waits until every transaction that writes has ended, so that no number is
 * still open. It waits half a second at most, and writers behind it no longer.
 *
 * @throws PostgreSQL's 55P03 where somebody writes longer than that; the next time will do.
 */
export async function lastSettledLine(db: Db): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = '500ms'`.execute(tx);
    await sql`lock table gateway.journal in share mode`.execute(tx);
    const { rows } = await sql<{ last: number | null }>`select max(id) as last from gateway.journal`.execute(tx);
    return rows[0]?.last ?? 0;
  });
}

/** A line as it is hashed: all of it, in a form that does not depend on settings. */
export interface HashedLine {
  readonly id: number;
  readonly [column: string]: string | number | null;
}

export async function readLines(db: Queryable, range: { from: number; to: number; most: number }): Promise<HashedLine[]> {
  const { rows } =
    await sql<HashedLine>`select id, party, kind, (extract(epoch from at) * 1000000)::bigint as at, channel, message_type, message_id,
      correlation_id, sender, service, encode(body_hash, 'hex') as body_hash, encode(signature, 'hex') as signature, certificate, signed_info,
      fault, duration_ms
    from gateway.journal where id > ${range.from} and id <= ${range.to} order by id limit ${range.most}`.execute(db);
  return rows;
}

const columns = sql`id, from_id as "from", to_id as "to", lines, root, token`;

export async function findLastSeal(db: Queryable): Promise<Seal | undefined> {
  const { rows } = await sql<Seal>`select ${columns} from gateway.seal order by id desc limit 1`.execute(db);
  return rows[0];
}

/** @returns false where another process has closed this stretch meanwhile. */
export async function insertSeal(db: Queryable, seal: Omit<Seal, 'id' | 'token'> & { readonly now: Date }): Promise<boolean> {
  const { rows } = await sql`insert into gateway.seal (from_id, to_id, lines, root, made_at)
    values (${seal.from}, ${seal.to}, ${seal.lines}, ${seal.root}, ${seal.now}) on conflict do nothing returning 1`.execute(db);
  return rows.length > 0;
}

export async function listUnstamped(db: Queryable, most: number): Promise<Seal[]> {
  const { rows } = await sql<Seal>`select ${columns} from gateway.seal where token is null order by id limit ${most}`.execute(db);
  return rows;
}

export async function putToken(db: Queryable, id: number, token: Uint8Array): Promise<void> {
  await sql`update gateway.seal set token = ${Buffer.from(token)} where id = ${id} and token is null`.execute(db);
}

export async function listSeals(db: Queryable, after: number, most: number): Promise<Seal[]> {
  const { rows } = await sql<Seal>`select ${columns} from gateway.seal where id > ${after} order by id limit ${most}`.execute(db);
  return rows;
}
