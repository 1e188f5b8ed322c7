import type { CrlEntry } from '#pki';
import type { Standing } from './revocation.ts';

const hour = 3_600_000;

/**
 * How often lists are made and how long they hold, in milliseconds. They hold for longer than it takes to make the next, so that a server
 * that stands still for some hours leaves nobody without one.
 */
export const rhythm = {
  full: { every: 12 * hour, holds: 48 * hour },
  delta: { every: hour, holds: 6 * hour },
  /** The offline root's: made in a ceremony, renewed in the next. */
  root: { every: 180 * 24 * hour, holds: 365 * 24 * hour },
} as const;

/** A certificate stays listed for a while after it expired, so that it was on a regular list at least once (RFC 5280 §3.3). */
export const listedAfterExpiry = 14 * 24 * hour;

export interface Listed {
  readonly serial: string;
  readonly standing: Standing;
}

/**
 * The entry of a certificate: one that is good again stands in a delta list only, to be removed.
 *
 * @param now the date of an entry that removes
 */
export function entryOf({ serial, standing }: Listed, now: Date): CrlEntry {
  const octets = Uint8Array.from(Buffer.from(serial, 'hex'));
  switch (standing.state) {
    case 'good':
      return { serial: octets, revokedAt: now, reason: 'removeFromCRL' };
    case 'hold':
      return { serial: octets, revokedAt: standing.since, reason: 'certificateHold' };
    case 'revoked':
      return { serial: octets, revokedAt: standing.since, reason: standing.reason };
    default:
      return standing satisfies never;
  }
}
