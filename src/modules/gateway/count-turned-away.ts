import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import type { Log } from '#kit/log';
import { faultCode } from './rules/faults.ts';
import type { FaultName } from './rules/faults.ts';
import { addTurnedAway } from './store.ts';
import type { TurnedAway } from './store.ts';

/** A message that the node turned away, as far as it is known. */
export interface TurnedAwayMessage {
  readonly fault: FaultName;
  readonly at: Date;
  /** undefined: it was not found out whose it is. */
  readonly of?: { readonly service: string; readonly sender: string } | undefined;
}

/** Counts messages that the node turned away before they had a line in its journal: unsigned, without a right, while a breaker is open. */
export type TurnedAwayCounter = (message: TurnedAwayMessage) => void;

/** Milliseconds of the shortest stretch of figures: messages of one are counted together. */
const stretch = 300_000;

/**
 * Nobody who is turned away waits for the count. What comes while the last counts are being stored is counted in memory, by kind, so that a
 * flood is a few rows. Counts that cannot be stored are left out, and the log says so.
 */
export function createTurnedAwayCounter({ db, log }: { db: Db; log: Log }): TurnedAwayCounter {
  let waiting = new Map<string, TurnedAway>();
  let storing = false;

  async function store(): Promise<void> {
    storing = true;
    while (waiting.size > 0) {
      const counts = [...waiting.values()];
      waiting = new Map();
      await inTransaction(db, (tx) => addTurnedAway(tx, counts)).catch((error: unknown) => {
        log.warn({ error: error instanceof Error ? error.message : 'unknown' }, 'messages turned away not counted');
      });
    }
    storing = false;
  }

  return ({ fault, at, of }) => {
    // A service that is not in the directory may have any name.
    const service = of === undefined || fault === 'service' ? '' : of.service;
    const counted = { at, service, sender: of?.sender ?? '', fault: faultCode(fault), count: 1 };
    const key = [Math.floor(at.getTime() / stretch), service, counted.sender, fault].join(' ');
    waiting.set(key, { ...counted, count: (waiting.get(key)?.count ?? 0) + 1 });
    if (!storing) void store();
  };
}
