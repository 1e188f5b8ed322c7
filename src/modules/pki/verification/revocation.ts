import type { ValidChain } from '../path/chain.ts';
import type { TrustStore } from '../path/trust.ts';
import type { Certificate } from '../x509/certificate.ts';

/** A question about one certificate of a valid chain. */
export interface RevocationQuestion {
  readonly chain: ValidChain;
  /** Which certificate of `chain.path`: 0 is the lowest. */
  readonly position: number;
  readonly trust: TrustStore;
  /** Certificates among which the signers of lists and answers may be found. */
  readonly untrusted: readonly Certificate[];
  /** When it is asked: freshness of the answers is judged at this time. */
  readonly now: Date;
}

/** The certificate in question and the one that issued it. */
export function pairOf({ chain, position }: RevocationQuestion): { certificate: Certificate; issuer: Certificate } {
  const certificate = chain.path[position];
  if (certificate === undefined) throw new RangeError(`no certificate at ${position}`);
  return { certificate, issuer: chain.path[position + 1] ?? chain.anchor.certificate };
}

/** The document that an answer rests on. */
export interface RevocationDocument {
  readonly kind: 'ocsp' | 'crl';
  readonly der: Uint8Array;
  /** producedAt of an OCSP answer, thisUpdate of a list. */
  readonly madeAt: Date;
}

export type RevocationAnswer =
  | { readonly status: 'good'; readonly documents: readonly RevocationDocument[] }
  | {
      readonly status: 'revoked';
      readonly revokedAt: Date;
      /** CRLReason by its name (RFC 5280 5.3.1). */
      readonly reason: string;
      readonly documents: readonly RevocationDocument[];
    }
  /** Nobody could say; `tried` tells who was asked with what result, in English. `final`: nobody else need be asked. */
  | { readonly status: 'unknown'; readonly tried: readonly string[]; readonly final?: true }
  /** The source is told to ask nobody. */
  | { readonly status: 'notAsked' };

/** Port: where revocation is asked. Implementations never throw and never take longer than their time limit. */
export interface RevocationSource {
  check(question: RevocationQuestion): Promise<RevocationAnswer>;
}

/** Asks nobody, so that revoked keys pass: for the examination of files whose authority is not at hand, not for accepting anybody's act. */
export const noRevocation: RevocationSource = { check: async () => ({ status: 'notAsked' }) };

/** Asks one source after the other until one knows: OCSP first, lists after it. */
export function firstThatKnows(...sources: readonly RevocationSource[]): RevocationSource {
  return {
    async check(question) {
      const tried: string[] = [];
      for (const source of sources) {
        const answer = await source.check(question);
        if (answer.status !== 'unknown' || answer.final) return answer;
        tried.push(...answer.tried);
      }
      return { status: 'unknown', tried };
    },
  };
}

/**
 * What an answer of today means for the time of a signature. A certificate revoked later was good then, and one on hold was not good from the day
 * on which it was suspended. That a key was compromised later does not change what was provably signed before (ETSI EN 319 102-1, 5.6.2.4): the
 * reference time is either proved by a time stamp or now.
 */
export function wasRevoked(answer: RevocationAnswer, referenceTime: Date): boolean {
  return answer.status === 'revoked' && answer.revokedAt <= referenceTime;
}

/** Reasons that leave older tokens of a time-stamping authority good (RFC 3161 §4 a). After any other, a thief could have made them yesterday. */
const harmlessForTokens: readonly string[] = ['affiliationChanged', 'superseded', 'cessationOfOperation'];

/** What an answer about a time-stamping authority's certificate means for a token of this time. */
export function spoilsToken(answer: RevocationAnswer, genTime: Date): boolean {
  if (answer.status !== 'revoked') return false;
  return answer.revokedAt <= genTime || !harmlessForTokens.includes(answer.reason);
}
