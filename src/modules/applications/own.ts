import type { Queryable, Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import type { PersonActor } from '#identity';
import type { HistoryActor } from './rules/history.ts';
import { findApplication, lockApplication } from './store.ts';
import type { Application } from './store.ts';

export function consumerActor(person: PersonActor): HistoryActor {
  return { kind: 'consumer', id: person.id };
}

/** @throws Failure `notFound` for another's application as for one that does not exist (SEC-2) */
export async function findOwnApplication(db: Queryable, person: PersonActor, id: string): Promise<Application> {
  const application = await findApplication(db, id, { consumerIin: person.iin });
  if (application === undefined) throw new Failure('notFound');
  return application;
}

/** As `findOwnApplication`, and nobody else moves it until the transaction ends. */
export async function lockOwnApplication(tx: Tx, person: PersonActor, id: string): Promise<Application> {
  const application = await lockApplication(tx, id, { consumerIin: person.iin });
  if (application === undefined) throw new Failure('notFound');
  return application;
}
