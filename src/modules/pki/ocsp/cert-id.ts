import { demand, Malformed } from '../fault.ts';
import { oids } from '../der/oids.ts';
import { encodingOf, Reader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { hexOf, integerOctets, octetsOf, sameOctets } from '../der/values.ts';
import { element, nullValue, octetString, octetsOfHex, oid, sequence } from '../der/writer.ts';
import { hashOf, readAlgorithmIdentifier } from '../crypto/algorithms.ts';
import type { HashName } from '../crypto/algorithms.ts';
import type { Primitives } from '../crypto/primitives.ts';
import type { Certificate } from '../x509/certificate.ts';

/** Which certificate is asked or told about (RFC 6960 4.1.1): its issuer by digests, its serial number in hexadecimal. */
export interface CertId {
  readonly hash: HashName;
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  readonly serial: string;
  readonly der: Uint8Array;
}

const where = 'ocsp.certId';

/** Reads the CertID that comes next. Throws `Malformed`, also for digests that are not known. */
export function readCertId(reader: Reader): CertId {
  const whole = reader.take(tags.sequence, where);
  const inner = Reader.inside(whole, where);
  const hash = demand(hashOf(readAlgorithmIdentifier(inner, where), where));
  const nameHash = octetsOf(inner.take(tags.octetString), where);
  const keyHash = octetsOf(inner.take(tags.octetString), where);
  const serial = hexOf(integerOctets(inner.take(tags.integer), where));
  inner.finish();
  return { hash, nameHash, keyHash, serial, der: encodingOf(whole) };
}

/** A certificate and its issuer. */
export interface IssuedPair {
  readonly certificate: Pick<Certificate, 'serial'>;
  readonly issuer: Pick<Certificate, 'subject' | 'publicKey'>;
}

/** @returns whether the identifier means this certificate of this issuer. */
export function meansCertificate(id: CertId, { certificate, issuer }: IssuedPair, hash: Primitives['hash']): boolean {
  if (id.serial !== certificate.serial) return false;
  return (
    sameOctets(id.nameHash, hash(id.hash, issuer.subject.der)) && sameOctets(id.keyHash, hash(id.hash, issuer.publicKey.key))
  );
}

const digestOids: Partial<Record<HashName, string>> = { sha1: oids.sha1, sha256: oids.sha256 };

/** Writes a CertID. SHA-1 is what every responder understands; here it only looks up (RFC 6960 4.3). */
export function writeCertId({ certificate, issuer }: IssuedPair, hash: Primitives['hash'], name: HashName = 'sha1'): Uint8Array {
  const digest = digestOids[name];
  if (digest === undefined) throw new Malformed('unsupported', where);
  return sequence(
    sequence(oid(digest), nullValue()),
    octetString(hash(name, issuer.subject.der)),
    octetString(hash(name, issuer.publicKey.key)),
    element(tags.integer, octetsOfHex(certificate.serial)),
  );
}
