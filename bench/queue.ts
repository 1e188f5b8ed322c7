import { sql } from 'kysely';
import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import { lockQueue, recountQueue } from '#registers';

/** A queue of children of one body. */
export interface FilledQueue {
  readonly bodyId: string;
  readonly queueId: string;
}

/** Of invented children; those of one family differ. */
const childNames = [
  'Алихан',
  'Айша',
  'Санжар',
  'Томирис',
  'Ерасыл',
  'Інжу',
  'Мирас',
  'Кәусар',
  'Нұрислам',
  'Медина',
  'Әмір',
  'Раяна',
];

/** Turns as the registers reckon them: the rank of the privilege, the millisecond of filing. SQL's operators all bind alike. */
const turns = sql`select e.id, ((case e.category when 'outOfTurn' then 0 when 'firstInTurn' then 1 else 2 end)::bigint << 50)
  | ((extract(epoch from e.filed_at) * 1000)::bigint << 8) as moment, e.filed_at from registers.preschool e`;

/**
 * Fills a queue up to `total` children of invented people (`fillUp` invents them) who filed over five years, unevenly: three quarters of them in working hours. Quick, not durable
 * while it runs; afterwards all of it is on the disk.
 */
export async function fillQueue(db: Db, { bodyId, total }: { bodyId: string; total: number }): Promise<FilledQueue> {
  const queueId = await inTransaction(db, (tx) => lockQueue(tx, { bodyId, register: 'preschool', list: 'all' }));
  await db.connection().execute(async (connection) => {
    await sql`set synchronous_commit = off`.execute(connection);
    await sql`set statement_timeout = 0`.execute(connection);
    await sql`insert into registers.preschool (id, body_id, iin, full_name, registered_on, filed_at, child_name, child_birth_date, home_address, category, updated_at)
      select gen_random_uuid(), ${bodyId}, p.iin, p.surname || ' ' || p.name, filed::date + 3, filed,
        p.surname || ' ' || (${childNames}::text[])[1 + (drawn.n / people) % ${childNames.length}], filed::date - (400 + random() * 1400)::int,
        'Көкпекті ауылы, Абай көшесі, ' || 1 + drawn.n % 90,
        case when random() < 0.03 then 'outOfTurn' when random() < 0.12 then 'firstInTurn' else 'general' end, filed
      from (select n, people, timestamptz '2021-01-01T00:00:00Z' + make_interval(days => (random() * 1825)::int,
          secs => case when random() < 0.75 then 14400 + random() * 32400 else random() * 86400 end) as filed
        from generate_series((select count(*) + 1 from registers.preschool where body_id = ${bodyId}), ${total}::bigint) as n,
          (select count(*) as people from bench_person) counted) drawn
      join bench_person p on p.n = drawn.n % people on conflict do nothing`.execute(connection);
    // Those who filed in the same millisecond follow one another.
    await sql`insert into registers.turn (queue_id, entry_id, turn, first_position, since)
      select ${queueId}, id, moment + row_number() over (partition by moment) - 1
        + coalesce((select count(*) from registers.turn t where t.queue_id = ${queueId} and t.until is null and t.turn >= moment and t.turn < moment + 256), 0),
        1, filed_at
      from (${turns} where e.body_id = ${bodyId} and not exists (select from registers.turn t where t.entry_id = e.id)) coming`.execute(
      connection,
    );
    await sql`reset all`.execute(connection);
  });
  await inTransaction(db, async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    await recountQueue(tx, queueId);
  });
  await sql.raw('vacuum analyze registers.preschool, registers.turn, registers.turn_count').execute(db);
  await sql.raw('checkpoint').execute(db);
  return { bodyId, queueId };
}

/** Children drawn from all of the queue. */
export async function drawChildren(db: Db, { queueId }: FilledQueue, count: number): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select entry_id as id from registers.turn where queue_id = ${queueId} and until is null
    order by random() limit ${count}`.execute(db);
  return rows.map(({ id }) => id);
}

/** What a plain count of those before needs, milliseconds. */
export async function plainCount(db: Db, { queueId }: FilledQueue, children: readonly string[]): Promise<number> {
  const begun = performance.now();
  for (const id of children) {
    await sql`select count(*) from registers.turn before, registers.turn mine where mine.entry_id = ${id} and mine.until is null
      and before.queue_id = ${queueId} and before.until is null and before.turn < mine.turn`.execute(db);
  }
  return (performance.now() - begun) / children.length;
}
