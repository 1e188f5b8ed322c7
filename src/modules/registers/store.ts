import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Iin } from '#subjects';

type UnemployedTable = {
  id: string;
  body_id: string;
  iin: string;
  full_name: string;
  registered_on: string;
  left_on: string | null;
  public_works: string | null;
  training: string | null;
  assistance: string | null;
  updated_at: Date;
};
type Tables = { 'registers.unemployed': UnemployedTable };

/** Somebody registered as unemployed. Dates as `2026-11-22`. */
export interface Unemployed {
  readonly id: string;
  readonly bodyId: string;
  readonly iin: Iin;
  readonly fullName: string;
  readonly registeredOn: string;
  readonly leftOn: string | undefined;
  readonly publicWorks: string | undefined;
  readonly training: string | undefined;
  /** Targeted social assistance, housing assistance. */
  readonly assistance: string | undefined;
}

const columns = [
  'id',
  'body_id',
  'iin',
  'full_name',
  'registered_on',
  'left_on',
  'public_works',
  'training',
  'assistance',
] as const;

type Row = Omit<UnemployedTable, 'updated_at'>;

function unemployedOf(row: Row): Unemployed {
  return {
    id: row.id,
    bodyId: row.body_id,
    iin: row.iin as Iin,
    fullName: row.full_name,
    registeredOn: row.registered_on,
    leftOn: row.left_on ?? undefined,
    publicWorks: row.public_works ?? undefined,
    training: row.training ?? undefined,
    assistance: row.assistance ?? undefined,
  };
}

/** @returns undefined for another body's entry as for one that does not exist (SEC-2) */
export async function findUnemployed(db: Queryable, of: { id: string; bodyId: string }): Promise<Unemployed | undefined> {
  const entries = db.withTables<Tables>().selectFrom('registers.unemployed').select(columns);
  const row = await entries.where('id', '=', of.id).where('body_id', '=', of.bodyId).executeTakeFirst();
  return row && unemployedOf(row);
}

/** All entries of a person in a body's register, newest first. */
export async function listUnemployedOf(db: Queryable, key: { bodyId: string; iin: Iin }): Promise<Unemployed[]> {
  const entries = db.withTables<Tables>().selectFrom('registers.unemployed').select(columns);
  const rows = await entries
    .where('body_id', '=', key.bodyId)
    .where('iin', '=', key.iin)
    .orderBy('registered_on', 'desc')
    .execute();
  return rows.map(unemployedOf);
}

export interface RegisterSearch {
  readonly bodyId: string;
  /** An IIN, or the beginning of a name. */
  readonly words: string;
  readonly limit: number;
  readonly offset: number;
}

export async function searchUnemployed(db: Queryable, search: RegisterSearch): Promise<{ entries: Unemployed[]; total: number }> {
  let query = db.withTables<Tables>().selectFrom('registers.unemployed').where('body_id', '=', search.bodyId);
  const words = search.words.trim();
  const digits = words.replaceAll(/\s/g, '');
  if (/^\d+$/.test(digits)) query = query.where('iin', 'like', `${digits}%`);
  else if (words !== '') {
    const beginning = `${words.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where(sql<boolean>`lower(full_name collate "und-x-icu") like ${beginning}`);
  }
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  // Kazakh order: Ә follows А, Қ follows К.
  const ordered = query.orderBy(sql`full_name collate "kk-x-icu"`).orderBy('id');
  const rows = await ordered.select(columns).limit(search.limit).offset(search.offset).execute();
  return { entries: rows.map(unemployedOf), total };
}

/** Enters a person. @returns false where this body has a current entry of the person. */
export async function enterUnemployed(tx: Tx, entry: Omit<Unemployed, 'leftOn'> & { at: Date }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .withTables<Tables>()
    .insertInto('registers.unemployed')
    .values({
      id: entry.id,
      body_id: entry.bodyId,
      iin: entry.iin,
      full_name: entry.fullName,
      registered_on: entry.registeredOn,
      left_on: null,
      public_works: entry.publicWorks ?? null,
      training: entry.training ?? null,
      assistance: entry.assistance ?? null,
      updated_at: entry.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
