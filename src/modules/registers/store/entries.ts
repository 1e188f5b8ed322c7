import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Iin } from '#subjects';
import type { Column, ColumnName, Register, Values } from '../rules/register.ts';

/** Somebody's entry in a register. Days as `2026-11-22`. */
export interface Entry {
  readonly id: string;
  readonly bodyId: string;
  /** One row of numbers for all registers. */
  readonly number: number;
  /** Who is entered: the person out of work, the parent, the guardian, the head of the family. */
  readonly iin: Iin;
  readonly fullName: string;
  readonly registeredOn: string;
  readonly leftOn: string | undefined;
  readonly leftWhy: string | undefined;
  /** When the application was filed; undefined in registers without a queue. */
  readonly filedAt: Date | undefined;
  readonly values: Values;
  /** Counts changes, so that nobody overwrites unseen what another changed. */
  readonly version: number;
}

/** An entry as it is read from any register's table. */
export interface EntryRow {
  id: string;
  body_id: string;
  number: number;
  iin: string;
  full_name: string;
  registered_on: string;
  left_on: string | null;
  left_why: string | null;
  filed_at: Date | null;
  version: number;
  values: Record<string, string | number | null>;
}

/** The columns of a register as one JSON object, so that all registers are read by the same text. */
function valuesOf(columns: readonly Column[]) {
  const pairs = columns.map(({ name, column }) => sql`${sql.lit(name)}, ${sql.ref(column)}`);
  return sql`json_build_object(${sql.join(pairs)})`;
}

/** What is read of a register's table for {@link entryOf}. */
export function selectedOf({ columns, queue }: Register): RawBuilder<unknown> {
  const filedAt = queue ? sql`filed_at` : sql`null::timestamptz`;
  return sql`id, body_id, number, iin, full_name, registered_on, left_on, left_why, version, ${filedAt} as filed_at,
    ${valuesOf(columns)} as values`;
}

export function entryOf(row: EntryRow): Entry {
  const given = Object.entries(row.values).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)] as const]));
  return {
    id: row.id,
    bodyId: row.body_id,
    number: row.number,
    iin: row.iin as Iin,
    fullName: row.full_name,
    registeredOn: row.registered_on,
    leftOn: row.left_on ?? undefined,
    leftWhy: row.left_why ?? undefined,
    filedAt: row.filed_at ?? undefined,
    values: Object.fromEntries(given),
    version: row.version,
  };
}

/** @returns undefined for another body's entry as for one that does not exist (SEC-2) */
export async function findEntry(
  db: Queryable,
  register: Register,
  of: { readonly id: string; readonly bodyId: string },
): Promise<Entry | undefined> {
  const { rows } = await sql<EntryRow>`select ${selectedOf(register)} from ${sql.table(register.table)}
    where id = ${of.id} and body_id = ${of.bodyId}`.execute(db);
  return rows[0] && entryOf(rows[0]);
}

/** As {@link findEntry}; held until the transaction ends. */
export async function lockEntry(
  tx: Tx,
  register: Register,
  of: { readonly id: string; readonly bodyId: string },
): Promise<Entry | undefined> {
  const { rows } = await sql<EntryRow>`select ${selectedOf(register)} from ${sql.table(register.table)}
    where id = ${of.id} and body_id = ${of.bodyId} for update`.execute(tx);
  return rows[0] && entryOf(rows[0]);
}

/** All entries of a person in a body's register, newest first. */
export async function listEntriesOf(
  db: Queryable,
  register: Register,
  key: { readonly bodyId: string; readonly iin: Iin },
): Promise<Entry[]> {
  const { rows } = await sql<EntryRow>`select ${selectedOf(register)} from ${sql.table(register.table)}
    where body_id = ${key.bodyId} and iin = ${key.iin} order by registered_on desc, number desc`.execute(db);
  return rows.map(entryOf);
}

/** A person's entries that are not closed, in every body's register. */
export async function listCurrentOf(db: Queryable, register: Register, iin: Iin): Promise<Entry[]> {
  const { rows } = await sql<EntryRow>`select ${selectedOf(register)} from ${sql.table(register.table)}
    where iin = ${iin} and left_on is null order by number`.execute(db);
  return rows.map(entryOf);
}

/** What an entry is made from. */
export interface NewEntry {
  readonly id: string;
  readonly bodyId: string;
  readonly iin: Iin;
  readonly fullName: string;
  readonly registeredOn: string;
  readonly filedAt: Date;
  readonly values: Values;
  readonly at: Date;
}

/** @returns false where the register has a current entry of the same */
export async function insertEntry(tx: Tx, register: Register, entry: NewEntry): Promise<boolean> {
  const { id, bodyId, iin, fullName, registeredOn, filedAt, values, at } = entry;
  const names = register.columns.map(({ column }) => sql.ref(column));
  const given = register.columns.map(({ name }) => sql`${values[name] ?? null}`);
  const filed = register.queue ? { name: [sql`filed_at`], value: [sql`${filedAt}`] } : { name: [], value: [] };
  const { numAffectedRows } = await sql`insert into ${sql.table(register.table)}
    (id, body_id, iin, full_name, registered_on, updated_at, ${sql.join([...filed.name, ...names])})
    values (${id}, ${bodyId}, ${iin}, ${fullName}, ${registeredOn}, ${at}, ${sql.join([...filed.value, ...given])})
    on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** The current entry that stands in the way of a new one. */
export async function findCurrent(
  db: Queryable,
  register: Register,
  of: { readonly bodyId: string; readonly iin: Iin; readonly values: Values },
): Promise<Entry | undefined> {
  const entries = await listEntriesOf(db, register, of);
  return entries.find(
    ({ leftOn, values }) => leftOn === undefined && register.distinct.every((name) => values[name] === of.values[name]),
  );
}

function columnOf(register: Register, name: ColumnName): string {
  const found = register.columns.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${register.name} has no column ${name}`);
  return found.column;
}

/** What changes in an entry; undefined in `values` empties a column. */
export interface EntryChange {
  readonly fullName?: string;
  readonly leftOn?: string;
  readonly leftWhy?: string;
  readonly values?: Partial<Record<ColumnName, string | undefined>>;
  readonly at: Date;
}

export async function updateEntry(tx: Tx, register: Register, change: EntryChange & { readonly id: string }): Promise<void> {
  const { id, fullName, leftOn, leftWhy, values = {}, at } = change;
  const named = Object.keys(values) as ColumnName[];
  const sets = [
    sql`version = version + 1`,
    sql`updated_at = ${at}`,
    ...(fullName === undefined ? [] : [sql`full_name = ${fullName}`]),
    ...(leftOn === undefined ? [] : [sql`left_on = ${leftOn}, left_why = ${leftWhy ?? null}`]),
    ...named.map((name) => sql`${sql.ref(columnOf(register, name))} = ${values[name] ?? null}`),
  ];
  await sql`update ${sql.table(register.table)} set ${sql.join(sets)} where id = ${id}`.execute(tx);
}
