import { oids } from '../der/oids.ts';
import type { Signer } from '../making/signer.ts';
import { digestOfAlgorithm, writeSignedAttributes, writeSignedData } from './write.ts';
import type { DigestName, SignerCertificate } from './write.ts';

/** What a signature is made of. */
export interface SigningRequest {
  readonly content: Uint8Array;
  readonly certificate: SignerCertificate;
  /** The issuers' certificates that travel along; the root may be left out. */
  readonly chain: readonly Pick<SignerCertificate, 'der'>[];
  /** The key; in a browser a wrapper around WebCrypto or around an agent. ECDSA signatures come as `SEQUENCE { r, s }`. */
  readonly key: Pick<Signer, 'algorithm' | 'sign'>;
  /** Whether the content stays outside of the message. */
  readonly detached: boolean;
  /** The signer's claim of the time. */
  readonly signingTime: Date;
  /** Gives a time stamp token over the signature: with it the result is CAdES-T. What it throws goes to the caller. */
  readonly timestamper?: Timestamper | undefined;
}

/** @param signature the octets whose existence is to be stamped @returns a TimeStampToken, DER */
export type Timestamper = (signature: Uint8Array) => Promise<Uint8Array>;

/**
 * Signs as CAdES-BES, or CAdES-T with a timestamper. Runs wherever WebCrypto is: on the server, in the agent, in a page.
 *
 * @returns ContentInfo with SignedData, DER
 */
export async function signCms(request: SigningRequest): Promise<Uint8Array> {
  const { content, certificate, key } = request;
  const [messageDigest, certificateDigest] = await Promise.all([
    digest(digestOfAlgorithm[key.algorithm], content),
    digest('sha256', certificate.der),
  ]);
  const signedAttributes = writeSignedAttributes({
    contentType: oids.data,
    messageDigest,
    certificate,
    certificateDigest,
    signingTime: request.signingTime,
  });
  const signature = await key.sign(signedAttributes);
  return writeSignedData({
    contentType: oids.data,
    content: request.detached ? undefined : content,
    certificates: [certificate, ...request.chain].map(({ der }) => der),
    algorithm: key.algorithm,
    certificate,
    signedAttributes,
    signature,
    timeStampToken: await request.timestamper?.(signature),
  });
}

const webNames = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const satisfies Record<DigestName, string>;

async function digest(name: DigestName, data: Uint8Array): Promise<Uint8Array> {
  // A copy of what may be a window onto shared memory: WebCrypto's types take plain buffers only.
  return new Uint8Array(await crypto.subtle.digest(webNames[name], Uint8Array.from(data)));
}
