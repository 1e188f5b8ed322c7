import { p256, p384 } from '@noble/curves/nist.js';
import type { Primitives } from '#pki';

const curves = { 'P-256': p256, 'P-384': p384 } as const;
type Hash = (data: Uint8Array) => Uint8Array;
/** Each curve of noble carries the hash of its strength; its types do not say so. */
const hashOf = (curve: typeof p256): Hash => (curve as unknown as { readonly hash: Hash }).hash;
const hashes = { sha256: hashOf(p256), sha384: hashOf(p384) } as const;

function isKnown<Table extends object>(table: Table, name: PropertyKey | undefined): name is keyof Table {
  return name !== undefined && Object.hasOwn(table, name);
}

/**
 * The engine of a page: ECDSA on P-256 and P-384, which is all that seals and the authorities above them use. Synchronous, as the rules ask for
 * it, where WebCrypto is not. What it does not know does not verify.
 */
export const pagePrimitives: Primitives = {
  verify({ algorithm, key, data, signature }) {
    if (algorithm.scheme !== 'ecdsa' || !isKnown(hashes, algorithm.hash) || !isKnown(curves, key.curve)) return false;
    try {
      const digest = hashes[algorithm.hash](data);
      // OpenSSL and smart cards make signatures with a high s too (X9.62 knows no rule against them).
      return curves[key.curve].verify(signature, digest, key.key, { prehash: false, lowS: false, format: 'der' });
    } catch {
      // noble throws on points and signatures that are none.
      return false;
    }
  },
  hash(name, data) {
    if (!isKnown(hashes, name)) throw new TypeError(`No ${name} in a page`);
    return hashes[name](data);
  },
};
