import assert from 'node:assert/strict';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { systemClock } from '#kit/clock';
import { locales, texts } from '#text';
import { assetUrls, buildStyles } from '#ui';
import { buildClient } from '../../tools/build-client.ts';
import { startAgent } from '../agent.ts';
import type { KeyFault } from '../keys.ts';
import type { AgentSettings } from '../settings.ts';
import { keyPassword, opensslContent, testKeys } from '../testing.ts';
import type { KeySort } from '../testing.ts';

const chromiumPath = '/usr/bin/chromium';
const axe = createRequire(import.meta.url).resolve('axe-core');
const folder = mkdtempSync(join(tmpdir(), 'birtereze-window-'));
const keys = await testKeys(systemClock.now());
const assets = {
  folder: join(folder, 'assets'),
  address: assetUrls(await buildStyles(join(folder, 'assets')), await buildClient(join(folder, 'assets'))),
};
after(() => {
  keys.close();
  rmSync(folder, { recursive: true });
});

let dataFolders = 0;
async function agentWith(changes: Partial<AgentSettings> = {}) {
  dataFolders += 1;
  const dataDir = join(folder, `data-${dataFolders}`);
  const settings = { port: 0, dataDir, keysDir: keys.folder, tls: false, clock: systemClock, assets, tsa: keys.tsa };
  const agent = await startAgent({ ...settings, ...changes });
  return { ...agent, dataDir, [Symbol.asyncDispose]: agent.close };
}

/** A site that has asked for a signature; `answer` is what it gets. */
async function ask(address: string, args: object = {}) {
  const socket = new WebSocket(address, { origin: 'https://egov.example' });
  const answer = new Promise<{ status: boolean; body: { result?: string } }>((resolve) => {
    let greeted = false;
    socket.on('message', (data: Buffer) => {
      if (greeted) resolve(JSON.parse(data.toString()));
      greeted = true;
    });
  });
  await new Promise((resolve) => socket.on('open', resolve));
  const common = { format: 'cms', data: 'Өтініш №1', signingParams: {}, signerParams: { extKeyUsageOids: [], chain: [] } };
  socket.send(JSON.stringify({ module: 'kz.gov.pki.knca.basics', method: 'sign', args: { ...common, ...args } }));
  return { answer, socket, [Symbol.dispose]: () => socket.terminate() };
}

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function send(url: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      void response
        .toArray()
        .then((chunks) =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }),
        );
    });
    asked.on('error', reject).end(body);
  });
}

test('EDS-3 SEC-8 a page of the web cannot press the window’s buttons', async () => {
  await using agent = await agentWith();
  using site = await ask(agent.address);
  const opened = await send(agent.window);
  const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? '';
  const path = /action="(\/tasks\/[\w-]+\/)open"/.exec((await send(agent.window)).text)?.[1];
  assert.ok(path, 'the request is shown');
  const cancel = async (headers: Record<string, string>) =>
    (await send(`${agent.window}${path.slice(1)}cancel`, { method: 'POST', headers })).status;
  const origin = agent.window.slice(0, -1);
  assert.equal(await cancel({ origin }), 403, 'without the cookie');
  assert.equal(await cancel({ origin, cookie: `${cookie}x` }), 403, 'with a wrong one');
  assert.equal(await cancel({ cookie }), 403, 'without an origin');
  assert.equal(await cancel({ cookie, origin: 'http://127.0.0.1:8080' }), 403, 'from another port of this computer');
  assert.equal(await cancel({ cookie, origin, 'sec-fetch-site': 'same-site' }), 403, 'from a neighbour');
  const { text } = await send(`${agent.window}folder`, { method: 'POST', headers: { cookie: 'x=1', origin } });
  assert.ok(text.includes(texts('kk').agent.stale), 'a page left open over a restart is told so');
  assert.equal(await cancel({ cookie, origin, host: 'rebound.example' }), 421, 'under a name that was pointed here');
  assert.equal((await send(`${agent.window}${path.slice(1)}things/0`)).status, 403, 'the document is not shown either');
  assert.equal((await send(`${agent.window}events`)).status, 403);
  assert.equal(
    (await send(agent.window, { headers: { 'sec-fetch-dest': 'iframe' } })).status,
    403,
    'the window is never inside of a page',
  );
  assert.match(String(opened.headers['set-cookie']), /HttpOnly; SameSite=Strict/);
  assert.equal(await cancel({ cookie, origin }), 303);
  assert.deepEqual(await site.answer, { body: {}, status: true });
});

