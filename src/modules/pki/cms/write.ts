import { oids } from '../der/oids.ts';
import {
  byOctets,
  element,
  explicit,
  integer,
  nullValue,
  octetString,
  octetsOfHex,
  oid,
  sequence,
  setOf,
  time,
  unsignedInteger,
} from '../der/writer.ts';
import { constructed } from '../der/tags.ts';
import { algorithmIdentifier } from '../making/algorithm.ts';
import type { SigningAlgorithm } from '../making/signer.ts';

/** Writing of SignedData with one signer (RFC 5652 §5). Pure: no engine, no clock, so that a page in a browser can use it. */

/** What is written about the signer's certificate: a `Certificate` fits, and so does what a page knows of one. */
export interface SignerCertificate {
  readonly der: Uint8Array;
  /** The issuer's name, DER. */
  readonly issuer: { readonly der: Uint8Array };
  /** Serial number, hexadecimal as in the certificate. */
  readonly serial: string;
}

export type DigestName = 'sha256' | 'sha384' | 'sha512';

/** The digest that belongs to each signature algorithm: both of a message must agree. */
export const digestOfAlgorithm = {
  'rsa-sha256': 'sha256',
  'rsa-sha384': 'sha384',
  'rsa-sha512': 'sha512',
  'ecdsa-sha256': 'sha256',
  'ecdsa-sha384': 'sha384',
} as const satisfies Record<SigningAlgorithm, DigestName>;

export interface AttributeValues {
  /** Object identifier of the kind of content. */
  readonly contentType: string;
  readonly messageDigest: Uint8Array;
  readonly certificate: SignerCertificate;
  /** SHA-256 of the certificate. */
  readonly certificateDigest: Uint8Array;
  readonly signingTime?: Date | undefined;
}

/**
 * The signed attributes of CAdES-BES (ETSI EN 319 122-1 §5): contentType, messageDigest, signingCertificateV2 and, where given, signingTime.
 *
 * @returns the SET OF, DER, over which the signature is made
 */
export function writeSignedAttributes(values: AttributeValues): Uint8Array {
  return setOf([
    attribute(oids.contentType, oid(values.contentType)),
    attribute(oids.messageDigest, octetString(values.messageDigest)),
    attribute(oids.signingCertificateV2, certificateReference(values.certificate, values.certificateDigest)),
    ...(values.signingTime ? [attribute(oids.signingTime, time(values.signingTime))] : []),
  ]);
}

/** SigningCertificateV2 (RFC 5035 §3) with one ESSCertIDv2; SHA-256 is the default and so, in DER, not written. */
function certificateReference(certificate: SignerCertificate, digest: Uint8Array): Uint8Array {
  const names = sequence(explicit(4, certificate.issuer.der));
  const issuerSerial = sequence(names, unsignedInteger(octetsOfHex(certificate.serial)));
  return sequence(sequence(sequence(octetString(digest), issuerSerial)));
}

export interface SignedDataParts {
  readonly contentType: string;
  /** Undefined for a detached signature. */
  readonly content: Uint8Array | undefined;
  /** DER; none where the receiver has the signer's already. */
  readonly certificates: readonly Uint8Array[];
  readonly algorithm: SigningAlgorithm;
  readonly certificate: SignerCertificate;
  /** As {@link writeSignedAttributes} gave them. */
  readonly signedAttributes: Uint8Array;
  readonly signature: Uint8Array;
  readonly timeStampToken?: Uint8Array | undefined;
}

/** ContentInfo with SignedData, DER. */
export function writeSignedData(parts: SignedDataParts): Uint8Array {
  const { contentType, content } = parts;
  const digestAlgorithm = sequence(oid(oids[digestOfAlgorithm[parts.algorithm]]), nullValue());
  // RFC 5652 §5.1: version 3 where the content is of another type than data, else 1.
  const version = integer(contentType === oids.data ? 1 : 3);
  const encapsulated = sequence(oid(contentType), ...(content ? [explicit(0, octetString(content))] : []));
  const certificates = parts.certificates.length > 0 ? [element(constructed(0), ...parts.certificates.toSorted(byOctets))] : [];
  const signedData = sequence(
    version,
    setOf([digestAlgorithm]),
    encapsulated,
    ...certificates,
    setOf([writeSigner(parts, digestAlgorithm)]),
  );
  return sequence(oid(oids.signedData), explicit(0, signedData));
}

function writeSigner(parts: SignedDataParts, digestAlgorithm: Uint8Array): Uint8Array {
  const { certificate, signedAttributes, timeStampToken } = parts;
  const identifier = sequence(certificate.issuer.der, unsignedInteger(octetsOfHex(certificate.serial)));
  const unsigned = timeStampToken ? [explicit(1, attribute(oids.timeStampToken, timeStampToken))] : [];
  return sequence(
    integer(1),
    identifier,
    digestAlgorithm,
    underTag(constructed(0), signedAttributes),
    algorithmIdentifier(parts.algorithm),
    octetString(parts.signature),
    ...unsigned,
  );
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return sequence(oid(type), setOf([value]));
}

/** The same element under an implicit tag: only its first octet changes. */
function underTag(tag: number, encoded: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(encoded);
  copy[0] = tag;
  return copy;
}
