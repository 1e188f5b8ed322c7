import type { Refusal } from './schemas.ts';

/** Bytes as they come in JSON: base64 with or without line breaks, or PEM, whose armour the readers take off themselves. */
export function octetsOf(text: string): Uint8Array | undefined {
  if (text.includes('-----BEGIN ')) return Buffer.from(text, 'latin1');
  const dense = text.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(dense) && dense.length % 4 === 0 ? Buffer.from(dense, 'base64') : undefined;
}

/** The answer to what cannot be read: HTTP 400, never 500. */
export function refuse(code: string, message: string, detail?: string): Refusal {
  return { status: 400, message, reason: { code, message, ...(detail === undefined ? {} : { detail }) } };
}

export const notBase64 = (field: string): Refusal => refuse('request', `${field} is not base64`);
