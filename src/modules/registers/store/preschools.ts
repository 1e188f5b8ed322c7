import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';

/** A preschool institution. */
export interface Institution {
  readonly id: string;
  readonly bodyId: string;
  readonly number: string;
  readonly name: string;
  readonly address: string;
  readonly phone: string | undefined;
  readonly version: number;
}

/** A group of an institution with its places. */
export interface PreschoolGroup {
  readonly id: string;
  readonly institutionId: string;
  readonly name: string;
  /** Years of birth of the children that it takes. */
  readonly bornFrom: number;
  readonly bornTo: number;
  readonly places: number;
  /** Places with a child or with a referral that can still be used. */
  readonly taken: number;
}

const institutionColumns = sql`i.id, i.body_id as "bodyId", i.number, i.name, i.address, i.phone, i.version`;
const groupColumns = sql`g.id, g.institution_id as "institutionId", g.name, g.born_from as "bornFrom", g.born_to as "bornTo", g.places,
  (select count(*) from registers.referral r where r.group_id = g.id and r.state in ('open', 'used')) as taken`;

type InstitutionRow = Omit<Institution, 'phone'> & { phone: string | null };
const institutionOf = (row: InstitutionRow): Institution => ({ ...row, phone: row.phone ?? undefined });

/** A body's institutions in the order of their numbers. */
export async function listInstitutions(db: Queryable, bodyId: string): Promise<Institution[]> {
  const { rows } = await sql<InstitutionRow>`select ${institutionColumns} from registers.institution i
    where i.body_id = ${bodyId} order by length(i.number), i.number`.execute(db);
  return rows.map(institutionOf);
}

/** @returns undefined for another body's as for one that does not exist */
export async function findInstitution(
  db: Queryable,
  of: { readonly id: string; readonly bodyId: string },
): Promise<Institution | undefined> {
  const { rows } = await sql<InstitutionRow>`select ${institutionColumns} from registers.institution i
    where i.id = ${of.id} and i.body_id = ${of.bodyId}`.execute(db);
  return rows[0] && institutionOf(rows[0]);
}

/** The groups of these institutions, the youngest children first. */
export async function listGroups(db: Queryable, institutionIds: readonly string[]): Promise<PreschoolGroup[]> {
  const { rows } = await sql<PreschoolGroup>`select ${groupColumns} from registers.preschool_group g
    where g.institution_id = any(${institutionIds}::uuid[]) order by g.born_from desc, g.name`.execute(db);
  return rows;
}

/** @returns undefined for a group of another body's institution as for one that does not exist */
export async function findGroup(
  db: Queryable,
  of: { readonly id: string; readonly bodyId: string },
): Promise<PreschoolGroup | undefined> {
  const { rows } = await sql<PreschoolGroup>`select ${groupColumns} from registers.preschool_group g
    join registers.institution i on i.id = g.institution_id where g.id = ${of.id} and i.body_id = ${of.bodyId}`.execute(db);
  return rows[0];
}

/** Groups of a body that take children of this year and have a free place, by the institutions' numbers. */
export async function listFreeGroups(
  db: Queryable,
  of: { readonly bodyId: string; readonly bornIn: number; readonly institutionNumber?: string | undefined },
): Promise<PreschoolGroup[]> {
  const { rows } = await sql<PreschoolGroup>`select ${groupColumns} from registers.preschool_group g
    join registers.institution i on i.id = g.institution_id
    where i.body_id = ${of.bodyId} and ${of.bornIn}::int between g.born_from and g.born_to
      and (${of.institutionNumber ?? null}::text is null or i.number = ${of.institutionNumber ?? null})
      and g.places > (select count(*) from registers.referral r where r.group_id = g.id and r.state in ('open', 'used'))
    order by length(i.number), i.number, g.name`.execute(db);
  return rows;
}

/** Held until the transaction ends, so that a place is given once. */
export async function lockGroup(tx: Tx, id: string): Promise<PreschoolGroup | undefined> {
  await sql`select from registers.preschool_group where id = ${id} for update`.execute(tx);
  // A second look: it sees what was stored while the first waited.
  const { rows } = await sql<PreschoolGroup>`select ${groupColumns} from registers.preschool_group g where g.id = ${id}`.execute(
    tx,
  );
  return rows[0];
}

/** @returns false where the body has an institution with this number */
export async function insertInstitution(tx: Tx, institution: Institution & { readonly at: Date }): Promise<boolean> {
  const { id, bodyId, number, name, address, phone, at } = institution;
  const { numAffectedRows } = await sql`insert into registers.institution (id, body_id, number, name, address, phone, updated_at)
    values (${id}, ${bodyId}, ${number}, ${name}, ${address}, ${phone ?? null}, ${at}) on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** @returns false where the institution has a group with this name */
export async function insertGroup(tx: Tx, group: Omit<PreschoolGroup, 'taken'>): Promise<boolean> {
  const { id, institutionId, name, bornFrom, bornTo, places } = group;
  const { numAffectedRows } =
    await sql`insert into registers.preschool_group (id, institution_id, name, born_from, born_to, places)
    values (${id}, ${institutionId}, ${name}, ${bornFrom}, ${bornTo}, ${places}) on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function setPlaces(tx: Tx, groupId: string, places: number): Promise<void> {
  await sql`update registers.preschool_group set places = ${places} where id = ${groupId}`.execute(tx);
}
