import { createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** What our own makers sign with. Reading accepts more (`crypto/`); making keeps to these. */
export type SigningAlgorithm = 'rsa-sha256' | 'rsa-sha384' | 'rsa-sha512' | 'ecdsa-sha256' | 'ecdsa-sha384';

/**
 * A private key that can be used and not be seen: a file's key, a token's, or one behind a person's decision. Signatures come as X.509 and
 * CMS carry them: PKCS#1 v1.5 blocks, ECDSA as `SEQUENCE { r, s }`.
 */
export interface Signer {
  readonly algorithm: SigningAlgorithm;
  /** SubjectPublicKeyInfo of the key, DER. */
  readonly spki: Uint8Array;
  sign(data: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

const hashOf = {
  'rsa-sha256': 'sha256',
  'rsa-sha384': 'sha384',
  'rsa-sha512': 'sha512',
  'ecdsa-sha256': 'sha256',
  'ecdsa-sha384': 'sha384',
} as const satisfies Record<SigningAlgorithm, string>;

const signInPool = promisify(sign) as (hash: string, data: Uint8Array, key: KeyObject) => Promise<Buffer>;

/** The hash that belongs to a key's strength: P-384 with SHA-384, everything else with SHA-256. */
function algorithmFor(key: KeyObject): SigningAlgorithm {
  if (key.asymmetricKeyType === 'rsa') return 'rsa-sha256';
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (curve === 'prime256v1') return 'ecdsa-sha256';
  if (curve === 'secp384r1') return 'ecdsa-sha384';
  throw new TypeError(`No signature algorithm for a key of kind ${key.asymmetricKeyType ?? 'unknown'} ${curve ?? ''}`);
}

/**
 * A signer over a private key in this process. ECDSA P-256 is signed at once (some 30 µs, less than a thread costs); RSA goes to the thread
 * pool, because 1 ms of each signature would stand in everybody's way.
 *
 * @throws TypeError for a key that is neither RSA nor on P-256 or P-384.
 */
export function keySigner(privateKey: KeyObject, algorithm = algorithmFor(privateKey)): Signer {
  const hash = hashOf[algorithm];
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  if (algorithm.startsWith('ecdsa')) return { algorithm, spki, sign: (data) => sign(hash, data, privateKey) };
  return { algorithm, spki, sign: (data) => signInPool(hash, data, privateKey) };
}
