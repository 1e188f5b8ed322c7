import { createHash, randomBytes } from 'node:crypto';
import { oids } from '../der/oids.ts';
import { element, explicit, integer, nullValue, octetString, oid, sequence, setOf } from '../der/writer.ts';
import { tags } from '../der/tags.ts';
import { Derivation } from './derivation.ts';
import { writeEncryption } from './encryption.ts';
import type { Encryption } from './encryption.ts';
import { macOver, seal } from './password.ts';

export interface Pkcs12Contents {
  /** PrivateKeyInfo (PKCS#8), DER. */
  readonly key: Uint8Array;
  /** The certificate of the key and then its issuers, DER. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
  readonly password: string;
  /** Shown by programs that open the file. */
  readonly name: string;
}

export interface Pkcs12Form {
  /**
   * `new`: PBES2 with AES-256 and a MAC of SHA-256. `old`: triple DES and a MAC of SHA-1, for programs that know nothing else; RC2-40 is never
   * written, every reader of it also reads triple DES.
   */
  readonly form?: 'new' | 'old';
  /** Rounds of each derivation: what a guess at the password costs. */
  readonly iterations?: number;
}

/** Makes a PKCS#12 file with one key, which OpenSSL, NCALayer and browsers open. */
export function writePkcs12(contents: Pkcs12Contents, { form = 'new', iterations = 100_000 }: Pkcs12Form = {}): Uint8Array {
  const derivation = new Derivation(contents.password);
  const sealed = (octets: Uint8Array): { algorithm: Uint8Array; octets: Uint8Array } => {
    const encryption = freshEncryption(form, iterations);
    return { algorithm: writeEncryption(encryption), octets: seal(octets, encryption, derivation) };
  };
  const [own] = contents.certificates;
  const localKeyId = createHash('sha1').update(own).digest();
  const attributes = bagAttributes(contents.name, localKeyId);
  const certificates = contents.certificates.map((certificate, i) =>
    certificateBag(certificate, i === 0 ? attributes : undefined),
  );
  const certificatePart = sealed(sequence(...certificates));
  const key = sealed(contents.key);
  const keyBag = bag(oids.shroudedKeyBag, sequence(key.algorithm, octetString(key.octets)), attributes);
  const safe = sequence(encryptedPart(certificatePart), dataPart(sequence(keyBag)));
  const mac = writeMac(safe, { hash: form === 'new' ? 'sha256' : 'sha1', salt: randomBytes(16), iterations }, derivation);
  return sequence(integer(3), dataPart(safe), mac);
}

function freshEncryption(form: 'new' | 'old', iterations: number): Exclude<Encryption, { scheme: 'rc2' }> {
  const salt = randomBytes(form === 'new' ? 16 : 8);
  if (form === 'old') return { scheme: 'tripleDes', salt, iterations };
  return { scheme: 'pbes2', hash: 'sha256', salt, iterations, cipher: 'aes-256-cbc', iv: randomBytes(16) };
}

function writeMac(
  safe: Uint8Array,
  mac: { hash: 'sha1' | 'sha256'; salt: Uint8Array; iterations: number },
  derivation: Derivation,
): Uint8Array {
  const digestInfo = sequence(sequence(oid(oids[mac.hash]), nullValue()), octetString(macOver(safe, mac, derivation)));
  return sequence(digestInfo, octetString(mac.salt), integer(mac.iterations));
}

function dataPart(octets: Uint8Array): Uint8Array {
  return sequence(oid(oids.data), explicit(0, octetString(octets)));
}

/** EncryptedData, RFC 5652 §8: version 0, the ciphertext under `[0] IMPLICIT OCTET STRING`. */
function encryptedPart({ algorithm, octets }: { algorithm: Uint8Array; octets: Uint8Array }): Uint8Array {
  const content = sequence(oid(oids.data), algorithm, element(0x80, octets));
  return sequence(oid(oids.encryptedData), explicit(0, sequence(integer(0), content)));
}

function certificateBag(certificate: Uint8Array, attributes: Uint8Array | undefined): Uint8Array {
  return bag(oids.certBag, sequence(oid(oids.x509Certificate), explicit(0, octetString(certificate))), attributes);
}

function bag(type: string, value: Uint8Array, attributes: Uint8Array | undefined): Uint8Array {
  return sequence(oid(type), explicit(0, value), ...(attributes ? [attributes] : []));
}

function bagAttributes(name: string, localKeyId: Uint8Array): Uint8Array {
  return setOf([
    sequence(oid(oids.friendlyName), setOf([bmpString(name)])),
    sequence(oid(oids.localKeyId), setOf([octetString(localKeyId)])),
  ]);
}

function bmpString(text: string): Uint8Array {
  return element(tags.bmpString, Buffer.from(text, 'utf16le').swap16());
}
