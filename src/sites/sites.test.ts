import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { accesses } from '#identity';
import type { Actor } from '#identity';
import { fixedClock } from '#kit/clock';
import { inTransaction, openDatabase } from '#kit/db';
import type { Db } from '#kit/db';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import type { Route } from '#kit/http';
import { enqueue, jobKind } from '#kit/jobs';
import { silentLog } from '#kit/log';
import { createMetrics } from '#kit/metrics';
import { testDatabase } from '#kit/testing';
import { failurePage } from '#ui';
import { z } from 'zod';
import { accessGuards } from './guards.ts';
import { healthRoutes, metricsRoute } from './health.ts';
import { bareContext, preparation } from './page-context.ts';
import { assetRoutes } from './static-files.ts';

const world = await testDatabase(['notices', 'identity']);
const { db } = world;
const folder = await mkdtemp(join(tmpdir(), 'birtereze-assets-'));
await writeFile(join(folder, 'portal-1A2B.css'), 'p { color: red }');
const metrics = createMetrics(db);
const clock = fixedClock(new Date('2026-11-20T06:00:00Z'));
const options = {
  db,
  clock,
  site: 'portal',
  sessions: 'portal',
  assets: (name: string) => `/assets/${name}`,
  version: '0',
} as const;
let reasons: readonly string[] = [];

interface SiteChoice {
  readonly database?: Db;
  readonly mode?: 'development' | 'production';
  readonly trustProxy?: string;
}

const shown = (access: string): Route => ({
  method: 'GET',
  url: `/for/${access}`,
  access,
  handler: (request) => html`<p lang="${request.page.locale}">${access}</p>`,
});

async function siteFor({ database = db, mode = 'development', trustProxy }: SiteChoice = {}) {
  const prepare = preparation(options);
  return createSite({
    log: silentLog,
    ...(trustProxy === undefined ? {} : { trustProxy }),
    routes: [
      ...accesses.map(shown),
      ...healthRoutes({ db: database, reasons: () => reasons }),
      metricsRoute(metrics),
      ...assetRoutes(folder),
    ],
    guards: accessGuards(mode),
    async prepare(request, reply) {
      await prepare(request, reply);
      const kind = request.headers['x-actor'];
      if (kind === 'person' || kind === 'officer') request.actor = { kind } as Actor;
    },
    failurePage: (request, { code }) => failurePage(request.page ?? bareContext(request, options), { code }),
    async extend(app) {
      app.decorateRequest('page');
      app.decorateRequest('actor');
      metrics.watch(app, 'portal');
    },
  });
}

