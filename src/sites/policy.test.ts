import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { html, trusted } from '#kit/html';
import type { Html } from '#kit/html';
import { createSite } from '#kit/http';
import { silentLog } from '#kit/log';
import { assetUrls, layout } from '#ui';
import { buildStyles } from '../ui/assets.ts';
import { buildClient } from '../../tools/build-client.ts';
import { accessGuards } from './guards.ts';
import { assetRoutes } from './static-files.ts';

const folder = await mkdtemp(join(tmpdir(), 'birtereze-policy-'));
const manifest = { ...(await buildStyles(folder)), ...(await buildClient(folder)) };
await writeFile(join(folder, 'planted.js'), 'window.planted = true');
/** All but that of the signing program's own window. */
const islands = Object.keys(manifest)
  .filter((name) => name.endsWith('.js') && name !== 'agent-window.js')
  .map((name) => name.slice(0, -'.js'.length));
/** What an attacker would have to get into a page, were anything left unescaped. */
const planted = `<script src="/assets/planted.js"></script><script>window.planted = true</script><img src="x:" onerror="window.planted = true"><a id="code" href="javascript:window.planted=true">x</a>`;

const site = await createSite({
  log: silentLog,
  routes: [
    {
      method: 'GET',
      url: '/',
      access: 'everyone',
      handler: (request) =>
        layout(request.page, {
          title: 'x',
          islands,
          content: html`<form action="/"><button>x</button></form>${trusted(planted)}`,
        }),
    },
    ...assetRoutes(folder),
  ],
  guards: accessGuards('production'),
  prepare: (request) => {
    const { nonce, url: path } = request;
    request.page = { locale: 'kk', path, nonce, site: 'portal', assets: assetUrls(manifest), version: '0' };
  },
  failurePage: (): Html => html`<p></p>`,
  async extend(app) {
    app.decorateRequest('page');
  },
});
await site.listen({ host: '127.0.0.1', port: 0 });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
after(async () => {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true });
});

async function opened(): Promise<{ page: Page; refused: string[] }> {
  const page = await browser.newPage();
  const refused: string[] = [];
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
  page.on('pageerror', (error) => refused.push(String(error)));
  await page.goto(`http://127.0.0.1:${(site.server.address() as AddressInfo).port}/`, { waitUntil: 'load' });
  return { page, refused };
}

test('SEC-8 under the policy of the site every island runs, and nothing that was planted does', async () => {
  const { page, refused } = await opened();
  await page.click('#code');
  assert.equal(await page.evaluate('window.planted'), undefined);
  // The three that were planted, of which the address is refused when it is followed; none of ours.
  const own = refused.filter((text) => islands.some((name) => text.includes(manifest[`${name}.js`] ?? name)));
  assert.deepEqual(own, []);
  assert.ok(
    refused.some((text) => text.includes('planted.js')),
    refused.join('\n'),
  );
  const elements = new Set<string>();
  for (const name of islands) {
    const code = await readFile(join(folder, manifest[`${name}.js`] ?? ''), 'utf8');
    for (const [, element] of code.matchAll(/customElements\.define\("([a-z-]+)"/g))
      if (element !== undefined) elements.add(element);
  }
  assert.ok(elements.size >= 3, [...elements].join());
  for (const element of elements)
    assert.equal(await page.evaluate(`customElements.get('${element}') !== undefined`), true, element);
});

test('SEC-8 a script of ours may not make markup of a string, unless it is vouched for', async () => {
  const { page } = await opened();
  const trial = await page.evaluate(`(() => {
    try { document.body.innerHTML = '<p>x</p>'; return 'made'; } catch (error) { return error.name; }
  })()`);
  assert.equal(trial, 'TypeError');
});
