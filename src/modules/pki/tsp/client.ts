import { createHash, randomBytes } from 'node:crypto';
import type { Timestamper } from '../cms/sign.ts';
import type { Fetcher } from '../verification/http.ts';
import { nodePrimitives } from '../crypto/node.ts';
import { checkTimestampToken } from './token.ts';
import { writeTimestampRequest } from './request.ts';
import { readTimestampResponse } from './response.ts';

/** What a time-stamping authority's address answered, where it was no usable token. */
export class TimestampUnavailable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`the time-stamping authority gave no token: ${reason}`, options);
    this.name = 'TimestampUnavailable';
  }
}

/**
 * A client of the authority at `url` (RFC 3161 §3.4). The token is checked to be for this request before it is handed on; whether its authority
 * is trusted is for whoever verifies.
 *
 * @throws TimestampUnavailable from the returned function when the authority cannot be reached or answers something else
 */
export function timestamper(url: string, fetcher: Fetcher): Timestamper {
  return async (signature) => {
    const nonce = BigInt(`0x${randomBytes(8).toString('hex')}`);
    const request = writeTimestampRequest({ sha256: createHash('sha256').update(signature).digest(), nonce });
    const answer = await fetcher({ url, body: request, contentType: 'application/timestamp-query' });
    if (!answer.ok) throw new TimestampUnavailable(answer.reason);
    const token = readTimestampResponse(answer.value);
    if (!token.ok) throw new TimestampUnavailable(token.fault.code);
    const checked = checkTimestampToken(token.value, signature, { primitives: nodePrimitives });
    if (checked === undefined || checked.info.nonce !== nonce) throw new TimestampUnavailable('the token is for another request');
    return token.value;
  };
}
