import { createHash, timingSafeEqual, verify } from 'node:crypto';
import type { Signer, SystemTrust } from '../ports.ts';
import type { FaultName } from '../rules/faults.ts';
import { canonicalise } from '../xml/canonical.ts';
import { readXml } from '../xml/reader.ts';
import { attributeOf, elementsOf } from '../xml/tree.ts';
import type { XmlElement } from '../xml/tree.ts';
import { namespaces } from './names.ts';
import type { Proof } from './proof.ts';
import { takeApart } from './signature-parts.ts';
import type { EnvelopeParts, SignatureParts } from './signature-parts.ts';

declare const verified: unique symbol;

/** A message whose Body was signed by `system`. Only `verifyEnvelope` makes one; whatever acts on a message takes this. */
export interface VerifiedEnvelope {
  readonly [verified]: true;
  readonly system: string;
  /** The signed Body's only element: what is processed is what was signed. */
  readonly operation: XmlElement;
  readonly proof: Proof;
}

export type EnvelopeVerification =
  | { readonly ok: true; readonly envelope: VerifiedEnvelope }
  | { readonly ok: false; readonly fault: Extract<FaultName, 'malformed' | 'signature' | 'certificate' | 'tooLarge'> };

/**
 * Reads a message and checks its signature: the one reference is to the Body that is processed, the digest is that Body's, the key is that of
 * a registered system's certificate.
 *
 * @param at time at which the certificate must be valid
 */
export async function verifyEnvelope(bytes: Uint8Array, trust: SystemTrust, at: Date): Promise<EnvelopeVerification> {
  const reading = readXml(bytes);
  if (!reading.ok) return { ok: false, fault: reading.fault === 'tooLarge' ? 'tooLarge' : 'malformed' };
  const parts = takeApart(reading.root);
  if (parts === undefined || !refersToBody(reading.root, parts)) return { ok: false, fault: 'signature' };
  const bodyHash = hashBody(parts);
  if (!equal(bodyHash, parts.signature.digest)) return { ok: false, fault: 'signature' };
  const signer = await trust.signer(parts.signature.certificate, at);
  if (!signer.known) return { ok: false, fault: 'certificate' };
  if (!signatureHolds(parts.signature, signer)) return { ok: false, fault: 'signature' };
  const { value: signature, signedInfo } = parts.signature;
  const proof = { bodyHash, signature, signedInfo, fingerprint: signer.fingerprint };
  return { ok: true, envelope: { system: signer.system, operation: parts.operation, proof } as VerifiedEnvelope };
}

function hashBody({ body, signature }: EnvelopeParts): Buffer {
  return createHash('sha256').update(canonicalise(body, signature.inclusive)).digest();
}

/** The Body carries the Id, and nothing else does: a recipient behind us that searches by Id must find the same element. */
function refersToBody(envelope: XmlElement, { body, signature }: EnvelopeParts): boolean {
  const id = attributeOf(body, 'Id', namespaces.utility);
  return id !== undefined && id !== '' && signature.referenceUri === `#${id}` && countId(envelope, id) === 1;
}

function countId(target: XmlElement, id: string): number {
  const own = target.attributes.filter(({ local, value }) => local.toLowerCase() === 'id' && value === id).length;
  return elementsOf(target).reduce((count, child) => count + countId(child, id), own);
}

function signatureHolds(signature: SignatureParts, signer: Extract<Signer, { known: true }>): boolean {
  if (signer.algorithm !== signature.algorithm) return false;
  return verify(
    'sha256',
    Buffer.from(signature.signedInfo),
    { key: signer.publicKey, dsaEncoding: 'ieee-p1363' },
    signature.value,
  );
}

function equal(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
