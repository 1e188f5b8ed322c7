import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Db, Queryable, Tx } from '#kit/db';
import type { MessageType } from '../envelope/async-channel.ts';

/** The two stretches of a letter's way. */
export type Leg = 'to-gateway' | 'to-recipient';

export interface NewLetter {
  readonly leg: Leg;
  /** The next system on the way. */
  readonly route: string;
  readonly sender: string;
  readonly service: string;
  readonly type: MessageType;
  readonly messageId: string;
  readonly correlationId?: string | undefined;
  /** Letters of one sender with one order are carried strictly one after the other. */
  readonly order?: string | undefined;
  /** To the gateway: data in canonical form. To the recipient: the signed envelope. */
  readonly body: string;
  readonly bodyHash?: Buffer | undefined;
}

export interface Letter extends Omit<NewLetter, 'correlationId' | 'order' | 'bodyHash'> {
  readonly sequence: number;
  readonly correlationId: string | null;
  readonly order: string | null;
  readonly createdAt: Date;
  /** 1 for the first try. */
  readonly attempts: number;
  readonly bodyHash: Buffer | null;
}

/** Adds letters in one statement; one that is there already is left out. */
export async function insertLetters(tx: Tx, letters: readonly NewLetter[]): Promise<void> {
  if (letters.length === 0) return;
  const rows = letters.map((letter) => ({ ...letter, bodyHash: letter.bodyHash?.toString('hex') }));
  await sql`insert into gateway.transit (leg, route, sender, service, message_type, message_id, correlation_id, order_key, body, body_hash)
    select leg, route, sender, service, type, "messageId", "correlationId", "order", body, decode("bodyHash", 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as letter (leg text, route text, sender text, service text, type text,
      "messageId" text, "correlationId" text, "order" text, body text, "bodyHash" text)
    on conflict (message_id, sender, leg) do nothing`.execute(tx);
}

const columns = sql`sequence, leg, route, sender, service, message_type as type, message_id as "messageId",
  correlation_id as "correlationId", order_key as "order", created_at as "createdAt", attempts, body, body_hash as "bodyHash"`;

/** Takes due letters for `seconds`, first of their order only, past the routes that are blocked. Another process passes over them. */
export async function leaseLetters(
  db: Db,
  take: { leg: Leg; most: number; seconds: number; blocked: readonly string[]; senders: readonly string[] | undefined },
): Promise<Letter[]> {
  const { rows } = await sql<Letter>`
    update gateway.transit set leased_until = now() + make_interval(secs => ${take.seconds}), attempts = attempts + 1
    where sequence in (
      select t.sequence from gateway.transit t
      where t.leg = ${take.leg} and t.dead_at is null and t.due_at <= now() and (t.leased_until is null or t.leased_until < now())
        and not t.route = any(${take.blocked}::text[]) and (${take.senders ?? null}::text[] is null or t.sender = any(${take.senders ?? null}::text[]))
        and (t.order_key is null or not exists (select 1 from gateway.transit e where e.sender = t.sender and e.order_key = t.order_key
          and e.leg = t.leg and e.sequence < t.sequence))
      order by t.due_at, t.sequence limit ${take.most} for update skip locked)
    returning ${columns}`.execute(db);
  return rows;
}

export async function removeLetters(tx: Tx, sequences: readonly number[]): Promise<void> {
  if (sequences.length > 0) await sql`delete from gateway.transit where sequence = any(${sequences}::bigint[])`.execute(tx);
}

export interface Setback {
  readonly sequence: number;
  readonly fault: string;
  /** Seconds until the next try; undefined: dead until an operator looks at it. */
  readonly after: number | undefined;
}

export async function putBackLetters(tx: Tx, setbacks: readonly Setback[]): Promise<void> {
  if (setbacks.length === 0) return;
  await sql`update gateway.transit t set leased_until = null, last_fault = s.fault, due_at = now() + make_interval(secs => coalesce(s.after, 0)),
      dead_at = case when s.after is null then now() end
    from jsonb_to_recordset(${JSON.stringify(setbacks)}::jsonb) as s (sequence bigint, fault text, after float8)
    where t.sequence = s.sequence`.execute(tx);
}

/** What waits for a route that answers again need not wait for the end of its pauses. */
export async function hurryLetters(db: Db, leg: Leg, route: string): Promise<void> {
  await sql`update gateway.transit set due_at = now()
    where leg = ${leg} and route = ${route} and dead_at is null and leased_until is null and due_at > now()`.execute(db);
}

