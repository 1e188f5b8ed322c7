import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTrustStore, nodePrimitives, trustAnchor } from '#pki';
import { exampleContent, testSealAuthority } from '../../src/modules/documents/testing.ts';
import { sealContent } from '../../src/modules/documents/testing.ts';
import { verifyCodes } from '../../src/modules/documents/in-page.ts';
import { pagePrimitives } from './primitives.ts';

const authority = await testSealAuthority();
const bin = '120340000006';
const now = new Date('2026-12-01T00:00:00Z');
const place = {
  trust: createTrustStore([trustAnchor(authority.root)]),
  now,
  revocationOf: () => ({ state: 'unknown' }) as const,
};

test("DOC-2 a page's engine and the server's come to the same verdict, for genuine and for changed codes", async () => {
  for (let round = 0; round < 4; round++) {
    const { codes } = await sealContent(exampleContent({ bin }), await authority.seal({ bin }));
    const first = codes[0] ?? '';
    for (const given of [codes, [first.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A')), ...codes.slice(1)]]) {
      const inPage = await verifyCodes(given, { ...place, primitives: pagePrimitives });
      assert.deepEqual(inPage, await verifyCodes(given, { ...place, primitives: nodePrimitives }));
    }
  }
});

test('SEC-14 what the engine of a page does not know does not verify', () => {
  const key = authority.root.publicKey;
  const data = new Uint8Array(3);
  assert.equal(pagePrimitives.verify({ algorithm: { scheme: 'rsa', hash: 'sha256' }, key, data, signature: data }), false);
  assert.equal(pagePrimitives.verify({ algorithm: { scheme: 'ecdsa', hash: 'sha1' }, key, data, signature: data }), false);
  assert.equal(pagePrimitives.verify({ algorithm: { scheme: 'ecdsa', hash: 'sha384' }, key, data, signature: data }), false);
});
