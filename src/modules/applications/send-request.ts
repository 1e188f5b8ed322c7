import type { Tx } from '#kit/db';
import { sha256Hex } from '#kit/ids';
import { enqueue } from '#kit/jobs';
import { sendAsync } from '#gateway';
import { findBodyByBin } from '#identity';
import { start, statusFor } from '#regulations';
import type { Regulation, RequestContents } from '#regulations';
import { requestMessage, systems } from './messages.ts';
import { awaitedOf, recordFirst } from './move.ts';
import { moves } from './rules/moves.ts';
import type { SignatureMade } from './rules/signing.ts';
import type { ApplicationServices } from './services.ts';
import { stampLater } from './stamp.ts';
import { insertApplication, insertRequest, removeDraft } from './store.ts';
import type { SigningEvent } from './store.ts';
import { tellApplicant } from './tell.ts';

/** A request that lacks no signature. */
export interface SignedWhole {
  readonly accountId: string;
  readonly regulation: Regulation;
  readonly contents: RequestContents;
  readonly bytes: Uint8Array;
  /** The applicant's signature, and those of whoever signs besides. */
  readonly signature: SignatureMade;
  readonly others: readonly SignatureMade[];
  /** What happened until now, the signatures among it. */
  readonly before: readonly SigningEvent[];
}

/** The application, its history and the message to the provider, with the draft gone: together or not at all (APP-7). */
export async function sendRequest(tx: Tx, services: ApplicationServices, whole: SignedWhole): Promise<void> {
  const applicationId = whole.contents.id;
  await enter(tx, whole, services.clock.now());
  if (!whole.signature.stamped) await enqueue(tx, stampLater, { applicationId });
  for (const { iin } of whole.others.filter(({ stamped }) => !stamped)) await enqueue(tx, stampLater, { applicationId, iin });
  await tellApplicant(services, tx, { applicationId, occasion: 'sent' });
  await sendToProvider(tx, { ...whole, from: systems.portal });
}

/** The application with what was signed and its first history. */
async function enter(tx: Tx, whole: SignedWhole, at: Date): Promise<void> {
  const { accountId, regulation, contents, bytes, signature } = whole;
  const body = await findBodyByBin(tx, contents.body.bin);
  if (body === undefined) throw new Error('The body of the request is not here');
  const begun = start(regulation, contents.channel, { at, act: 'fillIn' });
  // The person's work is done, condition 2 was judged before, and the portal sends: three moves of the table's row.
  const moved = moves(regulation, begun.state, { outcomes: ['done', 'ok', 'done'], at });
  const { id, channel, locale } = contents;
  await insertApplication(tx, {
    id,
    service: regulation.id,
    regulationVersion: regulation.version,
    channel,
    accountId,
    consumerIin: signature.iin,
    consumerName: contents.consumer.name,
    bodyId: body.id,
    locale,
    state: moved.state,
    status: statusFor(regulation, moved.state),
    awaits: awaitedOf(regulation, moved.state),
    sentAt: at,
  });
  const { cms, evidence, signerSerial, signedAt } = signature;
  const sent = { events: [...begun.events, ...moved.events], actor: { kind: 'consumer', id: accountId } as const, at };
  await Promise.all([
    insertRequest(tx, { applicationId: id, contents, signedBytes: bytes, cms, evidence, signerSerial, signedAt }),
    recordFirst(tx, id, [...whole.before.map(({ event, ...by }) => ({ events: [event], ...by })), sent]),
    removeDraft(tx, id),
  ]);
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The signed request on its way to the provider's workplace through the gateway. @param from the system that sends it */
export async function sendToProvider(
  tx: Tx,
  {
    contents,
    bytes,
    signature,
    others,
    from,
  }: Pick<SignedWhole, 'contents' | 'bytes' | 'signature' | 'others'> & { from: string },
): Promise<void> {
  const { id } = contents;
  const all = [signature, ...others].map(({ iin, cms, evidence }) => ({ iin, cms: base64(cms), evidence: base64(evidence) }));
  const payload = {
    applicationId: id,
    request: base64(bytes),
    cms: base64(signature.cms),
    sha256: sha256Hex(bytes),
    ...(others.length > 0 ? { signatures: all } : {}),
  };
  await sendAsync(tx, requestMessage, { payload, from, order: id });
}
