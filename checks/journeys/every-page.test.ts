import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { locales } from '#text';
import type { Locale } from '#text';
import { openBrowser, openWindow } from './browser.ts';
import { ask, hiddenFields } from './http.ts';
import { inhabit, sendRequest } from './inhabitants.ts';
import type { Inhabitants } from './inhabitants.ts';
import { Ordering } from './ordering.ts';
import { routes } from './routes.ts';
import type { ListedRoute } from './routes.ts';
import { addressOf, idsIn, makeThings } from './things.ts';
import type { Things } from './things.ts';
import { Visitor } from './visitor.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
let browser: Browser;
let people: Inhabitants;
let things: Things;
/** Every page that a person or an officer can open. */
let pages: readonly OpenPage[];

interface OpenPage {
  readonly name: string;
  readonly address: string;
  readonly site: 'portal' | 'workplace';
  readonly cookie: string | undefined;
  /** Somebody signs on it. */
  readonly signs: boolean;
}

before(async () => {
  [world, browser] = await Promise.all([openWorld(), openBrowser()]);
  people = await inhabit(world);
  things = await makeThings(world, people);
  pages = await findPages();
});
after(async () => {
  await browser?.close();
  await world?.[Symbol.asyncDispose]();
});

const formPages = ['applicant', 'contact', 'period', 'purpose'] as const;

/** The addresses of a route: most have one, a form has one for each of its pages. */
function addressesOf(route: ListedRoute): string[] {
  const ids = idsIn(things, route) ?? {};
  const query =
    route.url === '/applications/new' ? '?service=rg-1' : route.url === '/verify/number' ? '?number=7K4H-M9PT-2X6C' : '';
  if (route.url.endsWith('/pages/:page')) return formPages.map((page) => addressOf(world, route, { ...ids, page }));
  return [`${addressOf(world, route, ids)}${query}`];
}

function cookieFor({ access, site, url }: ListedRoute): string | undefined {
  // The address of the portal's home is looked at as a stranger sees it; there are pages enough for one who is known.
  if (access === 'person') return people.owner.cookie;
  if (access !== 'officer') return undefined;
  if (url.startsWith('/reception')) return people.operator;
  if (url.startsWith('/gateway')) return people.administrator;
  const isHeads = site === 'workplace' && url.endsWith('/sign') && !url.startsWith('/counter');
  return isHeads ? people.head : people.specialist;
}

async function findPages(): Promise<OpenPage[]> {
  const found: OpenPage[] = [];
  // The page of all parts shows every kind of heading at once; it is looked at by the tests of the parts.
  const shown = routes.filter(
    ({ method, site, access }) => method === 'GET' && (site === 'portal' || site === 'workplace') && access !== 'development',
  );
  for (const route of shown.filter(({ url }) => !url.endsWith('/live'))) {
    const cookie = cookieFor(route);
    for (const address of addressesOf(route)) {
      const { status, headers, body } = await ask(address, { cookie });
      if (status !== 200 || !headers.get('content-type')?.includes('text/html') || !body.startsWith('<!doctype')) continue;
      const name = `${route.site} ${route.url}`;
      found.push({
        name,
        address,
        site: route.site as OpenPage['site'],
        cookie,
        signs: /\/(?:sign|eds|certificate)$/.test(route.url),
      });
    }
  }
  const byHand = [...(await deskPages()), ...(await preschoolPages()), ...(await hallPages())];
  found.push(...byHand, failedPage('portal'), failedPage('workplace'));
  return found;
}

function failedPage(site: OpenPage['site']): OpenPage {
  return { name: `${site} a page that is not there`, address: `${world[site]}/nothing`, site, cookie: undefined, signs: false };
}

/** The devices of the hall: their addresses stand on the operator's page. */
async function hallPages(): Promise<OpenPage[]> {
  const { body } = await ask(`${world.workplace}/reception`, { cookie: people.operator });
  const paths = [...body.matchAll(/href="(\/reception\/(?:terminal|display)\/[^"]+)"/g)].map(([, path = '']) => path);
  const [terminal = ''] = paths;
  const form = await ask(`${world.workplace}${terminal}`);
  const taken = await ask(`${world.workplace}${terminal}`, {
    method: 'POST',
    body: { ...hiddenFields(form.body), kind: 'social' },
  });
  const ticket = taken.headers.get('location') ?? '';
  assert.deepEqual([paths.length, taken.status], [2, 303], 'the hall has a terminal and a display');
  return [...paths, ticket].map((path) => ({
    name: `workplace ${path}`,
    address: `${world.workplace}${path}`,
    site: 'workplace',
    cookie: undefined,
    signs: false,
  }));
}

/** The desk as it looks while a request is considered: taken, and previewed. */
async function deskPages(): Promise<OpenPage[]> {
  const { specialist, stranger } = people;
  const id = await sendRequest(world, await people.signedDraft(stranger));
  const address = `${world.workplace}/requests/${id}`;
  await ask(`${address}/take`, { method: 'POST', cookie: specialist, body: {} });
  return [{ name: 'workplace a desk with a decision', address, site: 'workplace', cookie: specialist, signs: false }];
}

