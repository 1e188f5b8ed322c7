import { oids } from '../der/oids.ts';
import { nullValue, oid, sequence } from '../der/writer.ts';
import type { SigningAlgorithm } from './signer.ts';

const identifiers = {
  'rsa-sha256': sequence(oid(oids.sha256WithRsa), nullValue()),
  'rsa-sha384': sequence(oid(oids.sha384WithRsa), nullValue()),
  'rsa-sha512': sequence(oid(oids.sha512WithRsa), nullValue()),
  'ecdsa-sha256': sequence(oid(oids.ecdsaWithSha256)),
  'ecdsa-sha384': sequence(oid(oids.ecdsaWithSha384)),
} as const satisfies Record<SigningAlgorithm, Uint8Array>;

/** AlgorithmIdentifier, DER. RSA carries NULL parameters (RFC 4055 §5), ECDSA none at all (RFC 5758 §3.2). */
export function algorithmIdentifier(algorithm: SigningAlgorithm): Uint8Array {
  return identifiers[algorithm];
}
