import { Malformed, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { encodingOf, Reader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { smallIntegerOf } from '../der/values.ts';
import { integer, namedBits, sequence, utf8String } from '../der/writer.ts';

/** Bits of PKIFailureInfo (RFC 3161 §2.4.2) that an authority of ours answers with. */
const failureBits = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  systemFailure: 25,
} as const;

export type TimestampFailure = keyof typeof failureBits;

/** TimeStampResp with a token. */
export function makeTimestampResponse(token: Uint8Array): Uint8Array {
  return sequence(sequence(integer(0)), token);
}

/** TimeStampResp that says why there is no token; the text is for whoever debugs a client. */
export function makeTimestampFailure(failure: TimestampFailure, text: string): Uint8Array {
  return sequence(sequence(integer(2), sequence(utf8String(text)), namedBits([failureBits[failure]])));
}

/** @returns the TimeStampToken of an answer, DER or BER; fault `missing` where the authority refused. */
export function readTimestampResponse(bytes: Uint8Array): Read<Uint8Array> {
  const where = 'tsp.response';
  return reading(() => {
    const whole = Reader.over(bytes, where, 'ber');
    const response = whole.sequence();
    whole.finish();
    const status = smallIntegerOf(response.sequence().take(tags.integer), where);
    // granted and grantedWithMods; everything else comes without a token
    if (status > 1) throw new Malformed('missing', where);
    const token = encodingOf(response.take(tags.sequence));
    response.finish();
    return token;
  });
}
