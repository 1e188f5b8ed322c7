import { formatDay } from '#text';
import { powersOfAttorney } from '#seed';
import type { CastPower } from '#seed';

/** A power of attorney as the twin keeps it. */
export interface Deed extends CastPower {
  readonly issueDate: string;
  readonly endDate: string;
  readonly revocationDate: string | undefined;
}

const dayLength = 86_400_000;

/** The powers of attorney of the cast, by number; their days are counted from `now`. */
export function deedsOfTwin(now: Date): ReadonlyMap<string, Deed> {
  const day = (ago: number): string => formatDay(new Date(now.getTime() - ago * dayLength));
  const deedOf = (power: CastPower): Deed => ({
    ...power,
    issueDate: day(power.age),
    endDate: day(power.age - power.term),
    revocationDate: power.revoked === undefined ? undefined : day(power.revoked),
  });
  return new Map(Object.values<CastPower>(powersOfAttorney).map((power) => [power.number, deedOf(power)]));
}
