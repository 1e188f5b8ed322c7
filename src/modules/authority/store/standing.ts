import type { RevocationReason } from '#pki';
import type { Standing } from '../rules/revocation.ts';

export interface StandingColumns {
  readonly state: 'good' | 'hold' | 'revoked';
  readonly since: Date | null;
  readonly reason: RevocationReason | null;
}

/** The columns hold together by the table's checks. */
export function standingOf({ state, since, reason }: StandingColumns): Standing {
  if (state === 'good' || since === null) return { state: 'good' };
  return state === 'hold' ? { state, since } : { state, since, reason: reason ?? 'unspecified' };
}

export function columnsOf(standing: Standing): StandingColumns {
  switch (standing.state) {
    case 'good':
      return { state: 'good', since: null, reason: null };
    case 'hold':
      return { state: 'hold', since: standing.since, reason: null };
    case 'revoked':
      return { state: 'revoked', since: standing.since, reason: standing.reason };
    default:
      return standing satisfies never;
  }
}
