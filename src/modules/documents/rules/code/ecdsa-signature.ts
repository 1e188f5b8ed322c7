/** INTEGER of DER: no leading zeros but the one that keeps it positive. */
function integer(octets: Uint8Array): number[] {
  const first = octets.findIndex((octet) => octet !== 0);
  const value = first < 0 ? [0] : [...octets.subarray(first)];
  const positive = (value[0] ?? 0) >= 0x80 ? [0, ...value] : value;
  return [0x02, positive.length, ...positive];
}

/** The signature of COSE, r ‖ s (RFC 9053 §2.1), in the form of X.509: SEQUENCE of two INTEGERs (RFC 3279 §2.2.3). */
export function ecdsaSignature(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  const body = [...integer(raw.subarray(0, half)), ...integer(raw.subarray(half))];
  return Uint8Array.from([0x30, body.length, ...body]);
}

/** The way back. @throws TypeError where the octets are no signature on P-256; only our own signers' are given. */
export function rawSignature(der: Uint8Array): Uint8Array {
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const value = der.subarray(at + 2, at + 2 + length);
    const digits = value[0] === 0 ? value.subarray(1) : value;
    if (der[at] !== 0x02 || digits.length > 32 || value.length !== length) throw new TypeError('not an ECDSA signature on P-256');
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  return raw;
}
