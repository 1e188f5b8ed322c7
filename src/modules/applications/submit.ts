import { inTransaction } from '#kit/db';
import type { Queryable, Tx } from '#kit/db';
import { sha256Hex } from '#kit/ids';
import { enqueue } from '#kit/jobs';
import { sendAsync } from '#gateway';
import { changeAccount, findBodyByBin, insertActivity, refusalOf } from '#identity';
import type { Browser, PersonActor, Refusal } from '#identity';
import { encodeEvidence } from '#pki';
import type { Verified } from '#pki';
import { canonicalRequest, start, statusFor } from '#regulations';
import type { Regulation, RequestContents } from '#regulations';
import { countFor, measuredStep } from './count.ts';
import { requestMessage, systems } from './messages.ts';
import { awaitedOf, record } from './move.ts';
import { moves } from './rules/moves.ts';
import { stampLater, verifyAndStamp } from './stamp.ts';
import type { ApplicationServices } from './services.ts';
import { tellApplicant } from './tell.ts';
import { findApplication, findDraft, insertApplication, insertRequest, lockDraft, removeDraft } from './store.ts';

export type SubmitOutcome =
  | { readonly kind: 'sent'; readonly applicationId: string }
  /** Condition 2 failed, by the named check; the draft is kept (APP-6). */
  | { readonly kind: 'refused'; readonly failed: Refusal }
  /** What was signed is no longer what the draft holds: it was changed in another tab and must be reviewed again. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'missing' };

interface Submission {
  readonly draftId: string;
  readonly cms: Uint8Array;
  readonly browser: Browser;
}

async function sentBefore(db: Queryable, person: PersonActor, id: string): Promise<SubmitOutcome> {
  const application = await findApplication(db, id, { consumerIin: person.iin });
  return application === undefined ? { kind: 'missing' } : { kind: 'sent', applicationId: id };
}

/**
 * Takes a signed request (steps 3 to 5, condition 2): the signature must cover exactly what was reviewed, by a signing certificate of the
 * same IIN that is valid and not revoked now. The application, its history and the message to the provider are stored together or not at
 * all; sent twice, it is one application (APP-6, APP-7).
 */
export async function submit(services: ApplicationServices, person: PersonActor, submission: Submission): Promise<SubmitOutcome> {
  const { draftId } = submission;
  const begun = services.clock.now();
  const draft = await findDraft(services.db, { id: draftId, accountId: person.id });
  if (draft === undefined) return sentBefore(services.db, person, draftId);
  if (draft.prepared === undefined) return { kind: 'changed' };
  const regulation = services.regulations.version(draft.service, draft.regulationVersion);
  const bytes = canonicalRequest(regulation, draft.prepared);
  const expected = { content: bytes, purpose: 'signing', expectedIin: person.iin } as const;
  const { cms, verification } = await verifyAndStamp(services, { cms: submission.cms, ...expected });
  if (verification.verdict !== 'passed') return { kind: 'refused', failed: refusalOf(verification) };
  const { verified } = verification;
  const { browser } = submission;
  const accepted = { person, regulation, bytes, cms, verified, contents: draft.prepared, browser, begun };
  return inTransaction(services.db, async (tx): Promise<SubmitOutcome> => {
    const locked = await lockDraft(tx, { id: draftId, accountId: person.id });
    if (locked === undefined) return sentBefore(tx, person, draftId);
    if (JSON.stringify(locked.prepared) !== JSON.stringify(draft.prepared)) return { kind: 'changed' };
    await accept(tx, services, accepted);
    return { kind: 'sent', applicationId: draftId };
  });
}

interface Accepted {
  readonly person: PersonActor;
  readonly regulation: Regulation;
  readonly contents: RequestContents;
  readonly bytes: Uint8Array;
  readonly cms: Uint8Array;
  readonly verified: Verified;
  readonly browser: Browser;
  /** When the signed request came. */
  readonly begun: Date;
}

async function accept(tx: Tx, services: ApplicationServices, accepted: Accepted): Promise<void> {
  const { person, browser } = accepted;
  const at = services.clock.now();
  await enter(tx, accepted, at);
  await removeDraft(tx, accepted.contents.id);
  // A service signed with an ЭЦҚ makes a temporary account full (REG-7).
  if (person.level !== 'full') await changeAccount(tx, person.id, { level: 'full' });
  await insertActivity(tx, { holderId: person.id, kind: 'signed', at, device: browser.device, address: browser.address });
  if (accepted.verified.timestamp === undefined) await enqueue(tx, stampLater, { applicationId: accepted.contents.id });
  await tellApplicant(services, tx, { applicationId: accepted.contents.id, occasion: 'sent' });
  await sendToProvider(tx, { ...accepted, from: systems.portal });
  await countSending(services, tx, accepted);
}

/** How long the portal took from the press of the button: the verification with everything that it asks for. */
async function countSending(services: ApplicationServices, tx: Tx, { regulation, contents, begun }: Accepted): Promise<void> {
  const at = services.clock.now();
  const { channel } = contents;
  const milliseconds = at.getTime() - begun.getTime();
  const sending = measuredStep(regulation, { channel, act: 'send', milliseconds });
  await countFor(services, tx, { application: { service: regulation.id, channel }, at, what: [sending] });
}

/** The application with what was signed and its first history. */
async function enter(tx: Tx, { person, regulation, contents, bytes, cms, verified }: Accepted, at: Date): Promise<void> {
  const body = await findBodyByBin(tx, contents.body.bin);
  if (body === undefined) throw new Error('The body of the request is not here');
  const begun = start(regulation, contents.channel, { at, act: 'fillIn' });
  // The person's work is done, condition 2 was judged before, and the portal sends: three moves of the table's row.
  const moved = moves(regulation, begun.state, { outcomes: ['done', 'ok', 'done'], at });
  const { id, channel, locale } = contents;
  const signerSerial = verified.signer.serial;
  await insertApplication(tx, {
    id,
    service: regulation.id,
    regulationVersion: regulation.version,
    channel,
    accountId: person.id,
    consumerIin: person.iin,
    consumerName: contents.consumer.name,
    bodyId: body.id,
    locale,
    state: moved.state,
    status: statusFor(regulation, moved.state),
    awaits: awaitedOf(regulation, moved.state),
    sentAt: at,
  });
  const evidence = encodeEvidence(verified.evidence);
  await insertRequest(tx, { applicationId: id, contents, signedBytes: bytes, cms, evidence, signerSerial, signedAt: at });
  const signed = { kind: 'signed', serial: signerSerial, sha256: sha256Hex(bytes) } as const;
  await record(tx, id, { events: [signed, ...begun.events, ...moved.events], actor: { kind: 'consumer', id: person.id }, at });
}

/** The signed request on its way to the provider's workplace through the gateway. */
export async function sendToProvider(
  tx: Tx,
  { contents, bytes, cms, from }: Pick<Accepted, 'contents' | 'bytes' | 'cms'> & { from: string },
): Promise<void> {
  const { id } = contents;
  const request = Buffer.from(bytes).toString('base64');
  const payload = { applicationId: id, request, cms: Buffer.from(cms).toString('base64'), sha256: sha256Hex(bytes) };
  await sendAsync(tx, requestMessage, { payload, from, order: id });
}
