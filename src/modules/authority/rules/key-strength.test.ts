import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { keyFault } from './key-strength.ts';

function rsa(modulus: bigint, exponent = 65_537n): Uint8Array {
  const text = (number: bigint) => {
    const hex = number.toString(16);
    return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url');
  };
  const jwk = { kty: 'RSA', n: text(modulus), e: text(exponent) };
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' });
}

function curve(namedCurve: string): Buffer {
  return generateKeyPairSync('ec', { namedCurve }).publicKey.export({ type: 'spki', format: 'der' });
}

/** The next number that no prime below 1000 divides: for these checks as good as a prime. */
function nextRough(from: bigint): bigint {
  for (let candidate = from | 1n; ; candidate += 2n) {
    let rough = true;
    for (let divisor = 3n; rough && divisor < 1000n; divisor += 2n) rough = candidate % divisor !== 0n;
    if (rough) return candidate;
  }
}

const people = ['rsa-2048', 'ec-p256'] as const;
const { publicKey: sound } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const soundModulus = BigInt(`0x${Buffer.from(sound.export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex')}`);

test('NCA-7 a sound key passes', () => {
  assert.equal(keyFault(sound.export({ type: 'spki', format: 'der' }), people), undefined);
  assert.equal(keyFault(curve('P-256'), people), undefined);
});

test('NCA-7 an exponent other than 65537 is refused', () => {
  assert.equal(keyFault(rsa(soundModulus, 3n), people), 'exponent');
});

test('NCA-7 an even modulus and one with a small prime in it are refused', () => {
  assert.equal(keyFault(rsa(1n << 2047n), people), 'smallFactor');
  assert.equal(keyFault(rsa((soundModulus / 997n) * 997n), people), 'smallFactor');
});

test('NCA-7 a modulus of two neighbouring primes is refused', () => {
  const p = nextRough(0xf1n << 1016n);
  assert.equal(keyFault(rsa(p * nextRough(p + 2n)), people), 'closePrimes');
});

test('NCA-7 sizes and curves that the profile does not name are refused, and what is no key', () => {
  assert.equal(keyFault(curve('P-384'), people), 'kind');
  assert.equal(keyFault(curve('secp256k1'), people), 'kind');
  assert.equal(keyFault(rsa(soundModulus << 8n), people), 'kind');
  const offCurve = curve('P-256');
  offCurve[offCurve.length - 1] = (offCurve.at(-1) as number) ^ 1;
  assert.equal(keyFault(offCurve, people), 'unreadable');
  assert.equal(keyFault(Buffer.from('garbage'), people), 'unreadable');
});
