import { canonicalise } from '../xml/canonical.ts';
import { attributeOf, elementsOf, onlyChild, textOf } from '../xml/tree.ts';
import type { XmlElement } from '../xml/tree.ts';
import { certificateValueType, digestAlgorithm, exclusiveCanonicalization, namespaces, signatureAlgorithms } from './names.ts';
import type { SignatureAlgorithm } from './names.ts';

/** The parts of a message that the signature is checked with; nothing is searched by its Id. */
export interface EnvelopeParts {
  readonly body: XmlElement;
  readonly operation: XmlElement;
  readonly signature: SignatureParts;
}

export interface SignatureParts {
  readonly algorithm: SignatureAlgorithm;
  /** Canonical SignedInfo: the bytes that were signed. */
  readonly signedInfo: string;
  readonly referenceUri: string;
  /** InclusiveNamespaces of the reference's transform. */
  readonly inclusive: readonly string[];
  readonly digest: Buffer;
  readonly value: Buffer;
  /** DER in base64. */
  readonly certificate: string;
}

const ds = namespaces.signature;

/**
 * Takes a message apart in the one shape that is allowed: Envelope of Header and Body, one Security with one Signature, one Reference.
 * Every second Body, Security, Signature or Reference is a wrapping attack, or might be one.
 */
export function takeApart(envelope: XmlElement): EnvelopeParts | undefined {
  const parts = elementsOf(envelope);
  const header = onlyChild(envelope, 'Header', namespaces.soap);
  const body = onlyChild(envelope, 'Body', namespaces.soap);
  if (!isSoap(envelope, 'Envelope') || parts.length !== 2 || header === undefined || body === undefined) return undefined;
  const [operation, second] = elementsOf(body);
  const security = onlyChild(header, 'Security', namespaces.security);
  const signatureElement = onlyChild(security, 'Signature', ds);
  const signature = signatureElement && readSignature(signatureElement);
  if (operation === undefined || second !== undefined || signature === undefined) return undefined;
  return { body, operation, signature };
}

function isSoap(target: XmlElement, local: string): boolean {
  return target.local === local && target.namespace === namespaces.soap;
}

function readSignature(signature: XmlElement): SignatureParts | undefined {
  const signedInfo = onlyChild(signature, 'SignedInfo', ds);
  const value = onlyChild(signature, 'SignatureValue', ds);
  const certificate = readCertificate(signature);
  if (signedInfo === undefined || value === undefined || certificate === undefined) return undefined;
  const method = readMethod(signedInfo);
  const reference = readReference(signedInfo);
  if (method === undefined || reference === undefined) return undefined;
  return { ...method, ...reference, value: decode(textOf(value)), certificate };
}

function readMethod(signedInfo: XmlElement): Pick<SignatureParts, 'algorithm' | 'signedInfo'> | undefined {
  const canonicalization = onlyChild(signedInfo, 'CanonicalizationMethod', ds);
  const method = onlyChild(signedInfo, 'SignatureMethod', ds);
  const inclusive = canonicalization && inclusivePrefixes(canonicalization);
  const uri = attributeOf(method, 'Algorithm');
  const algorithm = (['ecdsa', 'rsa'] as const).find((name) => signatureAlgorithms[name] === uri);
  if (algorithm === undefined || inclusive === undefined) return undefined;
  return { algorithm, signedInfo: canonicalise(signedInfo, inclusive) };
}

function readReference(signedInfo: XmlElement): Pick<SignatureParts, 'referenceUri' | 'inclusive' | 'digest'> | undefined {
  const reference = onlyChild(signedInfo, 'Reference', ds);
  const transforms = onlyChild(reference, 'Transforms', ds);
  const transform = onlyChild(transforms, 'Transform', ds);
  if (reference === undefined || transform === undefined || elementsOf(transforms).length !== 1) return undefined;
  const referenceUri = attributeOf(reference, 'URI');
  const inclusive = inclusivePrefixes(transform);
  const digest = readDigest(reference);
  if (referenceUri === undefined || inclusive === undefined || digest === undefined) return undefined;
  return { referenceUri, inclusive, digest };
}

function readDigest(reference: XmlElement): Buffer | undefined {
  const method = onlyChild(reference, 'DigestMethod', ds);
  const value = onlyChild(reference, 'DigestValue', ds);
  if (method === undefined || value === undefined || attributeOf(method, 'Algorithm') !== digestAlgorithm) return undefined;
  return decode(textOf(value));
}

/** Each listed prefix is looked at for each element, before any signature is checked: the list is kept short. */
const mostInclusivePrefixes = 16;

/** The PrefixList of exclusive canonicalization (RFC 3741 §2.2); undefined for another method or a list that is too long. */
function inclusivePrefixes(method: XmlElement): readonly string[] | undefined {
  if (attributeOf(method, 'Algorithm') !== exclusiveCanonicalization) return undefined;
  const list = onlyChild(method, 'InclusiveNamespaces', exclusiveCanonicalization);
  const prefixes =
    attributeOf(list, 'PrefixList')
      ?.split(' ')
      .filter((prefix) => prefix !== '') ?? [];
  return prefixes.length > mostInclusivePrefixes ? undefined : prefixes;
}

const longestCertificate = 16 * 1024;

function readCertificate(signature: XmlElement): string | undefined {
  const keyInfo = onlyChild(signature, 'KeyInfo', ds);
  const reference = onlyChild(keyInfo, 'SecurityTokenReference', namespaces.security);
  const identifier = onlyChild(reference, 'KeyIdentifier', namespaces.security);
  if (identifier === undefined || attributeOf(identifier, 'ValueType') !== certificateValueType) return undefined;
  const certificate = textOf(identifier).replace(/\s+/g, '');
  return certificate === '' || certificate.length > longestCertificate ? undefined : certificate;
}

function decode(text: string): Buffer {
  return Buffer.from(text.replace(/\s+/g, ''), 'base64');
}
