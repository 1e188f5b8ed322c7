import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import { hearOwn } from '#kit/signals';
import type { Signals } from '#kit/signals';
import { countLoad } from './store.ts';
import type { Load, OpenQueue } from './store.ts';

/** The open requests of a body as its desks count them. */
export type LoadsOf = (bodyId: string) => Promise<readonly Load[]>;

/** A deadline passes without anybody's doing: milliseconds after which a body is counted anew anyway. */
const longest = 5_000;

/**
 * Remembers the open load of each body until something there changes: each page of a desk shows it, and a body with ten thousand open
 * requests takes milliseconds to count. One count serves all of its officers.
 */
export function rememberLoads({ db, clock }: { db: Db; clock: Clock }, signals: Signals): LoadsOf {
  const remembered = new Map<string, { readonly at: number; readonly loads: Promise<readonly Load[]> }>();
  const forget = (topic: string): void => {
    // After a lost connection the prefix alone is told: anything may have changed.
    if (topic === 'queue:') remembered.clear();
    else remembered.delete(topic.slice('queue:'.length));
  };
  hearOwn(db, 'queue:', forget);
  signals.on('queue:', forget);
  return async (bodyId) => {
    const now = clock.now();
    const known = remembered.get(bodyId);
    if (known !== undefined && Math.abs(now.getTime() - known.at) < longest) return known.loads;
    const counted = { at: now.getTime(), loads: countLoad(db, { bodyId, now }) };
    remembered.set(bodyId, counted);
    counted.loads.catch(() => remembered.get(bodyId) === counted && remembered.delete(bodyId));
    return counted.loads;
  };
}

/** How many wait in each open queue of an officer's desk. */
export function waitingIn(loads: readonly Load[], officerId: string): Record<OpenQueue, number> {
  const sum = (of: (load: Load) => number): number => loads.reduce((total, load) => total + of(load), 0);
  const handledBy = (holderId: string | undefined): number => sum((load) => (load.holderId === holderId ? load.handling : 0));
  return {
    new: handledBy(undefined),
    mine: handledBy(officerId),
    asked: sum(({ consumer }) => consumer),
    near: sum(({ near }) => near),
    overdue: sum(({ overdue }) => overdue),
    sign: sum(({ signing }) => signing),
  };
}
