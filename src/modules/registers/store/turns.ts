import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import { newId } from '#kit/ids';
import { countBits, countShifts, mostUnsplit, tiesOfOneMoment } from '../rules/turn.ts';

/** A queue of a body: one list of one register. */
export interface QueueKey {
  readonly bodyId: string;
  readonly register: string;
  readonly list: string;
}

/** Somebody's turn in a queue. */
export interface Turn {
  readonly queueId: string;
  readonly turn: number;
  /** Position on the day of coming. */
  readonly firstPosition: number;
  readonly since: Date;
}

export async function findQueue(db: Queryable, { bodyId, register, list }: QueueKey): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from registers.queue
    where body_id = ${bodyId} and register = ${register} and list = ${list}`.execute(db);
  return rows[0]?.id;
}

/** Whoever changes a queue holds its row until the transaction ends: changes of one queue follow one another. */
export async function lockQueue(tx: Tx, key: QueueKey): Promise<string> {
  const { bodyId, register, list } = key;
  await sql`insert into registers.queue (id, body_id, register, list) values (${newId()}, ${bodyId}, ${register}, ${list})
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ id: string }>`select id from registers.queue
    where body_id = ${bodyId} and register = ${register} and list = ${list} for update`.execute(tx);
  if (rows[0] === undefined) throw new Error('A queue vanished');
  return rows[0].id;
}

/** The counts, from the whole down, and which of them each turn belongs to. */
const shifts = sql`unnest(${sql.lit(`{${countShifts.join(',')}}`)}::int[])`;

/**
 * How many wait before this turn: the counts of the parts before it at each height, and those before it in the last count that is not split,
 * one by one. At most 64 counts a height and 256 turns are read, however long the queue is.
 */
