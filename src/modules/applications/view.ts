import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import { readerOf } from '#identity';
import type { OfficerActor } from '#identity';
import { recordAccess } from '#registries';
import type { AccessKind, ListingPurpose } from '#registries';
import { record } from './move.ts';
import type { ApplicationServices } from './services.ts';
import { findApplication, isViewed, lockApplication } from './store.ts';
import type { Application } from './store.ts';
import { officerActor } from './take.ts';

/** An officer's looks at one application within this time are one look. */
const oneLook = 3_600_000;

/** An application as the person will read of it. */
export type Told = Pick<Application, 'id' | 'number' | 'service' | 'consumerIin'>;

/** Tells the person that this officer read something of their application (CAB-9). */
export async function recordReading(
  tx: Tx,
  officer: OfficerActor,
  reading: { application: Told & Pick<Application, 'channel'>; kind: AccessKind; at: Date },
): Promise<void> {
  const { application, kind, at } = reading;
  const { id, number, service, channel, consumerIin: iin } = application;
  // Through the other channels the person agreed at a counter; what they showed there stands in the signed request.
  const consent = channel === 'portal' ? ({ kind: 'signature' } as const) : undefined;
  const ground = { ...readerOf(officer), purpose: 'application', reference: id, number, consent };
  await recordAccess(tx, { at, iin, kind, what: service, ground, outcome: 'found' });
}

/**
 * Before an officer is shown applications in a list or in the answer to a search: their people can read it, once a day (CAB-9).
 *
 * @throws Failure `tooManyRequests` for an officer who leafs through too many people (SEC-11)
 */
export async function recordListing(
  { clock, lookups }: ApplicationServices,
  officer: OfficerActor,
  { applications, purpose }: { applications: readonly Told[]; purpose: ListingPurpose },
): Promise<void> {
  const at = clock.now();
  const accesses = applications.map(({ id, number, service, consumerIin: iin }) => {
    const ground = { ...readerOf(officer), purpose, reference: id, number };
    return { at, iin, kind: 'application', what: service, ground, outcome: 'found' } as const;
  });
  await lookups.admitList(officer, accesses);
}

/**
 * Before an officer is shown an application: writes into its history that this officer saw the person's data (PRO-10), and into the list that
 * the person can read (CAB-9); once an hour.
 *
 * @throws Failure `tooManyRequests` for an officer who has opened those of too many people (SEC-11)
 */
export async function recordLook(
  services: ApplicationServices,
  officer: OfficerActor,
  { id, consumerIin }: Pick<Application, 'id' | 'consumerIin'>,
): Promise<void> {
  const at = services.clock.now();
  const look = { officerId: officer.id, since: new Date(at.getTime() - oneLook) };
  if (await isViewed(services.db, id, look)) return;
  await services.lookups.admit(officer, consumerIin);
  await inTransaction(services.db, async (tx) => {
    const application = await lockApplication(tx, id);
    if (application === undefined || (await isViewed(tx, id, look))) return;
    await record(tx, id, { events: [{ kind: 'viewed' }], actor: officerActor(officer), at });
    await recordReading(tx, officer, { application, kind: 'application', at });
  });
}

/**
 * Opens an application for an officer of its body, see {@link recordLook}.
 *
 * @throws Failure `notFound` for another body's application as for one that does not exist (SEC-2)
 */
export async function viewApplication(services: ApplicationServices, officer: OfficerActor, id: string): Promise<Application> {
  const application = await findApplication(services.db, id, { bodyId: officer.bodyId });
  if (application === undefined) throw new Failure('notFound');
  await recordLook(services, officer, application);
  return application;
}
