import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import type { OfficerActor } from '#identity';
import { record } from './move.ts';
import type { ApplicationServices } from './services.ts';
import { findApplication, isViewed } from './store.ts';
import type { Application } from './store.ts';
import { lockForOfficer, officerActor } from './take.ts';

/** An officer's looks at one application within this time are one look. */
const oneLook = 3_600_000;

/**
 * Opens an application for an officer and writes into its history that this officer saw the person's data (PRO-10).
 *
 * @throws Failure `notFound` for another body's application as for one that does not exist (SEC-2)
 */
export async function viewApplication(services: ApplicationServices, officer: OfficerActor, id: string): Promise<Application> {
  const { db } = services;
  const application = await findApplication(db, id, { bodyId: officer.bodyId });
  if (application === undefined) throw new Failure('notFound');
  const at = services.clock.now();
  const look = { officerId: officer.id, since: new Date(at.getTime() - oneLook) };
  if (await isViewed(db, id, look)) return application;
  return inTransaction(db, async (tx) => {
    const locked = await lockForOfficer(tx, officer, id);
    if (!(await isViewed(tx, id, look))) await record(tx, id, { events: [{ kind: 'viewed' }], actor: officerActor(officer), at });
    return locked;
  });
}
