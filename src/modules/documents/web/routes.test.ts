import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fixedClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { createSite } from '#kit/http';
import { newId } from '#kit/ids';
import { silentLog } from '#kit/log';
import { testDatabase } from '#kit/testing';
import { createTrustStore, createVerifier, noRevocation, trustAnchor } from '#pki';
import { locales, parseLocale } from '#text';
import { failurePage } from '#ui';
import type { PageContext } from '#ui';
import { folderFileStore } from '../adapters/folder-file-store.ts';
import { createDocuments } from '../documents.ts';
import { exampleContent, exampleStatements, testSealAuthority } from '../testing.ts';
import { createCodeReader } from '../verifying/code-reader.ts';
import { createDocumentVerifier } from '../verifying/document-verifier.ts';
import { registerIn, signatureIn } from '../verifying/online.ts';
import { documentRoutes } from './document-routes.ts';
import { verifyRoutes } from './verify-routes.ts';

const world = await testDatabase(['documents']);
const folder = await mkdtemp(join(tmpdir(), 'birtereze-web-'));
const reader = createCodeReader();
const clock = fixedClock(new Date('2026-12-01T00:00:00Z'));
const authority = await testSealAuthority();
const bin = '120340000006';
const trust = createTrustStore([trustAnchor(authority.root)]);
const signatures = createVerifier({ trust, clock, revocation: noRevocation });
const documents = createDocuments({ store: folderFileStore(folder, clock), clock, verifyAt: 'example.kz/verify' });
const verifier = createDocumentVerifier({
  trust,
  clock,
  reader,
  signatures,
  revocationOf: () => ({ state: 'good', asOf: clock.now() }),
  registerOf: registerIn(world.db),
  signatureOf: signatureIn(world.db),
});

