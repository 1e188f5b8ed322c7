import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Queryable } from '#kit/db';
import { mostCounted } from '../rules/register.ts';
import type { Register } from '../rules/register.ts';
import { entryOf, selectedOf } from './entries.ts';
import type { Entry, EntryRow } from './entries.ts';

export interface RegisterSearch {
  readonly bodyId: string;
  /** An IIN or its beginning, the beginning of a name, a number of the register or of an application; empty for all. */
  readonly words: string;
  /** Without those who have left. */
  readonly onlyCurrent: boolean;
}

function beginsWith(column: string, words: string): RawBuilder<boolean> {
  const beginning = `${words.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`lower(${sql.ref(column)} collate "und-x-icu") like ${beginning}`;
}

function meant(register: Register, { bodyId, words, onlyCurrent }: RegisterSearch): RawBuilder<boolean> {
  const text = words.trim();
  const digits = text.replaceAll(/\s/g, '');
  const parts = [sql<boolean>`body_id = ${bodyId}`];
  if (onlyCurrent) parts.push(sql`left_on is null`);
  if (text !== '') {
    const ways = [sql<boolean>`id in (select entry_id from registers.decision where application_number = ${text})`];
    if (/^\d{1,12}$/.test(digits)) ways.push(sql`iin like ${`${digits}%`}`, sql`number = ${digits}`);
    else ways.push(...['full_name', ...register.searched].map((column) => beginsWith(column, text)));
    parts.push(sql`(${sql.join(ways, sql` or `)})`);
  }
  return sql`${sql.join(parts, sql` and `)}`;
}

/** A page of a register, in Kazakh order: Ә follows А, Қ follows К. `total` is at most one more than {@link mostCounted}. */
export async function searchEntries(
  db: Queryable,
  register: Register,
  search: RegisterSearch & { readonly limit: number; readonly offset: number },
): Promise<{ entries: Entry[]; total: number }> {
  const table = sql.table(register.table);
  const found = await sql<EntryRow>`select ${selectedOf(register)} from ${table} where ${meant(register, search)}
    order by full_name collate "kk-x-icu", id limit ${search.limit} offset ${search.offset}`.execute(db);
  const counted = await sql<{ total: number }>`select count(*) as total from (
    select from ${table} where ${meant(register, search)} limit ${mostCounted + 1}) counted`.execute(db);
  return { entries: found.rows.map(entryOf), total: counted.rows[0]?.total ?? 0 };
}

/** A page of those who wait, in the order of the queue; lists follow one another. */
export async function listQueue(
  db: Queryable,
  register: Register,
  asked: { readonly bodyId: string; readonly limit: number; readonly offset: number },
): Promise<{ entries: Entry[]; total: number }> {
  const waiting = sql`registers.queue q join registers.turn t on t.queue_id = q.id and t.until is null
    where q.body_id = ${asked.bodyId} and q.register = ${register.name}`;
  const found = await sql<EntryRow>`select ${selectedOf(register)} from (select q.list, t.turn, t.entry_id from ${waiting}
      order by q.list, t.turn limit ${asked.limit} offset ${asked.offset}) w
    join ${sql.table(register.table)} on id = w.entry_id order by w.list, w.turn`.execute(db);
  const counted = await sql<{ total: number }>`select count(*) as total from (
    select from ${waiting} limit ${mostCounted + 1}) counted`.execute(db);
  return { entries: found.rows.map(entryOf), total: counted.rows[0]?.total ?? 0 };
}

/** The next entries of a register by their numbers: a whole register is read in portions, however large it is. */
export async function listAfter(
  db: Queryable,
  register: Register,
  search: RegisterSearch & { readonly after: number; readonly limit: number },
): Promise<Entry[]> {
  const { rows } = await sql<EntryRow>`select ${selectedOf(register)} from ${sql.table(register.table)}
    where ${meant(register, search)} and number > ${search.after} order by number limit ${search.limit}`.execute(db);
  return rows.map(entryOf);
}

/** How many are in a register now, at most one more than {@link mostCounted}. */
export async function countCurrent(db: Queryable, register: Register, bodyId: string): Promise<number> {
  const search = { bodyId, words: '', onlyCurrent: true };
  const { rows } = await sql<{ total: number }>`select count(*) as total from (
    select from ${sql.table(register.table)} where ${meant(register, search)} limit ${mostCounted + 1}) counted`.execute(db);
  return rows[0]?.total ?? 0;
}
