import type { Queryable } from '#kit/db';
import { findLetterState, hasReceipt } from './store.ts';

/** Delivery states of the asynchronous channel. */
export type DeliveryState = 'onDelivery' | 'delivered' | 'notDelivered';

/**
 * Where a message of `sender` is now, as the journal of `node` and the queues know it.
 *
 * @returns undefined for a message that was never accepted, or was given up by an operator.
 */
export async function deliveryState(
  db: Queryable,
  message: { node: string; sender: string; messageId: string },
): Promise<DeliveryState | undefined> {
  const state = await findLetterState(db, message.sender, message.messageId);
  if (state !== undefined) return state === 'dead' ? 'notDelivered' : 'onDelivery';
  return (await hasReceipt(db, message.node, message.messageId)) ? 'delivered' : undefined;
}
