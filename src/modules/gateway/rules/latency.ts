/**
 * Times are counted in classes that grow by a fourth of a doubling, so that figures of any number of messages stay few and can be added up,
 * and a percentile of them is right within a tenth.
 */
export const classesInDoubling = 4;

/** How many messages took how long. */
export interface TimedCount {
  /** `floor(log2(milliseconds) * classesInDoubling)`; -1 where no time was taken. */
  readonly class: number;
  readonly count: number;
}

/**
 * @param share of the messages that were as quick or quicker: 0.5 is the median.
 * @returns milliseconds, the middle of its class; undefined where no times were taken
 */
export function percentile(counts: readonly TimedCount[], share: number): number | undefined {
  const timed = counts.filter((one) => one.class >= 0).toSorted((one, other) => one.class - other.class);
  const total = timed.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  for (const one of timed) {
    seen += one.count;
    if (seen >= total * share) return Math.round(2 ** ((one.class + 0.5) / classesInDoubling));
  }
  return undefined;
}
