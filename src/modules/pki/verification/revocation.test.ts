import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { after } from 'node:test';
import { fixedClock } from '#kit/clock';
import { httpFetcher } from './http.ts';
import { networkRevocation } from './network-revocation.ts';
import type { NetworkSettings } from './network-revocation.ts';
import { OpensslAuthority } from './testing.ts';
import { createVerifier } from './verifier.ts';

const authority = new OpensslAuthority();
const person = authority.person('Aigerim', 'signing');
authority.person('Responder', 'ocsp');
const cms = await authority.sign(person, Buffer.from('мәтін'));
/** A little ahead of the clock by which OpenSSL dates its answers while the tests run. */
const clock = fixedClock(new Date(Date.now() + 60_000));

/** The addresses of the authority: a test decides what stands behind each. */
type Site = Record<string, (body: Uint8Array) => Uint8Array | undefined>;
let site: Site = {};
const asked: string[] = [];
const listener: RequestListener = async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  asked.push(request.url ?? '');
  const answer = site[request.url ?? '']?.(Buffer.concat(chunks));
  response.writeHead(answer ? 200 : 503).end(answer);
};
const server = createServer(listener).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
after(() => server.close());
const address = (path: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

function verifierAt(addresses: { ocsp?: string[]; crl?: string[] }, settings: Partial<NetworkSettings> = {}) {
  asked.length = 0;
  const trust = authority.trust({ ocsp: (addresses.ocsp ?? []).map(address), crl: (addresses.crl ?? []).map(address) });
  const fetcher = httpFetcher(() => clock.now().getTime());
  return createVerifier({ trust, clock, revocation: networkRevocation({ fetcher, ...settings }) });
}
async function outcome(verifier: ReturnType<typeof createVerifier>): Promise<string> {
  const verification = await verifier.verify({ cms, purpose: 'signing' });
  return verification.verdict === 'passed' ? 'passed' : `${verification.verdict} ${verification.reason}`;
}
const lists: Site = { '/root.crl': () => authority.crl('root'), '/issuing.crl': () => authority.crl('issuing') };
const both = { ocsp: ['/ocsp'], crl: ['/root.crl', '/issuing.crl'] };
const responder: Site = { '/ocsp': (body) => authority.answer(body) };

test('EDS-VER revocation is asked by OCSP, for the issuing authority by list, and the report shows both', async () => {
  site = { ...responder, ...lists };
  const verification = await verifierAt(both).verify({ cms, purpose: 'signing' });
  assert.equal(verification.verdict, 'passed');
  const [signer] = verification.report.signers;
  assert.equal(signer?.ocsp?.certStatus, 'good');
  const revocation = signer?.checks.find(({ name }) => name === 'revocation');
  assert.deepEqual(
    revocation?.evidence?.map(({ kind }) => kind),
    ['ocsp', 'crl'],
  );
});

test('REL-3 without a responder the list is asked, and without both nothing is passed', async () => {
  site = lists;
  assert.equal(await outcome(verifierAt(both)), 'passed');
  site = {};
  assert.equal(await outcome(verifierAt(both)), 'indeterminate revocationUnknown');
  assert.equal(await outcome(verifierAt({})), 'indeterminate revocationUnknown');
});

test('EDS-VER a delegated responder may answer; a certificate that is not for answers may not', async () => {
  site = { ...lists, '/ocsp': (body) => authority.answer(body, { signer: 'Responder' }) };
  assert.equal(await outcome(verifierAt({ ocsp: ['/ocsp'], crl: ['/root.crl'] })), 'passed');
  site = { ...lists, '/ocsp': (body) => authority.answer(body, { signer: 'Aigerim' }) };
  assert.equal(await outcome(verifierAt({ ocsp: ['/ocsp'], crl: ['/root.crl'] })), 'indeterminate revocationUnknown');
});

test('EDS-VER an answer from yesterday, without the nonce of the question, is not taken', async () => {
  let kept: Uint8Array | undefined;
  site = { ...lists, '/ocsp': (body) => (kept ??= authority.answer(body)) };
  const addresses = { ocsp: ['/ocsp'], crl: ['/root.crl'] };
  assert.equal(await outcome(verifierAt(addresses)), 'passed');
  assert.equal(await outcome(verifierAt(addresses)), 'indeterminate revocationUnknown');
});

test('EDS-VER PERF-5 a good answer is used again for its time only; a revocation is then seen at once', async () => {
  site = { ...responder, ...lists };
  const verifier = verifierAt(both);
  await outcome(verifier);
  await outcome(verifier);
  assert.deepEqual([...asked].sort(), ['/issuing.crl', '/ocsp', '/root.crl']);
  authority.revoke('Aigerim', 'keyCompromise');
  assert.equal(await outcome(verifier), 'passed');
  clock.advance(61_000);
  assert.equal(await outcome(verifier), 'failed revoked');
  assert.equal(await outcome(verifier), 'failed revoked');
  site = lists;
  assert.equal(await outcome(verifierAt(both)), 'failed revoked');
});

test('EDS-VER a list that has run out says nothing', async () => {
  site = { '/root.crl': () => authority.crl('root'), '/issuing.crl': () => authority.crl('issuing', 1) };
  const verifier = verifierAt(both);
  clock.advance(2 * 86_400_000);
  assert.equal(await outcome(verifier), 'indeterminate revocationUnknown');
});

test('SEC-14 whatever a responder or a list’s address sends, nothing is passed and nothing thrown', async () => {
  const rubbish = [
    new Uint8Array(),
    Buffer.from('<html>'),
    Buffer.from('3080', 'hex'),
    Buffer.alloc(70_000, 0x30),
    authority.read('issuing.pem'),
    Buffer.from('30030a0106', 'hex'),
  ];
  for (const bytes of rubbish) {
    site = { '/ocsp': () => bytes, '/root.crl': () => bytes, '/issuing.crl': () => bytes };
    assert.equal(await outcome(verifierAt(both)), 'indeterminate revocationUnknown');
  }
});
