/** A breaker stops calls to somebody who does not answer, so that neither side drowns in them. Immutable: each event gives the next state. */
export type Breaker =
  | { readonly state: 'closed'; readonly failures: number; readonly since?: Date | undefined }
  | { readonly state: 'open'; readonly since: Date; readonly until: Date }
  /** One call is let through to try. */
  | { readonly state: 'trying'; readonly since: Date };

export const closedBreaker: Breaker = { state: 'closed', failures: 0 };

/** Failures in a row that open it. */
const mostFailures = 5;
/** Milliseconds until one call may try again. */
const cooldown = 5_000;

export function allows(breaker: Breaker, now: Date): boolean {
  switch (breaker.state) {
    case 'closed':
      return true;
    case 'open':
      return now >= breaker.until;
    case 'trying':
      return false;
    default:
      return breaker satisfies never;
  }
}

/** The state while a call that was allowed is under way. */
export function entered(breaker: Breaker): Breaker {
  return breaker.state === 'open' ? { state: 'trying', since: breaker.since } : breaker;
}

export function afterFailure(breaker: Breaker, now: Date): Breaker {
  const since = breaker.since ?? now;
  if (breaker.state === 'closed' && breaker.failures + 1 < mostFailures)
    return { state: 'closed', failures: breaker.failures + 1, since };
  return { state: 'open', since, until: new Date(now.getTime() + cooldown) };
}
