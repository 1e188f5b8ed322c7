import type { Clock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import type { Db, Tx } from '#kit/db';
import { createBatcher } from './batching.ts';
import type { TurnedAwayCounter } from './count-turned-away.ts';
import type { Directory, DirectoryView } from './directory.ts';
import { readAsyncMessage, writeAsyncReceipt } from './envelope/async-channel.ts';
import type { AsyncMessage } from './envelope/async-channel.ts';
import { signEnvelope } from './envelope/signing.ts';
import type { SystemKey } from './envelope/system-key.ts';
import type { VerifiedEnvelope } from './envelope/verification.ts';
import { faultAnswer, openMessage, refusalOf } from './open-message.ts';
import type { Opening, SoapAnswer } from './open-message.ts';
import type { SystemTrust } from './ports.ts';
import type { FaultName } from './rules/faults.ts';
import { appendToJournal, findAsker, findRequest, insertLetters } from './store.ts';
import type { JournalEntry, KnownRequest, NewLetter } from './store.ts';

export interface Acceptance {
  readonly db: Db;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly trust: SystemTrust;
  /** The node's key: it signs receipts and faults. */
  readonly key: SystemKey;
  /** Tells the relay of this process, so that it need not wait to be told by the database. */
  readonly wake: () => void;
  readonly countTurnedAway: TurnedAwayCounter;
}

interface Accepted {
  readonly entry: JournalEntry & { readonly proof: VerifiedEnvelope['proof'] };
  readonly letter: NewLetter;
}
type Stored = { readonly fault: FaultName } | { readonly fault?: undefined; readonly at: Date };

/** The property in which a sender names the order its message belongs to (ours; other senders' messages are simply not ordered). */
export const orderProperty = 'order';

/**
 * The asynchronous channel of the node: who signed, may they, whom is it for; then journal and queue in one transaction, and only then the
 * receipt. The sender's envelope goes on as it came, so that the recipient checks the sender's own signature and need not believe the node.
 */
export function createAcceptance(acceptance: Acceptance): (bytes: Uint8Array) => Promise<SoapAnswer> {
  const { db, clock, key, wake } = acceptance;
  const refuse = ({ fault, of }: Refused, now: Date): SoapAnswer => {
    acceptance.countTurnedAway({ fault, at: now, of });
    return faultAnswer(fault, 'async', { key, now });
  };
  const intake = createBatcher<Accepted, Stored>((items) => inTransaction(db, (tx) => storeAll(tx, items)));
  return async (bytes) => {
    const now = clock.now();
    const opening = await openRouted(acceptance, bytes, now);
    if (!opening.ok) return refuse(opening, now);
    const { message, envelope, recipient } = opening;
    const entry = entryOf(message, { envelope, party: key.system, at: now });
    const letter = letterOf(message, { recipient, body: Buffer.from(bytes).toString('utf8'), envelope });
    const stored = await intake.add({ entry, letter });
    if (stored.fault !== undefined) return refuse({ ok: false, fault: stored.fault, of: message }, now);
    wake();
    return receiptAnswer(message, { envelope, at: stored.at, key });
  };
}

type Routed = Extract<Opening<AsyncMessage>, { ok: true }> & { readonly recipient: string };
type Refused = {
  readonly ok: false;
  readonly fault: FaultName;
  /** The message, once it is known whose it is. */
  readonly of?: AsyncMessage;
};

async function openRouted(acceptance: Acceptance, bytes: Uint8Array, now: Date): Promise<Routed | Refused> {
  const { directory, trust, db, key } = acceptance;
  const opening = await openMessage(bytes, { channel: 'async', read: readAsyncMessage, trust, now });
  if (!opening.ok) return opening;
  const { message } = opening;
  const view = await directory.current();
  if (message.type === 'RESPONSE') {
    const recipient = await findRecipientOfReply(db, view, { message, party: key.system });
    return recipient === undefined ? { ok: false, fault: 'right', of: message } : { ...opening, recipient };
  }
  const fault = refusalOf(view, 'async', message);
  const recipient = view.service(message.service)?.provider;
  return fault === undefined && recipient !== undefined
    ? { ...opening, recipient }
    : { ok: false, fault: fault ?? 'service', of: message };
}

/** Only the provider that was asked may answer, and the answer goes to who asked: the right was theirs. */
async function findRecipientOfReply(
  db: Db,
  view: DirectoryView,
  { message, party }: { message: AsyncMessage; party: string },
): Promise<string | undefined> {
  const { service, sender, correlationId } = message;
  if (view.service(service)?.provider !== sender || correlationId === undefined) return undefined;
  return findAsker(db, { party, messageId: correlationId, service });
}

/** The signed receipt: this very message is stored. */
export function receiptAnswer(
  message: AsyncMessage,
  context: { envelope: VerifiedEnvelope; at: Date; key: SystemKey },
): SoapAnswer {
  const { messageId, correlationId } = message;
  const bodyHash = context.envelope.proof.bodyHash.toString('base64');
  const operation = writeAsyncReceipt({ messageId, correlationId, responseDate: context.at, bodyHash });
  return { status: 200, xml: signEnvelope(operation, context.key).xml };
}

export function entryOf(
  message: AsyncMessage,
  context: { envelope: VerifiedEnvelope; party: string; at: Date },
): Accepted['entry'] {
  const { messageId, correlationId, sender, service, type } = message;
  const { envelope, party, at } = context;
  return { party, kind: 'request', at, channel: 'async', type, messageId, correlationId, sender, service, proof: envelope.proof };
}

function letterOf(message: AsyncMessage, context: { recipient: string; body: string; envelope: VerifiedEnvelope }): NewLetter {
  const { messageId, correlationId, sender, service, type } = message;
  const order = message.properties?.get(orderProperty);
  const { bodyHash } = context.envelope.proof;
  return {
    leg: 'to-recipient',
    route: context.recipient,
    sender,
    service,
    type,
    messageId,
    correlationId,
    order,
    body: context.body,
    bodyHash,
  };
}

const keyOf = ({ sender, messageId }: { sender: string; messageId: string }): string => `${sender} ${messageId}`;

/** Stores what is new; a repetition gets the first time again, another message under a used id is a conflict. */
async function storeAll(tx: Tx, items: readonly Accepted[]): Promise<Stored[]> {
  const fresh = new Map(
    (
      await appendToJournal(
        tx,
        items.map(({ entry }) => entry),
      )
    ).map((known) => [keyOf(known), known]),
  );
  const isFresh = ({ entry }: Accepted): boolean => fresh.get(keyOf(entry))?.bodyHash.equals(entry.proof.bodyHash) ?? false;
  await insertLetters(
    tx,
    items.filter(isFresh).map(({ letter }) => letter),
  );
  return Promise.all(items.map(async ({ entry }) => outcomeOf(entry, fresh.get(keyOf(entry)) ?? (await findRequest(tx, entry)))));
}

function outcomeOf(entry: Accepted['entry'], known: KnownRequest | undefined): Stored {
  if (known === undefined) return { fault: 'defect' };
  return known.bodyHash.equals(entry.proof.bodyHash) ? { at: known.at } : { fault: 'conflict' };
}