test('EDS-3 a document is handed out so that nothing in it runs', async () => {
  await using agent = await agentWith();
  const script = '<script>alert(1)</script>';
  await ask(agent.address, { data: [script, '%PDF-1.7', '\u0001'], signingParams: { encapsulate: false } });
  const page = await send(agent.window);
  assert.ok(!page.text.includes(script));
  const cookie = String(page.headers['set-cookie']).split(';')[0] ?? '';
  const path = /href="(\/tasks\/[\w-]+\/things\/)0"/.exec(page.text)?.[1] ?? '';
  const kinds = await Promise.all(
    [0, 1, 2].map(async (index) => (await send(`${agent.window}${path.slice(1)}${index}`, { headers: { cookie } })).headers),
  );
  assert.deepEqual(
    kinds.map((headers) => headers['content-type']),
    ['text/plain; charset=utf-8', 'application/pdf', 'application/octet-stream'],
  );
  assert.match(String(kinds[0]?.['content-security-policy']), /sandbox/);
  for (const headers of kinds) assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal((await send(`${agent.window}assets/..%2f..%2fwindow.json`)).status, 404);
});

test('EDS-3 a request that finds no window open asks for it to be opened', async () => {
  const { promise: opened, resolve } = Promise.withResolvers<string>();
  await using agent = await agentWith({ openWindow: resolve });
  await ask(agent.address);
  assert.equal(await opened, agent.window);
});

test('EDS-3 TLS stands under a CA of this computer alone, kept over a restart, its key forgotten', async () => {
  await using agent = await agentWith({ tls: true });
  const trusted = (ca: string) =>
    new Promise<number>((resolve, reject) => {
      httpsRequest(agent.window, { ca }, (response) => resolve(response.resume().statusCode ?? 0))
        .on('error', reject)
        .end();
    });
  const ca = agent.trust?.ca ?? '';
  assert.equal(await trusted(ca), 200);
  await assert.rejects(trusted(keys.ca), /self-signed certificate in certificate chain/);
  const files = ['agent-ca.crt', 'agent-tls.crt', 'agent-tls.key'].map((name) => join(agent.dataDir, name));
  assert.ok(files.every((file) => existsSync(file)));
  const again = await startAgent({
    port: 0,
    dataDir: agent.dataDir,
    keysDir: keys.folder,
    tls: true,
    clock: systemClock,
    assets,
  });
  assert.equal(again.trust?.ca, ca);
  await again.close();
  // The only private key kept is the server's: it is not the CA's.
  const kept = createPublicKey(readFileSync(files[2] ?? ''));
  assert.equal(new X509Certificate(ca).publicKey.equals(kept), false);
  assert.equal(new X509Certificate(readFileSync(files[1] ?? '')).publicKey.equals(kept), true);
});

