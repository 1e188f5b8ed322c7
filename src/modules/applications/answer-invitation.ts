import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import type { PersonActor } from '#identity';
import type { RequestContents } from '#regulations';
import { tellSigningPages } from './gather-signatures.ts';
import type { HistoryEvent } from './rules/history.ts';
import { requiredOf } from './rules/signing.ts';
import type { ApplicationServices } from './services.ts';
import { insertSigningEvent, lockDraftToSign, removeSignature, saveInvitation } from './store.ts';
import type { Draft } from './store.ts';
import { tellOthers } from './tell-signers.ts';

type Signing = Draft & { readonly prepared: RequestContents };

/** @throws Failure `notFound` for who was not invited, as for a request that is not there; `gone` where it is not gathered any more */
async function lockSigning(tx: Tx, person: PersonActor, id: string): Promise<Signing> {
  const draft = await lockDraftToSign(tx, { id, accountId: person.id, iin: person.iin });
  if (draft === undefined) throw new Failure('notFound');
  const { prepared, signingUntil } = draft;
  if (prepared === undefined || signingUntil === undefined) throw new Failure('gone');
  return { ...draft, prepared };
}

/** What one of the signers does, told in what will be the history, to the open pages, and to the others. */
async function tell(
  services: ApplicationServices,
  tx: Tx,
  done: { draft: Signing; person: PersonActor; event: HistoryEvent; occasion: 'declined' | 'withdrawn'; reason?: string },
): Promise<void> {
  const { draft, person, event, occasion, reason } = done;
  const isApplicant = draft.accountId === person.id;
  const actor = isApplicant
    ? ({ kind: 'consumer', id: person.id } as const)
    : ({ kind: 'signer', id: person.id, iin: person.iin } as const);
  await insertSigningEvent(tx, draft.id, { at: services.clock.now(), actor, event });
  const all = requiredOf(draft.prepared).filter((iin) => iin !== person.iin);
  // A refusal is the applicant's to deal with; a signature that was there and is not concerns everybody.
  const to = occasion === 'declined' ? [draft.prepared.consumer.iin] : all;
  await tellOthers(services, tx, { draft, to, occasion, by: person, reason });
  tellSigningPages(tx, draft.id);
}

/** Refuses to sign, with a reason for the applicant; who changes their mind may still sign while signatures are gathered. */
export async function declineInvitation(
  services: ApplicationServices,
  person: PersonActor,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const draft = await lockSigning(tx, person, id);
    if (draft.accountId === person.id) throw new Failure('badRequest');
    await removeSignature(tx, { id, iin: person.iin });
    await saveInvitation(tx, { id, iin: person.iin }, { state: 'declined', reason });
    await tell(services, tx, { draft, person, event: { kind: 'signatureDeclined', reason }, occasion: 'declined', reason });
  });
}

/** Takes one's own signature back, before the request is sent; withdrawn twice, it is once. */
export async function withdrawSignature(services: ApplicationServices, person: PersonActor, id: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const draft = await lockSigning(tx, person, id);
    if (!(await removeSignature(tx, { id, iin: person.iin }))) return;
    await saveInvitation(tx, { id, iin: person.iin }, { state: 'withdrawn' });
    await tell(services, tx, { draft, person, event: { kind: 'signatureWithdrawn' }, occasion: 'withdrawn' });
  });
}
