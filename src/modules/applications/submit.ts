import { inTransaction } from '#kit/db';
import type { Queryable, Tx } from '#kit/db';
import { changeAccount, insertActivity, refusalOf } from '#identity';
import type { Browser, PersonActor, Refusal } from '#identity';
import { canonicalRequest } from '#regulations';
import type { Regulation, RequestContents } from '#regulations';
import { countFor, measuredStep } from './count.ts';
import { gather, isOver, voidSignatures } from './gather-signatures.ts';
import { signatureMade, verifyAndStamp } from './stamp.ts';
import type { ApplicationServices } from './services.ts';
import { findDraftToSign, findSignedApplication, lockDraftToSign } from './store.ts';
import type { PartyKey } from './store.ts';

export type SubmitOutcome =
  | { readonly kind: 'sent'; readonly applicationId: string }
  /** Signed; others have not yet (FRM-9). */
  | { readonly kind: 'waiting' }
  /** Condition 2 failed, by the named check; the draft is kept (APP-6). */
  | { readonly kind: 'refused'; readonly failed: Refusal }
  /** What was signed is no longer what the draft holds: it was changed in another tab and must be reviewed again. */
  | { readonly kind: 'changed' }
  /** Not all signed in time: what was signed is void. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'missing' };

interface Submission {
  readonly draftId: string;
  readonly cms: Uint8Array;
  readonly browser: Browser;
}

async function sentBefore(db: Queryable, key: PartyKey): Promise<SubmitOutcome> {
  const application = await findSignedApplication(db, key);
  return application === undefined ? { kind: 'missing' } : { kind: 'sent', applicationId: key.id };
}

/**
 * Takes a signed request (steps 3 to 5, condition 2): the signature must cover exactly what was reviewed, by a signing certificate of the
 * same IIN that is valid and not revoked now. The application, its history and the message to the provider are stored together or not at
 * all; sent twice, it is one application (APP-6, APP-7). A request with several signers takes the signature of any of them, and is sent with
 * the last (FRM-9).
 */
export async function submit(services: ApplicationServices, person: PersonActor, submission: Submission): Promise<SubmitOutcome> {
  const key = { id: submission.draftId, accountId: person.id, iin: person.iin };
  const begun = services.clock.now();
  const draft = await findDraftToSign(services.db, key);
  if (draft === undefined) return sentBefore(services.db, key);
  if (draft.prepared === undefined) return { kind: 'changed' };
  const { prepared } = draft;
  const regulation = services.regulations.version(draft.service, draft.regulationVersion);
  const bytes = canonicalRequest(regulation, prepared);
  const expected = { content: bytes, purpose: 'signing', expectedIin: person.iin } as const;
  const { cms, verification } = await verifyAndStamp(services, { cms: submission.cms, ...expected });
  if (verification.verdict !== 'passed') return { kind: 'refused', failed: refusalOf(verification) };
  const signature = signatureMade(person, { cms, verified: verification.verified, at: services.clock.now() });
  return inTransaction(services.db, async (tx): Promise<SubmitOutcome> => {
    const locked = await lockDraftToSign(tx, key);
    if (locked === undefined) return sentBefore(tx, key);
    if (JSON.stringify(locked.prepared) !== JSON.stringify(prepared)) return { kind: 'changed' };
    if (isOver(locked, signature.signedAt)) {
      await voidSignatures(tx, services, { draft: locked, cause: 'expired' });
      return { kind: 'expired' };
    }
    await welcome(tx, person, { browser: submission.browser, at: signature.signedAt });
    const outcome = await gather(tx, services, { draft: { ...locked, prepared }, regulation, bytes, person, signature });
    if (outcome === 'waiting') return { kind: 'waiting' };
    await countSending(services, tx, { regulation, contents: prepared, begun });
    return { kind: 'sent', applicationId: draft.id };
  });
}

interface Sending {
  readonly regulation: Regulation;
  readonly contents: RequestContents;
  /** When the signed request came. */
  readonly begun: Date;
}

/** How long the portal took from the press of the button: the verification with everything that it asks for (PRO-9). */
async function countSending(services: ApplicationServices, tx: Tx, { regulation, contents, begun }: Sending): Promise<void> {
  const at = services.clock.now();
  const { channel } = contents;
  const milliseconds = at.getTime() - begun.getTime();
  const sending = measuredStep(regulation, { channel, act: 'send', milliseconds });
  await countFor(services, tx, { application: { service: regulation.id, channel }, at, what: [sending] });
}

/** A service signed with an ЭЦҚ makes a temporary account full (REG-7). */
async function welcome(tx: Tx, person: PersonActor, { browser, at }: { browser: Browser; at: Date }): Promise<void> {
  if (person.level !== 'full') await changeAccount(tx, person.id, { level: 'full' });
  await insertActivity(tx, { holderId: person.id, kind: 'signed', at, device: browser.device, address: browser.address });
}
