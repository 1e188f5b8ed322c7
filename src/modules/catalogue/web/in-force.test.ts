import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fixedClock } from '#kit/clock';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import { silentLog } from '#kit/log';
import { loadRegulations } from '#regulations';
import { locales, parseLocale } from '#text';
import type { Locale } from '#text';
import { loadDirectory } from '../adapters/folder.ts';
import { catalogueInForce } from '../in-force.ts';
import { catalogueRoutes } from './routes.ts';

/** Our regulations with a version 2 of RG-1 from 1 December 2026: another name, another price. */
const folder = mkdtempSync(join(tmpdir(), 'regulations-'));
after(() => rmSync(folder, { recursive: true }));
cpSync(join(import.meta.dirname, '../../../../regulations'), folder, { recursive: true });
cpSync(join(folder, 'rg-1'), join(folder, 'kept'), { recursive: true });
cpSync(join(folder, 'kept'), join(folder, 'rg-1/versions/1'), { recursive: true });
rmSync(join(folder, 'kept'), { recursive: true });

function rewrite(name: string, from: RegExp, to: string): void {
  const file = join(folder, 'rg-1', name);
  const before = readFileSync(file, 'utf8');
  const after = before.replace(from, to);
  assert.notEqual(after, before, name);
  writeFileSync(file, after);
}
rewrite('regulation.yaml', /version: 1\nvalidFrom: .*/, 'version: 2\nvalidFrom: 2026-12-01');
const titles = { kk: 'Жаңа атау', ru: 'Новое название', en: 'New name' };
rewrite('passport.yaml', /^shortTitle:(\n {2}.*)+$/m, `shortTitle: { kk: ${titles.kk}, ru: ${titles.ru}, en: ${titles.en} }`);
rewrite('passport.yaml', /^cost:.*$/m, "cost: { kk: '1234 ₸', ru: '1234 ₸', en: '1234 ₸' }");

const before = new Date('2026-11-30T23:59:59+05:00');
const since = new Date('2026-12-01T00:00:00+05:00');
const clock = fixedClock(before);
const catalogue = catalogueInForce(loadRegulations(folder), loadDirectory(folder), clock);
const site = await createSite({
  log: silentLog,
  routes: catalogueRoutes({ catalogue }),
  guards: { everyone: () => {} },
  prepare: (request) => {
    const locale = parseLocale(request.headers['accept-language']) ?? 'kk';
    const assets = (name: string): string => `/assets/${name}`;
    request.page = { locale, path: request.url, nonce: '', site: 'portal', assets, version: 'test' };
  },
  failurePage: () => html`failure`,
});
after(() => site.close());

const get = async (url: string, locale: Locale) =>
  (await site.inject({ url, headers: { 'accept-language': locale, accept: 'text/html' } })).body;

test('PRO-1 SRV-3 at midnight of its day a new version stands on the passport, in the lists and in the search, without a restart', async () => {
  const pages = ['/', '/services', '/services/rubrics/work/unemployment', '/bodies'];
  for (const [at, isNew] of [
    [before, false],
    [since, true],
    // A clock that is set back shows what was in force then.
    [before, false],
  ] as const) {
    clock.set(at);
    for (const locale of locales) {
      const passport = await get('/services/rg-1', locale);
      assert.deepEqual([passport.includes(titles[locale]), passport.includes('1234 ₸')], [isNew, isNew], locale);
      assert.equal(passport, await get('/services/rg-1', locale));
      for (const page of pages) assert.equal((await get(page, locale)).includes(titles[locale]), isNew, `${page} ${locale}`);
      const found = await get(`/services/search?q=${encodeURIComponent(titles[locale])}`, locale);
      assert.equal(found.includes(`>${titles[locale]}`), isNew, locale);
    }
  }
});

test('PRO-1 PRO-7 the diagrams are those of the version in force', async () => {
  clock.set(before);
  const old = await get('/services/rg-1/process/portal.bpmn', 'kk');
  clock.set(since);
  const current = await get('/services/rg-1/process/portal.bpmn', 'kk');
  assert.notEqual(current, old);
  clock.set(before);
  assert.equal(await get('/services/rg-1/process/portal.bpmn', 'kk'), old);
});

test('PERF-1 while nothing new takes effect, the catalogue is the same object', () => {
  clock.set(before);
  const first = catalogue();
  clock.advance(-1_000);
  const earlier = catalogue();
  assert.notEqual(earlier, first);
  clock.advance(500);
  assert.equal(catalogue(), earlier);
  clock.set(since);
  const later = catalogue();
  clock.advance(1000 * 86_400_000);
  assert.equal(catalogue(), later);
});
