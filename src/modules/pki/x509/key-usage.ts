import { hasBit } from '../der/values.ts';
import type { Bits } from '../der/values.ts';

/** Named bits of KeyUsage in their order (RFC 5280 4.2.1.3). */
export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

export type KeyUsage = (typeof keyUsages)[number];

/** The usages whose bits are set. */
export function keyUsagesOf(bits: Bits): ReadonlySet<KeyUsage> {
  return new Set(keyUsages.filter((_, bit) => hasBit(bits, bit)));
}