const site = await siteFor();
after(async () => {
  await site.close();
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('SEC-1 AUTH-6 each access lets in whom it names: a person is no officer, an officer no person', async () => {
  const status = async (access: string, actor?: string) =>
    (await site.inject({ url: `/for/${access}`, headers: actor === undefined ? {} : { 'x-actor': actor } })).statusCode;
  const table = { everyone: [200, 200, 200], person: [401, 200, 401], officer: [401, 401, 200] } as const;
  for (const [access, [nobody, person, officer]] of Object.entries(table))
    assert.deepEqual(
      [await status(access), await status(access, 'person'), await status(access, 'officer')],
      [nobody, person, officer],
      access,
    );
});

test('SEC-1 pages for developers are missing in production', async () => {
  assert.equal((await site.inject('/for/development')).statusCode, 200);
  const production = await siteFor({ mode: 'production' });
  assert.equal((await production.inject('/for/development')).statusCode, 404);
  await production.close();
});

test('AUTH-1 who opens a page that needs a person is led to the sign-in and back to the very page', async () => {
  const { statusCode, headers } = await site.inject({
    url: '/for/person?a=b&c=//evil.example',
    headers: { accept: 'text/html' },
  });
  assert.deepEqual(
    [statusCode, headers.location],
    [303, `/sign-in?next=${encodeURIComponent('/for/person?a=b&c=//evil.example')}`],
  );
});

test('A11Y-3 SEC-8 a chosen language is kept, leads back to the same page and never to another host', async () => {
  const chosen = await site.inject('/for/everyone?a=b&lang=ru');
  assert.deepEqual([chosen.statusCode, chosen.headers.location], [303, '/for/everyone?a=b']);
  assert.match(String(chosen.headers['set-cookie']), /^lang=ru; .*HttpOnly; SameSite=Lax/);
  const lang = async (cookie: string) =>
    /lang="(\w\w)"/.exec((await site.inject({ url: '/for/everyone', headers: { cookie } })).body)?.[1];
  assert.deepEqual(
    [await lang('lang=ru'), await lang('lang=en'), await lang('lang=xx'), await lang('lang=<script>')],
    ['ru', 'en', 'kk', 'kk'],
  );
  for (const url of ['http://x//evil.example?lang=ru', 'http://x///evil.example/?lang=ru', 'http://x/\\evil.example?lang=ru']) {
    const { headers } = await site.inject(url);
    assert.doesNotMatch(String(headers.location), /^[/\\]{2}/, url);
  }
  assert.equal((await site.inject('/for/everyone?lang=de')).statusCode, 200);
});

test('SEC-15 a request whose address cannot be read gets the page of failure as well', async () => {
  const { statusCode, headers, body } = await site.inject({ url: '/%E0%A4%A', headers: { accept: 'text/html' } });
  assert.equal(statusCode, 400);
  assert.match(String(headers['content-type']), /^text\/html/);
  assert.match(body, /<h1>/);
});

test('OPS-3 a process is ready while its database answers, and says what else is away', async () => {
  assert.deepEqual((await site.inject('/health/live')).json(), { live: true });
  assert.deepEqual((await site.inject('/health/ready')).json(), { ready: true, reasons: [] });
  reasons = ['gateway:person-registry'];
  assert.deepEqual((await site.inject('/health/ready')).json(), { ready: true, reasons });
  reasons = [];
  const away = openDatabase({ url: 'postgres://nobody@/none?host=/nowhere' });
  const alone = await siteFor({ database: away });
  const { statusCode, body } = await alone.inject('/health/ready');
  assert.deepEqual([statusCode, JSON.parse(body)], [503, { ready: false, reasons: ['database'] }]);
  assert.equal((await alone.inject('/health/live')).statusCode, 200);
  await alone.close();
  await away.destroy();
});

test('OPS-3 figures name routes and waiting jobs, and are for this machine only, also behind a proxy on it', async () => {
  const waiting = jobKind('test.waiting', z.object({}));
  await inTransaction(db, (tx) => enqueue(tx, waiting, {}));
  await sql`select 1`.execute(db);
  await site.inject('/for/everyone?iin=890312499015');
  const { body, headers } = await site.inject('/metrics');
  assert.match(String(headers['content-type']), /^text\/plain/);
  assert.match(body, /http_request_duration_seconds_count\{site="portal",route="\/for\/everyone",status="200"\} \d+/);
  assert.match(body, /jobs\{kind="test\.waiting",state="waiting"\} 1/);
  assert.doesNotMatch(body, /890312499015/);
  const status = async (remoteAddress: string, forwarded?: string) =>
    (
      await site.inject({
        url: '/metrics',
        remoteAddress,
        headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      })
    ).statusCode;
  assert.deepEqual([await status('127.0.0.1'), await status('::1'), await status('::ffff:127.0.0.1')], [200, 200, 200]);
  assert.deepEqual(
    [await status('10.0.0.1'), await status('127.0.0.1', '203.0.113.7'), await status('127.0.0.1', '127.0.0.1')],
    [404, 404, 404],
  );
  const trusting = await siteFor({ mode: 'production', trustProxy: '127.0.0.1' });
  const headersOf = { 'x-forwarded-for': '127.0.0.1' };
  assert.equal((await trusting.inject({ url: '/metrics', remoteAddress: '127.0.0.1', headers: headersOf })).statusCode, 404);
  await trusting.close();
});

test('SEC-8 built files are served by their names alone; no path leads out of the folder', async () => {
  const found = await site.inject('/assets/portal-1A2B.css');
  assert.deepEqual([found.statusCode, found.headers['content-type']], [200, 'text/css; charset=utf-8']);
  assert.match(String(found.headers['cache-control']), /immutable/);
  for (const name of ['..%2F..%2Fpackage.json', '%2e%2e%2fpackage.json', '..', '__proto__', 'constructor', 'x'])
    assert.equal((await site.inject(`/assets/${name}`)).statusCode, 404, name);
});
