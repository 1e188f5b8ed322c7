import { demand, Malformed } from '../fault.ts';
import { hashOf, readAlgorithmIdentifier } from '../crypto/algorithms.ts';
import type { AlgorithmIdentifier, HashName } from '../crypto/algorithms.ts';
import { oids } from '../der/oids.ts';
import { contentOf, encodingOf, Reader } from '../der/reader.ts';
import type { Element } from '../der/reader.ts';
import { constructed, tags } from '../der/tags.ts';
import { timeOf } from '../der/times.ts';
import { hexOf, integerOctets, octetsOf, oidOf } from '../der/values.ts';
import { byOctets, element } from '../der/writer.ts';

/** What the signer signed besides the content (RFC 5652 §11, RFC 5035). */
export interface SignedAttributes {
  /** The SET OF that the signature stands over, DER. */
  readonly encoded: Uint8Array;
  readonly contentType: string;
  readonly messageDigest: Uint8Array;
  /** The signer's own claim of the time; proves nothing. */
  readonly signingTime: Date | undefined;
  /** What names the signer's certificate: ESSCertIDv2, or the older ESSCertID with SHA-1. Every reference that was given, the signer's own first. */
  readonly signingCertificates: readonly CertificateReference[];
  readonly algorithmProtection: AlgorithmProtection | undefined;
}

/** ESSCertID or ESSCertIDv2 (RFC 5035 §4). */
export interface CertificateReference {
  readonly hash: HashName;
  readonly digest: Uint8Array;
  /** Issuer and serial number (hex), where the reference has them. */
  readonly issuerSerial: { readonly issuer: Uint8Array; readonly serial: string } | undefined;
}

/** CMSAlgorithmProtection (RFC 6211), DER of the identifiers. */
export interface AlgorithmProtection {
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signatureAlgorithm: Uint8Array;
}

const where = 'cms.signedAttributes';

/**
 * Signed attributes MUST be DER even in a BER message (RFC 5652 §5.3). Demanding that, instead of encoding them again, leaves no second reading
 * of what was signed. Each attribute stands once, with one value. Throws `Malformed`.
 */
export function readSignedAttributes(implicit: Element): SignedAttributes {
  const contents = contentOf(implicit);
  const encoded = element(tags.set, contents);
  if (encoded.length !== implicit.next - implicit.start) throw new Malformed('length', where);
  const attributes = new Map<string, Element>();
  let previous: Uint8Array | undefined;
  Reader.over(contents, where, 'der').rest((reader) => {
    const whole = reader.take(tags.sequence);
    const encoding = encodingOf(whole);
    if (previous !== undefined && byOctets(previous, encoding) >= 0) throw new Malformed('value', where);
    previous = encoding;
    const [type, value] = readAttribute(Reader.inside(whole, where));
    if (attributes.has(type)) throw new Malformed('duplicate', where);
    attributes.set(type, value);
  });
  return { encoded, ...meaningOf(attributes) };
}

function readAttribute(attribute: Reader): [type: string, value: Element] {
  const type = oidOf(attribute.take(tags.oid), where);
  const values = attribute.open(tags.set);
  const value = values.any();
  if (!values.atEnd) throw new Malformed('duplicate', where);
  attribute.finish();
  return [type, value];
}

function meaningOf(attributes: ReadonlyMap<string, Element>): Omit<SignedAttributes, 'encoded'> {
  const contentType = attributes.get(oids.contentType);
  const messageDigest = attributes.get(oids.messageDigest);
  if (contentType?.tag !== tags.oid) throw new Malformed('missing', `${where}.contentType`);
  if (messageDigest?.tag !== tags.octetString) throw new Malformed('missing', `${where}.messageDigest`);
  const signingTime = attributes.get(oids.signingTime);
  const protection = attributes.get(oids.cmsAlgorithmProtection);
  return {
    contentType: oidOf(contentType, where),
    messageDigest: octetsOf(messageDigest, where),
    signingTime: signingTime && timeOf(signingTime, `${where}.signingTime`),
    signingCertificates: [
      ...references(attributes.get(oids.signingCertificateV2), readReferenceV2),
      ...references(attributes.get(oids.signingCertificate), readReferenceV1),
    ],
    algorithmProtection: protection && readProtection(protection),
  };
}

const referenceWhere = `${where}.signingCertificate`;

/** SigningCertificate(V2): the first reference is the signer's (RFC 5035 §3); the others limit the path and are not used. */
function references(attribute: Element | undefined, read: (reader: Reader) => CertificateReference): CertificateReference[] {
  if (attribute === undefined) return [];
  if (attribute.tag !== tags.sequence) throw new Malformed('tag', referenceWhere);
  const signingCertificate = Reader.inside(attribute, referenceWhere);
  const list = signingCertificate.sequence();
  signingCertificate.optional(tags.sequence); // policies
  signingCertificate.finish();
  if (list.atEnd) throw new Malformed('missing', referenceWhere);
  return list.rest((reader) => read(reader.sequence())).slice(0, 1);
}

function readReferenceV2(reader: Reader): CertificateReference {
  const named = reader.peek() === tags.sequence;
  const hash = named ? demand(hashOf(readAlgorithmIdentifier(reader, referenceWhere), referenceWhere)) : 'sha256';
  return { hash, ...readDigestAndIssuer(reader) };
}

function readReferenceV1(reader: Reader): CertificateReference {
  return { hash: 'sha1', ...readDigestAndIssuer(reader) };
}

function readDigestAndIssuer(reader: Reader): Omit<CertificateReference, 'hash'> {
  const digest = octetsOf(reader.take(tags.octetString), referenceWhere);
  const issuerSerial = reader.openOptional(tags.sequence);
  reader.finish();
  return { digest, issuerSerial: issuerSerial && readIssuerSerial(issuerSerial) };
}

/** IssuerSerial: GeneralNames with one directoryName, and the serial number. */
function readIssuerSerial(reader: Reader): CertificateReference['issuerSerial'] {
  const names = reader.sequence();
  const directoryName = names.openOptional(constructed(4));
  const serial = hexOf(integerOctets(reader.take(tags.integer), referenceWhere));
  if (directoryName === undefined) return undefined;
  return { issuer: encodingOf(directoryName.take(tags.sequence)), serial };
}

function readProtection(attribute: Element): AlgorithmProtection {
  const reader = Reader.inside(attribute, `${where}.algorithmProtection`);
  const digestAlgorithm = readAlgorithmIdentifier(reader, reader.where);
  const signature = reader.optional(constructed(1));
  reader.finish();
  if (signature === undefined) throw new Malformed('missing', reader.where);
  return { digestAlgorithm, signatureAlgorithm: contentOf(signature) };
}

/** The time stamp tokens among the unsigned attributes; in BER, as anybody may have added them. Throws `Malformed`. */
export function readTimeStampTokens(unsigned: Element): Uint8Array[] {
  const where = 'cms.unsignedAttributes';
  const attributes = Reader.inside(unsigned, where).rest((reader) => {
    const attribute = reader.sequence();
    const type = oidOf(attribute.take(tags.oid), where);
    const values = attribute.open(tags.set).rest((inner) => encodingOf(inner.any()));
    attribute.finish();
    return type === oids.timeStampToken ? values : [];
  });
  const tokens = attributes.flat();
  if (tokens.length > maxTokens) throw new Malformed('tooLarge', where);
  return tokens;
}

/** Each costs a chain to build. */
const maxTokens = 8;
