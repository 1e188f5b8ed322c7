import { inTransaction } from '#kit/db';
import type { Queryable, Tx } from '#kit/db';
import { sha256Hex } from '#kit/ids';
import { enqueue } from '#kit/jobs';
import { findBodyByBin, refusalOf } from '#identity';
import type { OfficerActor, Refusal } from '#identity';
import { canonicalRequest, openSteps, statusFor } from '#regulations';
import type { Outcome, Regulation, RequestContents } from '#regulations';
import { parseIin } from '#subjects';
import { systems } from './messages.ts';
import { awaitedOf, recordFirst } from './move.ts';
import { giveNumber } from './register.ts';
import { isReadyToSign } from './rules/counter.ts';
import type { CounterState } from './rules/counter.ts';
import { moves } from './rules/moves.ts';
import type { ApplicationServices } from './services.ts';
import type { SignatureMade } from './rules/signing.ts';
import { signatureMade, stampLater, verifyAndStamp } from './stamp.ts';
import {
  findApplication,
  findDraft,
  insertApplication,
  insertRequest,
  lockApplication,
  lockDraft,
  removeDraft,
} from './store.ts';
import { sendToProvider } from './send-request.ts';
import { officerActor } from './take.ts';
import { tellApplicant } from './tell.ts';

export type CounterOutcome =
  | { readonly kind: 'sent'; readonly applicationId: string }
  | { readonly kind: 'refused'; readonly failed: Refusal }
  /** What was signed is no longer what the draft holds; it has to be reviewed again. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'missing' };

async function sentBefore(db: Queryable, officer: OfficerActor, id: string): Promise<CounterOutcome> {
  const application = await findApplication(db, id, { counterBodyId: officer.bodyId });
  return application?.counterOfficerId === officer.id ? { kind: 'sent', applicationId: id } : { kind: 'missing' };
}

interface Taken {
  readonly officer: OfficerActor;
  readonly regulation: Regulation;
  readonly contents: RequestContents;
  readonly counter: CounterState;
  readonly bytes: Uint8Array;
  readonly signature: SignatureMade;
}

/**
 * Takes a request that an officer or operator has filled in, marked and signed with their own ЭЦҚ (PRO-3 step 5, PRO-4 steps 5 and 6): the
 * signature must cover exactly what was reviewed. At the provider it is registered at once; from a centre it goes through the gateway. Sent
 * twice, it is one application (APP-7).
 */
export async function submitAtCounter(
  services: ApplicationServices,
  officer: OfficerActor,
  { draftId, cms: sent }: { draftId: string; cms: Uint8Array },
): Promise<CounterOutcome> {
  const key = { id: draftId, officerId: officer.id };
  const draft = await findDraft(services.db, key);
  if (draft?.counter === undefined) return sentBefore(services.db, officer, draftId);
  if (draft.prepared === undefined) return { kind: 'changed' };
  const regulation = services.regulations.version(draft.service, draft.regulationVersion);
  const bytes = canonicalRequest(regulation, draft.prepared);
  const expected = { content: bytes, purpose: 'signing', expectedIin: officer.iin } as const;
  const { cms, verification } = await verifyAndStamp(services, { cms: sent, ...expected });
  if (verification.verdict !== 'passed') return { kind: 'refused', failed: refusalOf(verification) };
  const signature = signatureMade(officer, { cms, verified: verification.verified, at: services.clock.now() });
  return inTransaction(services.db, async (tx): Promise<CounterOutcome> => {
    const locked = await lockDraft(tx, key);
    if (locked?.counter === undefined) return sentBefore(tx, officer, draftId);
    const { prepared: contents, counter } = locked;
    if (contents === undefined || JSON.stringify(contents) !== JSON.stringify(draft.prepared)) return { kind: 'changed' };
    if (!isReadyToSign(regulation, counter)) return { kind: 'changed' };
    await accept(tx, services, { officer, regulation, contents, counter, bytes, signature });
    return { kind: 'sent', applicationId: draftId };
  });
}

async function accept(tx: Tx, services: ApplicationServices, taken: Taken): Promise<void> {
  const { contents, signature } = taken;
  const { id: applicationId } = contents;
  const { signedAt: at } = signature;
  const travels = await enter(tx, taken, at);
  if (!signature.stamped) await enqueue(tx, stampLater, { applicationId });
  if (travels) {
    await tellApplicant(services, tx, { applicationId, occasion: 'sent' });
    await sendToProvider(tx, { ...taken, others: [], from: systems.centre });
    return;
  }
  const application = await lockApplication(tx, applicationId);
  if (application === undefined) throw new Error('An application that was just entered is missing');
  await giveNumber(services, tx, { application, events: [] });
  await tellApplicant(services, tx, { applicationId, occasion: 'accepted' });
}

/** The moves that the signature makes: the officer's work is done, and where the regulation sends the request on, the workplace sends it. */
function moved({ regulation, counter }: Taken, at: Date) {
  const signed = moves(regulation, counter.state, { outcomes: ['done'], at });
  const travels = openSteps(regulation, signed.state)[0]?.step.act === 'send';
  const sending: Outcome[] = travels ? ['done'] : [];
  const after = moves(regulation, signed.state, { outcomes: sending, at });
  return { travels, state: after.state, events: [...signed.events, ...after.events] };
}

/** The application with what was signed, and its history from the counter on. @returns whether it goes through the gateway */
async function enter(tx: Tx, taken: Taken, at: Date): Promise<boolean> {
  const { officer, regulation, contents, counter, bytes, signature } = taken;
  const body = await findBodyByBin(tx, contents.body.bin);
  const consumerIin = parseIin(contents.consumer.iin);
  if (body === undefined || consumerIin === undefined) throw new Error('The body or the consumer of the request is not here');
  const { travels, state, events } = moved(taken, at);
  const { id, channel, locale } = contents;
  await insertApplication(tx, {
    id,
    service: regulation.id,
    regulationVersion: regulation.version,
    channel,
    accountId: undefined,
    consumerIin,
    consumerName: contents.consumer.name,
    bodyId: body.id,
    locale,
    state,
    status: statusFor(regulation, state),
    awaits: awaitedOf(regulation, state),
    sentAt: at,
    counter: { bodyId: counter.bodyId, officerId: officer.id },
  });
  const { cms, evidence, signerSerial, signedAt } = signature;
  const actor = officerActor(officer);
  const past = counter.trace.map(({ events: before, at: then }) => ({ events: before, actor, at: then }));
  const signed = { kind: 'signed', serial: signerSerial, sha256: sha256Hex(bytes) } as const;
  await Promise.all([
    insertRequest(tx, { applicationId: id, contents, signedBytes: bytes, cms, evidence, signerSerial, signedAt }),
    recordFirst(tx, id, [...past, { events: [signed, ...events], actor, at }]),
    removeDraft(tx, id),
  ]);
  return travels;
}
