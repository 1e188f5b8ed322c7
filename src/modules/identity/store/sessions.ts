import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Iin } from '#subjects';
import type { Actor, Method, OfficerActor, PersonActor, Role, SiteName } from '../rules/actor.ts';
import { sessionMinutes } from '../rules/session.ts';
import { nameOf } from './accounts.ts';
import type { SessionTable, Tables } from './tables.ts';

export type NewSession = Omit<SessionTable, 'ended_at'>;

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('identity.session')
    .values({ ...session, ended_at: null })
    .execute();
}

/** Somebody's session with what each request needs of its holder: one look-up. */
export interface LiveSession {
  readonly actor: Actor;
  readonly seenAt: Date;
  readonly expiresAt: Date;
}

export async function findPersonSession(db: Queryable, tokenHash: string): Promise<LiveSession | undefined> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('identity.session as s')
    .innerJoin('identity.account as a', 'a.id', 's.holder_id')
    .select(['s.id as session_id', 's.method', 's.seen_at', 's.expires_at'])
    .select(['a.id', 'a.iin', 'a.surname', 'a.name', 'a.patronymic', 'a.level', 'a.email', 'a.locale'])
    .where('s.token_hash', '=', tokenHash)
    .where('s.site', '=', 'portal')
    .where('s.ended_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, method, level, email, locale } = row;
  const actor: PersonActor = {
    kind: 'person',
    id,
    sessionId: row.session_id,
    iin: row.iin as Iin,
    name: nameOf(row),
    level,
    method,
    email,
    locale,
  };
  return { actor, seenAt: row.seen_at, expiresAt: row.expires_at };
}

export async function findOfficerSession(db: Queryable, tokenHash: string): Promise<LiveSession | undefined> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('identity.session as s')
    .innerJoin('identity.officer as o', 'o.id', 's.holder_id')
    .innerJoin('identity.body as b', 'b.id', 'o.body_id')
    .select(['s.id as session_id', 's.method', 's.seen_at', 's.expires_at'])
    .select(['o.id', 'o.iin', 'o.surname', 'o.name', 'o.patronymic', 'o.locale', 'b.id as body_id', 'b.bin'])
    .select(sql<Role[]>`array(select r.role from identity.officer_role r where r.officer_id = o.id order by r.role)`.as('roles'))
    .where('s.token_hash', '=', tokenHash)
    .where('s.site', '=', 'workplace')
    .where('s.ended_at', 'is', null)
    .where('o.active', '=', true)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, method, locale, roles, bin } = row;
  const common = { id, sessionId: row.session_id, iin: row.iin as Iin, name: nameOf(row), method, locale };
  const actor: OfficerActor = { kind: 'officer', ...common, bodyId: row.body_id, bin, roles };
  return { actor, seenAt: row.seen_at, expiresAt: row.expires_at };
}

export async function touchSession(db: Queryable, id: string, now: Date): Promise<void> {
  await db.withTables<Tables>().updateTable('identity.session').set({ seen_at: now }).where('id', '=', id).execute();
}

export async function endSession(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('identity.session')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

export interface Holder {
  readonly site: SiteName;
  readonly id: string;
}

/** Ends all of a holder's sessions: sign out everywhere, change of password or role (SEC-7). */
export async function endSessionsOf(tx: Tx, holder: Holder, now: Date): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('identity.session')
    .set({ ended_at: now })
    .where('site', '=', holder.site)
    .where('holder_id', '=', holder.id)
    .where('ended_at', 'is', null)
    .execute();
}

/** An open session as its owner sees it. */
export interface OpenSession {
  readonly id: string;
  readonly device: string;
  readonly address: string;
  readonly method: Method;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

export async function listSessions(db: Queryable, holder: Holder, now: Date): Promise<OpenSession[]> {
  return db
    .withTables<Tables>()
    .selectFrom('identity.session')
    .select(['id', 'device', 'address', 'method', 'created_at as createdAt', 'seen_at as seenAt'])
    .where('site', '=', holder.site)
    .where('holder_id', '=', holder.id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('seen_at', '>', new Date(now.getTime() - sessionMinutes[holder.site].idle * 60_000))
    .orderBy('seen_at', 'desc')
    .limit(50)
    .execute();
}

/** @returns true where this browser was not known before (AUTH-3). */
export async function rememberDevice(tx: Tx, device: { holderId: string; hash: string; at: Date }): Promise<boolean> {
  const result = await tx
    .withTables<Tables>()
    .insertInto('identity.device')
    .values({ holder_id: device.holderId, device_hash: device.hash, first_seen_at: device.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function countDevices(tx: Tx, holderId: string): Promise<number> {
  const devices = tx
    .withTables<Tables>()
    .selectFrom('identity.device')
    .select((eb) => eb.fn.countAll<number>().as('count'));
  return (await devices.where('holder_id', '=', holderId).executeTakeFirstOrThrow()).count;
}
