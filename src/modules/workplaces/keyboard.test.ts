import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { cast } from '#seed';
import { texts } from '#text';
import { assetUrls, buildStyles } from '#ui';
import { testWorkplace } from './testing.ts';
import type { TestWorkplace } from './testing.ts';
import { buildClient } from '../../../tools/build-client.ts';

const types: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2' };
const { handling, shortcuts, workplaces } = texts('kk');

let folder: string;
let place: TestWorkplace;
let browser: Browser;
let address: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  const assets = assetUrls(await buildStyles(folder), await buildClient(folder));
  place = await testWorkplace({
    assets,
    async extend(app) {
      app.get('/assets/:name', { config: { access: 'everyone' } }, async (request, reply) => {
        const { name } = request.params as { name: string };
        return reply.type(types[name.split('.').at(-1) ?? ''] ?? 'text/plain').send(await readFile(join(folder, name)));
      });
    },
  });
  address = await place.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(async () => {
  await browser?.close();
  await place?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** The page whose main heading is this one stands, and listens to keys. */
async function arrive(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await listening(page);
}

/** The island adds its button once it listens. */
const listening = (page: Page) => page.locator('birtereze-keys button[data-open]').waitFor();

async function open(path: string, as = 'gulnara'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, extraHTTPHeaders: { 'x-officer': as } });
  page.setDefaultTimeout(20_000);
  await page.goto(address + path);
  await listening(page);
  return page;
}

const focused = (page: Page) => page.evaluate('document.activeElement?.textContent ?? ""') as Promise<string>;

test('WRK-1 A11Y-1 a request is found, taken, asked about and left for the next one without a mouse', async () => {
  await place.office.register(cast.marat);
  await place.office.register(cast.aigerim);
  const page = await open('/?queue=new');
  await page.keyboard.press('j');
  const first = await focused(page);
  await page.keyboard.press('j');
  const second = await focused(page);
  assert.notEqual(first, second);
  await page.keyboard.press('k');
  assert.equal(await focused(page), first);
  await page.keyboard.press('o');
  await arrive(page, first);
  await page.keyboard.press('t');
  await page.getByText(workplaces.take.taken).waitFor();
  await listening(page);
  await page.keyboard.press('d');
  assert.equal(await focused(page), workplaces.desk.decision);
  await page.keyboard.press('m');
  await page.locator('textarea#ask-text:focus').waitFor();
  await page.keyboard.type('Толықтырыңыз, өтінемін: joint');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText(handling.ask.asked).waitFor();
  await listening(page);
  assert.equal(await focused(page), workplaces.sent.next);
  await page.keyboard.press('Enter');
  await arrive(page, second);
  await page.keyboard.press('q');
  await arrive(page, workplaces.queues.title);
  await page.keyboard.press('3');
  await page.getByRole('link', { name: first }).waitFor();
  await listening(page);
  await page.keyboard.press('/');
  await page.keyboard.type('jjj');
  assert.equal(await page.getByRole('searchbox').inputValue(), 'jjj');
  await page.close();
});

test('A11Y-1 the keys are told in a dialog, can be turned off there, and stay off', async () => {
  await place.office.register(cast.nurlan);
  const page = await open('/?queue=all');
  await page.keyboard.press('Shift+Slash');
  const dialog = page.getByRole('dialog', { name: shortcuts.title });
  await dialog.waitFor();
  await page.keyboard.press('j');
  assert.ok(await dialog.isVisible());
  await dialog.getByLabel(shortcuts.enabled).uncheck();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.reload();
  await listening(page);
  await page.keyboard.press('j');
  assert.equal(await page.locator('tbody th a:focus').count(), 0);
  await page.keyboard.press('Shift+Slash');
  await dialog.getByLabel(shortcuts.enabled).check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  assert.equal(await page.locator('tbody th a:focus').count(), 1);
  await page.close();
});