const pageOf = (url: string, language: unknown): PageContext => ({
  locale: parseLocale(language) ?? 'kk',
  path: url,
  nonce: '',
  site: 'portal',
  assets: (name) => `/assets/${name}`,
  version: 'test',
});
const trustMaterials = async () => ({
  roots: [{ label: 'own', certificate: authority.root.der }],
  crls: [await authority.crl(clock.now())],
});
const site = await createSite({
  log: silentLog,
  routes: [
    ...verifyRoutes({ db: world.db, clock, documents, verifier, trustMaterials }),
    ...documentRoutes({
      db: world.db,
      documents,
      access: 'person',
      mayRead: (request, { owner }) => request.headers['x-person'] === owner,
    }),
  ],
  guards: { everyone: () => {}, person: () => {} },
  prepare: (request) => {
    request.page = pageOf(request.url, request.headers['accept-language']);
  },
  failurePage: (request, { code }, reference) => failurePage(pageOf(request.url, 'kk'), { code, reference }),
});
after(async () => {
  await site.close();
  await reader.close();
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const owner = newId();
const signatory = await authority.signatory({ bin });
const made = await documents.make({
  owner,
  application: newId(),
  statements: exampleStatements,
  content: exampleContent({ bin }),
  seal: await authority.seal({ bin }),
});
const { document, pdf } = made;
const cms = await signatory.sign(pdf, clock.now());
const verification = await signatures.verify({ cms, content: pdf, purpose: 'signing' });
assert.equal(verification.verdict, 'passed');
const { verified } = verification;
await inTransaction(world.db, async (tx) => {
  await documents.prepare(tx, made);
  await documents.issue(tx, document.id, { verified, cms });
});

const same = { 'sec-fetch-site': 'same-origin', accept: 'text/html' };
async function send(url: string, files: Record<string, Uint8Array>, locale = 'kk') {
  const body = new FormData();
  for (const [name, bytes] of Object.entries(files)) body.append(name, new Blob([Uint8Array.from(bytes)]), `${name}.bin`);
  const request = new Request('http://x/', { method: 'POST', body });
  const headers = { ...same, 'accept-language': locale, 'content-type': request.headers.get('content-type') ?? '' };
  const answer = await site.inject({ method: 'POST', url, headers, payload: Buffer.from(await request.arrayBuffer()) });
  return { status: answer.statusCode, body: answer.body };
}

test('EDS-PUB A11Y-3 the page opens for everybody in three languages, and only it may run WebAssembly', async () => {
  for (const locale of locales) {
    const answer = await site.inject({ url: '/verify', headers: { 'accept-language': locale } });
    assert.equal(answer.statusCode, 200);
    assert.match(answer.body, /<form[^>]+action="\/verify\/file"/);
    const refused = await site.inject({ url: '/verify/number?number=x', headers: { 'accept-language': locale } });
    for (const { headers } of [answer, refused]) {
      assert.match(String(headers['content-security-policy']), /script-src 'self' 'wasm-unsafe-eval'/);
      assert.match(String(headers['content-security-policy']), /trusted-types birtereze birtereze-scan/);
    }
  }
});

test('EDS-PUB an issued PDF is genuine by its file alone: register, print and the kept signature agree', async () => {
  const { status, body } = await send('/verify/file', { file: pdf });
  assert.equal(status, 200);
  assert.match(body, /Құжат түпнұсқа/);
  assert.match(body, /Қағазбен салыстырыңыз/);
  assert.match(body, /файлға қол қойған: ЖҰМАБЕКОВ ДАНИЯР/);
  assert.match((await send('/verify/file', { file: pdf }, 'ru')).body, /Документ подлинный/);
});

test('EDS-PUB what is missing, too large or unreadable is said beside its field', async () => {
  assert.match((await send('/verify/file', {})).body, /href="#file">Файлды таңдаңыз/);
  assert.match((await send('/verify/file', { file: Buffer.from([0, 1]) })).body, /оқу мүмкін болмады/);
  assert.match((await send('/verify/file', { file: Buffer.alloc(20 * 1024 * 1024 + 1) })).body, /тым үлкен/);
  assert.match((await send('/verify/signature', {})).body, /Қолтаңба файлын таңдаңыз/);
});

test('EDS-PUB a signature with its file is reported on in stages', async () => {
  const good = await send('/verify/signature', { signature: cms, content: pdf }, 'en');
  assert.match(good.body, /The signature is valid/);
  assert.match(good.body, /TOTAL-PASSED/);
  assert.match((await send('/verify/signature', { signature: cms, content: Buffer.from('other') }, 'en')).body, /not confirmed/);
});

test('EDS-PUB SEC-10 by number only the state of the document is told, nothing of the person', async () => {
  const byNumber = async (number: string) =>
    (await site.inject({ url: `/verify/number?number=${encodeURIComponent(number)}` })).body;
  const found = await byNumber(document.number.toLowerCase().replaceAll('-', ' '));
  assert.match(found, /Мұндай құжат берілген/);
  for (const secret of ['Сейітова', '890312499015', 'банкке', 'Жұмабеков']) assert.ok(!found.includes(secret), secret);
  assert.match(await byNumber('2222-2222-2222'), /берілмеген/);
  assert.match(await byNumber('1234'), /12 таңба/);
});

test('EDS-PUB a document that waits for its signature is not told of, and its codes are refused', async () => {
  const waiting = await documents.make({
    owner,
    application: newId(),
    statements: exampleStatements,
    content: exampleContent({ bin }),
    seal: await authority.seal({ bin }),
  });
  await inTransaction(world.db, (tx) => documents.prepare(tx, waiting));
  assert.match((await site.inject({ url: `/verify/number?number=${waiting.document.number}` })).body, /берілмеген/);
  assert.match((await send('/verify/file', { file: waiting.pdf })).body, /орган мұндай құжат бермеген/);
});

test('EDS-PUB programs ask the same as JSON', async () => {
  const ask = async (payload: object) => site.inject({ method: 'POST', url: '/verify/api', payload });
  const answer = await ask({ file: Buffer.from(pdf).toString('base64') });
  assert.equal(answer.json().verdict.outcome, 'valid');
  assert.equal((await ask({ codes: ['x'] })).json().verdict.outcome, 'invalid');
  assert.equal((await ask({ wrong: 1 })).statusCode, 400);
});

test('SEC-2 SEC-9 a document and its signature go to their owner only, as downloads that cannot run', async () => {
  const get = (url: string, person: string) => site.inject({ url, headers: { 'x-person': person } });
  const answer = await get(`/documents/${document.id}/pdf`, owner);
  assert.deepEqual(answer.rawPayload, Buffer.from(pdf));
  assert.match(String(answer.headers['content-disposition']), /^attachment; .*\.pdf$/);
  assert.match(String(answer.headers['content-security-policy']), /sandbox/);
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  assert.deepEqual((await get(`/documents/${document.id}/signature`, owner)).rawPayload, Buffer.from(cms));
  for (const url of [
    `/documents/${document.id}/pdf`,
    `/documents/${document.id}/signature`,
    `/documents/${newId()}/pdf`,
    '/documents/x/pdf',
  ]) {
    assert.equal((await get(url, newId())).statusCode, 404, url);
  }
});

test('EDS-PUB what the page needs to verify by itself is served: roots, lists, the reader and the worker', async () => {
  const materials = (await site.inject({ url: '/verify/trust.json' })).json();
  assert.equal(materials.roots[0].certificate, Buffer.from(authority.root.der).toString('base64'));
  assert.equal(materials.crls.length, 1);
  assert.equal((await site.inject({ url: '/verify/reader.wasm' })).headers['content-type'], 'application/wasm');
  assert.equal((await site.inject({ url: '/verify/worker.js' })).headers['service-worker-allowed'], '/verify');
});
