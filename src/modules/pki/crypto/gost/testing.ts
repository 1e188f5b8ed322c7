import { randomBytes } from 'node:crypto';
import { gostCurve } from './curves.ts';
import type { GostCurve } from './curves.ts';

/** A GOST key of a test: the product verifies GOST signatures and never makes them, so its signer lives beside the tests only. */
export interface GostTestKey {
  /** x ‖ y, each little-endian. */
  readonly publicKey: Uint8Array;
  /** r ‖ s, each little-endian, over a Streebog digest. */
  sign(digest: Uint8Array): Uint8Array;
}

export function makeGostTestKey(parameterSet = '1.2.398.3.10.1.1.2.2.1'): GostTestKey {
  const curve = gostCurve(parameterSet);
  if (curve === undefined) throw new TypeError(`no curve ${parameterSet}`);
  const { Point, size } = curve;
  const secret = randomScalar(curve);
  const { x, y } = Point.BASE.multiply(secret).toAffine();
  return {
    publicKey: concatenated(x, y, size),
    sign(digest) {
      const e = numberOf(digest) % Point.Fn.ORDER || 1n;
      const k = randomScalar(curve);
      const r = Point.BASE.multiply(k).toAffine().x % Point.Fn.ORDER;
      const s = Point.Fn.add(Point.Fn.mul(r, secret), Point.Fn.mul(k, e));
      return concatenated(r, s, size);
    },
  };
}

function randomScalar({ Point, size }: GostCurve): bigint {
  return (numberOf(randomBytes(size)) % (Point.Fn.ORDER - 1n)) + 1n;
}

function numberOf(littleEndian: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(littleEndian).reverse().toString('hex')}`);
}

function concatenated(first: bigint, second: bigint, size: number): Uint8Array {
  const half = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(size * 2, '0'), 'hex').reverse();
  return Uint8Array.from(Buffer.concat([half(first), half(second)]));
}
