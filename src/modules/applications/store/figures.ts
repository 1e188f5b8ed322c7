import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Tally } from '../rules/tally.ts';

/** Appends what happened; no two transactions wait for one row. @param day `2026-11-22` */
export async function insertTallies(tx: Tx, tallies: readonly Tally[]): Promise<void> {
  if (tallies.length === 0) return;
  const rows = tallies.map(
    ({ day, bodyId, service, channel, measure, key, count, within, milliseconds }) =>
      sql`(${day}::date, ${bodyId ?? null}::uuid, ${service}, ${channel}, ${measure}, ${key}, ${count}::int, ${within}::int, ${milliseconds}::bigint)`,
  );
  await sql`insert into applications.tally (day, body_id, service, channel, measure, key, count, within, milliseconds)
    values ${sql.join(rows)}`.execute(tx);
}

/** Adds up to so many appended rows to the figures of their days. @returns how many it took */
export async function foldTallies(tx: Tx, most: number): Promise<number> {
  const { rows } = await sql<{ taken: number }>`with taken as (
      delete from applications.tally where id in (select id from applications.tally order by id limit ${most} for update skip locked)
      returning day, body_id, service, channel, measure, key, count, within, milliseconds
    ), added as (
      insert into applications.figure as f (day, body_id, service, channel, measure, key, count, within, milliseconds)
      select day, body_id, service, channel, measure, key, sum(count), sum(within), sum(milliseconds) from taken
      group by day, body_id, service, channel, measure, key
      order by day, body_id, service, channel, measure, key
      on conflict (body_id, day, service, channel, measure, key) do update
      set count = f.count + excluded.count, within = f.within + excluded.within, milliseconds = f.milliseconds + excluded.milliseconds
    )
    select count(*)::int as taken from taken`.execute(tx);
  return rows[0]?.taken ?? 0;
}

export interface FigureSearch {
  /** Of these bodies and of the programs themselves; undefined: of all. */
  readonly bodyId: string | undefined;
  readonly service: string | undefined;
  /** First and last day, `2026-11-22`. */
  readonly from: string;
  readonly to: string;
}

/** A sum over the days of a search. */
export interface Figure {
  readonly service: string;
  readonly channel: string;
  readonly measure: string;
  readonly key: string;
  readonly count: number;
  readonly within: number;
  readonly milliseconds: number;
}

function searched({ bodyId, service, from, to }: FigureSearch) {
  const body = bodyId === undefined ? sql`true` : sql`(body_id = ${bodyId} or body_id is null)`;
  const one = service === undefined ? sql`true` : sql`service = ${service}`;
  return sql`day between ${from}::date and ${to}::date and ${body} and ${one}`;
}

/** Everything that was counted in a period. Reads days and not applications: as quick with a million of them as with ten. */
export async function sumFigures(db: Queryable, search: FigureSearch): Promise<Figure[]> {
  const where = searched(search);
  const columns = sql`service, channel, measure, key, count, within, milliseconds`;
  const { rows } = await sql<Figure>`select service, channel, measure, key,
      sum(count)::bigint as count, sum(within)::bigint as within, sum(milliseconds)::bigint as milliseconds
    from (select ${columns} from applications.figure where ${where}
      union all select ${columns} from applications.tally where ${where}) as counted
    group by service, channel, measure, key order by service, channel, measure, key`.execute(db);
  return rows;
}

/** How much of each measure fell on each day, for the course of a period. */
export async function listDays(
  db: Queryable,
  search: FigureSearch & { readonly measures: readonly string[] },
): Promise<{ day: string; measure: string; count: number }[]> {
  const where = sql`${searched(search)} and measure = any(${search.measures}::text[])`;
  const { rows } = await sql<{ day: string; measure: string; count: number }>`select day, measure, sum(count)::bigint as count
    from (select day, measure, count from applications.figure where ${where}
      union all select day, measure, count from applications.tally where ${where}) as counted
    group by day, measure order by day, measure`.execute(db);
  return rows;
}

/** Answers of the survey by service and quarter, of all bodies (SUR-1). */
export async function sumSurvey(db: Queryable): Promise<{ service: string; quarter: string; key: string; count: number }[]> {
  const { rows } = await sql<{ service: string; quarter: string; key: string; count: number }>`select service,
      to_char(day, 'YYYY-"Q"Q') as quarter, key, sum(count)::bigint as count
    from (select day, service, key, count from applications.figure where measure = 'survey'
      union all select day, service, key, count from applications.tally where measure = 'survey') as counted
    group by 1, 2, 3 order by 2 desc, 1, 3`.execute(db);
  return rows;
}
