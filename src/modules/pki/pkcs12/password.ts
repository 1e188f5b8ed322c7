import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { Malformed } from '../fault.ts';
import { oids } from '../der/oids.ts';
import { purposes } from './derivation.ts';
import type { Derivation, HashName } from './derivation.ts';
import { keyLengths } from './encryption.ts';
import type { Encryption } from './encryption.ts';
import { decryptRc2Cbc } from './rc2.ts';
import type { Mac, Sealed } from './structure.ts';

const macHashes: ReadonlyMap<string, HashName> = new Map([
  [oids.sha1, 'sha1'],
  [oids.sha256, 'sha256'],
  [oids.sha384, 'sha384'],
  [oids.sha512, 'sha512'],
]);

/** @throws Malformed `password` where the MAC does not fit: the password is wrong, or the file is damaged. */
export function checkMac(mac: Mac, safe: Uint8Array, derivation: Derivation): void {
  const hash = macHashes.get(mac.hash);
  if (hash === undefined) throw new Malformed('unsupported', 'pkcs12.mac');
  const expected = macOver(safe, { ...mac, hash }, derivation);
  if (expected.length !== mac.digest.length || !timingSafeEqual(expected, mac.digest))
    throw new Malformed('password', 'pkcs12.mac');
}

/** The MAC of RFC 7292 §4: HMAC under a key of the hash's length derived from the password. */
export function macOver(
  safe: Uint8Array,
  mac: { hash: HashName; salt: Uint8Array; iterations: number },
  derivation: Derivation,
): Uint8Array {
  const length = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 }[mac.hash];
  const key = derivation.pkcs12({ ...mac, length, purpose: purposes.mac });
  return createHmac(mac.hash, key).update(safe).digest();
}

/** Opens a part. @throws Malformed `password` where it does not open. */
export function open({ octets, encryption }: Sealed, derivation: Derivation): Uint8Array {
  if (encryption === undefined) return octets;
  if (encryption.scheme === 'rc2') return openRc2(octets, encryption, derivation);
  const { cipher, key, iv } = secretsOf(encryption, derivation);
  try {
    const decipher = createDecipheriv(cipher, key, iv);
    return Buffer.concat([decipher.update(octets), decipher.final()]);
  } catch {
    throw new Malformed('password', 'pkcs12.encryption');
  }
}

/** Encrypts for a file of our own. */
export function seal(octets: Uint8Array, encryption: Exclude<Encryption, { scheme: 'rc2' }>, derivation: Derivation): Uint8Array {
  const { cipher, key, iv } = secretsOf(encryption, derivation);
  const encipher = createCipheriv(cipher, key, iv);
  return Buffer.concat([encipher.update(octets), encipher.final()]);
}

function secretsOf(encryption: Encryption, derivation: Derivation): { cipher: string; key: Uint8Array; iv: Uint8Array } {
  if (encryption.scheme === 'pbes2') {
    const { cipher, iv } = encryption;
    return { cipher, key: derivation.pbkdf2({ ...encryption, length: keyLengths[cipher] }), iv };
  }
  const parameters = { hash: 'sha1', salt: encryption.salt, iterations: encryption.iterations } as const;
  const key = derivation.pkcs12({ ...parameters, length: encryption.scheme === 'rc2' ? 5 : 24, purpose: purposes.key });
  return { cipher: 'des-ede3-cbc', key, iv: derivation.pkcs12({ ...parameters, length: 8, purpose: purposes.iv }) };
}

function openRc2(octets: Uint8Array, encryption: Encryption, derivation: Derivation): Uint8Array {
  if (octets.length === 0 || octets.length % 8 !== 0) throw new Malformed('length', 'pkcs12.encryption');
  const { key, iv } = secretsOf(encryption, derivation);
  const plain = decryptRc2Cbc(key, iv, octets);
  const padding = plain.at(-1) as number;
  const sound = padding >= 1 && padding <= 8 && plain.subarray(-padding).every((octet) => octet === padding);
  if (!sound) throw new Malformed('password', 'pkcs12.encryption');
  return plain.subarray(0, -padding);
}
