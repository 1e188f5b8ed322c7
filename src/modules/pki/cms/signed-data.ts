import { Malformed, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { readAlgorithmIdentifier } from '../crypto/algorithms.ts';
import type { AlgorithmIdentifier } from '../crypto/algorithms.ts';
import { oids } from '../der/oids.ts';
import { derMessages } from '../der/pem.ts';
import { encodingOf, Reader } from '../der/reader.ts';
import { constructed, primitive, tags } from '../der/tags.ts';
import { hexOf, integerOctets, octetsOf, oidOf, smallIntegerOf, takeOctets } from '../der/values.ts';
import { readSignedAttributes, readTimeStampTokens } from './attributes.ts';
import type { SignedAttributes } from './attributes.ts';

/** SignedData of RFC 5652 §5, read and not yet believed. All octets are windows onto the message, save content that came in pieces. */
export interface SignedData {
  /** The type of what is signed, an object identifier; `oids.data` for documents. */
  readonly contentType: string;
  /** What is signed; undefined where it is kept apart (a detached signature). */
  readonly content: Uint8Array | undefined;
  readonly digestAlgorithms: readonly string[];
  /** Certificates inside, DER, in their order. Nobody vouches for them. */
  readonly certificates: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
}

export interface SignerInfo {
  readonly identifier: SignerIdentifier;
  readonly digestAlgorithm: AlgorithmIdentifier;
  /** Undefined where the signature stands over the content itself. */
  readonly signedAttributes: SignedAttributes | undefined;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  /** Time stamp tokens over this signature (RFC 3161 appendix A), each a CMS of its own. Other unsigned attributes say nothing to us. */
  readonly timeStampTokens: readonly Uint8Array[];
}

/** How the signer names the certificate; the issuer's name as it stands (`namesIssuer` compares it). */
type SignerIdentifier =
  | { readonly by: 'issuerAndSerial'; readonly issuer: Uint8Array; readonly serial: string }
  | { readonly by: 'keyIdentifier'; readonly keyIdentifier: string };

/** A message with more is no document that people signed, and each costs a chain to build. */
const maxSigners = 32;
const maxCertificates = 128;

const pemLabels = ['CMS', 'PKCS7', 'PKCS #7 SIGNED DATA'];

/**
 * Reads a CMS message with SignedData: DER or BER (indefinite lengths, strings in pieces), bare or in PEM armour. What the standard demands to be
 * DER, the signed attributes and certificates, must be DER.
 */
export function readSignedData(bytes: Uint8Array): Read<SignedData> {
  return reading(() => {
    const [message, another] = derMessages(bytes, pemLabels, 'cms');
    if (message === undefined || another !== undefined) throw new Malformed('pem', 'cms');
    const whole = Reader.over(message, 'cms', 'ber');
    const info = whole.sequence();
    whole.finish();
    if (oidOf(info.take(tags.oid), 'cms.contentType') !== oids.signedData) throw new Malformed('unsupported', 'cms.contentType');
    const explicit = info.open(constructed(0));
    info.finish();
    const signedData = readContents(explicit.sequence('cms'));
    explicit.finish();
    return signedData;
  });
}

function readContents(reader: Reader): SignedData {
  // Versions 1, 3, 4 and 5 follow from what else stands in the message (RFC 5652 §5.1); many writers get that wrong, so only unknown ones are refused.
  if (![1, 3, 4, 5].includes(smallIntegerOf(reader.take(tags.integer), 'cms.version')))
    throw new Malformed('version', 'cms.version');
  const digestAlgorithms = reader
    .open(tags.set, 'cms.digestAlgorithms')
    .rest((inner) => readAlgorithmIdentifier(inner, inner.where).oid);
  const { contentType, content } = readEncapsulated(reader.sequence('cms.content'));
  const certificates = readCertificates(reader.openOptional(constructed(0), 'cms.certificates'));
  reader.optional(constructed(1)); // CRLs of the sender's choice: revocation is asked where the verifier trusts.
  const signers = reader.open(tags.set, 'cms.signers').rest((inner) => readSigner(inner.sequence('cms.signer')));
  reader.finish();
  if (signers.length > maxSigners) throw new Malformed('tooLarge', 'cms.signers');
  return { contentType, content, digestAlgorithms, certificates, signers };
}

function readEncapsulated(reader: Reader): Pick<SignedData, 'contentType' | 'content'> {
  const contentType = oidOf(reader.take(tags.oid), reader.where);
  const explicit = reader.openOptional(constructed(0));
  reader.finish();
  if (explicit === undefined) return { contentType, content: undefined };
  const content = takeOctets(explicit, reader.where);
  explicit.finish();
  return { contentType, content };
}

/** CertificateSet: attribute certificates and other forms are passed over, they name no signer. */
function readCertificates(reader: Reader | undefined): Uint8Array[] {
  const elements = reader?.rest((inner) => inner.any()) ?? [];
  if (elements.length > maxCertificates) throw new Malformed('tooLarge', 'cms.certificates');
  return elements.filter((element) => element.tag === tags.sequence).map(encodingOf);
}

function readSigner(reader: Reader): SignerInfo {
  const version = smallIntegerOf(reader.take(tags.integer), 'cms.signer.version');
  const identifier = readIdentifier(reader);
  // RFC 5652 §5.3: the version follows from the choice of the identifier.
  if (version !== (identifier.by === 'issuerAndSerial' ? 1 : 3)) throw new Malformed('version', 'cms.signer.version');
  const digestAlgorithm = readAlgorithmIdentifier(reader, 'cms.signer.digestAlgorithm');
  const attributes = reader.optional(constructed(0));
  const signatureAlgorithm = readAlgorithmIdentifier(reader, 'cms.signer.signatureAlgorithm');
  const signature = takeOctets(reader, 'cms.signer.signature');
  const unsigned = reader.optional(constructed(1));
  reader.finish();
  return {
    identifier,
    digestAlgorithm,
    signedAttributes: attributes && readSignedAttributes(attributes),
    signatureAlgorithm,
    signature,
    timeStampTokens: unsigned ? readTimeStampTokens(unsigned) : [],
  };
}

function readIdentifier(reader: Reader): SignerIdentifier {
  const where = 'cms.signer.identifier';
  const named = reader.openOptional(tags.sequence, where);
  if (named !== undefined) {
    const issuer = encodingOf(named.take(tags.sequence, where));
    const serial = hexOf(integerOctets(named.take(tags.integer), where));
    named.finish();
    return { by: 'issuerAndSerial', issuer, serial };
  }
  // [0] IMPLICIT OCTET STRING, which BER may cut in pieces.
  const element = reader.peek() === constructed(0) ? reader.any(where) : reader.take(primitive(0), where);
  return { by: 'keyIdentifier', keyIdentifier: hexOf(octetsOf(element, where)) };
}
