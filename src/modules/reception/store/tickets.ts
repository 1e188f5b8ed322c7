import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Ending, Ticket, TicketState } from '../rules/ticket.ts';
import type { Today } from '../services.ts';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly state: TicketState;
  readonly takenAt: Date;
  readonly calledAt: Date | null;
  readonly endedAt: Date | null;
  readonly window: number | null;
  readonly operatorId: string | null;
}

const common = sql`id, kind, number, state, taken_at as "takenAt", ended_at as "endedAt", window_number as window,
  operator_id as "operatorId"`;
/** For the hall: when it was called last. */
const columns = sql`${common}, called_at as "calledAt"`;
/** For the day's register: waiting ends with the first call. */
const dayColumns = sql`${common}, first_called_at as "calledAt"`;

function ticketOf(row: Row): Ticket {
  return {
    ...row,
    calledAt: row.calledAt ?? undefined,
    endedAt: row.endedAt ?? undefined,
    window: row.window ?? undefined,
    operatorId: row.operatorId ?? undefined,
  };
}

/** Locks the numbers of a kind until the end of the transaction. @returns the last one given */
export async function lockCounter(tx: Tx, { bodyId, day }: Today, kind: string): Promise<number> {
  await sql`insert into reception.counter (body_id, day, kind) values (${bodyId}, ${day}, ${kind})
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ last: number }>`select last from reception.counter
    where body_id = ${bodyId} and day = ${day} and kind = ${kind} for update`.execute(tx);
  return rows[0]?.last ?? 0;
}

export interface NewTicket {
  readonly id: string;
  readonly kind: string;
  readonly sequence: number;
  readonly number: string;
  readonly at: Date;
}

/** Gives the next number; its counter is locked. */
export async function insertTicket(tx: Tx, { bodyId, day }: Today, ticket: NewTicket): Promise<void> {
  const { id, kind, sequence, number, at } = ticket;
  await sql`update reception.counter set last = ${sequence}
    where body_id = ${bodyId} and day = ${day} and kind = ${kind}`.execute(tx);
  await sql`insert into reception.ticket (id, body_id, day, kind, sequence, number, state, taken_at)
    values (${id}, ${bodyId}, ${day}, ${kind}, ${sequence}, ${number}, 'waiting', ${at}) on conflict (id) do nothing`.execute(tx);
}

/** @returns undefined for another centre's ticket and for one of another day as for one that does not exist */
export async function findTicket(db: Queryable, { bodyId, day }: Today, id: string): Promise<Ticket | undefined> {
  const { rows } = await sql<Row>`select ${columns} from reception.ticket
    where id = ${id} and body_id = ${bodyId} and day = ${day}`.execute(db);
  return rows[0] && ticketOf(rows[0]);
}

/** How many of the same kind were there before it and still wait. */
export async function countAhead(db: Queryable, { bodyId, day }: Today, ticket: Ticket): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from reception.ticket
    where body_id = ${bodyId} and day = ${day} and state = 'waiting' and kind = ${ticket.kind}
      and (taken_at, id) < (${ticket.takenAt}, ${ticket.id})`.execute(db);
  return rows[0]?.count ?? 0;
}

/** How many wait, by kind. */
export async function countWaiting(db: Queryable, { bodyId, day }: Today): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ kind: string; count: number }>`select kind, count(*) as count from reception.ticket
    where body_id = ${bodyId} and day = ${day} and state = 'waiting' group by kind`.execute(db);
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

/** The one who has waited longest of those whom a window serves; what another operator is taking at this moment is passed over (REL-5). */
export async function lockNext(tx: Tx, { bodyId, day }: Today, kinds: readonly string[]): Promise<Ticket | undefined> {
  const { rows } = await sql<Row>`select ${columns} from reception.ticket
    where body_id = ${bodyId} and day = ${day} and state = 'waiting' and kind = any(${[...kinds]}::text[])
    order by taken_at, id limit 1 for update skip locked`.execute(tx);
  return rows[0] && ticketOf(rows[0]);
}

/** What stands at a window now. */
export async function findCalled(db: Queryable, { bodyId, day }: Today, window: number): Promise<Ticket | undefined> {
  const { rows } = await sql<Row>`select ${columns} from reception.ticket
    where body_id = ${bodyId} and day = ${day} and state = 'called' and window_number = ${window}`.execute(db);
  return rows[0] && ticketOf(rows[0]);
}

/** Tickets in these states, the one called last first. */
export async function listByState(db: Queryable, { bodyId, day }: Today, states: readonly TicketState[]): Promise<Ticket[]> {
  const { rows } = await sql<Row>`select ${columns} from reception.ticket
    where body_id = ${bodyId} and day = ${day} and state = any(${[...states]}::text[])
    order by called_at desc nulls last, id desc limit 200`.execute(db);
  return rows.map(ticketOf);
}

/** Calls a ticket to a window, for the first time or again. */
export async function callTicket(
  tx: Tx,
  id: string,
  { window, operatorId, at }: { window: number; operatorId: string; at: Date },
): Promise<void> {
  await sql`update reception.ticket set state = 'called', called_at = ${at}, first_called_at = coalesce(first_called_at, ${at}),
      ended_at = null, window_number = ${window}, operator_id = ${operatorId}
    where id = ${id}`.execute(tx);
}

export async function endTicket(tx: Tx, id: string, { ending, at }: { ending: Ending; at: Date }): Promise<void> {
  await sql`update reception.ticket set state = ${ending}, ended_at = ${at} where id = ${id}`.execute(tx);
}

/** Returns a ticket to its old place. @returns false where it was not put aside or missed, or is of another day or centre */
export async function putBack(tx: Tx, { bodyId, day }: Today, id: string): Promise<boolean> {
  const { rows } = await sql`update reception.ticket set state = 'waiting', ended_at = null, window_number = null
    where id = ${id} and body_id = ${bodyId} and day = ${day} and state in ('aside', 'missed') returning 1`.execute(tx);
  return rows.length > 0;
}

/** All tickets of a day in the order in which they were taken. */
export async function listDay(db: Queryable, { bodyId, day }: Today): Promise<Ticket[]> {
  const { rows } = await sql<Row>`select ${dayColumns} from reception.ticket
    where body_id = ${bodyId} and day = ${day} order by taken_at, id`.execute(db);
  return rows.map(ticketOf);
}
