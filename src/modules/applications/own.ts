import type { Queryable, Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import type { OfficerActor, PersonActor } from '#identity';
import type { HistoryActor } from './rules/history.ts';
import { counterChannelOf } from './rules/counter.ts';
import type { CounterChannel } from './rules/counter.ts';
import { findApplication, lockApplication } from './store.ts';
import type { Application } from './store.ts';
import { officerActor } from './take.ts';

/** Whose own an application is: the consumer's at the portal, and at the counter that took it that of whoever works there. */
export type OwnActor = PersonActor | OfficerActor;

/** @throws Failure `forbidden` for who works at no counter: heads, service owners */
export function channelAt(officer: OfficerActor): CounterChannel {
  const channel = counterChannelOf(officer.roles);
  if (channel === undefined) throw new Failure('forbidden');
  return channel;
}

export function historyActorOf(actor: OwnActor): HistoryActor {
  return actor.kind === 'person' ? { kind: 'consumer', id: actor.id } : officerActor(actor);
}

function reachOf(actor: OwnActor) {
  return actor.kind === 'person' ? { consumerIin: actor.iin } : { counterBodyId: actor.bodyId };
}

function mayAct(actor: OwnActor, application: Application | undefined): Application {
  if (application === undefined) throw new Failure('notFound');
  if (actor.kind === 'officer') channelAt(actor);
  return application;
}

/** @throws Failure `notFound` for another's application as for one that does not exist (SEC-2) */
export async function findOwnApplication(db: Queryable, actor: OwnActor, id: string): Promise<Application> {
  return mayAct(actor, await findApplication(db, id, reachOf(actor)));
}

/** As `findOwnApplication`, and nobody else moves it until the transaction ends. */
export async function lockOwnApplication(tx: Tx, actor: OwnActor, id: string): Promise<Application> {
  return mayAct(actor, await lockApplication(tx, id, reachOf(actor)));
}
