import { readCertificate } from '#pki';
import type { Clock } from '#kit/clock';

const day = 86_400_000;
/** Days for which the demonstration's authority has been there at the first start: longer than its oldest application. */
const age = 60;

/** The clock by which a demonstration's authority and key files are made: so that what was signed in the weeks before is genuine. */
export function foundingClock(clock: Clock): Clock {
  return { now: () => new Date(clock.now().getTime() - age * day) };
}

/** Whether an authority is old enough to have signed the demonstration's past; one that was made without it is not. */
export function hasPast(issuingCertificate: Uint8Array, clock: Clock): boolean {
  const read = readCertificate(issuingCertificate);
  return read.ok && clock.now().getTime() - read.value.notBefore.getTime() >= age * day;
}
