import { constants, createPublicKey, hash, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { reading } from '../fault.ts';
import { Reader } from '../der/reader.ts';
import { takeOctets } from '../der/values.ts';
import { gostCurve, streebog256, streebog512, verifyGost } from './gost/index.ts';
import type { HashName } from './algorithms.ts';
import type { Primitives, SignatureInput } from './primitives.ts';
import { boundToPss } from './public-key.ts';
import type { PublicKey } from './public-key.ts';

/** Keys that OpenSSL has read, kept as long as the certificates that hold them; undefined for those it refuses. */
const keyObjects = new WeakMap<PublicKey, KeyObject | undefined>();

function keyObjectOf(key: PublicKey): KeyObject | undefined {
  if (!keyObjects.has(key)) keyObjects.set(key, importKey(key));
  return keyObjects.get(key);
}

function importKey(key: PublicKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

function verifyByOpenSsl(input: SignatureInput): boolean {
  const key = keyObjectOf(input.key);
  if (key === undefined) return false;
  try {
    return input.algorithm.scheme === 'rsaPss' ? verifyPss(input, key) : verifyPlain(input, key);
  } catch {
    // OpenSSL throws on some signatures that it cannot read instead of answering no.
    return false;
  }
}

function verifyPlain({ algorithm, data, signature }: SignatureInput, key: KeyObject): boolean {
  return verify(algorithm.scheme === 'ed25519' ? undefined : algorithm.hash, data, key, signature);
}

function verifyPss(input: SignatureInput, plain: KeyObject): boolean {
  const { algorithm, data, signature } = input;
  if (algorithm.scheme !== 'rsaPss') return false;
  const mixed = algorithm.mgfHash !== algorithm.hash && input.key.pss === undefined;
  const key = mixed ? importKey(boundToPss(input.key, algorithm)) : plain;
  if (key === undefined) return false;
  const { RSA_PKCS1_PSS_PADDING: padding } = constants;
  return verify(algorithm.hash, data, { key, padding, saltLength: algorithm.saltLength }, signature);
}

const streebogs: Partial<Record<HashName, (data: Uint8Array) => Uint8Array>> = { streebog256, streebog512 };

function verifyKazakhGost({ algorithm, key, data, signature }: SignatureInput): boolean {
  const curve = key.parameterSet === undefined ? undefined : gostCurve(key.parameterSet);
  const digest = algorithm.scheme === 'gost' ? streebogs[algorithm.hash]?.(data) : undefined;
  const point = reading(() => pointOf(key));
  if (curve === undefined || digest === undefined || !point.ok) return false;
  return verifyGost({ curve, publicKey: point.value, digest, signature });
}

/** The point of a GOST key: an OCTET STRING inside subjectPublicKey (design/pki.md 2). */
function pointOf(key: PublicKey): Uint8Array {
  const reader = Reader.over(key.key, 'publicKey');
  const point = takeOctets(reader, 'publicKey');
  reader.finish();
  return point;
}

/** The engine of the server: OpenSSL by `node:crypto`, GOST by our own arithmetic. */
export const nodePrimitives: Primitives = {
  verify: (input) => (input.algorithm.scheme === 'gost' ? verifyKazakhGost(input) : verifyByOpenSsl(input)),
  hash: (name, data) => streebogs[name]?.(data) ?? hash(name, data, 'buffer'),
};
