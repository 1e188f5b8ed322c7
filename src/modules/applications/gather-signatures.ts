import { z } from 'zod';
import type { Tx } from '#kit/db';
import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import { sha256Hex } from '#kit/ids';
import { enqueue, handle, jobKind } from '#kit/jobs';
import type { Handler } from '#kit/jobs';
import { signal } from '#kit/signals';
import type { PersonActor } from '#identity';
import type { Regulation, RequestContents } from '#regulations';
import type { HistoryActor, SigningEnd } from './rules/history.ts';
import { invitedOf, isComplete, reminderDays, signingDays } from './rules/signing.ts';
import type { SignatureMade } from './rules/signing.ts';
import { sendRequest } from './send-request.ts';
import type { ApplicationServices } from './services.ts';
import {
  insertInvitations,
  insertSignature,
  insertSigningEvent,
  listInvitations,
  listSignatures,
  listSigningEvents,
  lockDraft,
  lockDraftById,
  removeGathered,
  removeSignature,
  saveDraft,
  saveInvitation,
  saveSigningUntil,
} from './store.ts';
import type { Draft, PersonsDraft } from './store.ts';
import { tellOthers } from './tell-signers.ts';

const day = 86_400_000;

const signing = z.object({ draftId: z.uuid(), until: z.iso.datetime() });
const remindSigners = jobKind('applications.remindSigners', signing);
const endSigning = jobKind('applications.endSigning', signing);

/** A draft that was reviewed: what is signed is fixed. */
export type Reviewed = PersonsDraft & { readonly prepared: RequestContents };

/** Whether signatures are still gathered; a review that nobody signed in time has to be made anew. */
export function isOver({ signingUntil }: Draft, now: Date): boolean {
  return signingUntil !== undefined && signingUntil <= now;
}

/** Tells open pages that something changed about the signatures of a request. */
export function tellSigningPages(tx: Tx, draftId: string): void {
  signal(tx, `signing:${draftId}`);
}

/** Fixes what is signed and invites whoever signs besides the applicant; they are reminded, and the review ends. */
async function begin(tx: Tx, services: ApplicationServices, draft: Reviewed): Promise<void> {
  const at = services.clock.now();
  const until = new Date(at.getTime() + signingDays * day);
  await saveSigningUntil(tx, draft.id, until);
  await insertInvitations(tx, draft.id, { iins: invitedOf(draft.prepared), at });
  const actor = { kind: 'consumer', id: draft.accountId } as const;
  await insertSigningEvent(tx, draft.id, { at, actor, event: { kind: 'signersInvited', until: until.toISOString() } });
  await tellOthers(services, tx, { draft, to: invitedOf(draft.prepared), occasion: 'invited', until });
  const job = { draftId: draft.id, until: until.toISOString() };
  await enqueue(tx, remindSigners, job, { at: new Date(until.getTime() - reminderDays * day) });
  await enqueue(tx, endSigning, job, { at: until });
  tellSigningPages(tx, draft.id);
}

/**
 * Invites the others before the applicant signs: the order is free (FRM-9). What was not reviewed, or has changed since, is not sent to anybody.
 *
 * @throws Failure `notFound` for another's draft as for one that does not exist
 */
export async function inviteSigners(
  services: ApplicationServices,
  person: PersonActor,
  draftId: string,
): Promise<'invited' | 'changed'> {
  return inTransaction(services.db, async (tx) => {
    const draft = await lockDraft(tx, { id: draftId, accountId: person.id });
    if (draft === undefined) throw new Failure('notFound');
    const { prepared, signingUntil } = draft;
    if (prepared === undefined) return 'changed';
    if (signingUntil === undefined && invitedOf(prepared).length > 0)
      await begin(tx, services, { ...draft, accountId: person.id, prepared });
    return 'invited';
  });
}

/** A verified signature of one of those who sign a locked draft. */
export interface Gathering {
  readonly draft: Reviewed;
  readonly regulation: Regulation;
  readonly bytes: Uint8Array;
  readonly person: PersonActor;
  readonly signature: SignatureMade;
}

function actorOf({ draft, person }: Pick<Gathering, 'draft' | 'person'>): HistoryActor {
  return draft.accountId === person.id ? { kind: 'consumer', id: person.id } : { kind: 'signer', id: person.id, iin: person.iin };
}

