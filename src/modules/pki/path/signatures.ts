import { algorithmFault } from '../crypto/primitives.ts';
import type { AlgorithmFault, AlgorithmPolicy, Primitives } from '../crypto/primitives.ts';
import type { PublicKey } from '../crypto/public-key.ts';
import type { SignedData } from '../x509/certificate.ts';

export type SignatureFault = AlgorithmFault | 'signature' | 'unsupportedAlgorithm' | 'tooComplex';

/** Answers of the engine about signed messages, kept as long as both the message and the key are: a chain met again costs no check at all. */
const answers = new WeakMap<Primitives, WeakMap<SignedData, WeakMap<PublicKey, boolean>>>();

/** What one check costs, in checks on P-256, of which a slow machine does some five thousand a second. */
export function costOf({ kind, bits }: PublicKey): number {
  if (kind === 'gost') return 64;
  if (kind === 'ec') return bits > 384 ? 16 : bits > 256 ? 8 : 1;
  if (kind === 'dsa') return 8;
  return Math.max(1, (bits / 4096) ** 2);
}

/**
 * Checks signatures for one request: the algorithm against the anchor's policy, then the signature itself. A request may cost so many
 * checks that are not remembered; thousands of hostile certificates with the issuer's name must not keep a processor busy.
 */
export class SignatureChecker {
  readonly primitives: Primitives;
  private readonly remembered: WeakMap<SignedData, WeakMap<PublicKey, boolean>>;
  private budget: number;

  constructor(primitives: Primitives, budget = 2500) {
    this.primitives = primitives;
    this.budget = budget;
    this.remembered = answers.get(primitives) ?? new WeakMap();
    answers.set(primitives, this.remembered);
  }

  /** @returns what is wrong with the signature; undefined where it verifies by this key and the policy accepts how. */
  fault(signed: SignedData, key: PublicKey, policy: AlgorithmPolicy): SignatureFault | undefined {
    if (!signed.algorithm.ok || key.kind === 'unsupported') return 'unsupportedAlgorithm';
    const { value: algorithm } = signed.algorithm;
    const weakness = algorithmFault(policy, key, algorithm);
    if (weakness !== undefined) return weakness;
    const byKey = this.remembered.get(signed) ?? new WeakMap<PublicKey, boolean>();
    this.remembered.set(signed, byKey);
    const before = byKey.get(key);
    if (before === undefined && this.budget <= 0) return 'tooComplex';
    this.budget -= before === undefined ? costOf(key) : 0;
    const verified = before ?? this.primitives.verify({ algorithm, key, data: signed.tbs, signature: signed.signature });
    byKey.set(key, verified);
    return verified ? undefined : 'signature';
  }
}
