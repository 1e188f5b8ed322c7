import { inTransaction } from '#kit/db';
import type { Queryable } from '#kit/db';
import { Failure } from '#kit/failure';
import type { StoredFile } from '#documents';
import { decodeEvidence } from '#pki';
import type { PersonActor } from '#identity';
import type { Regulation, RequestContents } from '#regulations';
import { isOver } from './gather-signatures.ts';
import { partiesOf, requiredOf } from './rules/signing.ts';
import type { Party } from './rules/signing.ts';
import type { ApplicationServices } from './services.ts';
import {
  findDraftToSign,
  findRequest,
  findSignedApplication,
  insertSigningEvent,
  listInvitations,
  listSignatures,
  lockDraftToSign,
  markViewed,
} from './store.ts';
import type { Application, Draft, PartyKey, SignedRequest } from './store.ts';

/** A request with several signers, as one of them sees it. */
export interface SigningView {
  readonly id: string;
  readonly regulation: Regulation;
  readonly contents: RequestContents;
  readonly parties: readonly Party[];
  readonly isApplicant: boolean;
  readonly files: readonly StoredFile[];
  /** While signatures are gathered, until when. */
  readonly until: Date | undefined;
  /** What it became when all had signed. */
  readonly application: Application | undefined;
}

/** A draft of which signatures are gathered. */
type GatheringDraft = Draft & { readonly prepared: RequestContents; readonly signingUntil: Date };

/**
 * A draft that waits for signatures, for one of those who sign it; undefined where it is none any more.
 *
 * @throws Failure `gone` where the time is over, or the applicant has it in hand again
 */
async function findGathering(
  services: ApplicationServices,
  person: PersonActor,
  id: string,
): Promise<GatheringDraft | undefined> {
  const draft = await findDraftToSign(services.db, keyOf(person, id));
  if (draft === undefined) return undefined;
  const { prepared, signingUntil } = draft;
  if (prepared === undefined || signingUntil === undefined || isOver(draft, services.clock.now())) throw new Failure('gone');
  return { ...draft, prepared, signingUntil };
}

function keyOf({ id: accountId, iin }: PersonActor, id: string): PartyKey {
  return { id, accountId, iin };
}

/**
 * What one of the signers sees: what is signed, who has signed, and what became of it. The first look of somebody invited is told in what will
 * be the history (PRO-10).
 *
 * @throws Failure `notFound` for who is not invited, as for a request that is not there (SEC-2)
 */
export async function viewSigning(services: ApplicationServices, person: PersonActor, id: string): Promise<SigningView> {
  const draft = await findGathering(services, person, id);
  if (draft === undefined) return viewSent(services, person, id);
  const { db } = services;
  if (draft.accountId !== person.id) await tellSeen(services, person, id);
  const [signatures, invitations, files] = await Promise.all([
    listSignatures(db, id),
    listInvitations(db, id),
    services.files.listHeld(db, id),
  ]);
  return {
    id,
    regulation: services.regulations.version(draft.service, draft.regulationVersion),
    contents: draft.prepared,
    parties: partiesOf(draft.prepared, { signatures, invitations }),
    isApplicant: draft.accountId === person.id,
    files,
    until: draft.signingUntil,
    application: undefined,
  };
}

async function viewSent(services: ApplicationServices, person: PersonActor, id: string): Promise<SigningView> {
  const { db } = services;
  const application = await findSignedApplication(db, keyOf(person, id));
  const request = application && (await findRequest(db, id));
  if (application === undefined || request === undefined) throw new Failure('notFound');
  return {
    id,
    regulation: services.regulations.version(application.service, application.regulationVersion),
    contents: request.contents,
    parties: await partiesOfRequest(db, request),
    isApplicant: application.consumerIin === person.iin,
    files: await services.files.listHeld(db, id),
    until: undefined,
    application,
  };
}

async function tellSeen(services: ApplicationServices, person: PersonActor, id: string): Promise<void> {
  const at = services.clock.now();
  await inTransaction(services.db, async (tx) => {
    if ((await lockDraftToSign(tx, keyOf(person, id))) === undefined) return;
    const actor = { kind: 'signer', id: person.id, iin: person.iin } as const;
    if (await markViewed(tx, { id, iin: person.iin }, at))
      await insertSigningEvent(tx, id, { at, actor, event: { kind: 'requestSeen' } });
  });
}

/** Everybody who signed a request that was sent, the applicant first. */
export async function partiesOfRequest(db: Queryable, request: SignedRequest): Promise<Party[]> {
  const others = await listSignatures(db, request.applicationId);
  const evidence = decodeEvidence(request.evidence);
  const { signerSerial, signedAt, contents } = request;
  const stamped = evidence.ok && evidence.value.timestamp !== undefined;
  const own = { iin: contents.consumer.iin, signerSerial, signedAt, stamped };
  return partiesOf(contents, { signatures: [own, ...others], invitations: [] });
}

/** A signature beside the applicant's, by its place among those who sign, from 1; undefined where there is none. */
export async function signatureAt(
  db: Queryable,
  request: SignedRequest,
  place: string | undefined,
): Promise<Uint8Array | undefined> {
  const iin = requiredOf(request.contents)[Number(place)];
  if (iin === undefined || iin === request.contents.consumer.iin) return undefined;
  return (await listSignatures(db, request.applicationId)).find((one) => one.iin === iin)?.cms;
}
