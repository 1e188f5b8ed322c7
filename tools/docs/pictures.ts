import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { testPostgres } from '#kit/testing';
import { openEstate } from './estate.ts';

const folder = resolve(import.meta.dirname, '../../docs/guides/pictures');

/** Pictures in the documentation, each of a page of the product as it runs. */
const pictures = [{ name: 'portal', path: '/', width: 1280, height: 800 }] as const;

const postgres = await testPostgres();
try {
  await using estate = await openEstate();
  const address = await estate.sites.portal.listen({ host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  await mkdir(folder, { recursive: true });
  for (const { name, path, width, height } of pictures) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: 'light' });
    await page.goto(`${address}${path}`, { waitUntil: 'networkidle' });
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
  await browser.close();
} finally {
  if (!postgres.adopted) await postgres.stop();
}
