import type { Crl } from '../crl/crl.ts';
import type { Primitives } from '../crypto/primitives.ts';
import { checkOcspResponse } from '../ocsp/check.ts';
import { readOcspResponse } from '../ocsp/response.ts';
import { statusByLists } from '../path/chain.ts';
import { pairOf } from './revocation.ts';
import type { RevocationAnswer, RevocationDocument, RevocationQuestion } from './revocation.ts';

/** An OCSP answer that was believed, and for how long. */
export interface OcspAnswered {
  readonly answer: RevocationAnswer;
  readonly until: Date;
}

const unknown = (...tried: string[]): RevocationAnswer => ({ status: 'unknown', tried });

/** What an OCSP response says about a certificate, once it may be believed; `refused` tells why it may not. */
export function answerByOcsp(
  question: RevocationQuestion,
  der: Uint8Array,
  { primitives, nonce }: { primitives: Primitives; nonce?: Uint8Array },
): OcspAnswered | { readonly refused: string } {
  const response = readOcspResponse(der);
  if (!response.ok) return { refused: response.fault.code };
  if (response.value.kind === 'refusal') return { refused: response.value.why };
  const { algorithms } = question.chain.anchor;
  const verdict = checkOcspResponse({
    response: response.value,
    ...pairOf(question),
    at: question.now,
    algorithms,
    primitives,
    ...(nonce && { nonce }),
  });
  if (!verdict.believed) return { refused: verdict.why };
  // Without its nonce an answer of yesterday could be played back.
  if (nonce && !verdict.nonceEchoed) return { refused: 'nonceMissing' };
  const documents: RevocationDocument[] = [{ kind: 'ocsp', der, madeAt: response.value.producedAt }];
  const { state, until } = verdict;
  switch (state.status) {
    case 'good':
      return { answer: { status: 'good', documents }, until };
    case 'revoked':
      return { answer: { status: 'revoked', revokedAt: state.revokedAt, reason: state.reason, documents }, until };
    case 'unknown':
      // Said by who may say it: the authority itself does not know a certificate with its signature, and no list can mend that.
      return { answer: { status: 'unknown', final: true, tried: ['the responder does not know the certificate'] }, until };
    default:
      return state satisfies never;
  }
}

/** What revocation lists say about a certificate (RFC 5280 6.3). */
export function answerByLists(question: RevocationQuestion, crls: readonly Crl[], primitives: Primitives): RevocationAnswer {
  const { chain, position, trust, untrusted, now } = question;
  const status = statusByLists({ chain, position, trust, untrusted, crls, at: now, primitives });
  switch (status.status) {
    case 'undetermined':
      return unknown(`lists: ${status.gap}`);
    case 'revoked': {
      const { revokedAt, reason } = status.entry;
      return { status: 'revoked', revokedAt, reason, documents: [documentOf(status.list)] };
    }
    case 'good': {
      const { certificate } = pairOf(question);
      // A list need not hold what expired before it was made (RFC 5280 3.3): its silence proves nothing.
      if (status.lists.some(({ thisUpdate }) => thisUpdate > certificate.notAfter)) return unknown('lists: made after expiry');
      return { status: 'good', documents: status.lists.map(documentOf) };
    }
    default:
      return status satisfies never;
  }
}

function documentOf({ der, thisUpdate }: Crl): RevocationDocument {
  return { kind: 'crl', der, madeAt: thisUpdate };
}