export async function countBefore(db: Queryable, queueId: string, turn: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`with split as materialized (
      select s.shift from ${shifts} as s(shift), lateral (
        select 1 from registers.turn_count c where c.queue_id = ${queueId} and c.shift = s.shift
          and c.prefix = ${turn}::bigint >> s.shift and c.split offset 0) found)
    select coalesce((select sum(parts.waiting) from split, lateral (
        select sum(c.waiting) as waiting from registers.turn_count c where c.queue_id = ${queueId}
          and c.shift = split.shift - ${countBits}::int
          and c.prefix >= (${turn}::bigint >> split.shift) << ${countBits}::int
          and c.prefix < ${turn}::bigint >> (split.shift - ${countBits}::int)) parts), 0)::int8
      + (select count(*) from registers.turn t where t.queue_id = ${queueId} and t.until is null and t.turn < ${turn}
          and t.turn >= (${turn}::bigint >> (select coalesce(min(shift), 60) - ${countBits}::int from split))
            << (select coalesce(min(shift), 60) - ${countBits}::int from split)) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** @returns the greatest height at which a count has now to be split, or undefined */
async function addToCounts(tx: Tx, queueId: string, turn: number): Promise<number | undefined> {
  const { rows } = await sql<{ shift: number | null }>`with changed as (
      select s.shift, ${turn}::bigint >> s.shift as prefix from ${shifts} as s(shift))
    insert into registers.turn_count as c (queue_id, shift, prefix, waiting)
    select ${queueId}, changed.shift, changed.prefix, 1 from changed
    where changed.shift = ${countShifts[0]} or exists (select from registers.turn_count p where p.queue_id = ${queueId}
      and p.shift = changed.shift + ${countBits}::int and p.prefix = changed.prefix >> ${countBits}::int and p.split)
    order by changed.shift desc, changed.prefix
    on conflict (queue_id, shift, prefix) do update set waiting = c.waiting + excluded.waiting
    returning case when c.waiting > ${mostUnsplit} and not c.split and c.shift > 0 then c.shift end as shift`.execute(tx);
  const full = rows.map(({ shift }) => shift).filter((shift) => shift !== null);
  return full.length === 0 ? undefined : Math.max(...full);
}

async function takeFromCounts(tx: Tx, queueId: string, turn: number): Promise<void> {
  await sql`update registers.turn_count c set waiting = c.waiting - 1 from ${shifts} as s(shift)
    where c.queue_id = ${queueId} and c.shift = s.shift and c.prefix = ${turn}::bigint >> s.shift`.execute(tx);
}

/** Splits what has grown too large at this height and, as long as parts are too large themselves, below it. */
async function splitCounts(tx: Tx, queueId: string, from: number): Promise<void> {
  for (const shift of countShifts.filter((one) => one <= from && one > 0)) {
    await sql`with full_counts as (
        update registers.turn_count set split = true
        where queue_id = ${queueId} and shift = ${shift} and waiting > ${mostUnsplit} and not split returning prefix)
      insert into registers.turn_count (queue_id, shift, prefix, waiting)
      select ${queueId}, ${shift - countBits}::int, t.turn >> ${shift - countBits}::int, count(*)
      from full_counts f join registers.turn t on t.queue_id = ${queueId} and t.until is null
        and t.turn >= f.prefix << ${shift}::int and t.turn < (f.prefix + 1) << ${shift}::int
      group by 3`.execute(tx);
  }
}

/** The turn after those who filed in the same moment. */
async function freeTurn(tx: Tx, queueId: string, first: number): Promise<number> {
  for (let begin = first; ; begin += tiesOfOneMoment) {
    const { rows } = await sql<{ last: number | null }>`select max(turn) as last from registers.turn
      where queue_id = ${queueId} and until is null and turn >= ${begin} and turn < ${begin + tiesOfOneMoment}`.execute(tx);
    const next = (rows[0]?.last ?? begin - 1) + 1;
    if (next < begin + tiesOfOneMoment) return next;
  }
}

/**
 * Puts an entry into a queue that the caller has locked.
 *
 * @param coming `first`: the first turn of its moment
 * @returns its position
 */
export async function insertTurn(
  tx: Tx,
  queueId: string,
  coming: { readonly entryId: string; readonly first: number; readonly at: Date },
): Promise<number> {
  const turn = await freeTurn(tx, queueId, coming.first);
  const position = (await countBefore(tx, queueId, turn)) + 1;
  await sql`insert into registers.turn (queue_id, entry_id, turn, first_position, since)
    values (${queueId}, ${coming.entryId}, ${turn}, ${position}, ${coming.at})`.execute(tx);
  const full = await addToCounts(tx, queueId, turn);
  if (full !== undefined) await splitCounts(tx, queueId, full);
  return position;
}

/** Ends the turn of an entry in a queue that the caller has locked. */
export async function endTurn(tx: Tx, queueId: string, leaving: { readonly entryId: string; readonly at: Date }): Promise<void> {
  const { rows } = await sql<{ turn: number }>`update registers.turn set until = ${leaving.at}
    where entry_id = ${leaving.entryId} and queue_id = ${queueId} and until is null returning turn`.execute(tx);
  for (const { turn } of rows) await takeFromCounts(tx, queueId, turn);
}

/** The turn of an entry that waits. */
export async function findTurn(db: Queryable, entryId: string): Promise<Turn | undefined> {
  const { rows } = await sql<Turn>`select queue_id as "queueId", turn, first_position as "firstPosition", since
    from registers.turn where entry_id = ${entryId} and until is null`.execute(db);
  return rows[0];
}

/**
 * How many more waited before this turn at that time than do now: those who left since, without those who came since.
 */
export async function countMovement(db: Queryable, { queueId, turn }: Turn, since: Date): Promise<number> {
  const { rows } = await sql<{ moved: number }>`select
    (select count(*) from registers.turn where queue_id = ${queueId} and until > ${since} and since <= ${since} and turn < ${turn})
    - (select count(*) from registers.turn where queue_id = ${queueId} and since > ${since} and until is null and turn < ${turn})
    as moved`.execute(db);
  return rows[0]?.moved ?? 0;
}

/** How many wait in a queue. */
export async function countWaiting(db: Queryable, queueId: string): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`select waiting from registers.turn_count
    where queue_id = ${queueId} and shift = ${countShifts[0]} and prefix = 0`.execute(db);
  return rows[0]?.waiting ?? 0;
}

/** Makes the counts of a queue anew from its turns; the caller has locked it. For queues that came in one piece from elsewhere. */
export async function recountQueue(tx: Tx, queueId: string): Promise<void> {
  const [whole = 0] = countShifts;
  await sql`delete from registers.turn_count where queue_id = ${queueId}`.execute(tx);
  await sql`insert into registers.turn_count (queue_id, shift, prefix, waiting)
    select ${queueId}, ${whole}::int, 0, count(*) from registers.turn where queue_id = ${queueId} and until is null`.execute(tx);
  await splitCounts(tx, queueId, whole);
}
