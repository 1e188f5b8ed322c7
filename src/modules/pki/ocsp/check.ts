import { oids } from '../der/oids.ts';
import { sameOctets } from '../der/values.ts';
import { octetString } from '../der/writer.ts';
import type { AlgorithmPolicy, Primitives } from '../crypto/primitives.ts';
import { SignatureChecker } from '../path/signatures.ts';
import { timeFault } from '../path/validate.ts';
import type { Certificate } from '../x509/certificate.ts';
import { sameName } from '../x509/names.ts';
import { meansCertificate } from './cert-id.ts';
import type { BasicOcspResponse, OcspState, SingleResponse } from './response.ts';

/** An answer and what it is held against. */
export interface OcspCheck {
  readonly response: BasicOcspResponse;
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** The nonce that the request carried, without wrapping. */
  readonly nonce?: Uint8Array;
  /** When the answer is used. */
  readonly at: Date;
  readonly algorithms: AlgorithmPolicy;
  readonly primitives: Primitives;
}

export type OcspDistrust =
  | 'otherCertificate'
  | 'unknownCritical'
  | 'notAuthorised'
  | 'badSignature'
  | 'otherNonce'
  | 'notCurrent';

/** What may be believed of an answer (RFC 6960 3.2). */
export type OcspVerdict =
  | {
      readonly believed: true;
      readonly state: OcspState;
      readonly thisUpdate: Date;
      /** Until when it may be believed. */
      readonly until: Date;
      /** Whether the answer was made for this request; many responders answer from stock, without the nonce. */
      readonly nonceEchoed: boolean;
      /** The delegated responder's certificate; absent where the issuer signed itself. */
      readonly responder?: Certificate;
    }
  | { readonly believed: false; readonly why: OcspDistrust };

/** Clocks of responders and verifiers differ. */
const skew = 5 * 60_000;
/** How long an answer without nextUpdate, which says that newer ones can be had at any time, is taken (RFC 6960 4.2.2.1). */
const longestWithoutNext = 60 * 60_000;

/** Checks the acceptance conditions of RFC 6960 3.2 and 4.2.2.2: about this certificate, by who may say it, signed, fresh, for this request. */
export function checkOcspResponse(check: OcspCheck): OcspVerdict {
  const answer = answerAbout(check);
  if (answer === undefined) return distrust('otherCertificate');
  if (check.response.hasUnknownCritical) return distrust('unknownCritical');
  const signer = signerOf(check);
  if (typeof signer === 'string') return distrust(signer);
  const nonce = nonceOf(check);
  if (nonce === 'other') return distrust('otherNonce');
  const { state, thisUpdate, nextUpdate } = answer;
  const until = nextUpdate ?? new Date(thisUpdate.getTime() + longestWithoutNext);
  if (!isCurrent(thisUpdate, until, check.at)) return distrust('notCurrent');
  const delegate = signer === check.issuer ? {} : { responder: signer };
  return { believed: true, state, thisUpdate, until, nonceEchoed: nonce === 'echoed', ...delegate };
}

/** Of several answers about one certificate the one that revokes counts, then the newest. */
function answerAbout({ response, certificate, issuer, primitives }: OcspCheck): SingleResponse | undefined {
  const answers = response.answers.filter((each) => meansCertificate(each.id, { certificate, issuer }, primitives.hash));
  return answers.sort(worstFirst)[0];
}

function isCurrent(thisUpdate: Date, until: Date, at: Date): boolean {
  return thisUpdate.getTime() - skew <= at.getTime() && at.getTime() <= until.getTime() + skew;
}

function distrust(why: OcspDistrust): OcspVerdict {
  return { believed: false, why };
}

function worstFirst(a: SingleResponse, b: SingleResponse): number {
  const revoked = Number(b.state.status === 'revoked') - Number(a.state.status === 'revoked');
  return revoked || b.thisUpdate.getTime() - a.thisUpdate.getTime();
}

/** The nonce stands in an OCTET STRING; old responders give it back bare (RFC 9654 2.1), many leave it out. */
function nonceOf({ nonce, response }: OcspCheck): 'echoed' | 'absent' | 'other' {
  const echo = response.nonce;
  if (nonce === undefined || echo === undefined) return 'absent';
  return sameOctets(echo, octetString(nonce)) || sameOctets(echo, nonce) ? 'echoed' : 'other';
}

/** RFC 6960 4.2.2.2: the issuer itself, or a certificate that this very issuer, with this very key, made for the purpose. */
function signerOf(question: OcspCheck): Certificate | 'notAuthorised' | 'badSignature' {
  const { response, issuer, algorithms, primitives } = question;
  const signatures = new SignatureChecker(primitives, 64);
  const candidates = [issuer, ...response.certificates.filter((each) => mayAnswer(each, question, signatures))];
  const named = candidates.filter((each) => isResponder(each, question));
  if (named.length === 0) return 'notAuthorised';
  return named.find((each) => signatures.fault(response.signed, each.publicKey, algorithms) === undefined) ?? 'badSignature';
}

function isResponder(certificate: Certificate, { response, primitives }: OcspCheck): boolean {
  const { responder } = response;
  if (responder.by === 'name') return sameName(responder.name, certificate.subject);
  return sameOctets(responder.hash, primitives.hash('sha1', certificate.publicKey.key));
}

function mayAnswer(delegate: Certificate, { issuer, at, algorithms }: OcspCheck, signatures: SignatureChecker): boolean {
  const { extKeyUsage, keyUsage, unknownCritical } = delegate.extensions;
  const forAnswers = extKeyUsage?.includes(oids.ocspSigning) && (keyUsage?.has('digitalSignature') ?? true);
  if (!forAnswers || unknownCritical.length > 0 || timeFault(delegate, at) !== undefined) return false;
  return (
    sameName(delegate.issuer, issuer.subject) && signatures.fault(delegate.signed, issuer.publicKey, algorithms) === undefined
  );
}
