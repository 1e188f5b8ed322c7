import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import { silentLog } from '#kit/log';
import { makeOcspRequest, nodePrimitives, readOcspResponse } from '#pki';
import { locales } from '#text';
import { cast } from '../../../../seed/cast.ts';
import { testAuthority } from '../testing.ts';
import type { TestAuthority } from '../testing.ts';
import { acceptBinaryRequests, publicationRoutes } from './routes.ts';

/** The endpoints as the PKI site serves them. */
let ca: TestAuthority;
let site: Awaited<ReturnType<typeof createSite>>;

before(async () => {
  ca = await testAuthority();
  site = await createSite({
    log: silentLog,
    routes: publicationRoutes(ca.authority),
    guards: { everyone: () => {} },
    failurePage: () => html``,
    extend: acceptBinaryRequests,
  });
});
after(async () => {
  await site.close();
  await ca[Symbol.asyncDispose]();
});

const asked = async (nonce?: Uint8Array) => {
  const { signing } = await ca.person({ iin: cast.aigerim.iin, name: cast.aigerim });
  return Buffer.from(makeOcspRequest({ certificate: signing.certificate, issuer: ca.issuing }, nodePrimitives.hash, nonce));
};
const binary = (url: string, type: string, payload: Buffer) =>
  site.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });

test('NCA-4 OCSP is answered over POST, for nobody to keep', async () => {
  const answer = await binary('/ocsp', 'application/ocsp-request', await asked());
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers['content-type'], 'application/ocsp-response');
  assert.equal(answer.headers['cache-control'], 'no-store');
});

test('NCA-4 OCSP is answered over GET whatever letters base64 brings, for a minute of keeping', async () => {
  for (let tries = 0; tries < 10; tries++) {
    const question = (await asked()).toString('base64');
    for (const rest of [question, encodeURIComponent(question)]) {
      const answer = await site.inject({ method: 'GET', url: `/ocsp/${rest}` });
      assert.ok(readOcspResponse(answer.rawPayload).ok, rest);
      assert.match(String(answer.headers['cache-control']), /max-age=60/);
    }
  }
  const withNonce = await site.inject({
    method: 'GET',
    url: `/ocsp/${encodeURIComponent((await asked(new Uint8Array(32))).toString('base64'))}`,
  });
  assert.equal(withNonce.headers['cache-control'], 'no-store');
});

test('SEC-14 what is not a question gets a refusal, never a defect', async () => {
  assert.equal((await binary('/ocsp', 'text/plain', Buffer.from('x'))).statusCode, 415);
  assert.equal((await site.inject({ method: 'POST', url: '/ocsp' })).statusCode, 415);
  assert.equal((await binary('/ocsp', 'application/ocsp-request', Buffer.alloc(20_000))).statusCode, 413);
  assert.equal((await binary('/tsa', 'application/timestamp-query', Buffer.alloc(20_000))).statusCode, 413);
  assert.equal((await site.inject({ method: 'GET', url: '/ocsp/%E0%A4%A' })).statusCode, 400);
  assert.equal((await site.inject({ method: 'GET', url: `/ocsp/${'A'.repeat(2000)}` })).statusCode, 413);
  assert.equal((await site.inject({ method: 'GET', url: '/crl/other.crl' })).statusCode, 404);
});

test('NCA-4 a list says when it is from, and is not sent again to who has it', async () => {
  const first = await site.inject({ method: 'GET', url: '/crl/issuing.crl' });
  assert.equal(first.headers['content-type'], 'application/pkix-crl');
  const etag = String(first.headers['etag']);
  const again = await site.inject({ method: 'GET', url: '/crl/issuing.crl', headers: { 'if-none-match': etag } });
  assert.equal(again.statusCode, 304);
  await ca.publishLists();
  const next = await site.inject({ method: 'GET', url: '/crl/issuing.crl', headers: { 'if-none-match': etag } });
  assert.equal(next.statusCode, 200);
});

test('NCA-4 the certificates are where certificates say they are', async () => {
  for (const path of ['/ca/root.cer', '/ca/issuing.cer']) {
    const answer = await site.inject({ method: 'GET', url: path });
    assert.equal(answer.headers['content-type'], 'application/pkix-cert');
    assert.equal(answer.rawPayload[0], 0x30);
  }
});

test('NCA-4 A11Y-3 the statement that certificates point to is there, in three languages', async () => {
  const answer = await site.inject({ method: 'GET', url: '/cps' });
  assert.match(String(answer.headers['content-type']), /^text\/html/);
  for (const locale of locales) assert.match(answer.payload, new RegExp(`<article lang="${locale}">`));
  assert.equal(answer.payload.match(/2\.25\.81721578575177001176213712220678297436\.2\.3</g)?.length, locales.length);
});
