import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import { parseDocumentNumber } from '#documents';
import type { Iin } from '#subjects';
import { applicationColumns, applicationOf } from './applications.ts';
import type { Application } from './applications.ts';
import type { Tables } from './tables.ts';

/** The result was given into somebody's hands. */
export interface HandingOver {
  readonly officerId: string;
  readonly at: Date;
  readonly recipient: 'consumer' | 'representative';
}

/** What waits at a counter: for the provider, for somebody to come for the result; or nothing any more. */
export const counterQueues = ['waiting', 'ready', 'given', 'all'] as const;
export type CounterQueue = (typeof counterQueues)[number];

export interface CounterSearch {
  readonly counterBodyId: string;
  readonly queue: CounterQueue;
  readonly found: CounterWords;
  /** Whose data are shown: what was decided before is found by its number only. */
  readonly shownSince: Date;
  readonly limit: number;
  readonly offset: number;
}

/** A whole number or the beginning of one, or an IIN; undefined for everything; `nothing` for words that can be neither. */
export type CounterWords =
  | { readonly number: string }
  | { readonly beginning: string }
  | { readonly iin: Iin }
  | 'nothing'
  | undefined;

/** What an operator's words can mean: names are not searched for at a counter. */
export function counterWords(words: string, parseIin: (text: string) => Iin | undefined): CounterWords {
  if (words.trim() === '') return undefined;
  const number = parseDocumentNumber(words);
  if (number !== undefined) return { number };
  const iin = parseIin(words);
  if (iin !== undefined) return { iin };
  const signs = words.replaceAll(/[\s-]/g, '').toUpperCase();
  return /^[\dA-Z]{3,11}$/.test(signs) ? { beginning: signs } : 'nothing';
}

const given = sql<boolean>`exists (select from applications.handing_over h where h.application_id = application.id)`;

function inQueue(queue: CounterQueue) {
  const conditions = {
    waiting: sql<boolean>`decided_at is null and status <> 'withdrawn'`,
    ready: sql<boolean>`decided_at is not null and not ${given}`,
    given,
    all: sql<boolean>`true`,
  } satisfies Record<CounterQueue, unknown>;
  return conditions[queue];
}

function matching(found: Exclude<CounterWords, undefined>, shownSince: Date) {
  if (found === 'nothing') return sql<boolean>`false`;
  if ('number' in found) return sql<boolean>`number = ${found.number}`;
  if ('beginning' in found) return sql<boolean>`replace(number, '-', '') like ${`${found.beginning}%`}`;
  // By the person: only while the centre has something to do for them.
  return sql<boolean>`consumer_iin = ${found.iin} and not ${given} and status <> 'withdrawn' and (decided_at is null or decided_at > ${shownSince})`;
}

/** Applications that were taken at a body's counter, the last first. */
export async function searchCounter(
  db: Queryable,
  search: CounterSearch,
): Promise<{ applications: Application[]; total: number }> {
  const { counterBodyId, queue, found, shownSince } = search;
  let query = db.withTables<Tables>().selectFrom('applications.application as application');
  query = query.where('counter_body_id', '=', counterBodyId).where(inQueue(queue));
  if (found !== undefined) query = query.where(matching(found, shownSince));
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const ordered = query.orderBy('sent_at', 'desc').orderBy('id');
  const rows = await ordered.select(applicationColumns).limit(search.limit).offset(search.offset).execute();
  return { applications: rows.map(applicationOf), total };
}

/** @returns false where it was given before */
export async function insertHandingOver(tx: Tx, applicationId: string, handing: HandingOver): Promise<boolean> {
  const { officerId, at, recipient } = handing;
  const result = await tx
    .withTables<Tables>()
    .insertInto('applications.handing_over')
    .values({ application_id: applicationId, officer_id: officerId, at, recipient })
    .onConflict((conflict) => conflict.column('application_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Of those of the applications whose results were given, by application. */
export async function findHandings(db: Queryable, applicationIds: readonly string[]): Promise<ReadonlyMap<string, HandingOver>> {
  if (applicationIds.length === 0) return new Map();
  const rows = await db
    .withTables<Tables>()
    .selectFrom('applications.handing_over')
    .select(['application_id', 'officer_id', 'at', 'recipient'])
    .where('application_id', 'in', [...applicationIds])
    .execute();
  return new Map(rows.map(({ application_id: id, officer_id: officerId, at, recipient }) => [id, { officerId, at, recipient }]));
}
