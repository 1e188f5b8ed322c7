/** The stages of verification in their order (design/pki.md 3). */
export const checkNames = [
  'structure',
  'integrity',
  'attributes',
  'timestamp',
  'chain',
  'usage',
  'validity',
  'revocation',
  'identity',
] as const;

export type CheckName = (typeof checkNames)[number];

/** Main indications and sub-indications of ETSI EN 319 102-1, clause 5.1.3, tables 5 and 6. */
export type Indication = 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE';

export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'NOT_YET_VALID'
  | 'EXPIRED'
  | 'REVOKED'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'TRY_LATER'
  | 'NO_POE';

interface ReasonMeaning {
  readonly check: CheckName;
  /** Whether the signature is bad, or something is missing that another attempt may find. */
  readonly verdict: 'failed' | 'indeterminate';
  readonly indication: Exclude<Indication, 'TOTAL-PASSED'>;
  readonly subIndication: SubIndication;
  /** For logs and the command line; people read `#text`. */
  readonly meaning: string;
}

const failed = (check: CheckName, subIndication: SubIndication, meaning: string): ReasonMeaning => {
  const total = ['FORMAT_FAILURE', 'HASH_FAILURE', 'SIG_CRYPTO_FAILURE', 'REVOKED'].includes(subIndication);
  return { check, verdict: 'failed', indication: total ? 'TOTAL-FAILED' : 'INDETERMINATE', subIndication, meaning };
};

const open = (check: CheckName, subIndication: SubIndication, meaning: string): ReasonMeaning => {
  return { check, verdict: 'indeterminate', indication: 'INDETERMINATE', subIndication, meaning };
};

/** Why a check is not passed: one vocabulary, each word with its stage and its place in ETSI EN 319 102-1. */
export const reasons = {
  malformed: failed('structure', 'FORMAT_FAILURE', 'the message cannot be read'),
  noSigner: failed('structure', 'FORMAT_FAILURE', 'the message holds no signature'),
  severalSigners: failed('structure', 'SIG_CONSTRAINTS_FAILURE', 'the message holds more signatures than one'),
  signerCertificateAbsent: failed('structure', 'NO_SIGNING_CERTIFICATE_FOUND', "the signer's certificate is not in the message"),

  contentAbsent: open('integrity', 'SIGNED_DATA_NOT_FOUND', 'the signature is detached and the content is not given'),
  contentDiffers: failed('integrity', 'HASH_FAILURE', 'the content in the message is not the content that is given'),
  digestDiffers: failed('integrity', 'HASH_FAILURE', 'the content is not what was signed'),
  signatureWrong: failed('integrity', 'SIG_CRYPTO_FAILURE', "the signature does not belong to the signer's key"),
  algorithmUnsupported: failed('integrity', 'CRYPTO_CONSTRAINTS_FAILURE', 'the algorithm is not supported'),
  algorithmWeak: failed('integrity', 'CRYPTO_CONSTRAINTS_FAILURE', 'the algorithm or the key is too weak'),
  algorithmsDisagree: failed('integrity', 'SIG_CONSTRAINTS_FAILURE', 'digest and signature algorithms do not belong together'),

  attributesAbsent: failed('attributes', 'SIG_CONSTRAINTS_FAILURE', 'the signature has no signed attributes'),
  contentTypeDiffers: failed(
    'attributes',
    'SIG_CONSTRAINTS_FAILURE',
    'the signed content type is another than that of the content',
  ),
  contentIsAttributes: failed(
    'attributes',
    'SIG_CONSTRAINTS_FAILURE',
    'the content is the signed attributes of another signature',
  ),
  protectionDiffers: failed(
    'attributes',
    'SIG_CONSTRAINTS_FAILURE',
    'the signed algorithms are others than those of the message',
  ),
  signingCertificateAbsent: failed(
    'attributes',
    'SIG_CONSTRAINTS_FAILURE',
    "the signed attributes do not name the signer's certificate",
  ),
  signingCertificateDiffers: failed('attributes', 'SIG_CONSTRAINTS_FAILURE', 'the signed attributes name another certificate'),

  timestampBroken: failed('timestamp', 'SIG_CONSTRAINTS_FAILURE', 'the time stamp is damaged or made for another signature'),
  timestampUntrusted: open(
    'timestamp',
    'NO_POE',
    'the time stamp is of an authority that is not trusted, or not known to be in order',
  ),
  timestampAbsent: failed('timestamp', 'NO_POE', 'a time stamp is demanded and there is none'),

  chainNotFound: failed('chain', 'NO_CERTIFICATE_CHAIN_FOUND', 'no chain leads to a trusted root'),
  chainInvalid: failed('chain', 'CHAIN_CONSTRAINTS_FAILURE', 'the chain to the trusted root is not valid'),

  usageNotSigning: failed('usage', 'CHAIN_CONSTRAINTS_FAILURE', 'the key is not for signing documents'),
  usageNotAuthentication: failed('usage', 'CHAIN_CONSTRAINTS_FAILURE', 'the key is not for sign-in'),
  usageNotSignature: failed('usage', 'CHAIN_CONSTRAINTS_FAILURE', 'the key is not for signatures'),

  notYetValid: failed('validity', 'NOT_YET_VALID', 'the certificate was not yet valid'),
  expired: failed('validity', 'EXPIRED', 'the certificate had expired'),

  revoked: failed('revocation', 'REVOKED_NO_POE', 'the certificate was revoked'),
  onHold: failed('revocation', 'REVOKED_NO_POE', 'the certificate is suspended'),
  issuerRevoked: failed('revocation', 'REVOKED_CA_NO_POE', 'a certificate of the chain was revoked'),
  revocationUnknown: open('revocation', 'TRY_LATER', 'nobody could be asked whether the certificate was revoked'),

  numberWrong: failed('identity', 'SIG_CONSTRAINTS_FAILURE', 'the IIN or BIN in the certificate cannot exist'),
  iinDiffers: failed('identity', 'SIG_CONSTRAINTS_FAILURE', 'the certificate is of another person'),
  binDiffers: failed('identity', 'SIG_CONSTRAINTS_FAILURE', 'the certificate is of another organisation'),
} as const satisfies Record<string, ReasonMeaning>;

export type Reason = keyof typeof reasons;
