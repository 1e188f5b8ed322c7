import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Iin, PersonName } from '#subjects';
import type { Locale, Translated } from '#text';
import type { Role } from '../rules/actor.ts';
import { nameOf } from './accounts.ts';
import type { Tables } from './tables.ts';

/** A body of the state. */
export interface Body {
  readonly id: string;
  readonly bin: string;
  /** Kind of provider that the regulations name. */
  readonly kind: string;
  readonly name: Translated;
}

const bodyColumns = ['id', 'bin', 'kind', 'name'] as const;

export async function putBody(tx: Tx, body: Body): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('identity.body')
    .values({ ...body, name: JSON.stringify(body.name) as never })
    .onConflict((conflict) => conflict.column('bin').doNothing())
    .execute();
}

/** Bodies are few, nothing here changes one, and nearly every use case asks for one by its id. */
const known = new Map<string, { readonly body: Body; readonly until: number }>();
/** Milliseconds after which a body that was renamed in the database is noticed. */
const memory = 30_000;

export async function findBody(db: Queryable, id: string): Promise<Body | undefined> {
  const found = known.get(id);
  if (found !== undefined && found.until > performance.now()) return found.body;
  const bodies = db.withTables<Tables>().selectFrom('identity.body').select(bodyColumns);
  const body = await bodies.where('id', '=', id).executeTakeFirst();
  if (body !== undefined) known.set(id, { body, until: performance.now() + memory });
  return body;
}

export async function findBodyByBin(db: Queryable, bin: string): Promise<Body | undefined> {
  return db.withTables<Tables>().selectFrom('identity.body').select(bodyColumns).where('bin', '=', bin).executeTakeFirst();
}

/** All bodies, by name. */
export async function listBodies(db: Queryable): Promise<Body[]> {
  const bodies = db.withTables<Tables>().selectFrom('identity.body').select(bodyColumns);
  return bodies.orderBy(sql`name->>'kk'`).execute();
}

/** The body that provides services of a kind. One of each in a district; which one serves whom comes with territories. */
export async function findBodyByKind(db: Queryable, kind: string): Promise<Body | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('identity.body')
    .select(bodyColumns)
    .where('kind', '=', kind)
    .orderBy('bin')
    .executeTakeFirst();
}

export interface Officer {
  readonly id: string;
  readonly iin: Iin;
  readonly name: PersonName;
  readonly email: string;
  readonly passwordHash: string;
  readonly bodyId: string;
  readonly locale: Locale;
  readonly roles: readonly Role[];
  /** The certificate with which the officer signs, DER. */
  readonly signingCertificate: Uint8Array | undefined;
}

type OfficerKey = { readonly id: string } | { readonly iin: Iin };

async function readOfficers(db: Queryable, where: OfficerKey | { readonly bodyId: string }): Promise<Officer[]> {
  let query = db
    .withTables<Tables>()
    .selectFrom('identity.officer')
    .select(['id', 'iin', 'surname', 'name', 'patronymic', 'email', 'password_hash', 'body_id', 'locale', 'signing_certificate'])
    .select(
      sql<Role[]>`array(select r.role from identity.officer_role r where r.officer_id = identity.officer.id order by r.role)`.as(
        'roles',
      ),
    )
    .where('active', '=', true);
  if ('id' in where) query = query.where('id', '=', where.id);
  else if ('iin' in where) query = query.where('iin', '=', where.iin);
  else query = query.where('body_id', '=', where.bodyId);
  const rows = await query.orderBy('surname').orderBy('name').execute();
  return rows.map((row) => ({
    id: row.id,
    iin: row.iin as Iin,
    name: nameOf(row),
    email: row.email,
    passwordHash: row.password_hash,
    bodyId: row.body_id,
    locale: row.locale,
    roles: row.roles,
    signingCertificate: row.signing_certificate ?? undefined,
  }));
}

export async function findOfficer(db: Queryable, key: OfficerKey): Promise<Officer | undefined> {
  return (await readOfficers(db, key))[0];
}

/** Who works at a body, by id: for pages that only name people. */
export async function listOfficerNames(db: Queryable, bodyId: string): Promise<Map<string, PersonName>> {
  const officers = db
    .withTables<Tables>()
    .selectFrom('identity.officer')
    .where('active', '=', true)
    .where('body_id', '=', bodyId);
  const rows = await officers.select(['id', 'surname', 'name', 'patronymic']).execute();
  return new Map(rows.map((row) => [row.id, nameOf(row)]));
}

export async function listOfficers(db: Queryable, bodyId: string): Promise<Officer[]> {
  return readOfficers(db, { bodyId });
}

export async function putOfficer(tx: Tx, officer: Officer): Promise<void> {
  const row = {
    id: officer.id,
    iin: officer.iin,
    surname: officer.name.surname,
    name: officer.name.name,
    patronymic: officer.name.patronymic ?? null,
    email: officer.email,
    password_hash: officer.passwordHash,
    body_id: officer.bodyId,
    locale: officer.locale,
    active: true,
    signing_certificate: officer.signingCertificate === undefined ? null : Buffer.from(officer.signingCertificate),
  };
  const db = tx.withTables<Tables>();
  await db.insertInto('identity.officer').values(row).execute();
  for (const role of officer.roles)
    await db.insertInto('identity.officer_role').values({ officer_id: officer.id, role }).execute();
}

/** The officer's certificate for signing changed (a new ЭЦҚ each year): documents made from now on name the new one. */
export async function setSigningCertificate(tx: Tx, officerId: string, certificate: Uint8Array): Promise<void> {
  const officers = tx.withTables<Tables>().updateTable('identity.officer');
  await officers
    .set({ signing_certificate: Buffer.from(certificate) })
    .where('id', '=', officerId)
    .execute();
}
