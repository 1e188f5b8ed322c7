import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createCanvas } from '@napi-rs/canvas';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { keptRoutes } from '#documents';
import type { StoredFile } from '#documents';
import { personOf, settingsRoutes } from '#identity';
import type { PersonActor } from '#identity';
import { inTransaction } from '#kit/db';
import { createSite } from '#kit/http';
import type { Route } from '#kit/http';
import { newId } from '#kit/ids';
import { silentLog } from '#kit/log';
import { cast } from '#seed';
import { formatShortName } from '#subjects';
import { locales, parseLocale, texts } from '#text';
import { assetUrls, buildStyles, failurePage } from '#ui';
import type { PageContext } from '#ui';
import { openDraft } from '../draft.ts';
import { prepareRequest } from '../prepare-request.ts';
import { submit } from '../submit.ts';
import { testOffice } from '../testing.ts';
import { cardRoutes } from './card-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { cabinetNavigation } from './pages/cabinet.ts';

const office = await testOffice();
const folder = await mkdtemp(join(tmpdir(), 'birtereze-attachments-'));
const styles = await buildStyles(folder);
const assets = assetUrls(styles, { 'upload.js': 'none.js', 'forms.js': 'none.js', 'live.js': 'none.js' });
const { services } = office;
const { db, clock, files, documents } = services;
const people = new Map<string, PersonActor>();

const assetRoute: Route = {
  method: 'GET',
  url: '/assets/:name',
  access: 'everyone',
  async handler(request, reply) {
    const { name } = request.params as { name: string };
    reply.type(name.endsWith('.css') ? 'text/css' : name.endsWith('.js') ? 'text/javascript' : 'font/woff2');
    return name === 'none.js' ? '' : readFile(join(folder, name));
  },
};
const beside = (section: Parameters<typeof cabinetNavigation>[1]) => (context: PageContext) =>
  cabinetNavigation(context, section);
