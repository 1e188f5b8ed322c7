import { z } from 'zod';
import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import { handleOutside, jobKind } from '#kit/jobs';
import type { Handler } from '#kit/jobs';
import { addTimestamps, encodeEvidence } from '#pki';
import type { Verification, VerificationRequest, Verified } from '#pki';
import type { Iin } from '#subjects';
import type { SignatureMade } from './rules/signing.ts';
import type { ApplicationServices } from './services.ts';
import { findRequest, listSignatures, replaceSignature, stampSignature } from './store.ts';
import type { SignedRequest } from './store.ts';

/** A signature with its verification; the message is the one to store. */
export interface Examined {
  readonly cms: Uint8Array;
  readonly verification: Verification;
}

/** @returns the message with a time stamp, or undefined where the authority gives none now. */
async function stamped({ stamper, log }: ApplicationServices, cms: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    const added = await addTimestamps(cms, stamper);
    return added.ok ? added.value : undefined;
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : 'unknown' }, 'no time stamp');
    return undefined;
  }
}

/**
 * Verifies a signature and, where its maker could not, has it stamped: the time is then proved to those who verify it years later (EDS-LTV).
 * An authority of time that is away does not keep a person from sending; the stamp is added later.
 */
export async function verifyAndStamp(services: ApplicationServices, request: VerificationRequest): Promise<Examined> {
  const { cms } = request;
  const verification = await services.verifier.verify(request);
  if (verification.verdict !== 'passed' || verification.verified.timestamp !== undefined) return { cms, verification };
  const withStamp = await stamped(services, cms);
  if (withStamp === undefined) return { cms, verification };
  const again = await services.verifier.verify({ ...request, cms: withStamp });
  return again.verdict === 'passed' ? { cms: withStamp, verification: again } : { cms, verification };
}

/** A signature that passed, as it is kept with what it was verified by (EDS-LTV). */
export function signatureMade({ iin }: { iin: Iin }, made: { cms: Uint8Array; verified: Verified; at: Date }): SignatureMade {
  const { cms, verified, at } = made;
  const evidence = encodeEvidence(verified.evidence);
  const stamped = verified.timestamp !== undefined;
  return { iin, cms, evidence, signerSerial: verified.signer.serial, signedAt: at, stamped };
}

/** Stamps a request that was accepted while no stamp was to be had: the applicant's signature, or that of another signer. */
export const stampLater = jobKind('applications.stamp', z.object({ applicationId: z.uuid(), iin: z.string().optional() }));

type Kept = Pick<SignedRequest, 'cms' | 'evidence'>;

async function keptSignature(db: Db, request: SignedRequest, iin: string | undefined): Promise<Kept | undefined> {
  return iin === undefined ? request : (await listSignatures(db, request.applicationId)).find((one) => one.iin === iin);
}

export function stampHandler(services: ApplicationServices): Handler {
  return handleOutside(
    stampLater,
    async ({ applicationId, iin }, job) => {
      const request = await findRequest(services.db, applicationId);
      const kept = request && (await keptSignature(services.db, request, iin));
      if (request === undefined || kept === undefined) return;
      const added = await addTimestamps(kept.cms, services.stamper);
      if (!added.ok) throw new Error(added.fault.code);
      const cms = added.value;
      const verification = await services.verifier.verify({ cms, content: request.signedBytes, purpose: 'signing' });
      // What was found at acceptance stays where the certificate has ended since: the stamp alone is new.
      const evidence = verification.verdict === 'passed' ? encodeEvidence(verification.verified.evidence) : kept.evidence;
      await inTransaction(services.db, async (tx) => {
        if (iin === undefined) await replaceSignature(tx, applicationId, { cms, evidence });
        else await stampSignature(tx, { id: applicationId, iin }, { cms, evidence });
        await job.complete(tx);
      });
    },
    { tries: 40 },
  );
}
