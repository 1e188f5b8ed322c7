import type { Clock } from '#kit/clock';
import { newId } from '#kit/ids';
import type { Directory } from './directory.ts';
import type { MessageData } from './envelope/messages.ts';
import { readFault } from './envelope/soap-fault.ts';
import { signEnvelope } from './envelope/signing.ts';
import { readSyncResponse, writeSyncRequest } from './envelope/sync-channel.ts';
import type { SystemKey } from './envelope/system-key.ts';
import { verifyEnvelope } from './envelope/verification.ts';
import type { SystemTrust } from './ports.ts';
import type { XmlElement } from './xml/tree.ts';
import { successCode } from './rules/faults.ts';
import { postXml } from './transport.ts';
import type { TransportFault, Transported } from './transport.ts';

/** The three ends of a call, which stay apart: a business answer, a refusal by the gateway or the provider, no usable answer at all. */
export type SyncOutcome =
  | { readonly outcome: 'answered'; readonly data: MessageData | undefined; readonly messageId: string; readonly at: Date }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  /** `answer`: something came that is not a signed answer to this request. */
  | { readonly outcome: 'unreachable'; readonly reason: TransportFault | 'answer' };

export interface Calling {
  readonly clock: Clock;
  readonly trust: SystemTrust;
  readonly directory: Directory;
  readonly keys: ReadonlyMap<string, SystemKey>;
  readonly gateway: { readonly address: string; readonly system: string };
}

export interface SyncCall {
  /** Our system that asks: its key signs. */
  readonly from: string;
  readonly service: string;
  readonly data: MessageData;
  /** Milliseconds for the whole call. */
  readonly timeLimit: number;
  /** Bytes of the answer, at most. */
  readonly mostBytes?: number;
}

/** Makes a function that asks a service through the gateway and waits for the answer; it never rejects for what others do. */
export function createCaller(calling: Calling): (call: SyncCall) => Promise<SyncOutcome> {
  return async (call) => {
    const key = calling.keys.get(call.from);
    if (key === undefined) throw new Error(`No key to call for ${call.from}`);
    const messageId = newId();
    const { from: sender, service, data } = call;
    const request = writeSyncRequest({ messageId, service, messageDate: calling.clock.now(), sender, data });
    const { xml } = signEnvelope(request, key);
    const { timeLimit, mostBytes } = call;
    const url = `${calling.gateway.address}/bip-sync`;
    const transported = await postXml({ url, xml, timeLimit, ...(mostBytes === undefined ? {} : { mostBytes }) });
    return readOutcome(calling, { messageId, service }, transported);
  };
}

async function readOutcome(
  { trust, directory, clock, gateway }: Calling,
  asked: { messageId: string; service: string },
  transported: Transported,
): Promise<SyncOutcome> {
  if (!transported.ok) return { outcome: 'unreachable', reason: transported.reason };
  const verification = await verifyEnvelope(transported.body, trust, clock.now());
  if (!verification.ok) return noAnswer;
  const { system, operation } = verification.envelope;
  const provider = (await directory.current()).service(asked.service)?.provider;
  const fault = readFault(operation);
  if (fault !== undefined && (system === gateway.system || system === provider)) {
    return { outcome: 'refused', code: fault.code, message: fault.message };
  }
  return system === provider ? readResponse(operation, asked.messageId) : noAnswer;
}

const noAnswer: SyncOutcome = { outcome: 'unreachable', reason: 'answer' };

function readResponse(operation: XmlElement, askedId: string): SyncOutcome {
  const response = readSyncResponse(operation);
  if (response === undefined || response.correlationId !== askedId) return noAnswer;
  const { status, data, messageId, responseDate: at } = response;
  if (status.code !== successCode) return { outcome: 'refused', code: status.code, message: status.message };
  return { outcome: 'answered', data, messageId, at };
}
