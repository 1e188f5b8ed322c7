import { oids } from '../der/oids.ts';
import { bitString, enumerated, explicit, generalizedTime, implicit, octetString, oid, sequence } from '../der/writer.ts';
import { algorithmIdentifier } from './algorithm.ts';
import { writeExtensions } from './extensions.ts';
import { reasonCodes } from './reasons.ts';
import type { RevocationReason } from './reasons.ts';
import type { Signer } from './signer.ts';

export type OcspStatus =
  | { readonly status: 'good' }
  | { readonly status: 'unknown' }
  | { readonly status: 'revoked'; readonly revokedAt: Date; readonly reason: RevocationReason };

/** The answer about one certificate. */
export interface OcspAnswer {
  /** CertID, DER, as the request has it. */
  readonly certId: Uint8Array;
  readonly state: OcspStatus;
}

/** What stays the same in every answer of one responder, written once. */
export interface OcspResponder {
  readonly signer: Signer;
  readonly responderId: Uint8Array;
  readonly certificates: Uint8Array;
}

/** @param identifier the key identifier of the responder's own key */
export function prepareResponder(signer: Signer, certificate: Uint8Array, identifier: Uint8Array): OcspResponder {
  return { signer, responderId: explicit(2, octetString(identifier)), certificates: explicit(0, sequence(certificate)) };
}

export interface OcspResponseContents {
  readonly answers: readonly OcspAnswer[];
  readonly producedAt: Date;
  readonly nextUpdate: Date;
  /** The value of the request's nonce extension, DER, echoed (RFC 9654 §2.1). */
  readonly nonce?: Uint8Array | undefined;
}

const basicType = oid(oids.ocspBasic);
const successful = enumerated(0);

/** A successful OCSPResponse (RFC 6960 §4.2.1), signed. Times have whole seconds: common readers trip over fractions. */
export async function makeOcspResponse(contents: OcspResponseContents, responder: OcspResponder): Promise<Uint8Array> {
  const { answers, nonce, nextUpdate } = contents;
  const producedAt = generalizedTime(contents.producedAt);
  const until = explicit(0, generalizedTime(nextUpdate));
  const singles = answers.map(({ certId, state }) => sequence(certId, writeStatus(state), producedAt, until));
  const echo =
    nonce === undefined ? [] : [explicit(1, writeExtensions([{ oid: oids.ocspNonce, critical: false, value: nonce }]))];
  const tbs = sequence(responder.responderId, producedAt, sequence(...singles), ...echo);
  const signature = await responder.signer.sign(tbs);
  const algorithm = algorithmIdentifier(responder.signer.algorithm);
  const basic = sequence(tbs, algorithm, bitString(signature), responder.certificates);
  return sequence(successful, explicit(0, sequence(basicType, octetString(basic))));
}

function writeStatus(state: OcspStatus): Uint8Array {
  switch (state.status) {
    case 'good':
      return implicit(0, new Uint8Array());
    case 'unknown':
      return implicit(2, new Uint8Array());
    case 'revoked': {
      const code = reasonCodes[state.reason];
      const reason = code === 0 ? [] : [explicit(0, enumerated(code))];
      return explicit(1, generalizedTime(state.revokedAt), ...reason);
    }
    default:
      return state satisfies never;
  }
}

const failures = {
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
} as const;

export type OcspFailure = keyof typeof failures;

/** An answer without a signature that says why there is none (RFC 6960 §2.3). */
export function makeOcspFailure(failure: OcspFailure): Uint8Array {
  return sequence(enumerated(failures[failure]));
}
