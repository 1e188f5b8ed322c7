import type { HashName, SignatureAlgorithm } from './algorithms.ts';
import type { KeyKind, PublicKey } from './public-key.ts';

/** A signature to be checked: all of it bytes and descriptions, so that any engine can do it. */
export interface SignatureInput {
  readonly algorithm: SignatureAlgorithm;
  readonly key: PublicKey;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

/** What this module takes from an engine: `node:crypto` on the server. Neither method throws on foreign bytes. */
export interface Primitives {
  /** @returns whether the signature is of the data by the key; false too for what the engine cannot read. */
  verify(input: SignatureInput): boolean;
  hash(name: HashName, data: Uint8Array): Uint8Array;
}

const keysOfSchemes = {
  rsa: ['rsa'],
  rsaPss: ['rsa', 'rsaPss'],
  ecdsa: ['ec'],
  dsa: ['dsa'],
  gost: ['gost'],
  ed25519: ['ed25519'],
} as const satisfies Record<SignatureAlgorithm['scheme'], readonly KeyKind[]>;

/** @returns whether a key of this kind makes signatures of this algorithm; a PSS key only with the parameters that it is bound to (RFC 4055 3.3). */
function keyFits(key: PublicKey, algorithm: SignatureAlgorithm): boolean {
  const kinds: readonly KeyKind[] = keysOfSchemes[algorithm.scheme];
  if (!kinds.includes(key.kind)) return false;
  if (key.pss === undefined || algorithm.scheme !== 'rsaPss') return true;
  const { hash, mgfHash, saltLength } = key.pss;
  return algorithm.hash === hash && algorithm.mgfHash === mgfHash && algorithm.saltLength >= saltLength;
}

export type AlgorithmFault = 'unfitKey' | 'weakHash' | 'weakKey' | 'forbiddenScheme';

/** Which algorithms are good enough; a setting of the trust anchor. */
export interface AlgorithmPolicy {
  readonly hashes: readonly HashName[];
  readonly schemes: readonly SignatureAlgorithm['scheme'][];
  /** Least size of RSA keys in bits. */
  readonly rsaBits: number;
}

/** For all that is signed today: SHA-2, RSA from 2048 bits, ECDSA, GOST. */
export const currentAlgorithms: AlgorithmPolicy = {
  hashes: ['sha256', 'sha384', 'sha512', 'streebog256', 'streebog512'],
  schemes: ['rsa', 'rsaPss', 'ecdsa', 'gost', 'ed25519'],
  rsaBits: 2048,
};

/**
 * For the examination of any chain: also SHA-1, SHA-224, DSA and RSA from 1024 bits, all of which occur in archives and test suites.
 * Smaller keys can be factored by one person today and are refused everywhere, and so are MD2 and MD5.
 */
export const archiveAlgorithms: AlgorithmPolicy = {
  hashes: [...currentAlgorithms.hashes, 'sha1', 'sha224'],
  schemes: [...currentAlgorithms.schemes, 'dsa'],
  rsaBits: 1024,
};

/** Sizes above this cost whole seconds to check and occur nowhere. */
const largestRsaBits = 16_384;

/** @returns why a signature of this algorithm by this key is not to be relied on, whether or not it verifies. */
export function algorithmFault(
  policy: AlgorithmPolicy,
  key: PublicKey,
  algorithm: SignatureAlgorithm,
): AlgorithmFault | undefined {
  if (!keyFits(key, algorithm)) return 'unfitKey';
  if (!policy.schemes.includes(algorithm.scheme)) return 'forbiddenScheme';
  if (hashesOf(algorithm).some((hash) => !policy.hashes.includes(hash))) return 'weakHash';
  const [least, most] = key.kind === 'rsa' || key.kind === 'rsaPss' ? [policy.rsaBits, largestRsaBits] : otherSizes(key);
  return key.bits < least || key.bits > most ? 'weakKey' : undefined;
}

/** @returns whether an RSA key is smaller than the policy takes; the sizes of other kinds are those of their curves. */
export function isTooSmall(key: PublicKey, policy: AlgorithmPolicy): boolean {
  return (key.kind === 'rsa' || key.kind === 'rsaPss') && key.bits < policy.rsaBits;
}

function hashesOf(algorithm: SignatureAlgorithm): HashName[] {
  if (algorithm.scheme === 'ed25519') return [];
  return algorithm.scheme === 'rsaPss' ? [algorithm.hash, algorithm.mgfHash] : [algorithm.hash];
}

function otherSizes(key: PublicKey): [number, number] {
  return key.kind === 'dsa' ? [1024, 3072] : [256, 521];
}
