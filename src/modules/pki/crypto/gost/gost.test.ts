import assert from 'node:assert/strict';
import test from 'node:test';
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import fc from 'fast-check';
import { gostCurve } from './curves.ts';
import { verifyGost } from './signature.ts';
import { streebog256, streebog512 } from './streebog.ts';
import { makeGostTestKey } from './testing.ts';

/** RFC 6986 prints numbers most significant byte first; bytes of a file run the other way. */
const fromRfc = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex').reverse());
const toRfc = (bytes: Uint8Array): string => Buffer.from(bytes).reverse().toString('hex');

const examples = [
  {
    message:
      '323130393837363534333231303938373635343332313039383736353433323130393837363534333231303938373635343332313039383736353433323130',
    long: '486f64c1917879417fef082b3381a4e211c324f074654c38823a7b76f830ad00fa1fbae42b1285c0352f227524bc9ab16254288dd6863dccd5b9f54a1ad0541b',
    short: '00557be5e584fd52a449b16b0251d05d27f94ab76cbaa6da890b59d8ef1e159d',
  },
  {
    message:
      'fbe2e5f0eee3c820fbeafaebef20fffbf0e1e0f0f520e0ed20e8ece0ebe5f0f2f120fff0eeec20f120faf2fee5e2202ce8f6f3ede220e8e6eee1e8f0f2d1202ce8f0f2e5e220e5d1',
    long: '28fbc9bada033b1460642bdcddb90c3fb3e56c497ccd0f62b8a2ad4935e85f037613966de4ee00531ae60f3b5a47f8dae06915d5f2f194996fcabf2622e6881e',
    short: '508f7e553c06501d749a66fc28c6cac0b005746d97537fa85d9e40904efed29d',
  },
];

test('EDS-VER Streebog gives the digests of RFC 6986', () => {
  for (const { message, long, short } of examples) {
    assert.equal(toRfc(streebog512(fromRfc(message))), long);
    assert.equal(toRfc(streebog256(fromRfc(message))), short);
  }
});

/** The curve and the signature of RFC 7091 7.2, which is no curve of any certificate. */
const rfcCurve = {
  size: 64 as const,
  Point: weierstrass({
    p: 0x4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15df1d852741af4704a0458047e80e4546d35b8336fac224dd81664bbf528be6373n,
    a: 7n,
    b: 0x1cff0806a31116da29d8cfa54e57eb748bc5f377e49400fdd788b649eca1ac4361834013b2ad7322480a89ca58e0cf74bc9e540c2add6897fad0a3084f302adcn,
    n: 0x4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15da82f2d7ecb1dbac719905c5eecc423f1d86e25edbe23c595d644aaf187e6e6dfn,
    h: 1n,
    Gx: 0x24d19cc64572ee30f396bf6ebbfd7a6c5213b3b3d7057cc825f91093a68cd762fd60611262cd838dc6b60aa7eee804e28bc849977fac33b4b530f1b120248a9an,
    Gy: 0x2bb312a43bd2ce6e0d020613c857acddcfbf061e91e5f2c3f32447c259f39b2c83ab156d77f1496bf7eb3351e1ee4e43dc1a18b91b24640b6dbb92cb1add371en,
  }),
};
const rfcSignature = {
  curve: rfcCurve,
  publicKey: Buffer.concat([
    fromRfc(
      '115dc5bc96760c7b48598d8ab9e740d4c4a85a65be33c1815b5c320c854621dd5a515856d13314af69bc5b924c8b4ddff75c45415c1d9dd9dd33612cd530efe1',
    ),
    fromRfc(
      '37c7c90cd40b0f5621dc3ac1b751cfa0e2634fa0503b3d52639f5d7fb72afd61ea199441d943ffe7f0c70a2759a3cdb84c114e1f9339fdf27f35eca93677beec',
    ),
  ]),
  digest: fromRfc(
    '3754f3cfacc9e0615c4f4a7c4d8dab531b09b6f9c170c533a71d147035b0c5917184ee536593f4414339976c647c5d5a407adedb1d560c4fc6777d2972075b8c',
  ),
  signature: Buffer.concat([
    fromRfc(
      '2f86fa60a081091a23dd795e1e3c689ee512a3c82ee0dcc2643c78eea8fcacd35492558486b20f1c9ec197c90699850260c93bcbcd9c5c3317e19344e173ae36',
    ),
    fromRfc(
      '1081b394696ffe8e6585e7a9362d26b6325f56778aadbc081c0bfbe933d52ff5823ce288e8c4f362526080df7f70ce406a6eeb1f56919cb92a9853bde73e5b4a',
    ),
  ]),
};

test('EDS-VER the signature of RFC 7091 7.2 is valid', () => {
  assert.equal(verifyGost(rfcSignature), true);
});

test('EDS-VER SEC-14 a GOST signature with a flipped bit anywhere is refused', () => {
  const curve = gostCurve('1.2.398.3.10.1.1.2.2.1');
  assert.ok(curve);
  const key = makeGostTestKey();
  const digest = streebog512(Buffer.from('мәлімет'));
  const signature = key.sign(digest);
  assert.equal(verifyGost({ curve, publicKey: key.publicKey, digest, signature }), true);
  const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
    bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
  fc.assert(
    fc.property(fc.constantFrom('publicKey', 'digest', 'signature'), fc.nat(511), (part, bit) => {
      const sound = { curve, publicKey: key.publicKey, digest, signature };
      assert.equal(verifyGost({ ...sound, [part]: flipped(sound[part as 'digest'], bit) }), false);
    }),
    { numRuns: 60 },
  );
});

test('EDS-VER both parameter sets verify, and not each other’s keys', () => {
  for (const set of ['1.2.398.3.10.1.1.2.1.1', '1.2.398.3.10.1.1.2.2.1']) {
    const curve = gostCurve(set);
    assert.ok(curve);
    const digest = curve.size === 64 ? streebog512(new Uint8Array(200)) : streebog256(new Uint8Array(200));
    const key = makeGostTestKey(set);
    const signature = key.sign(digest);
    assert.equal(verifyGost({ curve, publicKey: key.publicKey, digest, signature }), true);
    assert.equal(verifyGost({ curve, publicKey: makeGostTestKey(set).publicKey, digest, signature }), false);
  }
});

test('SEC-14 zero, the order and wrong sizes in a GOST signature are refused', () => {
  const curve = gostCurve('1.2.398.3.10.1.1.2.2.1');
  assert.ok(curve);
  const key = makeGostTestKey();
  const digest = streebog512(new Uint8Array());
  const order = Buffer.from(curve.Point.Fn.ORDER.toString(16), 'hex').reverse();
  const bad = [new Uint8Array(128), Buffer.concat([order, order]), new Uint8Array(127), new Uint8Array(0)];
  for (const signature of bad) assert.equal(verifyGost({ curve, publicKey: key.publicKey, digest, signature }), false);
  const offCurve = { curve, publicKey: new Uint8Array(128).fill(7), digest, signature: key.sign(digest) };
  assert.equal(verifyGost(offCurve), false);
});
