import type { Clock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import type { Db, Tx } from '#kit/db';
import { Failure, failureOf } from '#kit/failure';
import type { Log } from '#kit/log';
import { entryOf, orderProperty, receiptAnswer } from './accept-message.ts';
import type { Directory, DirectoryView } from './directory.ts';
import { readAsyncMessage } from './envelope/async-channel.ts';
import type { AsyncMessage, MessageType } from './envelope/async-channel.ts';
import type { SystemKey } from './envelope/system-key.ts';
import type { VerifiedEnvelope } from './envelope/verification.ts';
import type { MessageKind } from './message-kind.ts';
import { faultAnswer, openMessage, refusalOf } from './open-message.ts';
import type { SoapAnswer } from './open-message.ts';
import type { SystemTrust } from './ports.ts';
import type { FaultName } from './rules/faults.ts';
import { sendAsync } from './send-message.ts';
import { appendToJournal, findRequest } from './store.ts';

/** What a handler may know of its message. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly correlationId: string | undefined;
  readonly sender: string;
  readonly sentAt: Date;
}

/** Who receives messages of a kind. Made by `receive` and `receiveReply`, wired in main. */
export interface Reception {
  readonly system: string;
  readonly service: string;
  readonly types: readonly MessageType[];
  /** Runs in the transaction of the inbox; undefined where the data are not of the kind. */
  readonly accept: (message: AsyncMessage) => Effect | undefined;
}

type Effect = (tx: Tx) => Promise<void>;

export interface Receiving<P, R> {
  readonly system: string;
  readonly kind: MessageKind<P>;
  readonly run: (tx: Tx, payload: P, message: ReceivedMessage) => Promise<R>;
}

/** Receives requests and notifications of a service without answering. Effects happen once, in one transaction with the inbox. */
export function receive<P>(receiving: Receiving<P, void>): Reception {
  return receptionOf(receiving, ['REQUEST', 'NOTIFICATION'], async () => {});
}

/** Receives requests and answers each by a message of its own, in the order of the request. */
export function receiveAndReply<P, R>(receiving: Receiving<P, R> & { readonly reply: MessageKind<R> }): Reception {
  return receptionOf(receiving, ['REQUEST'], async (tx, payload, message) => {
    const order = message.properties?.get(orderProperty);
    const sending = { from: receiving.system, type: 'RESPONSE', correlationId: message.messageId } as const;
    await sendAsync(tx, receiving.reply, { ...sending, payload, ...(order === undefined ? {} : { order }) });
  });
}

/** Receives the answers to requests that `system` has sent. */
export function receiveReply<P>(receiving: Receiving<P, void>): Reception {
  return receptionOf(receiving, ['RESPONSE'], async () => {});
}

function receptionOf<P, R>(
  { system, kind, run }: Receiving<P, R>,
  types: readonly MessageType[],
  answer: (tx: Tx, payload: R, message: AsyncMessage) => Promise<void>,
): Reception {
  return {
    system,
    service: kind.service,
    types,
    accept(message) {
      const payload = kind.read(message.data);
      if (payload === undefined) return undefined;
      const { messageId, correlationId, sender, messageDate: sentAt } = message;
      return async (tx) => answer(tx, await run(tx, payload, { messageId, correlationId, sender, sentAt }), message);
    },
  };
}

export interface ReceiverParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly directory: Directory;
  readonly trust: SystemTrust;
  readonly receptions: readonly Reception[];
}

/** The asynchronous endpoint of one of our systems. */
export function createReceiver(parts: ReceiverParts, key: SystemKey): (bytes: Uint8Array) => Promise<SoapAnswer> {
  const { clock, directory, trust } = parts;
  const receptions = parts.receptions.filter(({ system }) => system === key.system);

  return async (bytes) => {
    const at = clock.now();
    const opening = await openMessage(bytes, { channel: 'async', read: readAsyncMessage, trust, now: at });
    if (!opening.ok) return faultAnswer(opening.fault, 'async', { key, now: at });
    const { message, envelope } = opening;
    const effect = effectOf(message, await directory.current(), receptions);
    if (typeof effect === 'string') return faultAnswer(effect, 'async', { key, now: at });
    const stored = await storeOnce(parts, { message, envelope, party: key.system, at, effect });
    if (typeof stored === 'string') return faultAnswer(stored, 'async', { key, now: at });
    return receiptAnswer(message, { envelope, at: stored, key });
  };
}

/** The right is checked here too: this endpoint can be reached past the node. An answer's sender must be the provider that was asked. */
function effectOf(message: AsyncMessage, view: DirectoryView, receptions: readonly Reception[]): Effect | FaultName {
  const isReply = message.type === 'RESPONSE';
  if (isReply && view.service(message.service)?.provider !== message.sender) return 'right';
  const fault = isReply ? undefined : refusalOf(view, 'async', message);
  if (fault !== undefined) return fault;
  const reception = receptions.find(({ service, types }) => service === message.service && types.includes(message.type));
  return reception === undefined ? 'service' : (reception.accept(message) ?? 'data');
}

interface Taking {
  readonly message: AsyncMessage;
  readonly envelope: VerifiedEnvelope;
  readonly party: string;
  readonly at: Date;
  readonly effect: Effect;
}

/**
 * Inbox row and effect in one transaction: both or neither (GW-3). A second copy waits at the unique key for the first to end.
 *
 * @returns when the message was first taken, or why it is not.
 */
async function storeOnce({ db, log }: ReceiverParts, taking: Taking): Promise<Date | FaultName> {
  const entry = entryOf(taking.message, taking);
  try {
    return await inTransaction(db, async (tx) => {
      const [fresh] = await appendToJournal(tx, [entry]);
      if (fresh !== undefined) {
        await taking.effect(tx);
        return fresh.at;
      }
      const known = await findRequest(tx, entry);
      return known?.bodyHash.equals(entry.proof.bodyHash) ? known.at : 'conflict';
    });
  } catch (error) {
    return faultOf(error, log, entry.service);
  }
}

/** A handler that refuses ends the message; a handler or a database that fails lets it be sent again. */
function faultOf(error: unknown, log: Log, service: string): FaultName {
  const failure = failureOf(error);
  log.warn(
    { service, code: failure.code, stack: failure.code === 'defect' && error instanceof Error ? error.stack : undefined },
    'message not taken',
  );
  if (error instanceof Failure && failure.status < 500 && failure.status !== 429) return 'data';
  return failure.code === 'unavailable' ? 'unavailable' : 'defect';
}
