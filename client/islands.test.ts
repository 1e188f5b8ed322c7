import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { buildClient } from '../tools/build-client.ts';

const chromiumPath = '/usr/bin/chromium';
const policy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'; require-trusted-types-for 'script'; trusted-types birtereze";

/** A site whose page a test writes. */
async function startSite(folder: string) {
  const manifest = await buildClient(folder);
  const scripts = ['live', 'upload', 'forms', 'addresses']
    .map((name) => `<script type="module" src="/assets/${manifest[`${name}.js`]}"></script>`)
    .join('');
  const site = { content: '', refusal: '', sent: [] as string[], held: [] as (() => void)[], streams: new Set<ServerResponse>() };
  const page = (title: string, main: string) =>
    `<!doctype html><html lang="kk"><title>${title}</title>${scripts}<main>${main}</main></html>`;
  const post = async (request: IncomingMessage, response: ServerResponse) => {
    site.sent.push(Buffer.concat(await request.toArray()).toString());
    if (request.url === '/slow') await new Promise<void>((resolve) => site.held.push(resolve));
    if (site.refusal === '') response.writeHead(303, { location: '/next' }).end();
    else response.end(page('Қате', site.refusal));
  };
  const server = createServer((request, response) => {
    const asset = /^\/assets\/([\w.-]+)$/.exec(request.url ?? '')?.[1];
    response
      .setHeader('content-security-policy', policy)
      .setHeader('content-type', asset === undefined ? 'text/html; charset=utf-8' : 'text/javascript');
    if (asset !== undefined) void readFile(join(folder, asset)).then((bytes) => response.end(bytes));
    else if (request.method === 'POST') void post(request, response);
    else if (request.url?.startsWith('/found?')) {
      const text = new URL(request.url, 'http://site').searchParams.get('q');
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ addresses: [`${text} ауылы, Абай көшесі`] }));
    } else if (request.url === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 100\n\n');
      site.streams.add(response);
    } else response.end(page(request.url === '/next' ? 'next' : 'first', site.content));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(site, { address, close: () => server.closeAllConnections() ?? server.close() });
}