describe('the window in a real browser', { skip: existsSync(chromiumPath) ? false : 'Chromium is not installed' }, () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  after(async () => {
    await browser?.close();
  });

  async function openFile(page: Page, name: string, password = keyPassword): Promise<void> {
    await page.locator(`label:text-is("${name}.p12")`).click();
    await page.locator('input[type=password]').fill(password);
    await page.keyboard.press('Enter');
  }

  for (const locale of locales) {
    test(`EDS-1 EDS-3 the person sees who asks and what, opens a key, sees the certificate and signs: ${locale}`, async () => {
      await using agent = await agentWith();
      const page = await (await browser.newContext()).newPage();
      const words = texts(locale).agent;
      await page.goto(`${agent.window}?lang=${locale}`);
      await page.getByText(words.idle.heading).waitFor();
      using site = await ask(agent.address, {
        signingParams: { tsaProfile: {} },
        signerParams: { extKeyUsageOids: ['1.3.6.1.5.5.7.3.4'], chain: [] },
      });
      await page.getByText('https://egov.example').waitFor();
      assert.equal(await page.locator('textarea').inputValue(), 'Өтініш №1');
      await openFile(page, 'signing', 'x');
      await page.locator('.ds-validation-message').getByText(words.faults.wrongPassword).waitFor();
      assert.ok(await page.getByLabel('signing.p12').isChecked(), 'the choice is kept');
      assert.equal(await page.locator('input[type=password]').inputValue(), '');
      const unfit: readonly (readonly [KeySort, KeyFault])[] = [
        ['expired', 'expired'],
        ['early', 'notYetValid'],
        ['authentication', 'noSuitableKey'],
      ];
      // The texts differ by language, the way to them does not.
      for (const [sort, fault] of locale === 'kk' ? unfit : unfit.slice(0, 1)) {
        await openFile(page, sort);
        await page.getByText(words.faults[fault]).waitFor();
        assert.equal(await page.getByRole('button', { name: words.confirm.sign, exact: true }).count(), 0);
        await page.getByRole('button', { name: words.confirm.other }).click();
      }
      await openFile(page, 'signing');
      await page.getByText('СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ').waitFor();
      await page.getByRole('button', { name: words.confirm.sign, exact: true }).click();
      await page.getByText(words.ending.done).waitFor();
      const { body } = await site.answer;
      assert.equal(opensslContent(body.result ?? '', { ca: keys.ca }), 'Өтініш №1');
      const kept = readFileSync(join(agent.dataDir, 'window.json'), 'utf8');
      assert.deepEqual(JSON.parse(kept), { folder: keys.folder, file: 'signing.p12' });
      await page.context().close();
    });
  }

  test('EDS-1 EDS-3 cancelling, a site that goes away and a time stamp that does not come', async () => {
    await using agent = await agentWith({ tsa: 'http://127.0.0.1:1/' });
    const page = await (await browser.newContext()).newPage();
    const words = texts('kk').agent;
    await page.goto(agent.window);
    using cancelled = await ask(agent.address);
    await page.getByRole('button', { name: words.choose.cancel }).click();
    await page.getByText(words.ending.cancelled).waitFor();
    assert.deepEqual(await cancelled.answer, { body: {}, status: true });
    const gone = await ask(agent.address);
    await page.getByText('https://egov.example').waitFor();
    gone.socket.terminate();
    await page.getByText(words.ending.withdrawn).waitFor();
    using site = await ask(agent.address, { signingParams: { tsaProfile: {} } });
    await openFile(page, 'signing');
    await page.getByRole('button', { name: words.confirm.sign, exact: true }).click();
    await page.getByText(words.faults.timestampUnavailable).waitFor();
    await page.getByRole('button', { name: words.choose.cancel }).click();
    assert.deepEqual(await site.answer, { body: {}, status: true });
    await page.context().close();
  });

  test('EDS-3 a key file of the disk, another folder, and the window after a restart of the agent', async () => {
    const other = join(folder, 'other');
    mkdirSync(join(other, 'inner'), { recursive: true });
    writeFileSync(join(other, 'inner', 'RSA256_1.p12'), readFileSync(keys.file('signing')));
    const agent = await agentWith({ keysDir: join(folder, 'nowhere') });
    const page = await (await browser.newContext()).newPage();
    const words = texts('kk').agent;
    await page.goto(agent.window);
    using site = await ask(agent.address);
    await page.locator('input[type=file]').setInputFiles(keys.file('signing'));
    await page.locator('input[type=password]').fill(keyPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: words.confirm.sign, exact: true }).click();
    assert.equal((await site.answer).status, true);
    await page.getByText(words.idle.changeFolder).click();
    await page.locator('input[name=folder]').fill(join(folder, 'missing'));
    await page.getByRole('button', { name: words.idle.save }).click();
    await page.locator('.ds-validation-message').getByText(words.idle.folderMissing).waitFor();
    await page.locator('input[name=folder]').fill(other);
    await page.getByRole('button', { name: words.idle.save }).click();
    await page.getByText('inner/RSA256_1.p12').waitFor();
    await agent.close();
    const port = Number(new URL(agent.window).port);
    const again = await startAgent({
      port,
      dataDir: agent.dataDir,
      keysDir: keys.folder,
      tls: false,
      clock: systemClock,
      assets,
    });
    await ask(again.address);
    await page.getByText('https://egov.example').waitFor();
    await page.getByLabel('inner/RSA256_1.p12').waitFor();
    await again.close();
    await page.context().close();
  });

  test('A11Y-1 A11Y-2 the window is without findings in each state, also on a phone', async () => {
    await using agent = await agentWith();
    const page = await (await browser.newContext({ viewport: { width: 320, height: 800 } })).newPage();
    const findings = async (state: string) => {
      await page.evaluate(readFileSync(axe, 'utf8'));
      const found = (await page.evaluate('axe.run(document)')) as { violations: { id: string; nodes: { html: string }[] }[] };
      assert.deepEqual(
        found.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`),
        [],
        state,
      );
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, state);
    };
    await page.goto(agent.window);
    await findings('idle');
    await ask(agent.address, { data: ['Өтініш', '%PDF-1.7'] });
    await page.getByText('https://egov.example').waitFor();
    await findings('choosing');
    await openFile(page, 'signing', 'x');
    await page.locator('.ds-validation-message').waitFor();
    await findings('wrong password');
    await openFile(page, 'expired');
    await page.getByText(texts('kk').agent.faults.expired).waitFor();
    await findings('expired');
    await page.context().close();
  });
});
