/** The only place that asks what time it is: everything else is told (rule 3 of the house). */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands until it is moved; for tests and golden files. */
export interface FixedClock extends Clock {
  set(at: Date): void;
  /** @param milliseconds how far to move it, backwards when negative. */
  advance(milliseconds: number): void;
}

export function fixedClock(at: Date): FixedClock {
  let time = at.getTime();
  return {
    now: () => new Date(time),
    set: (next) => {
      time = next.getTime();
    },
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}
