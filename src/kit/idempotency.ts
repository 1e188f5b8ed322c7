import { sql } from 'kysely';
import type { Tx } from './db.ts';
import { Failure } from './failure.ts';
import { sha256Hex } from './ids.ts';

export interface OnceRequest {
  /** Whose keys: a person and an action, so that nobody meets another's. */
  readonly scope: string;
  readonly key: string;
  /** What was asked; the same key with another content is refused as a conflict. */
  readonly content: unknown;
}

/**
 * Runs `work` once for a key, in the caller's transaction, and gives every later caller the first answer. Two at once: the second waits at
 * the key's row until the first is stored, or takes its place where the first was undone (REL-4).
 *
 * @throws Failure `conflict` where the key was used with another content; `badRequest` for a key that no page of ours gave
 */
export async function once<T>(tx: Tx, request: OnceRequest, work: () => Promise<T>): Promise<T> {
  if (!/^[\w-]{1,100}$/.test(request.key)) throw new Failure('badRequest');
  const hash = sha256Hex(JSON.stringify(request.content));
  const { rows } =
    await sql`insert into kit.idempotency (scope, key, request_hash) values (${request.scope}, ${request.key}, ${hash})
    on conflict do nothing returning 1`.execute(tx);
  if (rows.length === 0) return answerOf<T>(tx, request, hash);
  const answer = await work();
  await sql`update kit.idempotency set answer = ${JSON.stringify(answer ?? null)}::jsonb
    where scope = ${request.scope} and key = ${request.key}`.execute(tx);
  return answer;
}

async function answerOf<T>(tx: Tx, { scope, key }: OnceRequest, hash: string): Promise<T> {
  const { rows } = await sql<{ request_hash: string; answer: T }>`select request_hash, answer from kit.idempotency
    where scope = ${scope} and key = ${key}`.execute(tx);
  const stored = rows[0];
  if (stored === undefined || stored.request_hash !== hash) throw new Failure('conflict');
  return stored.answer;
}

/** Keys older than this are forgotten; by then no browser repeats a request. */
export async function forgetOldKeys(tx: Tx, days: number): Promise<void> {
  await sql`delete from kit.idempotency where created_at < now() - make_interval(days => ${days})`.execute(tx);
}
