import { hash } from 'node:crypto';
import { oids } from '../der/oids.ts';
import { digestOfAlgorithm, writeSignedAttributes, writeSignedData } from '../cms/write.ts';
import type { SignerCertificate } from '../cms/write.ts';
import type { Signer } from '../making/signer.ts';
import { writeTstInfo } from './tst-info.ts';
import type { TimestampRequest } from './request.ts';

/** A time-stamping authority of ours: what stays the same in all of its answers. */
export interface TimestampAuthority {
  readonly signer: Signer;
  readonly certificate: SignerCertificate;
  /** The policy under which it stamps, an object identifier. */
  readonly policy: string;
  /** Seconds by which its clock may be off. */
  readonly accuracy: number;
}

/**
 * A TimeStampToken (RFC 3161 §2.4.2) for a request that was found good. Whether the policy and the hash function are accepted is for the caller
 * to decide before.
 *
 * @param occasion the time, and a serial number that this authority never gave before
 */
export async function makeTimestampToken(
  request: TimestampRequest,
  occasion: { readonly at: Date; readonly serial: bigint },
  authority: TimestampAuthority,
): Promise<Uint8Array> {
  const { signer, certificate, policy, accuracy } = authority;
  const { imprint, nonce } = request;
  const content = writeTstInfo({ policy, imprint: imprint.der, serial: occasion.serial, genTime: occasion.at, accuracy, nonce });
  const signedAttributes = writeSignedAttributes({
    contentType: oids.tstInfo,
    messageDigest: hash(digestOfAlgorithm[signer.algorithm], content, 'buffer'),
    certificate,
    certificateDigest: hash('sha256', certificate.der, 'buffer'),
    signingTime: occasion.at,
  });
  const signature = await signer.sign(signedAttributes);
  return writeSignedData({
    contentType: oids.tstInfo,
    content,
    certificates: request.certificateWanted ? [certificate.der] : [],
    algorithm: signer.algorithm,
    certificate,
    signedAttributes,
    signature,
  });
}
