import { noRevocation } from '#pki';
import type { RevocationAnswer, RevocationSource, VerifierSettings } from '#pki';

/** Whom the service trusts and asks. */
export type VerificationSettings = Pick<VerifierSettings, 'trust' | 'revocation' | 'clock' | 'intermediates'>;

/** Answers about revocation that one request brought forth, by the certificate's fingerprint. */
export interface Watched {
  readonly source: RevocationSource;
  readonly answers: ReadonlyMap<string, RevocationAnswer>;
}

/**
 * The source for one request: the settings' where revocation is wanted, else nobody is asked. `OCSP` and `CRL` are not told apart: OCSP
 * comes first and a list stands in where a responder hiccups, so that asking for one of them never gives less certainty.
 */
export function watch({ revocation }: VerificationSettings, wanted: readonly string[]): Watched {
  const answers = new Map<string, RevocationAnswer>();
  if (wanted.length === 0) return { source: noRevocation, answers };
  const source: RevocationSource = {
    async check(question) {
      const answer = await revocation.check(question);
      const certificate = question.chain.path[question.position];
      if (certificate !== undefined) answers.set(certificate.fingerprint, answer);
      return answer;
    },
  };
  return { source, answers };
}
