import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { KeyKind } from './profiles.ts';

export type KeyFault = 'unreadable' | 'kind' | 'exponent' | 'smallFactor' | 'closePrimes';

const curves: Readonly<Record<string, KeyKind>> = { prime256v1: 'ec-p256', secp384r1: 'ec-p384' };

/** Bits of the RSA keys that we certify, exactly: odd sizes come from broken generators. */
const modulusSizes: Readonly<Record<number, KeyKind>> = { 2048: 'rsa-2048', 3072: 'rsa-3072', 4096: 'rsa-4096' };

/**
 * Whether a key may be certified under a profile: its kind, and for RSA the weaknesses that can be seen in the key itself (the checks of
 * the CA/Browser Forum's 6.1.6 and of public authorities): the exponent is 65537, no small prime divides the modulus, its primes are not
 * close together (Fermat). A point that is not on its curve is unreadable to OpenSSL already.
 *
 * @param spki SubjectPublicKeyInfo, DER
 */
export function keyFault(spki: Uint8Array, allowed: readonly KeyKind[]): KeyFault | undefined {
  const key = publicKeyOf(spki);
  if (key === undefined) return 'unreadable';
  const kind = kindOf(key);
  if (kind === undefined || !allowed.includes(kind)) return 'kind';
  return key.asymmetricKeyType === 'rsa' ? rsaFault(key) : undefined;
}

function publicKeyOf(spki: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

function kindOf(key: KeyObject): KeyKind | undefined {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') return modulusSizes[modulusLength ?? 0];
  return key.asymmetricKeyType === 'ec' ? curves[namedCurve ?? ''] : undefined;
}

function rsaFault(key: KeyObject): KeyFault | undefined {
  if (key.asymmetricKeyDetails?.publicExponent !== 65_537n) return 'exponent';
  const modulus = BigInt(`0x${Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex')}`);
  if (greatestCommonDivisor(modulus, smallPrimes) !== 1n) return 'smallFactor';
  return hasClosePrimes(modulus) ? 'closePrimes' : undefined;
}

/** The product of the primes below 1000: one division instead of 168. */
const smallPrimes = productOfPrimesBelow(1000);

function productOfPrimesBelow(limit: number): bigint {
  let product = 1n;
  for (let n = 2n; n < limit; n++) if (greatestCommonDivisor(n, product) === 1n) product *= n;
  return product;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

const fermatRounds = 100;

/** Fermat's factorisation: with primes that share about half of their bits, n + i² is a square within a few rounds. */
function hasClosePrimes(modulus: bigint): boolean {
  let a = squareRoot(modulus);
  if (a * a < modulus) a += 1n;
  for (let round = 0; round < fermatRounds; round++, a++) {
    const rest = a * a - modulus;
    const root = squareRoot(rest);
    if (root * root === rest) return true;
  }
  return false;
}

/** The integer square root, by Newton's method from above. */
function squareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
