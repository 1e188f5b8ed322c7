import type { Certificate } from '../x509/certificate.ts';

/** Why a path is not valid, each with its meaning for reports (RFC 5280 6.1). */
export const chainFaultMeanings = {
  noIssuer: 'no certificate of its issuer was given',
  noAnchor: 'its issuers lead to none of the trusted certificates',
  anchorNotCa: 'the trusted certificate is not one of an authority',
  signature: 'its signature does not verify with the key of its issuer',
  unsupportedAlgorithm: 'its signature algorithm is not supported',
  unfitKey: 'the key of its issuer cannot make a signature of this algorithm',
  weakHash: 'it is signed with a digest that is no longer relied on',
  weakKey: 'the size of a key is not accepted',
  forbiddenScheme: 'it is signed in a way that this trust anchor does not allow',
  notYetValid: 'it is not valid yet at this time',
  expired: 'it has expired at this time',
  notCa: 'it issued a certificate without being one of an authority',
  pathLength: 'more authorities follow than it allows',
  keyUsage: 'its key may not sign certificates',
  nameConstraints: 'its name lies outside of what an issuer may name',
  unknownCritical: 'it has a critical extension that is not known',
  policy: 'no acceptable policy covers the path',
  policyMapping: 'it maps from or to any policy, which is forbidden',
  revoked: 'it is revoked',
  revocationUndetermined: 'no usable revocation list covers it',
  tooComplex: 'more ways lead up from it than are tried',
} as const;

export type ChainFaultCode = keyof typeof chainFaultMeanings;

/** A fault of a path and the certificate that it was met at. */
export interface ChainFault {
  readonly code: ChainFaultCode;
  readonly certificate: Certificate;
  /** What exactly, in English, where the code alone does not say: an OID, a name, a date. */
  readonly detail?: string;
}

/** Builds a fault; `detail` only where there is one. */
export function chainFault(code: ChainFaultCode, certificate: Certificate, detail?: string): ChainFault {
  return detail === undefined ? { code, certificate } : { code, certificate, detail };
}
