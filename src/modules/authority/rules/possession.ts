import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { keyIdentifier } from '#pki';

declare const proven: unique symbol;

/**
 * A public key whose private half was seen to be in the holder's hands. Only this can be certified: without it, somebody could have
 * another's key certified under the own name and claim the other's signatures.
 */
export interface ProvenKey {
  readonly [proven]: true;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly identifier: Uint8Array;
}

function provenKey(spki: Uint8Array): ProvenKey | undefined {
  const identifier = keyIdentifier(spki);
  return identifier.ok ? ({ spki, identifier: identifier.value } as ProvenKey) : undefined;
}

/** A key of our own, in this process. */
export function provenByHolding(privateKey: KeyObject): ProvenKey {
  const key = provenKey(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }));
  if (key === undefined) throw new TypeError('A public key without an identifier');
  return key;
}
