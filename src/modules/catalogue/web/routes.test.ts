import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createSite } from '#kit/http';
import { html } from '#kit/html';
import { silentLog } from '#kit/log';
import { loadRegulations } from '#regulations';
import { locales, parseLocale } from '#text';
import type { Locale } from '#text';
import { failurePage } from '#ui';
import type { PageContext } from '#ui';
import { loadDirectory } from '../adapters/folder.ts';
import { createCatalogue } from '../rules/catalogue.ts';
import { catalogueRoutes } from './routes.ts';

const folder = join(import.meta.dirname, '../../../../regulations');
/** RG-2 is a passport only, as a service is whose regulation is not written yet. */
const services = loadRegulations(folder).services.map((one) => (one.id === 'rg-2' ? { ...one, regulation: undefined } : one));
const catalogue = createCatalogue({ services, ...loadDirectory(folder) });

const pageOf = (url: string, language: unknown): PageContext => ({
  locale: parseLocale(language) ?? 'kk',
  path: url,
  nonce: '',
  site: 'portal',
  assets: (name) => `/assets/${name}`,
  version: 'test',
});

const site = await createSite({
  log: silentLog,
  routes: catalogueRoutes({ catalogue: () => catalogue, openApplications: () => html`<p id="open">open applications</p>` }),
  guards: { everyone: () => {} },
  prepare: (request) => {
    const name = request.headers['x-person'];
    const person = typeof name === 'string' ? { name, unread: 0 } : undefined;
    request.page = { ...pageOf(request.url, request.headers['accept-language']), person };
  },
  failurePage: (request, failure, reference) => failurePage(pageOf(request.url, 'kk'), { code: failure.code, reference }),
});
after(() => site.close());

async function get(url: string, locale: Locale = 'kk') {
  const answer = await site.inject({ url, headers: { 'accept-language': locale, accept: 'text/html' } });
  return { status: answer.statusCode, body: answer.body };
}

