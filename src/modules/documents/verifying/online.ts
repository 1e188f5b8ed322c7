import type { Queryable } from '#kit/db';
import type { RevocationSource, TrustStore, ValidChain } from '#pki';
import type { DocumentContent } from '../rules/code/payload.ts';
import type { SealRevocation } from '../rules/verdict/verify-codes.ts';
import { findByNumber, findByPdfHash, isBodyKnown } from '../store.ts';
import type { RegisterAnswer } from './document-verifier.ts';

/** Asks OCSP or lists over the network about a seal. @param source as pki gives it, with its time limits */
export function revocationOnline(
  source: RevocationSource,
  { trust, clock }: { readonly trust: TrustStore; readonly clock: { now(): Date } },
): (chain: ValidChain) => Promise<SealRevocation> {
  return async (chain) => {
    const answer = await source.check({ chain, position: 0, trust, untrusted: chain.path, now: clock.now() });
    switch (answer.status) {
      case 'good':
        return { state: 'good', asOf: answer.documents[0]?.madeAt ?? clock.now() };
      case 'revoked':
        return { state: 'revoked', at: answer.revokedAt, reason: answer.reason };
      case 'unknown':
      case 'notAsked':
        return { state: 'unknown' };
      default:
        return answer satisfies never;
    }
  };
}

/** The register of the bodies whose documents are issued here. */
export function registerIn(q: Queryable): (content: DocumentContent) => Promise<RegisterAnswer> {
  return async ({ number, body }) => {
    const document = await findByNumber(q, number);
    if (document === undefined || document.status === 'prepared') {
      return { state: (await isBodyKnown(q, body.bin)) ? 'unregistered' : 'unknown' };
    }
    return { state: document.status, since: document.statusSince };
  };
}

/** The signatory's signature over a PDF that was issued here. */
export function signatureIn(q: Queryable): (pdfSha256: string) => Promise<Uint8Array | undefined> {
  return async (pdfSha256) => (await findByPdfHash(q, pdfSha256))?.cms ?? undefined;
}
