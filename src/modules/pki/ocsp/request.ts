import { oids } from '../der/oids.ts';
import { explicit, octetString, oid, sequence } from '../der/writer.ts';
import type { Primitives } from '../crypto/primitives.ts';
import { writeCertId } from './cert-id.ts';
import type { IssuedPair } from './cert-id.ts';

/** Writes a request about one certificate. `nonce` is 32 random octets (RFC 9654 2.1), by which the answer is known to be made for this request. */
export function makeOcspRequest(pair: IssuedPair, hash: Primitives['hash'], nonce?: Uint8Array): Uint8Array {
  const list = sequence(sequence(writeCertId(pair, hash)));
  if (nonce === undefined) return sequence(sequence(list));
  const extension = sequence(oid(oids.ocspNonce), octetString(octetString(nonce)));
  return sequence(sequence(list, explicit(2, sequence(extension))));
}
