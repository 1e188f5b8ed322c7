import { createHash } from 'node:crypto';
import { reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { readSequence } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { bitOctetsOf } from '../der/values.ts';

/**
 * The key identifier of RFC 5280 §4.2.1.2 (1): SHA-1 over the key's bits without the algorithm. 20 bytes; a name of the key, not a protection.
 *
 * @param spki SubjectPublicKeyInfo, DER
 */
export function keyIdentifier(spki: Uint8Array): Read<Uint8Array> {
  return reading(() =>
    readSequence(spki, 'subjectPublicKeyInfo', (reader) => {
      reader.take(tags.sequence);
      const bits = bitOctetsOf(reader.take(tags.bitString), 'subjectPublicKeyInfo');
      return createHash('sha1').update(bits).digest();
    }),
  );
}
