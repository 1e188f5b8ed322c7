import { createHash, randomBytes, randomFillSync } from 'node:crypto';
import { systemClock } from './clock.ts';

const pool = Buffer.alloc(16 * 256);
let used = pool.length;

/**
 * UUID version 7 (RFC 9562 §5.7): ordered by time, so that indexes grow at their end, with 74 random bits, so that it cannot be guessed (SEC-2).
 *
 * @param now milliseconds since 1970.
 */
export function newId(now: number = systemClock.now().getTime()): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.subarray(used, used + 16);
  used += 16;
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether `text` has the form of an id; everything else is treated as a missing thing before the database is asked. */
export function isId(text: string): boolean {
  return form.test(text);
}

/** A secret of 256 bits for links and sessions, safe in an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function sha256(data: Uint8Array | string): Buffer {
  return createHash('sha256').update(data).digest();
}

export function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