const site = await createSite({
  log: silentLog,
  routes: [
    assetRoute,
    ...fileRoutes(services),
    ...cardRoutes(services, office.world.signals()),
    ...settingsRoutes(services, beside('settings')),
    ...keptRoutes({
      db,
      clock,
      files,
      documents,
      access: 'person',
      ownerOf: (request) => personOf(request).id,
      navigation: beside('documents'),
    }),
  ],
  guards: { everyone: () => undefined, person: () => undefined },
  fileLimit: files.sizeLimit,
  prepare(request) {
    request.actor = people.get(String(request.headers['x-person']));
    const locale = parseLocale(request.headers['x-locale']) ?? 'kk';
    const person = request.actor && { name: formatShortName(request.actor.name), unread: 2 };
    request.page = { locale, path: request.url, nonce: request.nonce, site: 'portal', assets, version: '0', person };
  },
  failurePage: (request, { code }) => failurePage(request.page, { code }),
  extend: async (app) => {
    app.decorateRequest('page');
    app.decorateRequest('actor');
  },
});
after(async () => {
  await site.close();
  await office[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const words = texts('kk').applications.files;
const pdf = (text: string) => Buffer.from(`%PDF-1.7\n% ${text}\nstartxref\n9\n%%EOF\n`);
const document = 'identityDocument';

/** Somebody with a draft to which one file is attached. */
async function applicant(): Promise<{ person: PersonActor; draftId: string; page: string }> {
  const person = { ...(await office.person(cast.svetlana)), id: newId() };
  people.set(person.id, person);
  const draftId = await office.fillDraft(person, cast.svetlana);
  return { person, draftId, page: `/applications/drafts/${draftId}/files` };
}

/** A document in somebody's cabinet. */
async function kept(owner: string, title: string, bytes: Uint8Array = pdf(title)): Promise<StoredFile> {
  const received = await files.receive({ name: `${title}.pdf`, bytes });
  assert.ok(received.ok);
  const to = { owner, holder: null, kind: document, title };
  const file = await inTransaction(db, (tx) => files.attach(tx, received.file, to));
  assert.ok(file !== 'tooMany');
  return file;
}

const get = (url: string, { id }: PersonActor) => site.inject({ url, headers: { 'x-person': id } });
function post(url: string, { id }: PersonActor, fields: Record<string, string> = {}) {
  const headers = {
    'x-person': id,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
  };
  return site.inject({ method: 'POST', url, headers, payload: new URLSearchParams(fields).toString() });
}

test('APP-3 a document of the cabinet is chosen, offered first where its kind is asked for, and attached with the same bytes', async () => {
  const { person, draftId, page } = await applicant();
  assert.ok((await get(page, person)).body.includes(words.noneKept), 'the cabinet is empty');
  const card = await kept(person.id, 'Жеке куәлігім');
  const { body } = await get(page, person);
  assert.match(body, new RegExp(`<option value="${card.id}" selected>Жеке куәлігім \\(PDF, 1 КБ\\)`));
  assert.ok(body.includes(words.computer) && body.includes(words.kept));
  const answer = await post(`${page}/${document}/kept`, person, { [`kept-${document}`]: card.id });
  assert.equal(answer.headers.location, page);
  const attached = (await files.list(db, { owner: person.id, holder: draftId })).at(-1);
  assert.deepEqual([attached?.sha256, attached?.kind, attached?.name], [card.sha256, document, card.name]);
  assert.notEqual(attached?.id, card.id);
  assert.equal((await openDraft(services, person, draftId)).draft.prepared, undefined, 'it has to be reviewed again');
});

test('APP-3 what was attached from the cabinet stays with the application after the cabinet gave it up', async () => {
  const { person, draftId, page } = await applicant();
  const card = await kept(person.id, 'Уақытша', pdf('kept for a while'));
  await post(`${page}/${document}/kept`, person, { [`kept-${document}`]: card.id });
  assert.equal((await post(`/cabinet/documents/${card.id}/delete`, person)).statusCode, 303);
  const attached = (await files.list(db, { owner: person.id, holder: draftId })).at(-1);
  assert.ok(attached);
  assert.deepEqual((await get(`${page}/${attached.id}`, person)).rawPayload, pdf('kept for a while'));
  assert.equal((await post(`/cabinet/documents/${attached.id}/delete`, person)).statusCode, 404, 'nor can the cabinet take it');
});

test("APP-3 SEC-2 another's document, an attached one and none at all are not attached", async () => {
  const [{ person, draftId, page }, stranger] = [await applicant(), await applicant()];
  const theirs = await kept(stranger.person.id, 'Бөтен');
  const [own] = await files.list(db, { owner: person.id, holder: draftId });
  assert.ok(own);
  const url = `${page}/${document}/kept`;
  const field = `kept-${document}`;
  for (const id of [theirs.id, own.id, newId(), 'x']) assert.equal((await post(url, person, { [field]: id })).statusCode, 404);
  assert.equal((await post(url, stranger.person, { [field]: theirs.id })).statusCode, 404, "nor to another's draft");
  const mine = await kept(person.id, 'Менікі');
  assert.equal((await post(`${page}/nonsense/kept`, person, { 'kept-nonsense': mine.id })).statusCode, 400);
  assert.ok((await post(url, person)).body.includes(`href="#${field}">${words.keptNotChosen}`));
  assert.deepEqual(await files.list(db, { owner: person.id, holder: draftId }), [own]);
});

test('APP-3 SEC-9 only what the regulation accepts is offered and attached, from the cabinet too', async () => {
  const { person, page, draftId } = await applicant();
  const received = await files.receive({ name: 'a.webp', bytes: createCanvas(2, 2).toBuffer('image/webp') });
  assert.ok(received.ok);
  const to = { owner: person.id, holder: null, kind: document, title: 'Сурет' };
  const picture = await inTransaction(db, (tx) => files.attach(tx, received.file, to));
  assert.ok(picture !== 'tooMany');
  assert.ok(!(await get(page, person)).body.includes(picture.id));
  const answer = await post(`${page}/${document}/kept`, person, { [`kept-${document}`]: picture.id });
  assert.ok(answer.body.includes(words.notAccepted('PDF, JPEG, PNG')));
  assert.equal((await files.list(db, { owner: person.id, holder: draftId })).length, 1);
});

test('APP-3 APP-5 an application signed with a document of the cabinet keeps it for good', async () => {
  const person = await office.person(cast.nurlan);
  people.set(person.id, person);
  const draftId = await office.fillDraft(person, cast.nurlan);
  const card = await kept(person.id, 'Паспорт', pdf('passport'));
  await post(`/applications/drafts/${draftId}/files/${document}/kept`, person, { [`kept-${document}`]: card.id });
  const prepared = await prepareRequest(services, person, { draftId, locale: 'kk' });
  assert.ok(prepared.kind === 'ready');
  assert.ok(
    prepared.contents.attachments.some(({ sha256 }) => sha256 === card.sha256),
    'its hash is signed',
  );
  const cms = await office.sign(await office.keysOf(person), prepared.bytes);
  const browser = { device: 'test', address: '127.0.0.1', deviceHash: '' };
  assert.equal((await submit(services, person, { draftId, cms, browser })).kind, 'sent');
  await post(`/cabinet/documents/${card.id}/delete`, person);
  const held = (await files.listHeld(db, draftId)).find(({ sha256 }) => sha256 === card.sha256);
  assert.deepEqual((await get(`/applications/${draftId}/files/${held?.id}`, person)).rawPayload, pdf('passport'));
});

const chromiumPath = '/usr/bin/chromium';
const axe = createRequire(import.meta.url).resolve('axe-core');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe('the cabinet in a real browser', { skip: existsSync(chromiumPath) ? false : 'Chromium is not installed' }, () => {
  let browser: Browser;
  let address: string;
  let pages: readonly string[];
  let person: PersonActor;

  before(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    address = await site.listen({ port: 0, host: '127.0.0.1' });
    const begun = await applicant();
    ({ person } = begun);
    const card = await kept(person.id, 'Неке қию туралы куәлік пен баланың туу туралы куәлігінің көшірмесі');
    const drawn = await files.receive({ name: 'a.png', bytes: createCanvas(900, 600).toBuffer('image/png') });
    assert.ok(drawn.ok);
    const to = { owner: person.id, holder: null, kind: 'other', title: 'Сурет' };
    const picture = await inTransaction(db, (tx) => files.attach(tx, drawn.file, to));
    assert.ok(picture !== 'tooMany');
    const of = '/cabinet/documents';
    const documentsPages = [of, `${of}/new`, `${of}/${card.id}`, `${of}/${picture.id}`, `${of}/${card.id}/delete`];
    pages = [...documentsPages, '/cabinet/settings', begun.page, '/cabinet/documents?done=deleted'];
  });
  after(() => browser?.close());

  async function open(locale: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const extraHTTPHeaders = { 'x-person': person.id, 'x-locale': locale };
    return (await browser.newContext({ extraHTTPHeaders, ...options })).newPage();
  }

  async function findings(page: Page, tags: readonly string[]): Promise<string[]> {
    await page.evaluate(await readFile(axe, 'utf8'));
    const result = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(tags)} })`)) as {
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
    };
    return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
  }

  for (const locale of locales) {
    test(`A11Y-1 A11Y-2 axe finds nothing, and nothing is wider than a phone of 320 px, in ${locale}`, async () => {
      const page = await open(locale, { viewport: { width: 320, height: 640 } });
      for (const url of pages) {
        await page.goto(address + url);
        assert.deepEqual(await findings(page, rules), [], url);
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, url);
      }
      await page.context().close();
    });
  }

  test('A11Y-1 the colours of the dark have enough contrast', async () => {
    const page = await open('kk', { colorScheme: 'dark' });
    for (const url of pages) {
      await page.goto(address + url);
      assert.deepEqual(await findings(page, ['color-contrast']), [], url);
    }
    await page.context().close();
  });

  test('CAB-3 A11Y-4 without scripts a document is added, and the picture of it is seen', async () => {
    const page = await open('kk', { javaScriptEnabled: false });
    const { kept: said } = texts('kk').documents;
    await page.goto(`${address}/cabinet/documents`);
    await page.getByText(said.add.title).click();
    await page.getByLabel(said.add.kind).selectOption('education');
    const buffer = createCanvas(60, 40).toBuffer('image/png');
    await page.getByLabel(said.add.pictures).setInputFiles({ name: 'Диплом.png', mimeType: 'image/png', buffer });
    await page.getByRole('button', { name: said.add.submit }).click();
    await page.getByText(said.done.added).waitFor();
    await page.getByRole('link', { name: 'Диплом' }).click();
    const box = await page.getByRole('img', { name: 'Диплом' }).boundingBox();
    assert.ok(box !== null && box.width >= 60, 'the sandbox of the bytes does not hinder the picture');
    await page.context().close();
  });

  test('CAB-3 A11Y-1 what is wrong has the focus, and its link leads to the field', async () => {
    const page = await open('kk');
    await page.goto(`${address}/cabinet/documents/new`);
    await page.getByRole('button', { name: texts('kk').documents.kept.add.submit }).click();
    assert.equal(await page.locator('.ds-error-summary:focus').count(), 1);
    await page.locator('.ds-error-summary a').click();
    assert.match(page.url(), /#kind$/);
    await page.context().close();
  });
});
