import type { Clock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import type { Db, Tx } from '#kit/db';
import { figureLifetimes, figureWidths } from './rules/period.ts';
import { addLines, dropFigures, lastSealedLine, lockCounted } from './store.ts';

export interface CountingParts {
  readonly db: Db;
  readonly clock: Clock;
  /** System of the node whose passages are counted. */
  readonly node: string;
}

/** Transactions of one run, each of a stretch of the journal: what is left is counted by the next run. */
const mostSteps = 50;

/**
 * Adds what ended since the last time up into figures, so that the monitoring page reads a few rows however many messages pass (GW-5). Only
 * sealed lines are counted, because below them no other can appear; the page adds the newer ones itself.
 */
export async function countTraffic({ db, clock, node }: CountingParts): Promise<void> {
  for (let step = 0; step < mostSteps; step++) {
    const isMore = await inTransaction(db, (tx) => countOn(tx, node));
    if (!isMore) break;
  }
  const now = clock.now().getTime();
  for (const width of figureWidths) await dropFigures(db, width, new Date(now - figureLifetimes[width]));
}

/** @returns whether lines are left. */
async function countOn(tx: Tx, node: string): Promise<boolean> {
  const from = await lockCounted(tx);
  const to = await lastSealedLine(tx);
  if (from === undefined || to <= from) return false;
  return (await addLines(tx, { from, to, node })) < to;
}