export interface DeadLetter {
  readonly sequence: number;
  readonly leg: Leg;
  readonly route: string;
  readonly sender: string;
  readonly service: string;
  readonly messageId: string;
  readonly attempts: number;
  readonly fault: string | null;
  readonly createdAt: Date;
  readonly deadAt: Date;
}

const deadColumns = sql`sequence, leg, route, sender, service, message_id as "messageId", attempts, last_fault as fault,
  created_at as "createdAt", dead_at as "deadAt"`;

/** Without the bodies: they hold personal data. */
export async function listDead(db: Queryable, most: number): Promise<DeadLetter[]> {
  const { rows } = await sql<DeadLetter>`select ${deadColumns} from gateway.transit
    where dead_at is not null order by dead_at desc limit ${most}`.execute(db);
  return rows;
}

/** Without the body. */
export async function findDead(db: Queryable, sequence: number): Promise<DeadLetter | undefined> {
  const { rows } = await sql<DeadLetter>`select ${deadColumns} from gateway.transit
    where sequence = ${sequence} and dead_at is not null`.execute(db);
  return rows[0];
}

/** Locks one dead letter. */
export async function lockDead(tx: Tx, sequence: number): Promise<Letter | undefined> {
  const { rows } = await sql<Letter>`select ${columns} from gateway.transit
    where sequence = ${sequence} and dead_at is not null for update`.execute(tx);
  return rows[0];
}

export async function reviveLetter(tx: Tx, sequence: number, body: string | undefined): Promise<void> {
  await sql`update gateway.transit set dead_at = null, due_at = now(), attempts = 0, body = coalesce(${body ?? null}, body)
    where sequence = ${sequence}`.execute(tx);
}

export async function insertLetterAudit(
  tx: Tx,
  entry: { who: string; action: 'read' | 'resend' | 'drop'; reason: string; letter: Letter },
): Promise<void> {
  const { who, action, reason, letter } = entry;
  await sql`insert into gateway.letter_audit (who, action, reason, leg, sender, service, message_id)
    values (${who}, ${action}, ${reason}, ${letter.leg}, ${letter.sender}, ${letter.service}, ${letter.messageId})`.execute(tx);
}

export type LetterState = 'waiting' | 'dead';

/** Where a letter lies now; undefined where it is not (or no longer) under way. */
export async function findLetterState(db: Queryable, sender: string, messageId: string): Promise<LetterState | undefined> {
  const { rows } = await sql<{ dead: boolean }>`select bool_or(dead_at is not null) as dead from gateway.transit
    where message_id = ${messageId} and sender = ${sender} having count(*) > 0`.execute(db);
  if (rows[0] === undefined) return undefined;
  return rows[0].dead ? 'dead' : 'waiting';
}

/** Letters of one service on one route that are not delivered. */
export interface Backlog {
  readonly leg: Leg;
  readonly route: string;
  readonly service: string;
  readonly waiting: number;
  /** Since when the oldest waits. */
  readonly oldest: Date | null;
  /** Of those that wait, how many were tried and met nobody. */
  readonly tried: number;
  readonly dead: number;
}

/** Letters of either kind that are counted, at most; the oldest, so that since when one waits is right however many there are. */
export const mostCounted = 20_000;

/** What is under way and what lies dead, by an index each and without the bodies. */
export function backlogOf(most: number): RawBuilder<Backlog> {
  const named = sql`leg, route, service, created_at, dead_at, last_fault`;
  return sql<Backlog>`select leg, route, service, count(*) filter (where dead_at is null) as waiting,
      min(created_at) filter (where dead_at is null) as oldest,
      count(*) filter (where dead_at is null and last_fault is not null) as tried, count(dead_at) as dead
    from ((select ${named} from gateway.transit where dead_at is null order by sequence limit ${most})
      union all (select ${named} from gateway.transit where dead_at is not null order by dead_at limit ${most})) letter
    group by leg, route, service`;
}

export async function countBacklog(db: Queryable): Promise<Backlog[]> {
  return (await backlogOf(mostCounted).execute(db)).rows;
}

/** Letters of the same order that wait behind this one. */
export async function countBehind(db: Queryable, sequence: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from gateway.transit e
    join gateway.transit t on e.sender = t.sender and e.order_key = t.order_key and e.leg = t.leg and e.sequence > t.sequence
    where t.sequence = ${sequence}`.execute(db);
  return rows[0]?.count ?? 0;
}
