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
import { locales, parseLocale, texts } from '#text';
import { failurePage } from '#ui';
import type { PageContext } from '#ui';
import { folderFileStore } from '../adapters/folder-file-store.ts';
import { createDocuments } from '../documents.ts';
import { createFiles } from '../files/keep-files.ts';
import { exampleContent, exampleStatements, testSealAuthority } from '../testing.ts';
import { documentRoutes } from './document-routes.ts';
import { keptRoutes } from './kept-routes.ts';

const world = await testDatabase(['documents']);
const folder = await mkdtemp(join(tmpdir(), 'birtereze-kept-'));
const clock = fixedClock(new Date('2026-11-22T06:00:00Z'));
const store = folderFileStore(folder, clock);
const files = createFiles({ store, clock, sizeLimit: 2000, countLimit: 4 });
const documents = createDocuments({ store, clock, verifyAt: 'example.kz/verify' });
const ownerOf = (request: { headers: Readonly<Record<string, unknown>> }) => String(request.headers['x-person']);
const pageOf = (url: string, language: unknown): PageContext => ({
  locale: parseLocale(language) ?? 'kk',
  path: url,
  nonce: '',
  site: 'portal',
  assets: (name) => `/assets/${name}`,
  version: 'test',
});
const { db } = world;
const access = 'person';
const site = await createSite({
  log: silentLog,
  fileLimit: 2000,
  routes: [
    ...keptRoutes({ db, clock, files, documents, access, ownerOf, navigation: () => [] }),
    ...documentRoutes({ db, documents, access, mayRead: (request, { owner }) => ownerOf(request) === owner }),
  ],
  guards: { person: () => {} },
  prepare: (request) => {
    request.page = pageOf(request.url, request.headers['accept-language']);
  },
  failurePage: (request, { code }, reference) => failurePage(pageOf(request.url, 'kk'), { code, reference }),
});
after(async () => {
  await site.close();
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const words = texts('kk').documents;
const pdf = (text: string) => Buffer.from(`%PDF-1.7\n% ${text}\nstartxref\n9\n%%EOF\n`);
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const same = { 'sec-fetch-site': 'same-origin', accept: 'text/html' };

function get(url: string, person: string, locale = 'kk') {
  return site.inject({ url, headers: { 'x-person': person, 'accept-language': locale } });
}

type Upload = readonly [field: string, name: string, bytes: Uint8Array];

async function send(url: string, person: string, sent: { fields?: Record<string, string>; files?: readonly Upload[] }) {
  const body = new FormData();
  for (const [name, value] of Object.entries(sent.fields ?? {})) body.append(name, value);
  for (const [field, name, bytes] of sent.files ?? []) body.append(field, new Blob([Uint8Array.from(bytes)]), name);
  const request = new Request('http://x/', { method: 'POST', body });
  const headers = { ...same, 'x-person': person, 'content-type': request.headers.get('content-type') ?? '' };
  return site.inject({ method: 'POST', url, headers, payload: Buffer.from(await request.arrayBuffer()) });
}

function post(url: string, person: string, fields: Record<string, string> = {}) {
  const headers = { ...same, 'x-person': person, 'content-type': 'application/x-www-form-urlencoded' };
  return site.inject({ method: 'POST', url, headers, payload: new URLSearchParams(fields).toString() });
}

const add = '/cabinet/documents/new';
const kind = 'identityDocument';

/** A document in the cabinet of somebody. */
async function kept(person: string, name = 'Куәлік.pdf', bytes: Uint8Array = pdf('card')) {
  const answer = await send(add, person, { fields: { kind, title: '' }, files: [['pdf', name, bytes]] });
  assert.equal(answer.headers.location, '/cabinet/documents?done=added');
  const file = (await files.list(db, { owner: person, holder: null })).at(-1);
  assert.ok(file);
  return file;
}

test('CAB-3 several pictures and PDF files are added at once, under one title or their own names', async () => {
  const person = newId();
  const own = [
    ['pictures', 'Алды.png', png],
    ['pdf', 'Арты.pdf', pdf('back')],
  ] as const;
  // A browser sends a field in which nothing was chosen as a file without a name.
  await send(add, person, { fields: { kind, title: ' Жеке куәлік ' }, files: [...own, ['pdf', '', Buffer.alloc(0)]] });
  await send(add, person, { fields: { kind: 'property', title: '' }, files: [['pdf', 'Шарт.pdf', pdf('deed')]] });
  const list = await files.list(db, { owner: person, holder: null });
  assert.deepEqual(
    list.map(({ title, type, kind: of }) => [title, type, of]),
    [
      ['Жеке куәлік (1)', 'png', kind],
      ['Жеке куәлік (2)', 'pdf', kind],
      ['Шарт', 'pdf', 'property'],
    ],
  );
  const { body } = await get('/cabinet/documents?done=added', person);
  for (const shown of ['Жеке куәлік (2)', words.kept.kinds.property, 'PNG', '1 КБ', '22 қараша 2026', words.kept.done.added])
    assert.ok(body.includes(shown), shown);
});

test('SEC-14 a title with the character zero is refused like any other form that has it, and kept nowhere', async () => {
  const person = newId();
  const answer = await send(add, person, { fields: { kind, title: 'Куәлік\0' }, files: [['pdf', 'a\0.pdf', pdf('card')]] });
  assert.equal(answer.statusCode, 400);
  assert.deepEqual(await files.list(db, { owner: person, holder: null }), []);
});

test('CAB-3 SEC-9 what cannot be kept is named with the reason, and the rest is kept', async () => {
  const person = newId();
  const answer = await send(add, person, {
    fields: { kind, title: '' },
    files: [
      ['pictures', 'page.png', Buffer.from('<html><script>alert(1)</script>')],
      ['pictures', 'drawing.svg', Buffer.from('<svg onload="alert(1)"/>')],
      ['pdf', 'large.pdf', pdf('x'.repeat(3000))],
      ['pdf', 'good.pdf', pdf('good')],
    ],
  });
  assert.equal(answer.statusCode, 200);
  for (const [name, fault] of [
    ['page.png', 'unknownType'],
    ['drawing.svg', 'unknownType'],
    ['large.pdf', 'tooLarge'],
  ] as const)
    assert.ok(answer.body.includes(words.kept.add.refused(name, words.files.refusals[fault])), name);
  assert.ok(answer.body.includes(words.kept.add.restSaved));
  assert.deepEqual(
    (await files.list(db, { owner: person, holder: null })).map(({ name }) => name),
    ['good.pdf'],
  );
});

test('CAB-3 without a kind, without files, with too many at once or without room it is said what to do', async () => {
  const person = newId();
  const file: Upload = ['pdf', 'a.pdf', pdf('a')];
  const asked = { fields: { kind, title: '' } };
  assert.ok((await send(add, person, { files: [file] })).body.includes(words.kept.add.kindMissing));
  assert.ok((await send(add, person, { fields: { kind: 'nonsense' }, files: [file] })).body.includes(words.kept.add.kindMissing));
  assert.ok((await send(add, person, asked)).body.includes(words.kept.add.filesMissing));
  for (const count of [11, 30]) {
    const answer = await send(add, person, { ...asked, files: Array.from({ length: count }, () => file) });
    assert.ok(answer.body.includes(words.kept.add.atOnce(10)), String(count));
  }
  assert.deepEqual(await files.list(db, { owner: person, holder: null }), []);
  const others = Array.from({ length: 5 }, (_, place): Upload => ['pdf', `${place}.pdf`, pdf('a')]);
  const five = await send(add, person, { ...asked, files: others });
  assert.ok(five.body.includes(words.files.refusals.tooMany));
  assert.equal((await files.list(db, { owner: person, holder: null })).length, 4);
  for (const url of ['/cabinet/documents', add]) assert.ok((await get(url, person)).body.includes(words.kept.add.full(4)), url);
  assert.equal((await site.inject({ method: 'POST', url: add, headers: { ...same, 'x-person': person } })).statusCode, 415);
});

test('CAB-3 a document is renamed, its file replaced, and after one question deleted', async () => {
  const person = newId();
  const { id } = await kept(person);
  const page = `/cabinet/documents/${id}`;
  assert.ok((await post(`${page}/rename`, person, { title: ' ' })).body.includes(words.kept.document.nameMissing));
  assert.equal((await post(`${page}/rename`, person, { title: 'Төлқұжат <b>' })).headers.location, `${page}?done=renamed`);
  assert.ok((await get(page, person)).body.includes('Төлқұжат &lt;b&gt;'));
  const refused = await send(`${page}/replace`, person, { files: [['file', 'x.png', Buffer.from('no picture')]] });
  assert.ok(refused.body.includes(words.files.refusals.unknownType));
  assert.ok((await send(`${page}/replace`, person, {})).body.includes(words.files.notChosen));
  const replaced = await send(`${page}/replace`, person, { files: [['file', 'new.png', png]] });
  const [file] = await files.list(db, { owner: person, holder: null });
  assert.equal(replaced.headers.location, `/cabinet/documents/${file?.id}?done=replaced`);
  assert.deepEqual([file?.title, file?.type, file?.kind], ['Төлқұжат <b>', 'png', kind]);
  assert.equal((await get(page, person)).statusCode, 404, 'the old file is gone');
  const deletion = `/cabinet/documents/${file?.id}/delete`;
  assert.ok((await get(deletion, person)).body.includes(words.kept.deletion.title));
  assert.equal((await post(deletion, person)).headers.location, '/cabinet/documents?done=deleted');
  assert.deepEqual(await files.list(db, { owner: person, holder: null }), []);
});

test("SEC-2 another's document answers like a missing one, and so does what is attached to an application", async () => {
  const [person, stranger] = [newId(), newId()];
  const mine = await kept(person);
  const received = await files.receive({ name: 'sent.pdf', bytes: pdf('sent') });
  assert.ok(received.ok);
  const to = { owner: person, holder: newId(), kind, title: 'sent' };
  const attached = await inTransaction(db, (tx) => files.attach(tx, received.file, to));
  assert.ok(attached !== 'tooMany');
  for (const [who, id] of [
    [stranger, mine.id],
    [person, attached.id],
    [person, newId()],
    [person, 'no-id'],
  ] as const) {
    const of = `/cabinet/documents/${id}`;
    for (const url of [of, `${of}/file`, `${of}/open`, `${of}/delete`]) assert.equal((await get(url, who)).statusCode, 404, url);
    assert.equal((await post(`${of}/rename`, who, { title: 'x' })).statusCode, 404);
    assert.equal((await post(`${of}/delete`, who)).statusCode, 404);
    assert.equal((await send(`${of}/replace`, who, { files: [['file', 'x.png', png]] })).statusCode, 404);
  }
  assert.deepEqual(await files.list(db, { owner: person, holder: null }), [mine]);
  assert.deepEqual(await files.listHeld(db, attached.holder ?? ''), [attached]);
  assert.ok(!(await get('/cabinet/documents', stranger)).body.includes(mine.title));
});

test('SEC-9 CAB-3 kept bytes leave as sandboxed downloads; only a PDF is opened, and as nothing but a PDF', async () => {
  const person = newId();
  const card = await kept(person);
  const answer = await send(add, person, { fields: { kind, title: 'Сурет' }, files: [['pictures', 'a.png', png]] });
  assert.equal(answer.statusCode, 303);
  const picture = (await files.list(db, { owner: person, holder: null })).find(({ type }) => type === 'png');
  for (const [file, media, bytes] of [
    [card, 'application/pdf', pdf('card')],
    [picture, 'image/png', png],
  ] as const) {
    const { headers, rawPayload } = await get(`/cabinet/documents/${file?.id}/file`, person);
    assert.deepEqual(rawPayload, bytes);
    assert.equal(headers['content-type'], media);
    assert.match(String(headers['content-disposition']), /^attachment;/);
    assert.match(String(headers['content-security-policy']), /^sandbox; default-src 'none'$/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
  }
  const opened = await get(`/cabinet/documents/${card.id}/open`, person);
  assert.match(String(opened.headers['content-disposition']), /^inline;/);
  assert.equal(opened.headers['content-type'], 'application/pdf');
  assert.match(String(opened.headers['content-security-policy']), /^sandbox; default-src 'none'$/);
  assert.equal((await get(`/cabinet/documents/${picture?.id}/open`, person)).statusCode, 404);
  const shown = (await get(`/cabinet/documents/${picture?.id}`, person)).body;
  assert.match(shown, new RegExp(`<img[^>]+src="/cabinet/documents/${picture?.id}/file" alt="Сурет"`));
});

test('CAB-3 DOC-4 issued documents stand first with number and state, are opened and their signature saved', async () => {
  const person = newId();
  const authority = await testSealAuthority();
  const bin = '120340000006';
  const signatory = await authority.signatory({ bin });
  const content = exampleContent({ bin });
  const preparation = { owner: person, application: newId(), statements: exampleStatements, content };
  const made = await documents.make({ ...preparation, seal: await authority.seal({ bin }) });
  const cms = await signatory.sign(made.pdf, clock.now());
  const signatures = createVerifier({ trust: createTrustStore([trustAnchor(authority.root)]), clock, revocation: noRevocation });
  const verification = await signatures.verify({ cms, content: made.pdf, purpose: 'signing' });
  assert.equal(verification.verdict, 'passed');
  const { verified } = verification;
  const { id, number } = made.document;
  await inTransaction(db, (tx) => documents.prepare(tx, made));
  assert.ok(!(await get('/cabinet/documents', person)).body.includes(number), 'it waits for the signature');
  await inTransaction(db, (tx) => documents.issue(tx, id, { verified, cms }));
  for (const locale of locales) {
    const { body } = await get('/cabinet/documents', person, locale);
    for (const shown of [number, texts(locale).documents.statuses.issued, `/documents/${id}/signature`])
      assert.ok(body.includes(shown));
    assert.ok(body.includes(locale === 'kk' ? content.title.kk : content.title.ru));
  }
  const opened = await get(`/documents/${id}`, person);
  assert.deepEqual(opened.rawPayload, Buffer.from(made.pdf));
  assert.match(String(opened.headers['content-disposition']), new RegExp(`^inline; .*${number}\\.pdf$`));
  assert.equal((await get(`/documents/${id}`, newId())).statusCode, 404);
});
