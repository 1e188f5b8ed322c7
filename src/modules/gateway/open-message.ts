import type { DirectoryView } from './directory.ts';
import type { MessageInfo } from './envelope/messages.ts';
import { signEnvelope } from './envelope/signing.ts';
import { writeFault } from './envelope/soap-fault.ts';
import type { Channel } from './envelope/soap-fault.ts';
import type { SystemKey } from './envelope/system-key.ts';
import { verifyEnvelope } from './envelope/verification.ts';
import type { VerifiedEnvelope } from './envelope/verification.ts';
import type { SystemTrust } from './ports.ts';
import { faultCode, faultStatus } from './rules/faults.ts';
import type { FaultName } from './rules/faults.ts';
import { isTimely } from './rules/time-window.ts';
import { texts } from '#text';
import type { XmlElement } from './xml/tree.ts';

/** What an endpoint of the gateway answers: signed SOAP with its HTTP status. */
export interface SoapAnswer {
  readonly status: number;
  readonly xml: string | Buffer;
}

export type Opening<M> =
  | { readonly ok: true; readonly message: M; readonly envelope: VerifiedEnvelope }
  | { readonly ok: false; readonly fault: FaultName };

export interface Opener<M> {
  readonly channel: Channel;
  readonly read: (operation: XmlElement) => M | undefined;
  readonly trust: SystemTrust;
  readonly now: Date;
}

/** Opens a message: its signature holds, it has the channel's shape, its sender is the one who signed it, and it is not out of time. */
export async function openMessage<M extends MessageInfo>(bytes: Uint8Array, opener: Opener<M>): Promise<Opening<M>> {
  const verification = await verifyEnvelope(bytes, opener.trust, opener.now);
  if (!verification.ok) return verification;
  const { envelope } = verification;
  const message = opener.read(envelope.operation);
  if (message === undefined) return { ok: false, fault: 'malformed' };
  if (message.sender !== envelope.system) return { ok: false, fault: 'sender' };
  if (!isTimely(opener.channel, message.messageDate, opener.now)) return { ok: false, fault: 'expired' };
  return { ok: true, message, envelope };
}

/** A signed fault. Its words are for the operators of other systems: Kazakh and Russian, as official messages are. */
export function faultAnswer(fault: FaultName, channel: Channel, signing: { key: SystemKey; now: Date }): SoapAnswer {
  const message = `${texts('kk').gateway.faults[fault]} / ${texts('ru').gateway.faults[fault]}`;
  const operation = writeFault({ code: faultCode(fault), message, date: signing.now }, channel);
  return { status: faultStatus(fault), xml: signEnvelope(operation, signing.key).xml };
}

/** Whether `sender` may ask `service` by this channel; deny by default. */
export function refusalOf(view: DirectoryView, channel: Channel, message: MessageInfo): FaultName | undefined {
  const service = view.service(message.service);
  if (service === undefined || service.channel !== channel) return 'service';
  return view.mayCall(message.sender, message.service) ? undefined : 'right';
}