/** What only the education department keeps: the queue of children, its preschools, a card with a place in the queue. */
async function preschoolPages(): Promise<OpenPage[]> {
  const { outsider: cookie } = people;
  const base = `${world.workplace}/registers/preschool`;
  const firstOf = async (list: string, path: string): Promise<string> => {
    const { body } = await ask(list, { cookie });
    const [found = ''] = new RegExp(`${path}/[0-9a-f-]{36}`).exec(body) ?? [];
    return `${world.workplace}${found}`;
  };
  const addresses = [
    base,
    `${base}/institutions`,
    await firstOf(`${base}/institutions`, '/registers/preschool/institutions'),
    await firstOf(`${base}?current=yes`, '/registers/preschool'),
  ];
  return addresses.map((address, index) => ({
    name: `workplace preschools ${index}`,
    address,
    site: 'workplace',
    cookie,
    signs: false,
  }));
}

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Axe is put in through the debugger, which the page's own policy does not reach. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`)) as {
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

async function windowFor(cookie: string | undefined, site: string, locale: Locale): Promise<Page> {
  const page = await openWindow(browser, site, locale, { viewport: { width: 1280, height: 900 } });
  const [name, value = ''] = cookie?.split('=') ?? [];
  // The browser takes such a cookie for a secure address only, and sends it to this machine's own all the same.
  if (name !== undefined)
    await page.context().addCookies([{ name, value, url: 'https://localhost', secure: true, httpOnly: true }]);
  return page;
}

describe('every page', () => {
  test('A11Y-1 the pages are found: all of the portal and of the workplace that can be opened', () => {
    assert.ok(pages.length > 45, pages.map(({ name }) => name).join('\n'));
    for (const wanted of [
      'portal /applications/drafts/:id/sign',
      'portal /applications/:id',
      'workplace /requests/:id',
      'portal /cabinet/documents/:id',
    ])
      assert.ok(
        pages.some(({ name }) => name === wanted),
        wanted,
      );
  });

  for (const locale of locales) {
    test(`A11Y-1 A11Y-2 A11Y-3 in ${locale} each page passes axe, has one heading, a title and its language, and fits a phone`, async () => {
      const faults: string[] = [];
      const visitors = new Map<string, Page>();
      for (const { name, address, cookie, site } of pages) {
        const key = `${site} ${cookie}`;
        const page = visitors.get(key) ?? (await windowFor(cookie, world[site], locale));
        visitors.set(key, page);
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(address);
        faults.push(...(await findings(page)).map((finding) => `${name}: ${finding}`));
        const facts = (await page.evaluate(
          '[document.documentElement.lang, document.title, document.querySelectorAll("h1").length]',
        )) as unknown[];
        if (facts[0] !== locale || facts[1] === '' || facts[2] !== 1) faults.push(`${name}: ${facts.join(', ')}`);
        await page.setViewportSize({ width: 320, height: 640 });
        const width = await page.evaluate('document.documentElement.scrollWidth');
        if (width !== 320) faults.push(`${name}: ${String(width)} px wide on a phone of 320`);
      }
      for (const page of visitors.values()) await page.context().close();
      assert.deepEqual(faults, []);
    });
  }
});

describe('weight', () => {
  const weights = new Map<string, { bytes: number; imports: string[] }>();

  async function weigh(address: string): Promise<{ bytes: number; imports: string[] }> {
    const known = weights.get(address);
    if (known !== undefined) return known;
    const { body } = await ask(address);
    // Parts that a script always needs; those that it loads when somebody presses a button are not of the page.
    const imports = [...body.matchAll(/(?:\bfrom|\bimport)\s*"(\.\/[^"]+\.js)"/g)].map(
      ([, path = '']) => new URL(path, address).href,
    );
    const weight = { bytes: gzipSync(body).length, imports };
    weights.set(address, weight);
    return weight;
  }

  async function scriptsOf(addresses: readonly string[]): Promise<number> {
    const seen = new Set<string>();
    const queue = [...addresses];
    let bytes = 0;
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const weight = await weigh(next);
      bytes += weight.bytes;
      queue.push(...weight.imports);
    }
    return bytes;
  }

  test('PERF-10 HTML, CSS and JS of a page weigh at most 40 kB, JS 15 kB of it; a page to sign on 60 kB', async () => {
    const heavy: string[] = [];
    for (const { name, address, cookie, signs } of pages) {
      const { body } = await ask(address, { cookie });
      const at = (pattern: RegExp): string[] => [...body.matchAll(pattern)].map(([, path = '']) => new URL(path, address).href);
      const styles = await Promise.all(at(/<link rel="stylesheet" href="([^"]+)"/g).map(weigh));
      const scripts = await scriptsOf(at(/<script[^>]* src="([^"]+)"/g));
      const whole = gzipSync(body).length + styles.reduce((sum, { bytes }) => sum + bytes, 0) + scripts;
      assert.ok(styles.length > 0, name);
      if (whole > (signs ? 60_000 : 40_000) || (scripts > 15_000 && !signs)) heavy.push(`${name}: ${whole}, scripts ${scripts}`);
    }
    assert.deepEqual(heavy, []);
  });
});

describe('without JavaScript', () => {
  for (const locale of locales) {
    test(`A11Y-4 a person signs in, orders, attaches a file and comes to the review in ${locale}`, async () => {
      const page = await openWindow(browser, world.portal, locale, { javaScriptEnabled: false });
      const person = await world.cast(locale === 'kk' ? 'aigerim' : locale === 'ru' ? 'nurlan' : 'marat');
      const at = new Visitor(page, { world, site: 'portal', locale, person });
      await at.signsInByPassword();
      const ordering = new Ordering(at);
      await ordering.fillsEverything('«Халық банкі» АҚ');
      await at.goTo('/cabinet');
      await at.signsOut();
      await page.context().close();
    });
  }
});
