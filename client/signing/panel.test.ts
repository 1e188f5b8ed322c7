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
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { systemClock } from '#kit/clock';
import { html } from '#kit/html';
import { locales, parseLocale, texts } from '#text';
import type { Locale } from '#text';
import { assetUrls, buildStyles, heading, layout, signingIslands, signingPanel } from '#ui';
import type { SigningPanelProps } from '#ui';
import { startAgent } from '../../agent/agent.ts';
import type { AgentSettings } from '../../agent/settings.ts';
import { iin, keyPassword, opensslContent, testKeys } from '../../agent/testing.ts';
import type { KeySort, TestKeys } from '../../agent/testing.ts';
import { buildClient } from '../../tools/build-client.ts';
import type { FaultKind } from './outcome.ts';

const chromiumPath = '/usr/bin/chromium';
const axe = createRequire(import.meta.url).resolve('axe-core');
const content = 'Өтініш №1';
const types: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2' };
/** As the sites of the portal have it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' ws://127.0.0.1:*; " +
  "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types birtereze";

/** A page with a panel, and what its form sent. */
async function startSite(folder: string) {
  const assets = assetUrls(await buildStyles(folder), await buildClient(folder));
  const sent: string[] = [];
  let panel: Partial<SigningPanelProps> = {};
  const page = (locale: Locale) => {
    const given = {
      content: { base64: Buffer.from(content).toString('base64') },
      purpose: 'signing',
      detached: false,
      withTimestamp: false,
    } as const;
    const props = {
      ...given,
      signer: {},
      chain: [],
      agents: [],
      inPage: true,
      locale,
      action: '/done',
      hidden: { draft: '7' },
      ...panel,
    };
    const context = { locale, path: '/', nonce: '', site: 'portal', assets, version: '0' } as const;
    return layout(context, {
      title: 'Қол қою',
      content: html`${heading({ title: 'Өтінішке қол қою' })}${signingPanel(props)}`,
      islands: signingIslands,
    });
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const asset = /^\/assets\/([\w.-]+)$/.exec(url.pathname)?.[1];
    if (asset !== undefined) {
      response.setHeader('content-type', types[asset.split('.').at(-1) ?? ''] ?? '').end(await readFile(join(folder, asset)));
      return;
    }
    if (url.pathname === '/content') {
      response.end(content);
      return;
    }
    if (request.method === 'POST') sent.push(Buffer.concat(await request.toArray()).toString());
    response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('content-security-policy', policy);
    response.end(
      url.pathname === '/done'
        ? '<!doctype html><title>done</title>'
        : page(parseLocale(url.searchParams.get('lang')) ?? 'kk').toString(),
    );
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, sent, close: () => server.close(), show: (props: Partial<SigningPanelProps>) => void (panel = props) };
}

/** A signing program that says what a test tells it to say; undefined says nothing, `hang up` closes. */
async function startProgram(answerTo: (request: { module: string; method: string }) => string | undefined) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.on('listening', resolve));
  server.on('connection', (socket) => {
    socket.send('{"result":{"version":"1.4"}}');
    socket.on('message', (data: Buffer) => {
      const answer = answerTo(JSON.parse(data.toString()) as { module: string; method: string });
      if (answer === 'hang up') socket.terminate();
      else if (answer !== undefined) socket.send(answer);
    });
  });
  const stop = async () => {
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  };
  return { address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, [Symbol.asyncDispose]: stop };
}

const basicsFault = (details: string) =>
  JSON.stringify({ status: false, code: 'INVOCATION_ERROR', message: 'An invoked method threw an exception.', details });

