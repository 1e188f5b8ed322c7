import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Html } from '#kit/html';
import { locales, parseLocale } from '#text';
import { assetUrls, buildStyles } from './assets.ts';
import type { PageContext } from './context.ts';
import {
  accessibilityPage,
  failurePage,
  form,
  helpPage,
  homeFrame,
  layout,
  offlinePage,
  partsPage,
  passwordField,
} from './index.ts';

const chromiumPath = '/usr/bin/chromium';
const axe = createRequire(import.meta.url).resolve('axe-core');
const folder = await mkdtemp(join(tmpdir(), 'birtereze-look-'));
const policy =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'nonce-n0nce'; form-action 'self'; base-uri 'none'";

const pages: Record<string, (context: PageContext) => Html> = {
  '/dev/parts': partsPage,
  '/': (context) => homeFrame(context, { search: '/s', rubrics: '/r', list: '/l', verify: '/v' }),
  '/failure': (context) => failurePage(context, { code: 'defect', reference: '7KQ2-91XD' }),
  '/help': helpPage,
  '/accessibility': accessibilityPage,
  '/offline': offlinePage,
  '/password': (context) =>
    layout(context, {
      title: 'x',
      islands: ['password'],
      content: form({
        action: '/password',
        content: passwordField({
          locale: context.locale,
          name: 'password',
          label: 'x',
          asHeading: true,
          autocomplete: 'current-password',
        }),
      }),
    }),
};

/** In the dark only the colours differ. */
const ruleSets = {
  light: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  dark: ['color-contrast'],
};

const types: Record<string, string> = { css: 'text/css', svg: 'image/svg+xml', js: 'text/javascript', woff2: 'font/woff2' };

async function startServer() {
  const islands = { 'password.js': 'password.js' };
  await build({
    entryPoints: [join(import.meta.dirname, '../../client/password/main.ts')],
    bundle: true,
    outfile: join(folder, 'password.js'),
  });
  const assets = assetUrls(await buildStyles(folder), islands);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.startsWith('/assets/')) {
      const name = url.pathname.slice('/assets/'.length);
      response.setHeader('content-type', types[name.split('.').at(-1) ?? ''] ?? 'text/plain');
      response.end(await readFile(join(folder, name)));
      return;
    }
    const locale = parseLocale(url.searchParams.get('lang')) ?? 'kk';
    const site = url.searchParams.get('site') === 'workplace' ? 'workplace' : 'portal';
    const person = url.searchParams.has('in') ? { name: 'А. М. Сейітова', unread: 3 } : undefined;
    response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('content-security-policy', policy);
    const context = { locale, site, person, path: request.url ?? '/', nonce: 'n0nce', assets, version: '0.1.0' } as const;
    response.end(String((pages[url.pathname] ?? helpPage)(context)));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe('the look in a real browser', { skip: existsSync(chromiumPath) ? false : 'Chromium is not installed' }, () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;

  before(async () => {
    server = await startServer();
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  after(async () => {
    await browser?.close();
    server?.close();
    await rm(folder, { recursive: true });
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ bypassCSP: false, ...options });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    return page;
  }

  /** Axe is put in through the debugger, which the page's own policy does not reach. */
  async function findings(page: Page, rules: readonly string[]): Promise<string[]> {
    await page.evaluate(await readFile(axe, 'utf8'));
    const run = `axe.run(document, { runOnly: ${JSON.stringify(rules)} })`;
    const result = (await page.evaluate(run)) as {
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
    };
    return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
  }

  for (const locale of locales) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`A11Y-1 axe finds nothing on any page in ${locale}, ${colorScheme}`, async () => {
        const paths = Object.keys(pages).concat('/dev/parts?site=workplace&in=1', '/help?in=1');
        for (const path of paths) {
          const address = `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`;
          const page = await open(address, { colorScheme });
          assert.deepEqual(await findings(page, ruleSets[colorScheme]), [], path);
          await page.context().close();
        }
      });
    }

    test(`A11Y-2 nothing is wider than a phone of 320 px in ${locale}`, async () => {
      for (const path of Object.keys(pages).concat('/dev/parts?site=workplace&in=1', '/?in=1')) {
        const address = `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`;
        const page = await open(address, { viewport: { width: 320, height: 568 } });
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, path);
        await page.context().close();
      }
    });
  }

  test('A11Y-1 text at twice its size still fits (zoom of text alone)', async () => {
    const page = await open('/dev/parts', { viewport: { width: 640, height: 900 } });
    await page.evaluate(
      `(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('html { font-size: 200% }'); document.adoptedStyleSheets = [sheet]; })()`,
    );
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 640);
    await page.context().close();
  });

  test('A11Y-1 the error summary has the focus when the page opens, without scripts', async () => {
    const page = await open('/dev/parts', { javaScriptEnabled: false });
    assert.equal(await page.locator('.ds-error-summary:focus').count(), 1);
    await page.context().close();
  });

  test('A11Y-1 the first thing by keyboard is the link to the main content, and it leads there', async () => {
    const page = await open('/help');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.className'), 'ds-skip-link');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'main');
    await page.context().close();
  });

  test('A11Y-1 everything that can be reached by keyboard shows that it has the focus', async () => {
    const page = await open('/dev/parts?in=1');
    const unseen =
      (await page.evaluate(`[...document.querySelectorAll('a[href], button:not(:disabled), input, select, textarea, summary')]
      .filter((element) => {
        element.focus({ focusVisible: true });
        const shown = [element, element.closest('.ds-field')].concat('::after').some((target) => {
          const style = target === '::after' ? getComputedStyle(element, '::after') : target && getComputedStyle(target);
          return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3;
        });
        return !shown && element.className !== 'ds-skip-link';
      }).map((element) => element.outerHTML)`)) as string[];
    assert.deepEqual(unseen, []);
    await page.context().close();
  });

  test('PERF-10 nothing moves when the letters of the page arrive late', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.route('**/*.woff2', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    await page.addInitScript(`new PerformanceObserver((list) => { for (const entry of list.getEntries()) globalThis.shift = (globalThis.shift ?? 0) + entry.value; })
      .observe({ type: 'layout-shift', buffered: true });`);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.evaluate(
      'document.fonts.ready.then(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))))',
    );
    assert.ok(Number(await page.evaluate('globalThis.shift ?? 0')) < 0.05);
    await context.close();
  });

  test('REG-6 a typed password can be shown and is hidden again', async () => {
    const page = await open('/password');
    const input = page.locator('#password');
    await page.getByRole('button', { name: 'Көрсету' }).click();
    assert.equal(await input.getAttribute('type'), 'text');
    await page.getByRole('button', { name: 'Жасыру' }).click();
    assert.equal(await input.getAttribute('type'), 'password');
    await page.context().close();
  });

  test('A11Y-2 paper shows the content and neither header, footer nor buttons', async () => {
    const page = await open('/dev/parts', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const hidden of ['.bt-footer', '.bt-languages', '.ds-button', '.bt-back', '.bt-ornament']) {
      assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
    }
    assert.equal(await page.locator('.bt-summary').first().isVisible(), true);
    assert.equal(await page.evaluate('getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)');
    await page.context().close();
  });

  test('SEC-8 the pages keep to a policy without inline styles and scripts', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const refusals: string[] = [];
    page.on('console', (message) => message.text().includes('Content Security Policy') && refusals.push(message.text()));
    for (const path of Object.keys(pages)) await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    assert.deepEqual(refusals, []);
    await context.close();
  });
});
