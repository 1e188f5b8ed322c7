import type { ApplicationServices } from '#applications';
import { readerOf } from '#identity';
import type { OfficerActor } from '#identity';
import { inTransaction } from '#kit/db';
import { recordAccess } from '#registries';
import type { SeenEntry } from '#registers';

/**
 * Before an officer is shown entries of a register: it is written down for the people whose they are (CAB-9). Cards count as look-ups; an
 * export, which only a head can make, is written down for everybody who stands in it.
 *
 * @throws Failure `tooManyRequests` for an officer who has looked up too many people (SEC-11)
 */
export async function recordEntryReadings(
  services: ApplicationServices,
  officer: OfficerActor,
  seen: readonly SeenEntry[],
): Promise<void> {
  const { db, clock, lookups } = services;
  const at = clock.now();
  for (const { iin, purpose } of seen) if (purpose === 'register') await lookups.admit(officer, iin);
  await inTransaction(db, async (tx) => {
    for (const { iin, register: what, purpose } of seen) {
      const ground = { ...readerOf(officer), purpose };
      await recordAccess(tx, { at, iin, kind: 'register', what, ground, outcome: 'found' });
    }
  });
}
