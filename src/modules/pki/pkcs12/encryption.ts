import { Malformed } from '../fault.ts';
import { nullValue, octetString, oid, integer, sequence } from '../der/writer.ts';
import { oids } from '../der/oids.ts';
import type { Reader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { oidOf, smallIntegerOf, takeOctets } from '../der/values.ts';
import type { HashName } from './derivation.ts';

/** How a part of a file is encrypted: the new way (PBES2, RFC 8018 6.2) and the two old ones (RFC 7292 appendix C). */
export type Encryption =
  | {
      readonly scheme: 'pbes2';
      readonly hash: HashName;
      readonly salt: Uint8Array;
      readonly iterations: number;
      readonly cipher: Cipher;
      readonly iv: Uint8Array;
    }
  | { readonly scheme: 'tripleDes' | 'rc2'; readonly salt: Uint8Array; readonly iterations: number };

/** Names as node:crypto and OpenSSL spell them. */
export type Cipher = 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | 'des-ede3-cbc';

export const keyLengths = {
  'aes-128-cbc': 16,
  'aes-192-cbc': 24,
  'aes-256-cbc': 32,
  'des-ede3-cbc': 24,
} as const satisfies Record<Cipher, number>;

const ciphers: ReadonlyMap<string, Cipher> = new Map([
  [oids.aes128Cbc, 'aes-128-cbc'],
  [oids.aes192Cbc, 'aes-192-cbc'],
  [oids.aes256Cbc, 'aes-256-cbc'],
  [oids.tripleDesCbc, 'des-ede3-cbc'],
]);

const pseudorandomFunctions: ReadonlyMap<string, HashName> = new Map([
  [oids.hmacSha1, 'sha1'],
  [oids.hmacSha256, 'sha256'],
  [oids.hmacSha384, 'sha384'],
  [oids.hmacSha512, 'sha512'],
]);

/** The contents of an AlgorithmIdentifier of encryption. Throws `Malformed`. */
export function readEncryption(algorithm: Reader): Encryption {
  const { where } = algorithm;
  const type = oidOf(algorithm.take(tags.oid), where);
  const parameters = algorithm.sequence();
  if (type === oids.pbes2) return readPbes2(parameters);
  if (type !== oids.pbeSha1TripleDes && type !== oids.pbeSha1Rc2) throw new Malformed('unsupported', where);
  const salt = takeOctets(parameters, where);
  const iterations = smallIntegerOf(parameters.take(tags.integer), where);
  return { scheme: type === oids.pbeSha1Rc2 ? 'rc2' : 'tripleDes', salt, iterations };
}

function readPbes2(parameters: Reader): Encryption {
  const { where } = parameters;
  const derivation = parameters.sequence();
  if (oidOf(derivation.take(tags.oid), where) !== oids.pbkdf2) throw new Malformed('unsupported', where);
  const pbkdf2 = derivation.sequence();
  const salt = takeOctets(pbkdf2, where);
  const iterations = smallIntegerOf(pbkdf2.take(tags.integer), where);
  pbkdf2.optional(tags.integer); // keyLength, which the cipher gives anyway
  const prf = pbkdf2.openOptional(tags.sequence);
  const hash = prf ? pseudorandomFunctions.get(oidOf(prf.take(tags.oid), where)) : 'sha1';
  const scheme = parameters.sequence();
  const cipher = ciphers.get(oidOf(scheme.take(tags.oid), where));
  if (hash === undefined || cipher === undefined) throw new Malformed('unsupported', where);
  const iv = takeOctets(scheme, where);
  if (iv.length !== (cipher === 'des-ede3-cbc' ? 8 : 16)) throw new Malformed('value', where);
  return { scheme: 'pbes2', hash, salt, iterations, cipher, iv };
}

/** AlgorithmIdentifier of what our own files use: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256, or the old triple DES. */
export function writeEncryption(encryption: Encryption): Uint8Array {
  const rounds = integer(encryption.iterations);
  if (encryption.scheme !== 'pbes2') {
    const type = encryption.scheme === 'rc2' ? oids.pbeSha1Rc2 : oids.pbeSha1TripleDes;
    return sequence(oid(type), sequence(octetString(encryption.salt), rounds));
  }
  const prf = sequence(oid(oids.hmacSha256), nullValue());
  const derivation = sequence(oid(oids.pbkdf2), sequence(octetString(encryption.salt), rounds, prf));
  return sequence(oid(oids.pbes2), sequence(derivation, sequence(oid(oids.aes256Cbc), octetString(encryption.iv))));
}
