import type { ApplicationServices } from '#applications';
import { readerOf } from '#identity';
import type { OfficerActor } from '#identity';
import { recordAccess } from '#registries';
import type { Iin } from '#subjects';

/**
 * Before an officer opens somebody's entry in a register of the body: it is written down for that person (CAB-9).
 *
 * @throws Failure `tooManyRequests` for an officer who has looked up too many people (SEC-11)
 */
export async function recordEntryReading(
  services: ApplicationServices,
  officer: OfficerActor,
  entry: { readonly register: string; readonly iin: Iin },
): Promise<void> {
  const { db, clock, lookups } = services;
  const { register: what, iin } = entry;
  await lookups.admit(officer, iin);
  const ground = { ...readerOf(officer), purpose: 'register' };
  await recordAccess(db, { at: clock.now(), iin, kind: 'register', what, ground, outcome: 'found' });
}
