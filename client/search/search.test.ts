import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { catalogueInForce, catalogueRoutes, loadDirectory } from '#catalogue';
import { systemClock } from '#kit/clock';
import { createSite } from '#kit/http';
import { silentLog } from '#kit/log';
import { loadRegulations } from '#regulations';
import { assetUrls, buildStyles, failurePage } from '#ui';
import type { PageContext } from '#ui';
import { buildClient } from '../../tools/build-client.ts';

const regulations = join(import.meta.dirname, '../../regulations');
const types: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2' };

async function startSite(folder: string) {
  const assets = assetUrls(await buildStyles(folder), await buildClient(folder));
  const catalogue = catalogueInForce(loadRegulations(regulations), loadDirectory(regulations), systemClock);
  const pageOf = (path: string): PageContext => ({ locale: 'kk', path, nonce: '', site: 'portal', assets, version: '0' });
  const site = await createSite({
    log: silentLog,
    guards: { everyone: () => {} },
    prepare: (request) => {
      request.page = pageOf(request.url);
    },
    routes: [
      ...catalogueRoutes({ catalogue }),
      {
        method: 'GET',
        url: '/assets/:name',
        access: 'everyone',
        handler: async (request, reply) => {
          const name = request.url.slice(request.url.lastIndexOf('/') + 1);
          return reply.type(types[name.split('.').at(-1) ?? ''] ?? 'text/plain').send(await readFile(join(folder, name)));
        },
      },
    ],
    failurePage: (request, failure) => failurePage(pageOf(request.url), { code: failure.code }),
  });
  return { site, address: await site.listen({ host: '127.0.0.1', port: 0 }) };
}

let folder: string;
let served: Awaited<ReturnType<typeof startSite>>;
let browser: Browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'search-'));
  served = await startSite(folder);
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(async () => {
  await browser?.close();
  await served?.site.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(path: string, javaScriptEnabled = true): Promise<Page> {
  const page = await browser.newPage({ javaScriptEnabled });
  page.setDefaultTimeout(10_000);
  await page.goto(served.address + path);
  return page;
}

test('SRV-2 what is found changes as one types, and the address keeps what was typed', async () => {
  const page = await open('/services/search');
  const field = page.getByRole('searchbox');
  await field.pressSequentially('балабак');
  await page.getByRole('heading', { name: '1 қызмет табылды' }).waitFor();
  assert.ok(await page.getByRole('link', { name: 'Балабақша кезегіне қою' }).isVisible());
  await field.fill('жумыссыз');
  await page.getByRole('link', { name: 'Жұмыссыздық туралы анықтама' }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get('q'), 'жумыссыз');
  await field.fill('кзхщ');
  await page.getByText('Ештеңе табылмады').waitFor();
  await page.close();
});

test('SRV-2 A11Y-4 without scripts the form gives the same answer', async () => {
  const page = await open('/services/search', false);
  await page.getByRole('searchbox').fill('жумыссыз');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Жұмыссыздық туралы анықтама' }).waitFor();
  await page.close();
});

test('SRV-2 what was answered stays when the network fails', async () => {
  const page = await open('/services/search?q=жумыссыз');
  await page.context().setOffline(true);
  await Promise.all([page.waitForEvent('requestfailed'), page.getByRole('searchbox').fill('балабақша')]);
  assert.ok(await page.getByRole('link', { name: 'Жұмыссыздық туралы анықтама' }).isVisible());
  await page.close();
});
