import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import type { Log } from '#kit/log';
import { createBatcher } from './batching.ts';
import { faultCode } from './rules/faults.ts';
import type { FaultName } from './rules/faults.ts';
import { addTurnedAway } from './store.ts';
import type { TurnedAway } from './store.ts';

/** Counts messages that the node turned away before they had a line in its journal: unsigned, without a right, while a breaker is open. */
export type TurnedAwayCounter = (message: TurnedAway) => void;

/**
 * Who is turned away does not wait for the count, and however many come, they are a few rows of figures. A count that cannot be stored is
 * left out and said in the log.
 */
export function createTurnedAwayCounter({ db, log }: { db: Db; log: Log }): TurnedAwayCounter {
  const counting = createBatcher<TurnedAway, true>(async (messages) => {
    await inTransaction(db, (tx) => addTurnedAway(tx, messages));
    return messages.map(() => true);
  });
  return (message) => {
    counting.add(message).catch((error: unknown) => {
      log.warn({ error: error instanceof Error ? error.message : 'unknown' }, 'messages turned away not counted');
    });
  };
}

/** @param of what is known of the message; a service that is not in the directory is none. */
export function turnedAway(fault: FaultName, at: Date, of?: { readonly service: string; readonly sender: string }): TurnedAway {
  const service = of === undefined || fault === 'service' ? '' : of.service;
  return { at, service, sender: of?.sender ?? '', fault: faultCode(fault) };
}
