import type { RevocationReason } from '#pki';

/** What OCSP and the lists say of a certificate. */
export type Standing =
  | { readonly state: 'good' }
  | { readonly state: 'hold'; readonly since: Date }
  | { readonly state: 'revoked'; readonly since: Date; readonly reason: RevocationReason };

/** Reasons with which a certificate of ours can be revoked for good; a CA's own compromise is another ceremony. */
export const revocationReasons = [
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
] as const satisfies readonly RevocationReason[];

export type RevokeReason = (typeof revocationReasons)[number];

export type Act =
  | { readonly act: 'revoke'; readonly reason: RevokeReason }
  | { readonly act: 'hold' }
  | { readonly act: 'release' };

export type ActRefusal = 'alreadyRevoked' | 'alreadyOnHold' | 'notOnHold';

/**
 * What becomes of a certificate. Revocation is for ever; only a hold can be taken back. One that was on hold is revoked from the day of the
 * hold on, because it was not good at any time since.
 */
export function standingAfter(standing: Standing, act: Act, now: Date): Standing | ActRefusal {
  if (standing.state === 'revoked') return 'alreadyRevoked';
  switch (act.act) {
    case 'revoke':
      return { state: 'revoked', since: standing.state === 'hold' ? standing.since : now, reason: act.reason };
    case 'hold':
      return standing.state === 'hold' ? 'alreadyOnHold' : { state: 'hold', since: now };
    case 'release':
      return standing.state === 'hold' ? { state: 'good' } : 'notOnHold';
    default:
      return act satisfies never;
  }
}
