import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import { createBatcher } from './batching.ts';
import type { Batcher } from './batching.ts';
import type { TurnedAwayCounter } from './count-turned-away.ts';
import type { Directory } from './directory.ts';
import { readFault } from './envelope/soap-fault.ts';
import { readSyncRequest, readSyncResponse } from './envelope/sync-channel.ts';
import type { SyncRequest } from './envelope/sync-channel.ts';
import type { SystemKey } from './envelope/system-key.ts';
import { verifyEnvelope } from './envelope/verification.ts';
import type { VerifiedEnvelope } from './envelope/verification.ts';
import type { Gates } from './gates.ts';
import { faultAnswer, openMessage, refusalOf } from './open-message.ts';
import type { SoapAnswer } from './open-message.ts';
import type { SystemTrust } from './ports.ts';
import { faultCode, mayRetry } from './rules/faults.ts';
import type { FaultName } from './rules/faults.ts';
import type { JournalEntry, KnownRequest, Service, System } from './store.ts';
import { appendToJournal } from './store.ts';
import { postXml } from './transport.ts';
import type { Transported } from './transport.ts';

export interface CallPassing {
  readonly db: Db;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly trust: SystemTrust;
  /** The node's key: it signs faults. */
  readonly key: SystemKey;
  readonly gates: Gates;
  readonly countTurnedAway: TurnedAwayCounter;
}

interface Call {
  readonly request: SyncRequest;
  readonly envelope: VerifiedEnvelope;
  readonly service: Service;
  readonly provider: System;
  readonly bytes: Buffer;
  readonly at: Date;
}
type Refused = {
  readonly ok: false;
  readonly fault: FaultName;
  /** The message, once it is known whose it is. */
  readonly of?: { readonly service: string; readonly sender: string };
  /** The refusal has a line of its own. */
  readonly journalled?: true;
};
type Journal = Batcher<JournalEntry, { readonly fresh: boolean }>;

/**
 * The synchronous channel of the node: who signed, may they; journal; on to the provider with the service's time limit, number of calls at
 * once and breaker; the answer must be signed by the provider and name the request; journal; back, byte for byte.
 */
export function createCallPassing(passing: CallPassing): (bytes: Buffer) => Promise<SoapAnswer> {
  const { clock, key, db } = passing;
  const journal: Journal = createBatcher(async (entries) => {
    const fresh = new Set((await appendToJournal(db, entries)).map(keyOf));
    return entries.map((entry) => ({ fresh: fresh.delete(keyOf(entry)) }));
  });
  return async (bytes) => {
    const opened = await openCall(passing, bytes);
    const outcome = opened.ok ? await passCall(passing, journal, opened.call) : opened;
    if (outcome.ok) return outcome.answer;
    const { fault, of, journalled } = outcome;
    const now = clock.now();
    if (journalled === undefined) passing.countTurnedAway({ fault, at: now, of });
    return faultAnswer(fault, 'sync', { key, now });
  };
}

const keyOf = ({ sender, messageId }: JournalEntry | KnownRequest): string => `${sender} ${messageId}`;

async function openCall(passing: CallPassing, bytes: Buffer): Promise<{ ok: true; call: Call } | Refused> {
  const at = passing.clock.now();
  const opening = await openMessage(bytes, { channel: 'sync', read: readSyncRequest, trust: passing.trust, now: at });
  if (!opening.ok) return opening;
  const view = await passing.directory.current();
  const fault = refusalOf(view, 'sync', opening.message);
  if (fault !== undefined) return { ok: false, fault, of: opening.message };
  const service = view.service(opening.message.service);
  const provider = service && view.system(service.provider);
  if (service === undefined || provider === undefined) return { ok: false, fault: 'service' };
  return { ok: true, call: { request: opening.message, envelope: opening.envelope, service, provider, bytes, at } };
}

async function passCall(passing: CallPassing, journal: Journal, call: Call): Promise<{ ok: true; answer: SoapAnswer } | Refused> {
  const passage = passing.gates.enter(call.service.id, call.service.concurrency);
  if (passage === undefined) return { ok: false, fault: 'unavailable', of: call.request };
  // Until the passage is left nothing may throw past it.
  const outcome = await forward(passing, journal, call).catch((error: unknown) => ({ error }));
  if ('error' in outcome) {
    passage.failed();
    throw outcome.error;
  }
  if (outcome.providerAnswered) passage.succeeded();
  else passage.failed();
  return outcome.result;
}

interface Forwarded {
  readonly providerAnswered: boolean;
  readonly result: { ok: true; answer: SoapAnswer } | Refused;
}

async function forward(passing: CallPassing, journal: Journal, call: Call): Promise<Forwarded> {
  const entry = requestEntry(call, passing.key.system);
  const { fresh } = await journal.add(entry);
  if (!fresh) return { providerAnswered: true, result: { ok: false, fault: 'replay', of: call.request } };
  const transported = await postXml({
    url: `${call.provider.address}/bip-sync`,
    xml: call.bytes,
    timeLimit: call.service.timeLimit,
  });
  const checked = await checkAnswer(passing, call, transported);
  const now = passing.clock.now();
  const duration = now.getTime() - call.at.getTime();
  if (!checked.ok) {
    await journal.add({ ...entry, kind: 'refusal', at: now, proof: undefined, fault: faultCode(checked.fault), duration });
    return { providerAnswered: false, result: { ...checked, journalled: true } };
  }
  const { messageId, fault, proof, answer } = checked;
  const sender = call.provider.id;
  await journal.add({
    ...entry,
    kind: 'response',
    at: now,
    messageId,
    correlationId: entry.messageId,
    sender,
    proof,
    fault,
    duration,
  });
  return { providerAnswered: fault === undefined || !mayRetry(fault), result: { ok: true, answer } };
}

function requestEntry({ request, envelope, at }: Call, party: string): JournalEntry {
  const { messageId, correlationId, sender, service } = request;
  return {
    party,
    kind: 'request',
    at,
    channel: 'sync',
    type: 'REQUEST',
    messageId,
    correlationId,
    sender,
    service,
    proof: envelope.proof,
  };
}

type Checked =
  | { ok: true; messageId: string; fault: string | undefined; proof: VerifiedEnvelope['proof']; answer: SoapAnswer }
  | Refused;

/** An answer, or a fault, that the provider signed and that belongs to this request. */
async function checkAnswer({ trust, clock }: CallPassing, call: Call, transported: Transported): Promise<Checked> {
  if (!transported.ok) return { ok: false, fault: transportFaults[transported.reason] };
  const verification = await verifyEnvelope(transported.body, trust, clock.now());
  if (!verification.ok || verification.envelope.system !== call.provider.id) return { ok: false, fault: 'answer' };
  const { operation, proof } = verification.envelope;
  const answer = { status: transported.status, xml: transported.body };
  const fault = readFault(operation);
  // A fault names no request; it is the connection that ties it to this one.
  if (fault !== undefined) return { ok: true, messageId: call.request.messageId, fault: fault.code, proof, answer };
  const response = readSyncResponse(operation);
  if (response === undefined || response.correlationId !== call.request.messageId) return { ok: false, fault: 'answer' };
  return { ok: true, messageId: response.messageId, fault: undefined, proof, answer };
}

const transportFaults = {
  connection: 'unavailable',
  cutOff: 'unavailable',
  timeLimit: 'timeLimit',
  tooLarge: 'answer',
} as const satisfies Record<Extract<Transported, { ok: false }>['reason'], FaultName>;
