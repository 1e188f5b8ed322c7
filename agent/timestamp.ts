import { createHash, randomBytes } from 'node:crypto';
import { readTimestampResponse } from '#pki/tsp/response';
import { writeTimestampRequest } from '#pki/tsp/request';

const patience = 10_000;
const longestAnswer = 64 * 1024;

/**
 * Asks a time-stamping authority over HTTP (RFC 3161 §3.4). The token is passed on as it came: whoever verifies the signature verifies it.
 *
 * @param signature the octets whose existence is to be stamped
 * @returns a TimeStampToken, or undefined where none came in time
 */
export async function fetchTimestamp(tsa: string, signature: Uint8Array): Promise<Uint8Array | undefined> {
  const sha256 = createHash('sha256').update(signature).digest();
  const nonce = BigInt(`0x${randomBytes(8).toString('hex')}`);
  try {
    const response = await fetch(tsa, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: Buffer.from(writeTimestampRequest({ sha256, nonce })),
      signal: AbortSignal.timeout(patience),
    });
    if (!response.ok) return undefined;
    const answer = new Uint8Array(await response.arrayBuffer());
    if (answer.length > longestAnswer) return undefined;
    const token = readTimestampResponse(answer);
    return token.ok ? token.value : undefined;
  } catch {
    // The authority is away, or too slow.
    return undefined;
  }
}
