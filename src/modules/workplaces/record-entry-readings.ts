import type { ApplicationServices } from '#applications';
import { readerOf } from '#identity';
import type { OfficerActor } from '#identity';
import { recordAccess } from '#registries';
import type { Access } from '#registries';
import type { SeenEntry } from '#registers';

/**
 * Before an officer is shown entries of a register: it is written down for the people whose they are (CAB-9). Cards count as look-ups; an
 * export, which only a head can make, is written down for everybody who stands in it; lists and searches once a day.
 *
 * @throws Failure `tooManyRequests` for an officer who has looked up or leafed through too many people (SEC-11)
 */
export async function recordEntryReadings(
  services: ApplicationServices,
  officer: OfficerActor,
  seen: readonly SeenEntry[],
): Promise<void> {
  const { db, clock, lookups } = services;
  const at = clock.now();
  for (const { iin, purpose } of seen) if (purpose === 'register') await lookups.admit(officer, iin);
  const accesses = seen.map(({ iin, register: what, purpose }): Access => {
    return { at, iin, kind: 'register', what, ground: { ...readerOf(officer), purpose }, outcome: 'found' };
  });
  const isListed = ({ ground: { purpose } }: Access): boolean => purpose === 'list' || purpose === 'search';
  await lookups.admitList(officer, accesses.filter(isListed));
  await recordAccess(db, ...accesses.filter((access) => !isListed(access)));
}
