import type { Locale } from '#text';
import { nameOf } from './address.ts';
import type { Coded } from './person.ts';

/** A settlement, or a street in one, as the address register gives it. */
export interface FoundAddress {
  /** 16 digits; the last part of what was found. */
  readonly code: string;
  /** Oblast or city of republican importance. */
  readonly district: Coded;
  /** District of an oblast. */
  readonly region?: Coded | undefined;
  readonly settlement: Coded;
  readonly street?: Coded | undefined;
}

/** In one line, from the oblast down; house and flat are still to be typed. */
export function formatFound({ district, region, settlement, street }: FoundAddress, locale: Locale): string {
  const parts = [district, region, settlement, street].flatMap((part) => (part === undefined ? [] : nameOf(part, locale)));
  return parts.filter((part) => part !== '').join(', ');
}
