import type { Primitives } from '../crypto/primitives.ts';
import type { TrustStore } from '../path/trust.ts';
import { certificatesIn } from '../tsp/token.ts';
import type { Evidence } from './evidence.ts';
import { examineMessage } from './examination.ts';
import type { Submission } from './examination.ts';
import { storedRevocation } from './stored-revocation.ts';
import { contextOf, verificationOf } from './verifier.ts';
import type { Verification } from './verifier.ts';

/**
 * Repeats a verification from what was kept with the signature, without a network and however late: the answers of responders are judged as of the
 * time of the first verification, the signature as of its time stamp or of that time (EDS-LTV). Only the trusted roots come from today.
 */
export async function verifyWithEvidence(
  submission: Submission,
  evidence: Evidence,
  { trust, primitives }: { trust: TrustStore; primitives?: Primitives },
): Promise<Verification> {
  const context = contextOf(
    {
      trust,
      revocation: storedRevocation(evidence.revocation),
      intermediates: certificatesIn(evidence.certificates),
      ...(primitives && { primitives }),
    },
    { now: evidence.verifiedAt, purpose: evidence.purpose, outsideToken: evidence.timestamp },
  );
  return verificationOf(await examineMessage(submission, true, context), context);
}
