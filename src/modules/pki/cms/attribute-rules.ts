import type { Primitives } from '../crypto/primitives.ts';
import { reading } from '../fault.ts';
import { oids } from '../der/oids.ts';
import { Reader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { hexOf, oidOf, sameOctets } from '../der/values.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readName, sameName } from '../x509/names.ts';
import type { Reason } from '../verification/reasons.ts';
import type { AlgorithmProtection, CertificateReference } from './attributes.ts';
import type { Message } from './examine.ts';
import type { SignerInfo } from './signed-data.ts';

/** @returns what is wrong with the signed attributes of a signature that verifies; undefined where nothing is. */
export function attributesFault(
  message: Message,
  { info, certificate }: { info: SignerInfo; certificate: Certificate },
  primitives: Primitives,
): Reason | undefined {
  const attributes = info.signedAttributes;
  if (attributes === undefined) return undefined;
  if (attributes.contentType !== message.data.contentType) return 'contentTypeDiffers';
  if (attributes.algorithmProtection && !protects(attributes.algorithmProtection, info)) return 'protectionDiffers';
  if (message.cades && attributes.signingCertificates.length === 0) return 'signingCertificateAbsent';
  const named = attributes.signingCertificates.every((reference) => refersTo(reference, certificate, primitives));
  return named ? undefined : 'signingCertificateDiffers';
}

function refersTo(
  { hash, digest, issuerSerial }: CertificateReference,
  certificate: Certificate,
  primitives: Primitives,
): boolean {
  // The fingerprint is the digest of SHA-256 already.
  const same =
    hash === 'sha256' ? hexOf(digest) === certificate.fingerprint : sameOctets(primitives.hash(hash, certificate.der), digest);
  return same && (!issuerSerial || (issuerSerial.serial === certificate.serial && namesIssuer(issuerSerial.issuer, certificate)));
}

/** Whether an encoded name is that of the certificate's issuer. Nearly always it is the same octets, and reading a name is dear. */
export function namesIssuer(encoded: Uint8Array, { issuer }: Certificate): boolean {
  if (sameOctets(encoded, issuer.der)) return true;
  const name = reading(() => readName(Reader.over(encoded, 'issuer', 'ber'), 'issuer'));
  return name.ok && sameName(name.value, issuer);
}

/** RFC 6211 3: both identifiers are those of the SignerInfo. The signature's stands under an implicit tag, so its contents are compared. */
function protects({ digestAlgorithm, signatureAlgorithm }: AlgorithmProtection, info: SignerInfo): boolean {
  const signature = contentsOf(info.signatureAlgorithm.der);
  return digestAlgorithm.oid === info.digestAlgorithm.oid && signature !== undefined && sameOctets(signatureAlgorithm, signature);
}

function contentsOf(sequence: Uint8Array): Uint8Array | undefined {
  const element = reading(() => Reader.over(sequence, 'algorithm', 'ber').any());
  return element.ok ? sequence.subarray(element.value.body, element.value.end) : undefined;
}

/**
 * Whoever strips a signature of its signed attributes and gives them out as the content has a message that verifies and that nobody signed.
 * No document begins as a SET of attributes with a message digest.
 */
export function looksLikeAttributes(content: Uint8Array): boolean {
  if (content[0] !== tags.set) return false;
  const types = reading(() =>
    Reader.over(content, 'content', 'ber')
      .open(tags.set)
      .rest((reader) => oidOf(reader.sequence().take(tags.oid), 'content')),
  );
  return types.ok && types.value.includes(oids.messageDigest);
}
