import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { ChallengePurpose } from '../rules/challenge.ts';
import type { SiteName } from '../rules/actor.ts';
import type { RegistrationTable, Tables } from './tables.ts';

export type Registration = RegistrationTable;

export async function insertRegistration(tx: Tx, registration: Registration): Promise<void> {
  await tx.withTables<Tables>().insertInto('identity.registration').values(registration).execute();
}

export async function findRegistration(db: Queryable, idHash: string, now: Date): Promise<Registration | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('identity.registration')
    .select([
      'id_hash',
      'iin',
      'surname',
      'name',
      'patronymic',
      'birth_date',
      'email',
      'password_hash',
      'level',
      'created_at',
      'expires_at',
    ])
    .where('id_hash', '=', idHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

export async function changeRegistration(tx: Tx, idHash: string, change: Partial<Omit<Registration, 'id_hash'>>): Promise<void> {
  await tx.withTables<Tables>().updateTable('identity.registration').set(change).where('id_hash', '=', idHash).execute();
}

export async function removeRegistration(tx: Tx, idHash: string): Promise<void> {
  await tx.withTables<Tables>().deleteFrom('identity.registration').where('id_hash', '=', idHash).execute();
}

export interface NewLink {
  readonly tokenHash: string;
  readonly accountId: string;
  readonly purpose: 'confirm' | 'recover';
  readonly at: Date;
  readonly expiresAt: Date;
}

/** A new link kills the earlier ones of its purpose. */
export async function replaceLink(tx: Tx, link: NewLink): Promise<void> {
  const links = tx.withTables<Tables>();
  await links.deleteFrom('identity.link').where('account_id', '=', link.accountId).where('purpose', '=', link.purpose).execute();
  const row = {
    token_hash: link.tokenHash,
    account_id: link.accountId,
    purpose: link.purpose,
    created_at: link.at,
    expires_at: link.expiresAt,
    used_at: null,
  };
  await links.insertInto('identity.link').values(row).execute();
}

/** @returns the account of a link that is used now for the first time and in time; used at once by two, only one gets it. */
export async function useLink(
  tx: Tx,
  use: { tokenHash: string; purpose: 'confirm' | 'recover'; now: Date },
): Promise<string | undefined> {
  const row = await tx
    .withTables<Tables>()
    .updateTable('identity.link')
    .set({ used_at: use.now })
    .where('token_hash', '=', use.tokenHash)
    .where('purpose', '=', use.purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', use.now)
    .returning('account_id')
    .executeTakeFirst();
  return row?.account_id;
}

/** @returns the account a used or expired link belonged to, so that the page can offer a new one. */
export async function accountOfLink(db: Queryable, tokenHash: string): Promise<{ accountId: string; used: boolean } | undefined> {
  const links = db.withTables<Tables>().selectFrom('identity.link').select(['account_id as accountId', 'used_at']);
  const row = await links.where('token_hash', '=', tokenHash).executeTakeFirst();
  return row && { accountId: row.accountId, used: row.used_at !== null };
}

export interface NewChallenge {
  readonly id: string;
  readonly browserHash: string;
  readonly purpose: ChallengePurpose;
  readonly site: SiteName;
  readonly content: string;
  readonly expiresAt: Date;
}

export async function insertChallenge(tx: Tx, challenge: NewChallenge): Promise<void> {
  const { id, purpose, site, content } = challenge;
  const row = { id, purpose, site, content, browser_hash: challenge.browserHash, expires_at: challenge.expiresAt, used_at: null };
  await tx.withTables<Tables>().insertInto('identity.challenge').values(row).execute();
}

/** Uses a challenge up: once, in time, by the browser to which it was given. @returns the text that must have been signed. */
export async function useChallenge(
  tx: Tx,
  use: { id: string; browserHash: string; purpose: ChallengePurpose; site: SiteName; now: Date },
): Promise<string | undefined> {
  const row = await tx
    .withTables<Tables>()
    .updateTable('identity.challenge')
    .set({ used_at: use.now })
    .where('id', '=', use.id)
    .where('browser_hash', '=', use.browserHash)
    .where('purpose', '=', use.purpose)
    .where('site', '=', use.site)
    .where('used_at', 'is', null)
    .where('expires_at', '>', use.now)
    .returning('content')
    .executeTakeFirst();
  return row?.content;
}

/** Writes a try down before it is judged, so that many at once cannot pass the limit. @returns failed and running tries since `since`, this one with them. */
export async function countAttempt(tx: Tx, attempt: { subject: string; now: Date; since: Date }): Promise<number> {
  const attempts = tx.withTables<Tables>();
  await sql`select pg_advisory_xact_lock(hashtextextended(${attempt.subject}, 7))`.execute(tx);
  await attempts.insertInto('identity.attempt').values({ subject: attempt.subject, at: attempt.now, failed: true }).execute();
  const row = await attempts
    .selectFrom('identity.attempt')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('subject', '=', attempt.subject)
    .where('at', '>', attempt.since)
    .where('failed', '=', true)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** A success clears the count. */
export async function clearAttempts(tx: Tx, subject: string): Promise<void> {
  await tx.withTables<Tables>().updateTable('identity.attempt').set({ failed: false }).where('subject', '=', subject).execute();
}

export async function insertActivity(
  tx: Tx,
  activity: { holderId: string; kind: string; at: Date; device: string; address: string },
): Promise<void> {
  const { holderId, ...rest } = activity;
  await tx
    .withTables<Tables>()
    .insertInto('identity.activity')
    .values({ holder_id: holderId, ...rest })
    .execute();
}

export interface Activity {
  readonly kind: string;
  readonly at: Date;
  readonly device: string;
  readonly address: string;
}

export async function listActivities(db: Queryable, holderId: string, limit: number): Promise<Activity[]> {
  const activities = db.withTables<Tables>().selectFrom('identity.activity').select(['kind', 'at', 'device', 'address']);
  return activities.where('holder_id', '=', holderId).orderBy('at', 'desc').limit(limit).execute();
}
