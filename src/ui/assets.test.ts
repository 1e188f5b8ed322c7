import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { locales } from '#text';
import { assetUrls, buildStyles } from './assets.ts';
import { homeFrame, partsPage } from './index.ts';

const folder = await mkdtemp(join(tmpdir(), 'birtereze-assets-'));
after(() => rm(folder, { recursive: true }));
const manifest = await buildStyles(folder);
const assets = assetUrls(manifest);

async function gzipped(name: string): Promise<number> {
  return gzipSync(await readFile(join(folder, manifest[name] ?? '')), { level: 9 }).length;
}

test('PERF-10 the style sheet of the portal weighs at most 15 kB, the additions of the workplace 2 kB', async () => {
  assert.ok((await gzipped('portal.css')) <= 15_000, `${await gzipped('portal.css')} bytes`);
  assert.ok((await gzipped('workplace.css')) <= 2_000, `${await gzipped('workplace.css')} bytes`);
});

test('PERF-10 the heaviest page, with all parts together, stays within 40 kB with its style sheet', async () => {
  for (const locale of locales) {
    const page = partsPage({ locale, path: '/dev/parts', nonce: 'n', site: 'portal', assets, version: '0.1.0' });
    const weight = gzipSync(String(page), { level: 6 }).length + (await gzipped('portal.css'));
    assert.ok(weight <= 40_000, `${locale}: ${weight} bytes`);
  }
});

test('PERF-10 every file that a page or a style sheet asks for was built and carries a hash', async () => {
  const files = new Set(await readdir(folder));
  const paths = { search: '/s', rubrics: '/r', list: '/l', verify: '/v' };
  const pages = locales.map((locale) =>
    String(homeFrame({ locale, path: '/', nonce: 'n', site: 'portal', assets, version: '1' }, paths)),
  );
  const css = await readFile(join(folder, manifest['portal.css'] ?? ''), 'utf8');
  const wanted = [...[...pages, css].join('').matchAll(/\/assets\/([\w.-]+)/g)].map((found) => found[1] ?? '');
  assert.ok(wanted.length > 10);
  for (const name of wanted) {
    assert.ok(files.has(name), name);
    assert.match(name, /-[0-9A-Z]{8}\.\w+$/);
  }
});

test('SEC-8 the style sheets load nothing from other hosts', async () => {
  for (const name of ['portal.css', 'workplace.css', 'hall.css']) {
    const css = await readFile(join(folder, manifest[name] ?? ''), 'utf8');
    assert.doesNotMatch(css, /url\("?(?:https?:)?\/\/|@import/);
  }
});

test('PERF-10 a page that asks for a file that was not built is a defect, not a missing style', () => {
  assert.throws(() => assets('no-such.js'), /was not built/);
});
