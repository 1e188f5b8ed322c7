import type { Clock } from '#kit/clock';
import { newId } from '#kit/ids';
import type { MessageData } from './envelope/messages.ts';
import { signEnvelope } from './envelope/signing.ts';
import { readSyncRequest, writeSyncResponse } from './envelope/sync-channel.ts';
import type { SyncRequest } from './envelope/sync-channel.ts';
import type { SystemKey } from './envelope/system-key.ts';
import { faultAnswer, openMessage } from './open-message.ts';
import type { SoapAnswer } from './open-message.ts';
import type { SystemTrust } from './ports.ts';
import { successCode } from './rules/faults.ts';
import type { FaultName } from './rules/faults.ts';

export interface Answering {
  readonly clock: Clock;
  readonly trust: SystemTrust;
  readonly key: SystemKey;
  /** @returns the business answer, or why there is none. */
  readonly answer: (request: SyncRequest) => Promise<MessageData | FaultName>;
}

/** How many ids are remembered; a call is timely for five minutes only, and a provider's own store is the place for more. */
const mostIds = 100_000;

/** The synchronous endpoint of a provider: checks the caller's signature, answers signed, refuses a repeated messageId. */
export function createAnswering({ clock, trust, key, answer }: Answering): (bytes: Uint8Array) => Promise<SoapAnswer> {
  const seen = new Set<string>();

  function isReplay({ sender, messageId }: SyncRequest): boolean {
    const id = `${sender} ${messageId}`;
    if (seen.has(id)) return true;
    if (seen.size >= mostIds) seen.clear();
    seen.add(id);
    return false;
  }

  return async (bytes) => {
    const now = clock.now();
    const opening = await openMessage(bytes, { channel: 'sync', read: readSyncRequest, trust, now });
    if (!opening.ok) return faultAnswer(opening.fault, 'sync', { key, now });
    const { message } = opening;
    const data = isReplay(message) ? 'replay' : await answer(message);
    if (typeof data === 'string') return faultAnswer(data, 'sync', { key, now });
    const response = writeSyncResponse({
      messageId: newId(),
      correlationId: message.messageId,
      responseDate: now,
      status: { code: successCode, message: 'OK' },
      data,
    });
    return { status: 200, xml: signEnvelope(response, key).xml };
  };
}
