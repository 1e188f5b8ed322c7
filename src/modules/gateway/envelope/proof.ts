import { createHash } from 'node:crypto';

/** What proves afterwards who sent a Body, when the Body itself is no longer kept: with the Body all of it can be checked again. */
export interface Proof {
  /** SHA-256 of the canonical Body; equal for equal content, whatever the signature. */
  readonly bodyHash: Buffer;
  readonly signature: Buffer;
  /** SHA-256 of the certificate, hexadecimal. */
  readonly fingerprint: string;
  /** What was signed, in canonical form. */
  readonly signedInfo: string;
}

/** @param certificate DER in base64. */
export function fingerprintOf(certificate: string): string {
  return createHash('sha256').update(Buffer.from(certificate, 'base64')).digest('hex');
}