describe('the islands in a real browser', { skip: existsSync(chromiumPath) ? false : 'Chromium is not installed' }, () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  let browser: Browser;
  let page: Page;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'birtereze-islands-'));
    site = await startSite(folder);
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  beforeEach(async () => {
    Object.assign(site, { refusal: '', sent: [], held: [] });
    page = await browser.newPage();
  });
  after(async () => {
    await browser?.close();
    site?.close();
    await rm(folder, { recursive: true });
  });

  const card = (status: string) =>
    `<birtereze-live data-events="/events"><div data-live><p>${status}</p><p><a href="/next">толығырақ</a></p></div></birtereze-live><input id="kept">`;

  test('APP-7 the status changes without reloading; what is typed and focused stays', async () => {
    site.content = card('Қабылданды');
    await page.goto(site.address);
    await page.locator('#kept').fill('жазылған');
    await page.getByText('толығырақ').focus();
    await page.waitForFunction(() => document.querySelector('[data-live]')?.getAttribute('aria-live') === 'polite');
    while (site.streams.size === 0) await setTimeout(20);
    site.content = card('Қаралуда');
    for (const stream of site.streams) stream.write('data: changed\n\n');
    await page.getByText('Қаралуда').waitFor();
    assert.equal(await page.locator('#kept').inputValue(), 'жазылған');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'толығырақ');
    // What changed while the connection was lost is looked for when it is back.
    site.content = card('Шешім: көрсетілді');
    for (const stream of site.streams) stream.destroy();
    await page.getByText('Шешім: көрсетілді').waitFor();
  });

  test('APP-7 what changed after the page was made and before it listened is shown', async () => {
    site.content = card('Жіберілді');
    await page.route('**/events', async (route) => {
      site.content = card('Қабылданды');
      await route.continue();
    });
    await page.goto(site.address);
    await page.getByText('Қабылданды').waitFor();
  });

  test('APP-7 a form is sent once, however often its button is pressed', async () => {
    site.content = '<form method="post" action="/slow"><button>Жіберу</button></form>';
    await page.goto(site.address);
    const busy = await page.evaluate(() => {
      const button = document.querySelector('button');
      button?.click();
      button?.click();
      return document.querySelector('form')?.getAttribute('aria-busy');
    });
    assert.equal(busy, 'true');
    while (site.held.length === 0) await setTimeout(20);
    for (const release of site.held) release();
    await page.waitForURL('**/next');
    assert.equal(site.sent.length, 1);
    await page.goBack();
    assert.equal(await page.locator('form').getAttribute('aria-busy'), null);
  });

  test('APP-2 A11Y-1 an address of the register is suggested while one types, and chosen by keyboard', async () => {
    site.content =
      '<label for="address">Мекенжай</label><textarea id="address"></textarea><birtereze-addresses data-field="address" data-source="/found"><a href="/next">Іздеу</a></birtereze-addresses>';
    await page.goto(site.address);
    await page.getByLabel('Мекенжай').pressSequentially('Самар');
    const suggestion = page.getByRole('button', { name: 'Самар ауылы, Абай көшесі' });
    await suggestion.waitFor();
    await suggestion.press('Enter');
    assert.equal(await page.getByLabel('Мекенжай').inputValue(), 'Самар ауылы, Абай көшесі, ');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'address');
    assert.equal(await page.getByRole('listitem').count(), 0);
    await page.getByLabel('Мекенжай').pressSequentially('7');
    await page.getByRole('button').waitFor();
    await page.getByRole('button').press('Escape');
    assert.equal(await page.getByRole('button').count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'address');
  });

  const upload =
    '<form method="post" enctype="multipart/form-data" action="/upload"><birtereze-upload><label>Файл <input type="file" name="file"></label><button>Жүктеу</button></birtereze-upload></form>';

  test('APP-3 a file is sent with its progress shown, and the next page comes', async () => {
    site.content = upload;
    await page.goto(site.address);
    await page.locator('input').setInputFiles({ name: 'анықтама.txt', mimeType: 'text/plain', buffer: Buffer.from('мазмұны') });
    await page.getByText('Жүктеу').click();
    await page.waitForURL('**/next');
    assert.match(site.sent[0] ?? '', /мазмұны/);
  });

  test('APP-3 A11Y-1 a refused file shows what is wrong, with the focus on it', async () => {
    site.content = upload;
    site.refusal = `<div class="ds-error-summary" tabindex="-1">Файл тым үлкен</div>${upload}`;
    await page.goto(site.address);
    await page.locator('input').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
    await page.getByText('Жүктеу').click();
    await page.getByText('Файл тым үлкен').waitFor();
    assert.equal(await page.title(), 'Қате');
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'ds-error-summary');
    assert.ok(await page.getByText('Жүктеу').isEnabled());
  });

  test('APP-3 a file may be dropped anywhere on the field', async () => {
    site.content = upload;
    await page.goto(site.address);
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'dropped.pdf'));
      document
        .querySelector('birtereze-upload')
        ?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    assert.equal(await page.evaluate(() => document.querySelector('input')?.files?.[0]?.name), 'dropped.pdf');
  });

  test('CAB-3 several files dropped at once each find the field of their sort, and all are sent', async () => {
    const field = (name: string, accept: string) => `<input type="file" multiple name="${name}" accept="${accept}">`;
    site.content = `<form method="post" enctype="multipart/form-data" action="/upload"><birtereze-upload>${field('pictures', 'image/png,image/jpeg')}${field('pdf', 'application/pdf')}<button>Сақтау</button></birtereze-upload></form>`;
    site.sent = [];
    await page.goto(site.address);
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      for (const [name, type] of [
        ['a.png', 'image/png'],
        ['b.jpg', 'image/jpeg'],
        ['c.pdf', 'application/pdf'],
        ['d.txt', 'text/plain'],
      ] as const)
        dataTransfer.items.add(new File([name], name, { type }));
      document
        .querySelector('birtereze-upload')
        ?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    const names = () => [...document.querySelectorAll('input')].map(({ files }) => [...(files ?? [])].map(({ name }) => name));
    assert.deepEqual(await page.evaluate(names), [['a.png', 'b.jpg', 'd.txt'], ['c.pdf']]);
    await page.getByText('Сақтау').click();
    await page.waitForURL('**/next');
    for (const name of ['a.png', 'b.jpg', 'c.pdf', 'd.txt']) assert.match(site.sent[0] ?? '', new RegExp(`filename="${name}"`));
  });
});
