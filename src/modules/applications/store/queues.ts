import { sql } from 'kysely';
import type { Queryable } from '#kit/db';
import { parseDocumentNumber } from '#documents';
import { applicationColumns, applicationOf } from './applications.ts';
import type { Application } from './applications.ts';
import type { Tables } from './tables.ts';

/** The queues of a desk (WRK-1). */
export const queues = ['new', 'mine', 'asked', 'near', 'overdue', 'sign', 'decided', 'all'] as const;
export type Queue = (typeof queues)[number];
/** Those in which something waits; what only grows is never counted. */
export type OpenQueue = Exclude<Queue, 'decided' | 'all'>;

export interface QueueSearch {
  readonly bodyId: string;
  readonly officerId: string;
  readonly queue: Queue;
  /** Part of a number, an IIN, or the beginning of a name. */
  readonly words: string | undefined;
  readonly now: Date;
}

function inQueue({ queue, officerId, now }: Pick<QueueSearch, 'queue' | 'officerId' | 'now'>) {
  const open = sql<boolean>`awaits in ('officer', 'signatory')`;
  const conditions = {
    new: sql<boolean>`awaits = 'officer' and holder_id is null`,
    mine: sql<boolean>`awaits = 'officer' and holder_id = ${officerId}`,
    asked: sql<boolean>`awaits = 'consumer' and paused_at is not null`,
    near: sql<boolean>`${open} and near_at <= ${now} and due_at >= ${now}`,
    overdue: sql<boolean>`${open} and due_at < ${now}`,
    sign: sql<boolean>`awaits = 'signatory'`,
    decided: sql<boolean>`decided_at is not null`,
    all: sql<boolean>`true`,
  } satisfies Record<Queue, unknown>;
  return conditions[queue];
}

/** A whole number as people write it, a whole IIN, else the beginning of a number or of a name, in whatever case. */
function matching(words: string) {
  const number = parseDocumentNumber(words);
  if (number !== undefined) return sql<boolean>`number = ${number}`;
  const signs = words.replaceAll(/[\s-]/g, '').toUpperCase();
  if (/^\d{12}$/.test(signs)) return sql<boolean>`consumer_iin = ${signs}`;
  const literal = (text: string): string => `${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const name = sql<boolean>`lower(consumer_name collate "und-x-icu") like ${literal(words.toLowerCase())}`;
  return sql<boolean>`(replace(number, '-', '') like ${literal(signs)} or ${name})`;
}

/** What is most in hurry first; of what is over, the last first. */
const hurry = sql`due_at, id`;
const orders: Partial<Record<Queue, typeof hurry>> = { decided: sql`decided_at desc`, all: sql`sent_at desc` };

/** Of a tab that only grows, so many can be leafed through; who looks for an older one searches. */
const mostCounted = 1_000;

function found(db: Queryable, search: QueueSearch) {
  const { bodyId, words } = search;
  const all = db.withTables<Tables>().selectFrom('applications.application').where('body_id', '=', bodyId).where(inQueue(search));
  return words === undefined || words === '' ? all : all.where(matching(words));
}

/** A page of a queue of a body. */
export async function listQueue(
  db: Queryable,
  search: QueueSearch,
  page: { readonly limit: number; readonly offset: number },
): Promise<Application[]> {
  const ordered = found(db, search).orderBy(orders[search.queue] ?? hurry);
  const rows = await ordered.select(applicationColumns).limit(page.limit).offset(page.offset).execute();
  return rows.map(applicationOf);
}

/** How many a search finds; of a whole tab, up to 1 000: reading a million takes a while. */
export async function countFound(db: Queryable, search: QueueSearch): Promise<number> {
  const searched = search.words !== undefined && search.words !== '';
  const counted = found(db, search)
    .select('id')
    .$if(!searched, (all) => all.limit(mostCounted));
  const { total } = await db
    .selectFrom(counted.as('counted'))
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** How many open applications somebody has, and how they stand. */
export interface Load {
  readonly bodyId: string;
  /** undefined: nobody has taken them. */
  readonly holderId: string | undefined;
  readonly open: number;
  /** Of these, so many await a specialist. */
  readonly handling: number;
  readonly signing: number;
  readonly consumer: number;
  readonly near: number;
  readonly overdue: number;
}

/** The open applications of a body, or of all, by who has them. Reads those that are open, however many are decided (WRK-6). */
export async function countLoad(db: Queryable, search: { bodyId: string | undefined; now: Date }): Promise<Load[]> {
  const { bodyId, now } = search;
  const of = (queue: OpenQueue) => inQueue({ queue, officerId: '', now });
  const body = bodyId === undefined ? sql`true` : sql`body_id = ${bodyId}`;
  const { rows } = await sql<Load & { holderId: string | null }>`select body_id as "bodyId", holder_id as "holderId",
      count(*)::int as open, count(*) filter (where awaits = 'officer')::int as handling, count(*) filter (where ${of('sign')})::int as signing, count(*) filter (where ${of('asked')})::int as consumer,
      count(*) filter (where ${of('near')})::int as near, count(*) filter (where ${of('overdue')})::int as overdue
    from applications.application where awaits is not null and awaits <> 'system' and ${body} group by body_id, holder_id`.execute(
    db,
  );
  return rows.map((row) => ({ ...row, holderId: row.holderId ?? undefined }));
}
