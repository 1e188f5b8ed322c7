import { signal } from '#kit/signals';
import type { Tx } from '#kit/db';
import { newId } from '#kit/ids';
import type { MessageType } from './envelope/async-channel.ts';
import { serialiseData } from './envelope/messages.ts';
import type { MessageKind } from './message-kind.ts';
import { insertLetters } from './store.ts';

/** Processes that carry letters are told by this topic. */
export const transitTopic = 'gateway:transit';

export interface Sending<P> {
  readonly payload: P;
  /** Our system that sends: its key signs. */
  readonly from: string;
  /** Messages of one sender with one order arrive strictly in sequence: an application's id. */
  readonly order?: string;
  /** messageId of the message that is answered. */
  readonly correlationId?: string;
  /** REQUEST by default. */
  readonly type?: MessageType;
}

/** The gateway the senders of this process hand their letters to; the route of all of them. */
const gatewayRoute = 'gateway';

/**
 * Sends a message if, and only if, `tx` is stored. It arrives at least once, its effect happens once.
 *
 * @returns its messageId; an answer names it as correlationId.
 */
export async function sendAsync<P>(tx: Tx, kind: MessageKind<P>, sending: Sending<P>): Promise<string> {
  const messageId = newId();
  await insertLetters(tx, [
    {
      leg: 'to-gateway',
      route: gatewayRoute,
      sender: sending.from,
      service: kind.service,
      type: sending.type ?? 'REQUEST',
      messageId,
      correlationId: sending.correlationId,
      order: sending.order,
      body: serialiseData(kind.write(sending.payload)),
    },
  ]);
  signal(tx, transitTopic);
  return messageId;
}
