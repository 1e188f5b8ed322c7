import { bitString, explicit, integer, sequence, time, unsignedInteger } from '../der/writer.ts';
import { algorithmIdentifier } from './algorithm.ts';
import { writeExtensions } from './extensions.ts';
import type { Extension } from './extensions.ts';
import type { Signer, SigningAlgorithm } from './signer.ts';

/** What a certificate will say, before it is signed. Names and keys are DER, so that they are copied bit by bit from where they come. */
export interface CertificateContents {
  /** Octets of the serial number, without sign; leading zeros are dropped, as INTEGER demands. */
  readonly serial: Uint8Array;
  /** What the issuer will sign with: stands inside as well as outside (RFC 5280 §4.1.1.2). */
  readonly algorithm: SigningAlgorithm;
  readonly issuer: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly subject: Uint8Array;
  readonly spki: Uint8Array;
  readonly extensions: readonly Extension[];
}

/** TBSCertificate of version 3, DER (RFC 5280 §4.1). */
export function writeTbsCertificate(contents: CertificateContents): Uint8Array {
  return sequence(
    explicit(0, integer(2)),
    unsignedInteger(contents.serial),
    algorithmIdentifier(contents.algorithm),
    contents.issuer,
    sequence(time(contents.notBefore), time(contents.notAfter)),
    contents.subject,
    contents.spki,
    explicit(3, writeExtensions(contents.extensions)),
  );
}

/** `SEQUENCE { tbs, algorithm, signature }`: the form that certificates, CRLs and requests share (RFC 5280 §4.1, §5.1). */
export function signedForm(tbs: Uint8Array, algorithm: Uint8Array, signature: Uint8Array): Uint8Array {
  return sequence(tbs, algorithm, bitString(signature));
}

/** Signs what is to be signed and puts the signature beside it. */
export async function signed(tbs: Uint8Array, signer: Signer): Promise<Uint8Array> {
  const signature = await signer.sign(tbs);
  return signedForm(tbs, algorithmIdentifier(signer.algorithm), signature);
}

/** Signs a TBSCertificate whose inner algorithm is the signer's. */
export function makeCertificate(tbs: Uint8Array, signer: Signer): Promise<Uint8Array> {
  return signed(tbs, signer);
}
