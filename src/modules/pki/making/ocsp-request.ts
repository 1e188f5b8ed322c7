import { Malformed, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { hashOf, readAlgorithmIdentifier } from '../crypto/algorithms.ts';
import type { HashName } from '../crypto/algorithms.ts';
import { oids } from '../der/oids.ts';
import { contentOf, encodingOf, Reader, readSequence } from '../der/reader.ts';
import { constructed, tags } from '../der/tags.ts';
import { integerOctets, smallIntegerOf } from '../der/values.ts';
import { readExtensions } from '../x509/extensions.ts';

/** Which certificate is asked about (RFC 6960 §4.1.1): its issuer by two hashes, and its number. */
export interface OcspCertId {
  /** DER, to be copied into the answer. */
  readonly der: Uint8Array;
  /** Undefined for a hash function that is not known: no issuer of ours can be meant. */
  readonly hash: HashName | undefined;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** Octets of the INTEGER. */
  readonly serial: Uint8Array;
}

/** A question to our responder. */
export interface OcspQuestion {
  readonly certIds: readonly OcspCertId[];
  /** The value of the nonce extension, DER, as it came. */
  readonly nonce: Uint8Array | undefined;
}

const where = 'ocsp.request';

/**
 * Reads an OCSPRequest. A signature of the asker's, which is optional and which we do not ask for, is passed over.
 *
 * @param most how many certificates may be asked about at once; fault `tooLarge` beyond
 */
export function readOcspQuestion(bytes: Uint8Array, most: number): Read<OcspQuestion> {
  return reading(() =>
    readSequence(bytes, where, (outer) => {
      const question = readTbs(outer.sequence(where), most);
      outer.openOptional(constructed(0), where);
      return question;
    }),
  );
}

function readTbs(reader: Reader, most: number): OcspQuestion {
  const version = reader.openOptional(constructed(0), where);
  if (version !== undefined && smallIntegerOf(version.take(tags.integer), where) !== 0) throw new Malformed('version', where);
  reader.openOptional(constructed(1), where);
  const list = reader.sequence(where);
  const certIds: OcspCertId[] = [];
  while (!list.atEnd) {
    if (certIds.length === most) throw new Malformed('tooLarge', where);
    certIds.push(readRequest(list.sequence(where)));
  }
  if (certIds.length === 0) throw new Malformed('missing', where);
  const extensions = reader.openOptional(constructed(2), where);
  const nonce = extensions && readExtensions(extensions, where).get(oids.ocspNonce)?.value;
  reader.finish();
  // RFC 9654 §2.1: longer ones are refused.
  if (nonce !== undefined && nonce.length > 130) throw new Malformed('tooLarge', where);
  return { certIds, nonce };
}

function readRequest(reader: Reader): OcspCertId {
  const element = reader.take(tags.sequence, where);
  reader.openOptional(constructed(0), where);
  reader.finish();
  const inner = Reader.inside(element, where);
  const algorithm = hashOf(readAlgorithmIdentifier(inner, where));
  const issuerNameHash = contentOf(inner.take(tags.octetString, where));
  const issuerKeyHash = contentOf(inner.take(tags.octetString, where));
  const serial = integerOctets(inner.take(tags.integer, where), where);
  inner.finish();
  return { der: encodingOf(element), hash: algorithm.ok ? algorithm.value : undefined, issuerNameHash, issuerKeyHash, serial };
}