/** Addresses of the catalogue that a page leads to. */
function linksOf(body: string): string[] {
  return Array.from(body.matchAll(/href="(\/(?:services|bodies)[^"#]*)"/g), ([, href]) => href ?? '');
}

test('SRV-1 the rubric, the list and the search all lead to the same passport', async () => {
  const found = await Promise.all(
    ['/services/rubrics/family/child', '/services', '/services/search?q=балабақша'].map((url) => get(url)),
  );
  for (const { status, body } of found) {
    assert.equal(status, 200);
    assert.ok(linksOf(body).includes('/services/rg-3'), body);
  }
  const home = await get('/');
  for (const way of ['/services', '/services/rubrics', '/services/search']) assert.match(home.body, new RegExp(`"${way}"`));
  assert.match(home.body, /open applications/);
});

test('SRV-1 every link of the catalogue leads somewhere, in each language', async () => {
  const seen = new Set(['/']);
  for (const url of seen) {
    const { status, body } = await get(url);
    assert.equal(status, 200, url);
    for (const link of linksOf(body)) seen.add(link);
  }
  const passports = Array.from(seen).filter((url) => /^\/services\/rg-\d$/.test(url));
  assert.equal(passports.length, 7);
  assert.ok(seen.has('/services/rubrics/housing/queue') && seen.has('/bodies'), 'rubrics and bodies are linked');
});

test('SRV-3 a passport says all that a person must know, in each language', async () => {
  for (const locale of locales) {
    for (const { service } of catalogue.entries) {
      const { body } = await get(`/services/${service.id}`, locale);
      const { passport } = service;
      const said = [
        passport.title,
        passport.description,
        passport.audience,
        passport.cost,
        passport.result,
        ...passport.requiredDocuments.map(({ title }) => title),
        ...passport.refusalGrounds.map(({ text }) => text),
        ...passport.legalBasis,
      ];
      for (const text of said)
        assert.ok(body.includes(html`${text[locale]}`.toString()), `${service.id} ${locale}: ${text[locale]}`);
      assert.ok(body.includes('1414'));
      assert.match(body, new RegExp(`<html lang="${locale}"`));
    }
  }
});

test('SRV-3 one button orders the service; a service that cannot be ordered online yet says so and has none', async () => {
  const rg1 = await get('/services/rg-1');
  assert.match(rg1.body, /href="\/applications\/new\?service=rg-1"[^>]*>Онлайн қызметке тапсырыс</);
  assert.equal(rg1.body.match(/Онлайн қызметке тапсырыс/g)?.length, 1);
  const rg2 = await get('/services/rg-2');
  assert.doesNotMatch(rg2.body, /applications\/new/);
  assert.match(rg2.body, /Онлайн тапсырыс кейінірек ашылады/);
});

test('PRO-1 the passport shows the steps of the regulation with their limits and branches', async () => {
  const { body } = await get('/services/rg-1', 'ru');
  assert.match(body, /30 секунд – 1 минута/);
  assert.match(body, /при нарушениях – 7, без нарушений – 8/);
  // Portal, provider, centre.
  assert.equal(body.match(/<tr role="row"><th scope="row"/g)?.length, 8 + 8 + 9);
});

test('SRV-5 documents, addresses and telephone numbers are there for everybody', async () => {
  const { status, body } = await get('/bodies');
  assert.equal(status, 200);
  for (const place of [...catalogue.bodies.providers, ...catalogue.bodies.centres]) {
    assert.ok(body.includes(place.address.kk) && body.includes(place.phones[0] ?? ''), place.name.kk);
  }
  assert.match(body, /Баланың туу туралы куәлігі/);
});

test('SRV-2 the search works by address alone and says what to do when nothing is found', async () => {
  const found = await get('/services/search?q=жумыссыз');
  assert.match(found.body, /value="жумыссыз"/);
  assert.ok(linksOf(found.body).includes('/services/rg-1'));
  const nothing = await get('/services/search?q=%D0%BA%D0%B7%D1%85%D1%89');
  assert.match(nothing.body, /Ештеңе табылмады/);
  const suggested = await get('/services/search/suggest?q=жұм');
  assert.match(suggested.body, /^<h2/);
  assert.ok(linksOf(suggested.body).includes('/services/rg-1'));
});

test('SEC-8 what is searched for is shown as text, never as markup', async () => {
  const { body } = await get(`/services/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
  assert.doesNotMatch(body, /<script>alert/);
  assert.equal((await get(`/services/search?q=${'а'.repeat(201)}`)).status, 400);
});

test('SRV-3 an address without a service is answered as a missing page', async () => {
  for (const url of ['/services/rg-99', '/services/__proto__', '/services/rubrics/none', '/services/rubrics/family/none']) {
    assert.equal((await get(url)).status, 404, url);
  }
});

test('A11Y-3 no page of the catalogue mixes languages or leaves a text out', async () => {
  for (const locale of locales) {
    for (const url of ['/', '/services', '/services/rubrics', '/bodies', '/services/rg-1', '/services/rg-5']) {
      const { body } = await get(url, locale);
      assert.doesNotMatch(body, /undefined|\[object|\{\{/, `${url} ${locale}`);
      const main = body.slice(body.indexOf('<main'), body.indexOf('</main>')).replaceAll(/<[^>]*>/g, ' ');
      if (locale === 'en') assert.doesNotMatch(main, /[әғқңөұүһі]/iu, `Kazakh letters in English: ${url}`);
      if (locale === 'ru') assert.doesNotMatch(main, /[әғқңөұүһі]/iu, `Kazakh letters in Russian: ${url}`);
    }
  }
});

test('PERF-1 the page kept for everybody holds nothing of the person who asked before', async () => {
  const headers = { 'accept-language': 'kk', accept: 'text/html' };
  const mine = await site.inject({ url: '/services/rg-4', headers: { ...headers, 'x-person': 'Aigerim' } });
  assert.match(mine.body, /Aigerim/);
  const theirs = await site.inject({ url: '/services/rg-4', headers });
  assert.doesNotMatch(theirs.body, /Aigerim/);
  assert.match((await site.inject({ url: '/services/rg-4', headers: { ...headers, 'x-person': 'Aigerim' } })).body, /Aigerim/);
  assert.equal(theirs.headers['cache-control'], 'no-store');
  assert.equal((await site.inject({ url: '/services/rg-4', headers })).body, theirs.body);
  const asked = await site.inject({ url: '/services/rg-4?from=mail', headers });
  assert.match(asked.body, /from=mail/, 'the language links keep the query');
});

test('PERF-10 the passport stays light', async () => {
  const { gzipSync } = await import('node:zlib');
  for (const { service } of catalogue.entries) {
    const { body } = await get(`/services/${service.id}`);
    assert.ok(gzipSync(body).length < 12_000, service.id);
  }
});

test('PRO-7 the passport shows a diagram of each channel, which is fetched when it is looked at, and the same as a list', async () => {
  const { body } = await get('/services/rg-1', 'ru');
  for (const kind of ['portal', 'provider', 'centre']) {
    assert.match(
      body,
      new RegExp(`<img src="/services/rg-1/process/${kind}\\.svg" width="\\d+" height="\\d+" alt="[^"]+" loading="lazy">`),
    );
    assert.match(body, new RegExp(`href="/services/rg-1/process/${kind}\\.bpmn" download`));
  }
  const [, list = ''] = /<ol class="ds-sr-only"[^>]*>(.*?)<\/ol>/s.exec(body) ?? [];
  assert.equal(list.match(/<li>/g)?.length, 8);
  assert.match(list, /При нарушениях – шаг 7, без нарушений – шаг 8\./);
});

test('PRO-7 diagrams have addresses of their own, in the language of who asks', async () => {
  const headers = { 'accept-language': 'ru' };
  const svg = await site.inject({ url: '/services/rg-1/process/centre.svg', headers });
  assert.match(String(svg.headers['content-type']), /^image\/svg\+xml/);
  assert.match(String(svg.headers['content-security-policy']), /style-src 'unsafe-inline'/);
  assert.match(svg.body, /^<svg .*Оператор центра/s);
  const bpmn = await site.inject({ url: '/services/rg-1/process/centre.bpmn', headers });
  assert.equal(bpmn.headers['content-disposition'], 'attachment; filename="rg-1-centre-ru.bpmn"');
  assert.match(bpmn.body, /^<\?xml .*<bpmn:definitions /s);
  for (const url of [
    '/services/rg-1/process/counter.svg',
    '/services/rg-99/process/portal.svg',
    '/services/rg-2/process/portal.bpmn',
  ]) {
    assert.equal((await get(url)).status, 404, url);
  }
});
