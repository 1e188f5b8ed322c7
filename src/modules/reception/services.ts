import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import type { Hall } from './rules/hall.ts';

/** What the use cases of the hall work with; made in main. */
export interface ReceptionServices {
  readonly db: Db;
  readonly clock: Clock;
  readonly hall: Hall;
}

/** A centre on one day of the state, `2026-11-22`: queues begin anew each morning. */
export interface Today {
  readonly bodyId: string;
  readonly day: string;
}
