import type { GostCurve } from './curves.ts';

/** A public key and a signature as the Kazakh profile writes them; the digest as Streebog gives it. */
export type GostSignatureInput = {
  curve: GostCurve;
  /** x ‖ y, each little-endian (the content of the OCTET STRING inside subjectPublicKey). */
  publicKey: Uint8Array;
  digest: Uint8Array;
  signature: Uint8Array;
};

/** Verification of GOST R 34.10-2012 §6.2 (RFC 7091). False for anything that does not fit; never throws. */
export function verifyGost(input: GostSignatureInput): boolean {
  const { curve, digest, signature } = input;
  const { size, Point } = curve;
  if (digest.length !== size || signature.length !== 2 * size) return false;
  const key = publicPoint(curve, input.publicKey);
  if (key === undefined) return false;
  const r = littleEndian(signature.subarray(0, size));
  const s = littleEndian(signature.subarray(size));
  const order = Point.Fn.ORDER;
  if (r === 0n || r >= order || s === 0n || s >= order) return false;
  const e = littleEndian(digest) % order || 1n;
  const v = Point.Fn.inv(e);
  const z1 = Point.Fn.mul(s, v);
  const z2 = Point.Fn.neg(Point.Fn.mul(r, v));
  const point = Point.BASE.multiplyUnsafe(z1).add(key.multiplyUnsafe(z2));
  return !point.is0() && point.x % order === r;
}

/** The point of a public key; undefined when it is not on the curve or not in its prime-order subgroup. */
function publicPoint({ size, Point }: GostCurve, bytes: Uint8Array): InstanceType<GostCurve['Point']> | undefined {
  if (bytes.length !== 2 * size) return undefined;
  try {
    const point = Point.fromAffine({ x: littleEndian(bytes.subarray(0, size)), y: littleEndian(bytes.subarray(size)) });
    point.assertValidity();
    return point;
  } catch {
    return undefined;
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] as number);
  return value;
}
