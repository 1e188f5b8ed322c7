import { Malformed, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { encodingOf, readSequence, Reader } from '../der/reader.ts';
import { constructed, primitive, tags } from '../der/tags.ts';
import { timeOf } from '../der/times.ts';
import { bitOctetsOf, bitsOf, hexOf, integerOctets, sameOctets, smallIntegerOf } from '../der/values.ts';
import { readAlgorithmIdentifier, signatureAlgorithmOf } from '../crypto/algorithms.ts';
import type { SignatureAlgorithm } from '../crypto/algorithms.ts';
import type { Primitives } from '../crypto/primitives.ts';
import { readPublicKey } from '../crypto/public-key.ts';
import type { PublicKey } from '../crypto/public-key.ts';
import { readCertificateExtensions } from './certificate-extensions.ts';
import type { CertificateExtensions } from './certificate-extensions.ts';
import { readExtensions } from './extensions.ts';
import type { Extensions } from './extensions.ts';
import { readName, sameName } from './names.ts';
import type { Name } from './names.ts';
import { personOf, purposeOf, rolesOf } from './person.ts';
import type { CertificatePerson, CertificatePurpose, CertificateRole } from './person.ts';

/** What was signed and how: certificates, CRLs and OCSP answers share the form. */
export interface SignedData {
  /** The octets over which the signature runs. */
  readonly tbs: Uint8Array;
  /** Unsupported algorithms are carried as a fault: such a message can be read, but not verified. */
  readonly algorithm: Read<SignatureAlgorithm>;
  readonly algorithmOid: string;
  readonly signature: Uint8Array;
}

/** A certificate (RFC 5280 4.1), read and immutable. That it can be read says nothing about whether it is valid. */
export interface Certificate {
  readonly der: Uint8Array;
  /** SHA-256 of the DER, lower-case hexadecimal. */
  readonly fingerprint: string;
  readonly version: 1 | 2 | 3;
  /** The serial number's octets as they stand, lower-case hexadecimal. */
  readonly serial: string;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: PublicKey;
  readonly extensions: CertificateExtensions;
  /** Subject and issuer are the same name (RFC 5280 6.1); it need not be signed by its own key. */
  readonly selfIssued: boolean;
  readonly signed: SignedData;
  readonly person: CertificatePerson;
  readonly purpose: CertificatePurpose;
  readonly roles: readonly CertificateRole[];
}

/** The largest certificate seen in the field has some 100 kB. */
const largest = 1 << 20;
const where = 'certificate';

/** Reads one certificate in DER. The result keeps looking at `der`: give it bytes that nobody changes. */
export function parseCertificate(der: Uint8Array, hash: Primitives['hash']): Read<Certificate> {
  return reading(() => {
    if (der.length > largest) throw new Malformed('tooLarge', where);
    const outer = readSigned(der, where);
    const contents = readContents(outer.tbsReader, outer.innerAlgorithm);
    const { subject, extensions, publicKey } = contents;
    return {
      der,
      fingerprint: hexOf(hash('sha256', der)),
      ...contents,
      selfIssued: sameName(contents.issuer, subject),
      signed: outer.signed,
      person: personOf(subject, extensions),
      purpose: purposeOf(extensions, publicKey),
      roles: rolesOf(extensions),
    };
  });
}

/** `SEQUENCE { tbs, algorithm, signature }`; the inner copy of the algorithm is checked against the outer (RFC 5280 4.1.1.2, 5.1.1.2). */
export function readSigned(der: Uint8Array, where: string) {
  return readSequence(der, where, (reader) => {
    const tbs = reader.take(tags.sequence, `${where}.tbs`);
    const algorithm = readAlgorithmIdentifier(reader, `${where}.signatureAlgorithm`);
    const signature = bitOctetsOf(reader.take(tags.bitString, `${where}.signature`), `${where}.signature`);
    const signed: SignedData = {
      tbs: encodingOf(tbs),
      algorithm: signatureAlgorithmOf(algorithm),
      algorithmOid: algorithm.oid,
      signature,
    };
    const innerAlgorithm = (tbsReader: Reader) => {
      const inner = readAlgorithmIdentifier(tbsReader, `${where}.signature`);
      if (!sameOctets(inner.der, algorithm.der)) throw new Malformed('mismatch', `${where}.signatureAlgorithm`);
    };
    return { tbsReader: Reader.inside(tbs, `${where}.tbs`), innerAlgorithm, signed };
  });
}

function readContents(reader: Reader, innerAlgorithm: (reader: Reader) => void) {
  const version = readVersion(reader);
  const serial = hexOf(integerOctets(reader.take(tags.integer, `${where}.serialNumber`), `${where}.serialNumber`));
  innerAlgorithm(reader);
  const issuer = readName(reader, `${where}.issuer`);
  const validity = reader.sequence(`${where}.validity`);
  const notBefore = timeOf(validity.any(), `${where}.validity`);
  const notAfter = timeOf(validity.any(), `${where}.validity`);
  validity.finish();
  const subject = readName(reader, `${where}.subject`);
  const publicKey = readPublicKey(encodingOf(reader.take(tags.sequence, `${where}.publicKey`)));
  readUniqueIdentifiers(reader, version);
  const all = readOwnExtensions(reader, version);
  reader.finish();
  return { version, serial, issuer, notBefore, notAfter, subject, publicKey, extensions: readCertificateExtensions(all) };
}

/** `[0] EXPLICIT INTEGER DEFAULT v1`: version 1 is not written out (X.690 11.5). */
function readVersion(reader: Reader): 1 | 2 | 3 {
  const explicit = reader.openOptional(constructed(0), `${where}.version`);
  if (explicit === undefined) return 1;
  const number = smallIntegerOf(explicit.take(tags.integer), `${where}.version`);
  explicit.finish();
  if (number !== 1 && number !== 2) throw new Malformed('version', where);
  return number === 1 ? 2 : 3;
}

function readUniqueIdentifiers(reader: Reader, version: number): void {
  for (const n of [1, 2]) {
    const identifier = reader.optional(primitive(n), where);
    if (identifier === undefined) continue;
    if (version === 1) throw new Malformed('version', where);
    bitsOf(identifier, where);
  }
}

function readOwnExtensions(reader: Reader, version: number): Extensions {
  const explicit = reader.openOptional(constructed(3), `${where}.extensions`);
  if (explicit === undefined) return new Map();
  if (version !== 3) throw new Malformed('version', where);
  const extensions = readExtensions(explicit, `${where}.extensions`);
  explicit.finish();
  return extensions;
}
