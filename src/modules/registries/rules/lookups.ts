/** How many different people an officer may look up within an hour, and see in lists in a day (SEC-11). */
export interface LookupLimits {
  /** From here each further look-up waits longer. */
  readonly slow: number;
  /** From here there is none. */
  readonly stop: number;
  /** From here no further list is shown that day. */
  readonly listed: number;
}

/** What becomes of the next look-up. */
export type Pace =
  | { readonly kind: 'free' }
  | { readonly kind: 'slowed'; readonly milliseconds: number }
  | { readonly kind: 'stopped' };

/** Milliseconds that a look-up waits at most: longer would look like a defect. */
const longestWait = 10_000;
const waitForEach = 500;

/** @param others different people whom this officer looked up within the hour, without the one that is asked for now */
export function paceOf(others: number, { slow, stop }: LookupLimits): Pace {
  if (others >= stop) return { kind: 'stopped' };
  if (others < slow) return { kind: 'free' };
  return { kind: 'slowed', milliseconds: Math.min(longestWait, (others - slow + 1) * waitForEach) };
}
