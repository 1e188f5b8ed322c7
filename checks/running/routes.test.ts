import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { accesses } from '#identity';
import { Failure } from '#kit/failure';
import { createSite } from '#kit/http';
import { silentLog } from '#kit/log';
import { trusted } from '#kit/html';
import { accessGuards } from '../../src/sites/guards.ts';
import { withBlock } from '../../tools/docs/blocks.ts';
import { openEstate } from '../../tools/docs/estate.ts';
import type { OpenEstate, SiteRoute } from '../../tools/docs/estate.ts';
import { routeBlocks } from '../../tools/docs/route-blocks.ts';
import { root } from '../house/tree.ts';

const id = '019aaaaa-0000-7000-8000-000000000000';
const html = { accept: 'text/html' };

/** Asks for a route as one who holds no session, or an invented one. */
async function ask(estate: OpenEstate, route: SiteRoute, headers: Readonly<Record<string, string>>) {
  const site = estate.sites[route.site as keyof OpenEstate['sites']];
  const url = route.url.replaceAll(/:\w+/g, id).replace('*', id);
  return site.inject({ method: route.method as 'GET' | 'POST', url, headers: { host: 'localhost', ...headers } });
}

const ownForm = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
const inventedSession = { cookie: 'portal=invented; workplace=invented; __Host-portal=invented; __Host-workplace=invented' };

describe('who may call what', () => {
  let estate: OpenEstate;
  let guarded: SiteRoute[];
  before(async () => {
    estate = await openEstate();
    guarded = estate.routes.filter(({ access }) => access === 'person' || access === 'officer');
  });
  after(() => estate[Symbol.asyncDispose]());

  test('SEC-1 every route says who may call it, in a word that the guards know', () => {
    assert.ok(estate.routes.length > 60, 'the sites are read');
    const unknown = estate.routes.filter(({ access }) => !accesses.some((known) => known === access));
    assert.deepEqual(unknown, []);
  });

  test('SEC-1 the table of routes in docs/operations is what the sites have', () => {
    const page = readFileSync(join(root, 'docs/operations/routes.md'), 'utf8');
    let made = page;
    for (const block of routeBlocks(estate.routes)) made = withBlock(made, block);
    assert.equal(page, made, 'run make docs, and look at who may call what is new');
  });

  test('SEC-1 without a session no route behind the sign-in answers', async () => {
    assert.ok(guarded.length > 30);
    for (const route of guarded) {
      for (const session of [{}, inventedSession]) {
        const headers = route.method === 'GET' ? { ...html, ...session } : { ...ownForm, ...session };
        const { statusCode, headers: answered } = await ask(estate, route, headers);
        const name = `${route.site} ${route.method} ${route.url}`;
        if (route.method === 'GET') {
          assert.equal(statusCode, 303, name);
          assert.match(String(answered.location), /^\/sign-in\?next=/, name);
        } else assert.equal(statusCode, 401, name);
      }
    }
  });

  test('SEC-1 a program without a session is told so, not sent to a page', async () => {
    for (const route of guarded.filter(({ method }) => method === 'GET')) {
      const { statusCode } = await ask(estate, route, { accept: 'application/json' });
      assert.equal(statusCode, 401, `${route.site} ${route.url}`);
    }
  });

  test("SEC-8 another site's page can change nothing: every form refuses a foreign or missing origin", async () => {
    const changing = estate.routes.filter(({ method, site }) => method !== 'GET' && (site === 'portal' || site === 'workplace'));
    const forms = changing.filter(({ forMachines }) => !forMachines);
    // What programs may call from anywhere must not be able to act for the one who is signed in.
    const open = changing.filter(({ forMachines }) => forMachines).map(({ url, access }) => `${access} ${url}`);
    assert.deepEqual(open, ['everyone /verify/api']);
    assert.ok(forms.length > 20);
    for (const route of forms) {
      for (const from of [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'https://evil.example' },
        {},
      ]) {
        const { statusCode } = await ask(estate, route, from);
        assert.equal(statusCode, 403, `${route.site} ${route.method} ${route.url} from ${JSON.stringify(from)}`);
      }
    }
  });
});

describe('a site', () => {
  const site = (options: Partial<Parameters<typeof createSite>[0]>): Promise<FastifyInstance> =>
    createSite({ log: silentLog, routes: [], guards: { everyone: () => undefined }, failurePage: () => trusted(''), ...options });
  const handler = () => 'x';

  test('SEC-1 does not start with a route that does not say who may call it', async () => {
    await assert.rejects(
      site({
        extend: async (app) => {
          app.get('/open', handler);
        },
      }),
      /does not say who may call it/,
    );
  });

  test('SEC-1 does not start with a route whose word no guard knows', async () => {
    await assert.rejects(site({ routes: [{ method: 'GET', url: '/', access: 'anybody', handler }] }), /nobody knows the access/);
  });

  test('SEC-1 pages for developers are not there in production', () => {
    const { development } = accessGuards('production');
    assert.throws(
      () => void development({} as never, {} as never),
      (error) => error instanceof Failure && error.code === 'notFound',
    );
  });
});
