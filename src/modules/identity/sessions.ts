import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import type { Clock } from '#kit/clock';
import { sha256Hex } from '#kit/ids';
import type { Actor, SiteName } from './rules/actor.ts';
import { isAlive, needsTouch } from './rules/session.ts';
import { endSession, endSessionsOf, findOfficerSession, findPersonSession, touchSession } from './store.ts';
import type { Holder } from './store.ts';

/** @returns who holds the session of this cookie, or undefined where it is unknown, ended or too old. */
export async function readActor(services: { db: Db; clock: Clock }, site: SiteName, token: string): Promise<Actor | undefined> {
  const { db, clock } = services;
  const find = site === 'portal' ? findPersonSession : findOfficerSession;
  const session = await find(db, sha256Hex(token));
  const now = clock.now();
  if (session === undefined || !isAlive(session, site, now)) return undefined;
  if (needsTouch(session, now)) await touchSession(db, session.actor.sessionId, now);
  return session.actor;
}

export async function signOut({ db, clock }: { db: Db; clock: Clock }, actor: Actor): Promise<void> {
  await inTransaction(db, (tx) => endSession(tx, actor.sessionId, clock.now()));
}

/** «Барлық құрылғыдан шығу» (AUTH-4). */
export async function signOutEverywhere({ db, clock }: { db: Db; clock: Clock }, holder: Holder): Promise<void> {
  await inTransaction(db, (tx) => endSessionsOf(tx, holder, clock.now()));
}
