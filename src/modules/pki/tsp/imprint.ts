import { demand, Malformed } from '../fault.ts';
import { hashLengths, hashOf, readAlgorithmIdentifier } from '../crypto/algorithms.ts';
import type { HashName } from '../crypto/algorithms.ts';
import { encodingOf, Reader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { octetsOf } from '../der/values.ts';

/** MessageImprint (RFC 3161 §2.4.1): the digest whose existence is stamped. */
export interface MessageImprint {
  readonly hash: HashName;
  readonly digest: Uint8Array;
  /** DER, to be copied into an answer bit by bit. */
  readonly der: Uint8Array;
}

/** Reads the MessageImprint that comes next. Throws `Malformed`; `unsupported` for a hash function that is not known. */
export function readMessageImprint(reader: Reader): MessageImprint {
  const where = 'tsp.messageImprint';
  const element = reader.take(tags.sequence, where);
  const inner = Reader.inside(element, where);
  const hash = demand(hashOf(readAlgorithmIdentifier(inner, where), where));
  const digest = octetsOf(inner.take(tags.octetString), where);
  inner.finish();
  if (digest.length !== hashLengths[hash]) throw new Malformed('length', where);
  return { hash, digest, der: encodingOf(element) };
}
