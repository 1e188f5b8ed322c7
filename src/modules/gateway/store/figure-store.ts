import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import { knownCodes, otherFault } from '../rules/faults.ts';
import { classesInDoubling } from '../rules/latency.ts';
import { figureWidths } from '../rules/period.ts';
import type { FigureWidth, Period } from '../rules/period.ts';
import type { EndFigure, LastEnd, StretchFigure } from '../rules/traffic.ts';

/** Lines of the journal that one statement adds up, and that a page adds to the figures at most. */
const mostLines = 20_000;

/**
 * Messages that came to their end in these lines of the journal: answered, delivered or refused. The line of an answer names who answered; who
 * had sent stands in the line of the request, found by its unique key.
 */
function endsIn(lines: RawBuilder<unknown>, node: string): RawBuilder<unknown> {
  return sql`select j.at, j.service, coalesce(q.sender, j.sender) as sender,
      case when j.kind <> 'refusal' then j.sender when j.message_type = 'RESPONSE' then '' else coalesce(s.provider, '') end as recipient,
      case when j.fault is null then '' when j.fault = any(${knownCodes}::text[]) then j.fault else ${otherFault} end as fault,
      case when j.duration_ms is null then -1
        else floor(log(2, greatest(j.duration_ms, 1)) * ${classesInDoubling}::integer)::integer end as class
    from ${lines} j
    left join gateway.service s on s.id = j.service
    left join lateral (select sender from gateway.journal r where r.kind = 'request' and r.party = j.party
      and r.message_id = case j.kind when 'response' then j.correlation_id else j.message_id end limit 1) q on j.kind <> 'refusal'
    where j.party = ${node} and j.kind <> 'request'`;
}

/** Where a process has begun to count, no other counts. @returns undefined where another does */
export async function lockCounted(tx: Tx): Promise<number | undefined> {
  const { rows } = await sql<{ line: number }>`select line from gateway.counted for update skip locked`.execute(tx);
  return rows[0]?.line;
}

/** The last line that is sealed: below it no other can appear. */
export async function lastSealedLine(db: Queryable): Promise<number> {
  const { rows } = await sql<{ line: number }>`select coalesce(max(to_id), 0) as line from gateway.seal`.execute(db);
  return rows[0]?.line ?? 0;
}

/** Adds the lines after `from` up to `to` to the figures, a stretch of them. @returns up to which line it came */
export async function addLines(tx: Tx, { from, to, node }: { from: number; to: number; node: string }): Promise<number> {
  const until = Math.min(to, from + mostLines);
  const lines = sql`(select * from gateway.journal where id > ${from} and id <= ${until})`;
  await sql`insert into gateway.figure (width, from_at, service, sender, recipient, fault, class, count, last_at)
    select width, to_timestamp(floor(extract(epoch from at) / width) * width), service, sender, recipient, fault, class, count(*), max(at)
    from (${endsIn(lines, node)}) ended cross join unnest(${figureWidths}::integer[]) as width
    group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7 ${addUp}`.execute(tx);
  await sql`update gateway.counted set line = ${until}`.execute(tx);
  return until;
}

const addUp = sql`on conflict (width, from_at, service, sender, recipient, fault, class)
  do update set count = figure.count + excluded.count, last_at = greatest(figure.last_at, excluded.last_at)`;

/** Messages of one kind that were turned away at the node's door. */
export interface TurnedAway {
  /** When the last of them was. */
  readonly at: Date;
  /** Empty where they are not known. */
  readonly service: string;
  readonly sender: string;
  readonly fault: string;
  readonly count: number;
}

/** Such messages have no line in the journal: they go into the figures at once. */
export async function addTurnedAway(tx: Tx, turnedAway: readonly TurnedAway[]): Promise<void> {
  await sql`insert into gateway.figure (width, from_at, service, sender, recipient, fault, class, count, last_at)
    select width, to_timestamp(floor(extract(epoch from at) / width) * width), t.service, t.sender, coalesce(s.provider, ''), t.fault, -1,
      sum(count)::bigint, max(at)
    from jsonb_to_recordset(${JSON.stringify(turnedAway)}::jsonb) as t (at timestamptz, service text, sender text, fault text, count integer)
    left join gateway.service s on s.id = t.service cross join unnest(${figureWidths}::integer[]) as width
    group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6 ${addUp}`.execute(tx);
}

export async function dropFigures(tx: Queryable, width: FigureWidth, before: Date): Promise<void> {
  await sql`delete from gateway.figure where width = ${width} and from_at < ${before}`.execute(tx);
}

/** Lines that are not in the figures yet: those of the last minutes, by the primary key. */
const freshLines = sql`(select * from gateway.journal where id > (select line from gateway.counted) order by id limit ${mostLines})`;

/** The figures of a period with the fresh lines, each message once: one statement sees one state of both. */
export function endsOf({ width, from }: Pick<Period, 'width' | 'from'>, node: string): RawBuilder<EndFigure & StretchFigure> {
  return sql<EndFigure & StretchFigure>`with ended as (
      select from_at, service, sender, recipient, fault, class, count, last_at from gateway.figure where width = ${width} and from_at >= ${from}
      union all
      select to_timestamp(floor(extract(epoch from at) / ${width}::integer) * ${width}::integer), service, sender, recipient, fault, class, 1, at
      from (${endsIn(freshLines, node)}) fresh where at >= ${from})
    select from_at as "from", service, sender, recipient, fault, class, sum(count)::bigint as count, max(last_at) as "lastAt"
    from ended group by grouping sets ((service, sender, recipient, fault, class), (from_at, fault))`;
}

/** @returns what ended in the period, by service, systems and end, and by stretch of time. */
export async function sumEnds(
  db: Queryable,
  period: Pick<Period, 'width' | 'from'>,
  node: string,
): Promise<{ ends: EndFigure[]; stretches: StretchFigure[] }> {
  const { rows } = await endsOf(period, node).execute(db);
  return { ends: rows.filter(({ from }) => from === null), stretches: rows.filter(({ from }) => from !== null) };
}

/** When messages ended in which way the last time, as far as they are added up; the fresh ones are among the ends of any period. */
export async function listLastEnds(db: Queryable, from: Date): Promise<LastEnd[]> {
  const { rows } = await sql<LastEnd>`select service, recipient, fault, max(last_at) as "lastAt" from gateway.figure
    where width = 3600 and from_at >= ${from} group by service, recipient, fault`.execute(db);
  return rows;
}

/** @returns the time up to which lines are counted, where so many are fresh that the page cannot add them all; undefined: up to now. */
export async function countedUntil(db: Queryable): Promise<Date | undefined> {
  const { rows } = await sql<{
    at: Date | null;
  }>`select max(at) as at from ${freshLines} fresh having count(*) >= ${mostLines}`.execute(db);
  return rows[0]?.at ?? undefined;
}
