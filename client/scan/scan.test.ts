import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { systemClock } from '#kit/clock';
import { createSite } from '#kit/http';
import type { Route } from '#kit/http';
import { silentLog } from '#kit/log';
import { verifyRoutes } from '#documents';
import type { VerifyRoutesOptions } from '#documents';
import { parseLocale } from '#text';
import { assetUrls, buildStyles, failurePage } from '#ui';
import type { PageContext } from '#ui';
import { sealContent } from '../../src/modules/documents/testing.ts';
import { qrImage } from '../../src/modules/documents/testing.ts';
import { exampleContent, testSealAuthority } from '../../src/modules/documents/testing.ts';
import { buildClient } from '../../tools/build-client.ts';

const chromiumPath = '/usr/bin/chromium';
const bin = '120340000006';

/** A film for Chromium's camera: each code for half a second, again and again. */
async function filmOf(codes: readonly string[], path: string): Promise<void> {
  const frames: Buffer[] = [];
  for (const code of codes) {
    const canvas = createCanvas(1280, 960);
    const context = canvas.getContext('2d');
    context.fillStyle = '#d8d4cc';
    context.fillRect(0, 0, 1280, 960);
    context.imageSmoothingEnabled = false;
    context.drawImage(await loadImage(qrImage(code).png), 180, 20, 920, 920);
    frames.push(...Array.from({ length: 15 }, () => canvas.toBuffer('image/jpeg', 90)));
  }
  await writeFile(path, Buffer.concat(frames));
}

describe('the scanning page in a real browser', { skip: existsSync(chromiumPath) ? false : 'Chromium is not installed' }, () => {
  let folder: string;
  let browser: Browser;
  let page: Page;
  let address: string;
  let close: () => Promise<unknown>;
  let codes: readonly string[];
  const content = { ...exampleContent({ bin }), issuedAt: new Date('2026-06-01T00:00:00Z') };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'birtereze-scan-'));
    const authority = await testSealAuthority();
    codes = (await sealContent(content, await authority.seal({ bin }))).codes;
    const assets = assetUrls({ ...(await buildStyles(folder)), ...(await buildClient(folder)) });
    const pageOf = (path: string, language: unknown): PageContext => ({
      locale: parseLocale(String(language).slice(0, 2)) ?? 'kk',
      path,
      nonce: '',
      site: 'portal',
      assets,
      version: 'test',
    });
    // The server's own verification is not asked here: everything happens in the page.
    const nothing = {} as Pick<VerifyRoutesOptions, 'db' | 'documents' | 'verifier'>;
    const crl = await authority.crl(new Date(systemClock.now().getTime() - 60_000));
    const trustMaterials = async () => ({ roots: [{ label: 'own', certificate: authority.root.der }], crls: [crl] });
    const asset: Route = {
      method: 'GET',
      url: '/assets/:name',
      access: 'everyone',
      handler: async (request, reply) => {
        const { name } = request.params as { name: string };
        reply.type(name.endsWith('.js') ? 'text/javascript' : name.endsWith('.css') ? 'text/css' : 'application/octet-stream');
        return readFile(join(folder, name));
      },
    };
    const site = await createSite({
      log: silentLog,
      routes: [asset, ...verifyRoutes({ ...nothing, clock: systemClock, trustMaterials })],
      guards: { everyone: () => {} },
      prepare: (request) => {
        request.page = pageOf(request.url, request.headers['accept-language']);
      },
      failurePage: (request, { code }, reference) => failurePage(pageOf(request.url, 'kk'), { code, reference }),
    });
    address = await site.listen({ port: 0, host: '127.0.0.1' });
    address = address.replace('127.0.0.1', 'localhost');
    close = () => site.close();
    const film = join(folder, 'film.mjpeg');
    await filmOf(codes, film);
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: [
        '--no-sandbox',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ],
    });
    page = await (await browser.newContext({ locale: 'kk', permissions: ['camera'] })).newPage();
  });
  after(async () => {
    await browser?.close();
    await close?.();
    await rm(folder, { recursive: true });
  });

  test('EDS-PUB DOC-2 the camera reads all codes one after another and the page itself gives the verdict', async () => {
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(`${address}/verify`);
    await page.getByRole('button', { name: 'Камераны қосу' }).click();
    await page.getByRole('heading', { name: 'Құжат түпнұсқа' }).waitFor({ timeout: 30_000 });
    const shown = await page.locator('#scan-view').innerText();
    assert.match(shown, /Сейітова Айгерім Маратқызы/);
    assert.match(shown, /қайтарылмаған/);
    assert.deepEqual(faults, []);
  });

  test('A11Y-1 A11Y-2 axe finds nothing in the page and its verdict, nothing is wider than a phone', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run()).violations.map(({ id }) => id);
    });
    assert.deepEqual(violations, []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  });

  test('EDS-PUB without a network the page opens again and verifies pasted codes, and finds a changed letter', async () => {
    await page.reload();
    await page.waitForFunction(async () => (await caches.open('birtereze-verify-1')).match('/verify/trust.json').then(Boolean));
    await page.waitForFunction(
      async () =>
        (await (await caches.open('birtereze-verify-1')).keys()).filter(({ url }) => url.includes('/assets/part-')).length >= 4,
    );
    await page.context().setOffline(true);
    await page.reload();
    const paste = async (text: string) => {
      await page.locator('summary').first().click();
      await page.locator('textarea').fill(text);
      await page.getByRole('button', { name: 'Мәтінді тексеру' }).click();
    };
    await paste(codes.join('\n'));
    await page.getByRole('heading', { name: 'Құжат түпнұсқа' }).waitFor();
    await page.reload();
    await paste(codes.join('\n').replace(/7/, '8'));
    await page.getByRole('heading', { name: 'Құжат расталмады' }).waitFor();
    await page.context().setOffline(false);
  });
});
