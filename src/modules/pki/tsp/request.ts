import { Malformed, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { oids } from '../der/oids.ts';
import { readSequence } from '../der/reader.ts';
import type { Reader } from '../der/reader.ts';
import { constructed, tags } from '../der/tags.ts';
import { booleanOf, integerOf, oidOf, smallIntegerOf } from '../der/values.ts';
import { boolean, integer, nullValue, octetString, oid, sequence } from '../der/writer.ts';
import { readMessageImprint } from './imprint.ts';
import type { MessageImprint } from './imprint.ts';

/** TimeStampReq, RFC 3161 §2.4.1. */
export interface TimestampRequest {
  readonly imprint: MessageImprint;
  /** The policy asked for; undefined where any will do. */
  readonly policy: string | undefined;
  readonly nonce: bigint | undefined;
  /** Whether the answer is to hold the authority's certificate. */
  readonly certificateWanted: boolean;
}

/** Extensions are critical by nature (RFC 3161 §2.4.1) and none is known here: fault `unsupported`. */
export function readTimestampRequest(bytes: Uint8Array): Read<TimestampRequest> {
  return reading(() =>
    readSequence(bytes, 'tsp.request', (reader) => {
      if (smallIntegerOf(reader.take(tags.integer), 'tsp.request.version') !== 1) throw new Malformed('version', 'tsp.request');
      const imprint = readMessageImprint(reader);
      const policy = reader.optional(tags.oid);
      const nonce = readNonce(reader);
      const certificateWanted = reader.optional(tags.boolean);
      if (reader.peek() === constructed(0)) throw new Malformed('unsupported', 'tsp.request.extensions');
      return {
        imprint,
        policy: policy && oidOf(policy, 'tsp.request.policy'),
        nonce,
        certificateWanted: certificateWanted !== undefined && booleanOf(certificateWanted, 'tsp.request'),
      };
    }),
  );
}

/** A nonce is an INTEGER of any size; ones of more than 64 octets are an attack on whoever prints them. */
export function readNonce(reader: Reader): bigint | undefined {
  const element = reader.optional(tags.integer);
  if (element === undefined) return undefined;
  if (element.end - element.body > 64) throw new Malformed('tooLarge', 'tsp.nonce');
  return integerOf(element, 'tsp.nonce');
}

/** A request with the authority's certificate wanted. */
export function writeTimestampRequest({ sha256, nonce }: { sha256: Uint8Array; nonce: bigint }): Uint8Array {
  const imprint = sequence(sequence(oid(oids.sha256), nullValue()), octetString(sha256));
  return sequence(integer(1), imprint, integer(nonce), boolean(true));
}