/** Adds a signature; with the last one the request is sent in the same transaction, exactly once (REL-4). */
export async function gather(tx: Tx, services: ApplicationServices, made: Gathering): Promise<'sent' | 'waiting'> {
  const { draft, signature, bytes, person } = made;
  const contents = draft.prepared;
  const event = { kind: 'signed', serial: signature.signerSerial, sha256: sha256Hex(bytes) } as const;
  const told = { at: signature.signedAt, actor: actorOf(made), event };
  const whole = { accountId: draft.accountId, regulation: made.regulation, contents, bytes };
  const invited = invitedOf(contents);
  if (invited.length === 0) {
    await sendRequest(tx, services, { ...whole, signature, others: [], before: [told] });
    return 'sent';
  }
  if (draft.signingUntil === undefined) await begin(tx, services, draft);
  const before = await listSignatures(tx, draft.id);
  if (before.some(({ iin }) => iin === person.iin)) return 'waiting';
  await insertSignature(tx, draft.id, signature);
  if (invited.includes(person.iin)) await saveInvitation(tx, { id: draft.id, iin: person.iin }, { state: 'signed' });
  await insertSigningEvent(tx, draft.id, told);
  tellSigningPages(tx, draft.id);
  const signatures = [...before, signature];
  const own = signatures.find(({ iin }) => iin === contents.consumer.iin);
  if (own === undefined || !isComplete(contents, signatures)) {
    if (draft.accountId !== person.id)
      await tellOthers(services, tx, { draft, to: [contents.consumer.iin], occasion: 'signed', by: person });
    return 'waiting';
  }
  const others = signatures.filter((one) => one !== own);
  await sendRequest(tx, services, { ...whole, signature: own, others, before: await listSigningEvents(tx, draft.id) });
  await removeSignature(tx, { id: draft.id, iin: own.iin });
  await tellOthers(services, tx, { draft, to: invited, occasion: 'sent' });
  return 'sent';
}

/** Voids what was gathered for a locked draft: invitations and signatures go, everybody concerned is told, what happened stays told. */
export async function voidSignatures(
  tx: Tx,
  services: ApplicationServices,
  { draft, cause }: { draft: Draft; cause: SigningEnd },
): Promise<Draft> {
  const { prepared, accountId } = draft;
  if (draft.signingUntil === undefined || prepared === undefined || accountId === undefined) return draft;
  const at = services.clock.now();
  const reviewed = { ...draft, accountId, prepared };
  const concerned = (await listInvitations(tx, draft.id)).filter(({ state }) => state !== 'declined').map(({ iin }) => iin);
  await removeGathered(tx, draft.id);
  await saveSigningUntil(tx, draft.id, undefined);
  await saveDraft(tx, draft.id, { ...draft, prepared: undefined, at });
  const actor: HistoryActor = cause === 'expired' ? { kind: 'system', id: 'portal' } : { kind: 'consumer', id: accountId };
  await insertSigningEvent(tx, draft.id, { at, actor, event: { kind: 'signaturesVoided', cause } });
  await tellOthers(services, tx, { draft: reviewed, to: concerned, occasion: cause === 'expired' ? 'expired' : 'calledOff' });
  if (cause === 'expired')
    await tellOthers(services, tx, { draft: reviewed, to: [prepared.consumer.iin], occasion: 'expiredOwn' });
  tellSigningPages(tx, draft.id);
  return { ...draft, prepared: undefined, signingUntil: undefined, updatedAt: at };
}

/** The applicant wants to change the request, after being asked: all signatures are void (FRM-9). */
export async function reopenDraft(services: ApplicationServices, person: PersonActor, draftId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const draft = await lockDraft(tx, { id: draftId, accountId: person.id });
    if (draft === undefined) throw new Failure('notFound');
    await voidSignatures(tx, services, { draft, cause: 'changed' });
  });
}

/** The draft as it was when the job was made; undefined where signing has ended or begun anew since. */
async function stillSigning(tx: Tx, { draftId, until }: z.infer<typeof signing>): Promise<Reviewed | undefined> {
  const draft = await lockDraftById(tx, draftId);
  if (draft?.prepared === undefined || draft.signingUntil?.toISOString() !== until) return undefined;
  return { ...draft, prepared: draft.prepared };
}

async function remind(tx: Tx, services: ApplicationServices, draft: Reviewed): Promise<void> {
  const waiting = (await listInvitations(tx, draft.id)).filter(({ state }) => state === 'invited').map(({ iin }) => iin);
  const signed = await listSignatures(tx, draft.id);
  const own = draft.prepared.consumer.iin;
  const to = signed.some(({ iin }) => iin === own) ? waiting : [...waiting, own];
  await tellOthers(services, tx, { draft, to, occasion: 'reminded', until: draft.signingUntil });
}

/** What happens by itself while signatures are gathered: a reminder, and the end. */
export function signingHandlers(services: ApplicationServices): Handler[] {
  return [
    handle(remindSigners, async (tx, job) => {
      const draft = await stillSigning(tx, job);
      if (draft !== undefined) await remind(tx, services, draft);
    }),
    handle(endSigning, async (tx, job) => {
      const draft = await stillSigning(tx, job);
      if (draft !== undefined) await voidSignatures(tx, services, { draft, cause: 'expired' });
    }),
  ];
}
