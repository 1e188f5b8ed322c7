import type { Clock } from '#kit/clock';
import { orderProperty } from './accept-message.ts';
import type { Directory } from './directory.ts';
import { readAsyncReceipt, writeAsyncMessage } from './envelope/async-channel.ts';
import type { Proof } from './envelope/proof.ts';
import { parseData } from './envelope/messages.ts';
import { signEnvelope } from './envelope/signing.ts';
import { readFault } from './envelope/soap-fault.ts';
import type { SystemKey } from './envelope/system-key.ts';
import { verifyEnvelope } from './envelope/verification.ts';
import type { SystemTrust } from './ports.ts';
import { mayRetry } from './rules/faults.ts';
import { postXml } from './transport.ts';
import type { Transported } from './transport.ts';
import type { Letter } from './store.ts';

/** What came of carrying a letter once. */
export type Carried =
  | { readonly outcome: 'delivered'; readonly by: string; readonly proof: Proof; readonly at: Date }
  /** The other side does not answer, or asks for patience. */
  | { readonly outcome: 'later'; readonly fault: string }
  /** It was refused and would be refused again. */
  | { readonly outcome: 'refused'; readonly fault: string };

export interface Carrying {
  readonly clock: Clock;
  readonly trust: SystemTrust;
  readonly directory: Directory;
  /** Keys of our own systems, by senderId. */
  readonly keys: ReadonlyMap<string, SystemKey>;
  /** The node that our systems use: where it is, and who signs its receipts. */
  readonly gateway: { readonly address: string; readonly system: string };
}

/** Milliseconds in which a receipt must come. */
const timeLimit = 15_000;

interface Parcel {
  readonly url: string;
  readonly xml: string;
  readonly bodyHash: Buffer | undefined;
  /** Who must sign the receipt. */
  readonly receiver: string;
}

/** Carries a letter over its leg once. The same letter gives the same Body each time, so that the other side knows it again. */
export async function carryLetter(carrying: Carrying, letter: Letter): Promise<Carried> {
  const parcel = letter.leg === 'to-gateway' ? packForGateway(carrying, letter) : await packForRecipient(carrying, letter);
  if (typeof parcel === 'string') return { outcome: 'refused', fault: parcel };
  const transported = await postXml({ url: parcel.url, xml: parcel.xml, timeLimit });
  return readReceipt(carrying, parcel, transported);
}

function packForGateway({ keys, gateway }: Carrying, letter: Letter): Parcel | string {
  const key = keys.get(letter.sender);
  if (key === undefined) return 'noKey';
  const { xml, proof } = signEnvelope(
    writeAsyncMessage({
      messageId: letter.messageId,
      correlationId: letter.correlationId ?? undefined,
      service: letter.service,
      type: letter.type,
      messageDate: letter.createdAt,
      sender: letter.sender,
      properties: letter.order === null ? undefined : new Map([[orderProperty, letter.order]]),
      data: parseData(letter.body),
    }),
    key,
  );
  return { url: `${gateway.address}/bip-async`, xml, bodyHash: proof.bodyHash, receiver: gateway.system };
}

async function packForRecipient({ directory }: Carrying, letter: Letter): Promise<Parcel | string> {
  const recipient = (await directory.current()).system(letter.route);
  if (recipient === undefined) return 'noRecipient';
  const bodyHash = letter.bodyHash ?? undefined;
  return { url: `${recipient.address}/bip-async`, xml: letter.body, bodyHash, receiver: recipient.id };
}

async function readReceipt({ trust, clock }: Carrying, parcel: Parcel, transported: Transported): Promise<Carried> {
  if (!transported.ok) return { outcome: 'later', fault: transported.reason };
  const verification = await verifyEnvelope(transported.body, trust, clock.now());
  // Whatever is not signed by the receiver may come from anybody on the way: it neither ends the letter nor proves anything.
  if (!verification.ok || verification.envelope.system !== parcel.receiver) return { outcome: 'later', fault: 'answer' };
  const { operation, proof } = verification.envelope;
  const fault = readFault(operation);
  if (fault !== undefined) return { outcome: mayRetry(fault.code) ? 'later' : 'refused', fault: fault.code };
  const receipt = readAsyncReceipt(operation);
  if (receipt === undefined || !isFor(parcel, receipt.bodyHash)) return { outcome: 'later', fault: 'answer' };
  return { outcome: 'delivered', by: parcel.receiver, proof, at: receipt.responseDate };
}

/** Foreign systems' receipts have no hash; where there is one, it is that of this letter. */
function isFor({ bodyHash }: Parcel, claimed: string | undefined): boolean {
  return claimed === undefined || claimed === bodyHash?.toString('base64');
}
