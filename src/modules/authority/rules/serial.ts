import { createHash } from 'node:crypto';

const length = 20;

/**
 * The serial number of a key's certificate. The first one is the key identifier with its top bit cleared, as in the field (design/pki.md §2),
 * where file names and clients rely on it. Serial numbers must be unique under one issuer (RFC 5280 §4.1.2.2), and the same key can be
 * certified again (a service's certificate is renewed with its key): such a certificate gets a hash of the identifier and of how many came
 * before. The database holds (issuer, serial) unique, so a collision is an error and never a second certificate.
 *
 * @param earlier certificates that this issuer gave to this key before
 */
export function serialFor(identifier: Uint8Array, earlier: number): Uint8Array {
  const octets = earlier === 0 ? Uint8Array.from(identifier) : rehashed(identifier, earlier);
  octets[0] = (octets[0] ?? 0) & 0x7f;
  return octets;
}

function rehashed(identifier: Uint8Array, earlier: number): Uint8Array {
  const digest = createHash('sha256').update(identifier).update(String(earlier)).digest();
  return Uint8Array.from(digest.subarray(0, length));
}

/** Hexadecimal without leading zero octets: one spelling of a number, whichever way its octets came. */
export function serialHex(octets: Uint8Array): string {
  return serialOfText(Buffer.from(octets).toString('hex'));
}

/** The same spelling of a number that somebody wrote. */
export function serialOfText(hex: string): string {
  return hex.toLowerCase().replace(/^(?:00)+/, '');
}
