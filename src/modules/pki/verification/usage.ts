import { oids } from '../der/oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Reason } from './reasons.ts';

/**
 * What a signature is accepted as. `signing`: a person's act; `authentication`: sign-in; `any`: somebody wants to know whether a file is signed
 * soundly, and decides alone what it is worth.
 */
export type Purpose = 'signing' | 'authentication' | 'any';

/** @returns why the key may not be used for the purpose; undefined where it may. */
export function usageFault(certificate: Certificate, purpose: Purpose): Reason | undefined {
  switch (purpose) {
    case 'signing':
      return isOneOf(certificate.purpose, 'signing') ? undefined : 'usageNotSigning';
    case 'authentication':
      return isOneOf(certificate.purpose, 'authentication') ? undefined : 'usageNotAuthentication';
    case 'any':
      return mayMakeSignatures(certificate) ? undefined : 'usageNotSignature';
    default:
      return purpose satisfies never;
  }
}

function isOneOf(actual: Certificate['purpose'], wanted: 'signing' | 'authentication'): boolean {
  return actual === wanted || actual === 'both';
}

/** Extended purposes under which a signature on a file makes sense: e-mail (what OpenSSL demands), documents (RFC 9336), any. */
const signingPurposes: readonly string[] = [oids.emailProtection, oids.anyExtendedKeyUsage, '1.3.6.1.5.5.7.3.36'];
/** Everything that the Kazakh profile says about subjects and roles; such certificates are for people, whatever else they say. */
const kazakhSubjects = '1.2.398.3.3.4.1.';

/**
 * As `openssl cms -verify` has it: key usage, where it is there, allows signatures; extended key usage, where it is there, names a purpose of signed
 * files. So a TLS server's or a responder's key signs no document. Wider than OpenSSL for the Kazakh subjects' purposes only.
 */
function mayMakeSignatures({ extensions: { keyUsage, extKeyUsage } }: Certificate): boolean {
  if (keyUsage && !keyUsage.has('digitalSignature') && !keyUsage.has('nonRepudiation')) return false;
  return !extKeyUsage || extKeyUsage.some((id) => signingPurposes.includes(id) || id.startsWith(kazakhSubjects));
}