describe('the signing panel in a real browser', { skip: existsSync(chromiumPath) ? false : 'Chromium is not installed' }, () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  let keys: TestKeys;
  let browser: Browser;
  let page: Page;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'birtereze-panel-'));
    keys = await testKeys(systemClock.now());
    site = await startSite(folder);
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ['--no-sandbox', '--host-resolver-rules=MAP portal.test 127.0.0.1'],
    });
    page = await browser.newPage();
  });
  after(async () => {
    await browser?.close();
    site?.close();
    keys?.close();
    await rm(folder, { recursive: true });
  });

  async function agentWith(sort: KeySort, changes: Partial<AgentSettings> = {}) {
    const assets = { folder, address: (name: string) => `/assets/${name}` };
    const auto = { file: keys.file(sort), password: keyPassword };
    const settings = {
      port: 0,
      dataDir: folder,
      keysDir: keys.folder,
      tls: false,
      clock: systemClock,
      assets,
      tsa: keys.tsa,
      auto,
    };
    const agent = await startAgent({ ...settings, ...changes });
    return { ...agent, [Symbol.asyncDispose]: agent.close };
  }

  async function open(props: Partial<SigningPanelProps>, locale: Locale = 'kk'): Promise<void> {
    site.sent.length = 0;
    site.show(props);
    await page.goto(`${site.address}/?lang=${locale}`);
  }

  const press = async (name: string) => await page.locator(`[data-act="${name}"]:visible button`).click();

  /** The title of the fault that is shown, and that it says what to do. */
  async function faultShown(): Promise<string> {
    const fault = page.locator('[data-part="fault"]:visible');
    await fault.waitFor();
    assert.notEqual(await fault.locator('[data-part="advice"]').textContent(), '');
    return (await fault.locator('h2').textContent()) ?? '';
  }

  /** What the form sent: the content of the signature, by OpenSSL. */
  async function signedContent(): Promise<string> {
    await page.waitForURL('**/done');
    const bodies = site.sent.map((body) => new URLSearchParams(body));
    assert.equal(bodies.length, 1, 'sent once');
    assert.equal(bodies[0]?.get('draft'), '7');
    return opensslContent(Buffer.from(bodies[0]?.get('cms') ?? '', 'base64'), { ca: keys.ca });
  }

  async function chooseFile(sort: KeySort, password = keyPassword): Promise<void> {
    await press('file');
    await page.locator('[data-part="file"] input[type=file]').setInputFiles(keys.file(sort));
    await page.locator('[data-part="file"] input[type=password]').fill(password);
    await page.keyboard.press('Enter');
  }

  test('EDS-1 APP-5 the content is signed by the program, put into the form and sent once', async () => {
    await using agent = await agentWith('signing', { roots: [keys.ca] });
    await open({ agents: [agent.address], withTimestamp: true, signer: { iin } });
    await page.locator('[data-act="agent"] button').dblclick();
    assert.equal(await signedContent(), content);
    await open({ agents: ['ws://127.0.0.1:1/', agent.address], content: { url: '/content' }, chain: undefined });
    await press('agent');
    assert.equal(await signedContent(), content);
  });

  test('EDS-1 an older program without the module basics signs through commonUtils', async () => {
    const asked: string[] = [];
    const cms = Buffer.from('3003020101', 'hex').toString('base64');
    await using program = await startProgram(({ module, method }) => {
      asked.push(`${module.split('.').at(-1)} ${method}`);
      return module.endsWith('basics')
        ? '{"success":false,"errorCode":"MODULE_NOT_FOUND"}'
        : JSON.stringify({ code: '200', responseObject: cms });
    });
    await open({ agents: [program.address], withTimestamp: true });
    await press('agent');
    await page.waitForURL('**/done');
    assert.equal(new URLSearchParams(site.sent[0]).get('cms'), cms);
    assert.deepEqual(asked, ['basics sign', 'commonUtils createCMSSignatureFromBase64']);
  });

  const spoken: readonly (readonly [string, string, FaultKind])[] = [
    ['a cancelled window', '{"status":true,"body":{}}', 'cancelled'],
    ['a wrong password', basicsFault('wrongPassword'), 'wrongPassword'],
    ['an expired key', basicsFault('expired'), 'expired'],
    ['a key that is not valid yet', basicsFault('notYetValid'), 'notYetValid'],
    ['no suitable key', basicsFault('noSuitableKey'), 'noSuitableKey'],
    ['another person’s key', basicsFault('otherPerson'), 'otherPerson'],
    ['a storage that is not there', basicsFault('storage.empty'), 'storageEmpty'],
    ['no time stamp', basicsFault('timestampUnavailable'), 'timeStampUnavailable'],
    ['an unknown error', basicsFault('java.lang.NullPointerException'), 'signingFailed'],
    ['an answer that is no JSON', 'Oops', 'protocol'],
    ['a signature that is none', '{"status":true,"body":{"result":"<html>"}}', 'protocol'],
    ['a program that hangs up', 'hang up', 'closed'],
  ];

  for (const locale of locales) {
    test(`EDS-1 A11Y-3 each outcome has its own message: ${locale}`, async () => {
      let answer: string | undefined;
      await using program = await startProgram(() => answer);
      const { faults } = texts(locale).signing;
      assert.equal(new Set(Object.values(faults).map(({ title }) => title)).size, Object.keys(faults).length, 'no title twice');
      await open({ agents: [program.address] }, locale);
      for (const [title, said, kind] of spoken) {
        answer = said;
        await press('agent');
        assert.equal(await faultShown(), faults[kind].title, title);
        assert.ok(await page.locator('[data-act="agent"] button').isVisible(), 'the person can begin again');
      }
      assert.equal(site.sent.length, 0);
    });

    test(`EDS-1 A11Y-3 a program that is not running, and a cancelled waiting: ${locale}`, async () => {
      const { faults, state } = texts(locale).signing;
      await using silent = await startProgram(() => undefined);
      await open({ agents: ['ws://127.0.0.1:1/'] }, locale);
      await press('agent');
      assert.equal(await faultShown(), faults.notRunning.title);
      await open({ agents: [silent.address] }, locale);
      await press('agent');
      await page.getByText(state.waiting).waitFor();
      await press('cancel');
      assert.equal(await faultShown(), faults.cancelled.title);
    });
  }

  test('EDS-1 a person who does not come back is not waited for without end', async () => {
    await using silent = await startProgram(() => undefined);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.clock.install();
    site.show({ agents: [silent.address] });
    await page.goto(site.address);
    await page.locator('[data-act="agent"] button').click();
    await page.getByText(texts('kk').signing.state.waiting).waitFor();
    await page.clock.fastForward('15:01');
    await page.getByText(texts('kk').signing.faults.timeout.title).waitFor();
    await context.close();
  });

  test('EDS-1 the browser’s question is explained before it is asked, and its «no» has its own message', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const words = texts('kk').signing;
    // The person's answers are put in here: without a person the browser waits for ever.
    await page.addInitScript(() => {
      navigator.permissions.query = async () => ({ state: location.hash === '#no' ? 'denied' : 'prompt' }) as PermissionStatus;
    });
    site.show({ agents: ['ws://127.0.0.1:1/'] });
    const elsewhere = site.address.replace('127.0.0.1', 'portal.test');
    await page.goto(elsewhere);
    await page.getByText(words.agent.permission).waitFor();
    await page.goto(`${elsewhere}/?denied#no`);
    await page.locator('[data-act="agent"] button').click();
    await page.getByText(words.faults.permissionDenied.title).waitFor();
    await page.goto(site.address);
    await page.locator('[data-act="agent"]').waitFor();
    assert.equal(await page.getByText(words.agent.permission).isVisible(), false, 'pages of this computer are not asked about');
    await context.close();
  });

  test('EDS-2 a page without https says that it cannot sign by itself', async () => {
    site.show({});
    await page.goto(site.address.replace('127.0.0.1', 'portal.test'));
    await chooseFile('signing');
    assert.equal(await faultShown(), texts('kk').signing.faults.insecure.title);
  });

  for (const sort of ['signing', 'elliptic'] as const) {
    test(`EDS-2 a key file signs in the page after its certificate was shown, and nothing of it is sent: ${sort} key`, async () => {
      await open({ signer: { iin } });
      await chooseFile(sort);
      const certificate = page.locator('[data-part="certificate"]:visible');
      await certificate.getByText(iin).waitFor();
      assert.match((await certificate.textContent()) ?? '', /СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ.*Test CA/s);
      await press('sign');
      assert.equal(await signedContent(), content);
      assert.deepEqual([...new URLSearchParams(site.sent[0]).keys()].sort(), ['cms', 'draft']);
    });
  }

  test('EDS-2 each key file that cannot sign here has its own message', async () => {
    const { faults, file } = texts('kk').signing;
    const expected: readonly (readonly [KeySort, FaultKind, string?])[] = [
      ['signing', 'wrongPassword', 'x'],
      ['old', 'oldKeyFile'],
      ['expired', 'expired'],
      ['early', 'notYetValid'],
      ['authentication', 'noSuitableKey'],
      ['foreign', 'otherPerson'],
    ];
    for (const [sort, kind, password] of expected) {
      await open({ signer: { iin } });
      await chooseFile(sort, password);
      assert.equal(await faultShown(), faults[kind].title, sort);
    }
    await open({});
    await press('file');
    await page.locator('[data-part="file"] input[type=file]').setInputFiles(import.meta.filename);
    await page.locator('[data-part="file"] input[type=password]').fill('x');
    await page.keyboard.press('Enter');
    assert.equal(await faultShown(), faults.notKeyFile.title);
    await open({});
    await press('file');
    await page.locator('[data-part="file"] button[type=submit]').click();
    await page.getByText(file.missingFile).waitFor();
    await open({ purpose: 'authentication' });
    await chooseFile('signing');
    assert.equal(await faultShown(), faults.noSuitableKeyAuthentication.title);
    assert.equal(site.sent.length, 0);
  });

  test('EDS-2 signing in the page can be switched off', async () => {
    await open({ inPage: false, agents: ['ws://127.0.0.1:1/'] });
    await page.locator('[data-act="agent"]:visible').waitFor();
    assert.equal(await page.locator('input[type=file], [data-act="file"]').count(), 0);
  });

  test('A11Y-1 every state of the panel is without findings, also on a phone', async () => {
    await page.setViewportSize({ width: 320, height: 700 });
    await open({ agents: ['ws://127.0.0.1:1/'] });
    const findings = async (state: string) => {
      await page.evaluate(await readFile(axe, 'utf8'));
      const found = (await page.evaluate('axe.run(document)')) as { violations: { id: string; nodes: { html: string }[] }[] };
      assert.deepEqual(
        found.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`),
        [],
        state,
      );
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, state);
    };
    await findings('ways');
    await press('agent');
    await faultShown();
    await findings('fault');
    await chooseFile('signing');
    await page.locator('[data-part="certificate"]:visible').waitFor();
    await findings('certificate');
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('PERF-10 a signing page’s scripts weigh less than 60 kB, with all that they may load later', async () => {
    const out = await mkdtemp(join(folder, 'weight-'));
    const manifest = await buildClient(out);
    const loaded = new Set<string>();
    const load = async (name: string): Promise<number> => {
      if (loaded.has(name)) return 0;
      loaded.add(name);
      const text = await readFile(join(out, name), 'utf8');
      const parts = [...text.matchAll(/["']\.\/(part-\w+\.js)["']/g)].map(([, part = '']) => part);
      const weights = await Promise.all(parts.map(load));
      return weights.reduce((sum, weight) => sum + weight, gzipSync(text).length);
    };
    assert.ok((await load(manifest['signing.js'] ?? '')) < 60_000);
    assert.ok(loaded.size > 1, 'the parts were found');
  });
});
