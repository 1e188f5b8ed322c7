import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Failure } from './failure.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { createSite, parse } from './http.ts';
import type { Route, SiteOptions } from './http.ts';
import { streamChanges } from './live.ts';
import { openLog, silentLog } from './log.ts';
import type { Signals } from './signals.ts';

const failurePage: SiteOptions['failurePage'] = (_request, failure, reference): Html =>
  html`<!doctype html><h1>${failure.code}</h1><p id="reference">${reference}</p>`;

function site(routes: readonly Route[], options: Partial<SiteOptions> = {}): Promise<FastifyInstance> {
  const nobody = (): never => {
    throw new Failure('forbidden');
  };
  return createSite({ log: silentLog, routes, guards: { everyone: () => {}, nobody }, failurePage, ...options });
}

const get = (url: string, handler: Route['handler'], more: Partial<Route> = {}): Route => ({
  method: 'GET',
  url,
  access: 'everyone',
  handler,
  ...more,
});
const post = (handler: Route['handler'], more: Partial<Route> = {}): Route => ({
  ...get('/form', handler, more),
  method: 'POST',
});
const form = {
  method: 'POST',
  url: '/form',
  headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
} as const;

test('SEC-1 a route whose access nobody knows does not start, be it the name of something in JavaScript', async () => {
  for (const access of ['', 'persons', 'constructor', '__proto__', 'toString']) {
    await assert.rejects(site([get('/', () => '', { access })]), /nobody knows the access/, access);
  }
});

test('SEC-1 a raw route that declares nothing does not start', async () => {
  const extend = async (app: FastifyInstance): Promise<void> => void app.get('/raw', () => 'secret');
  await assert.rejects(site([], { extend }), /does not say who may call it/);
});

test('SEC-1 a raw route is guarded by the access that it declares, for HEAD as for GET', async () => {
  const extend = async (app: FastifyInstance): Promise<void> =>
    void app.get('/raw', { config: { access: 'nobody' } }, () => 'secret');
  const app = await site([get('/mine', () => 'secret', { access: 'nobody' })], { extend });
  for (const url of ['/raw', '/mine']) {
    assert.equal((await app.inject(url)).statusCode, 403);
    assert.equal((await app.inject({ method: 'HEAD', url })).statusCode, 403);
  }
});

test('SEC-8 a page with scripts names its own nonce, another one each time; a page without costs none', async () => {
  const scripted = get(
    '/',
    (request) => html`<script src="/a" nonce="${request.nonce}"></script><script nonce="${request.nonce}"></script>`,
  );
  const app = await site([
    scripted,
    get('/plain', () => html`<p>plain</p>`),
    get('/json', (request) => ({ nonce: request.nonce })),
  ]);
  const seen = new Set<string>();
  for (let time = 0; time < 3; time++) {
    const { body, headers } = await app.inject('/');
    const nonces = new Set(Array.from(body.matchAll(/nonce="([^"]+)"/g), ([, nonce]) => nonce ?? ''));
    assert.equal(nonces.size, 1);
    const [nonce = ''] = nonces;
    const policy = String(headers['content-security-policy']);
    assert.ok(policy.includes(`script-src 'nonce-${nonce}' 'strict-dynamic' 'self';`), policy);
    assert.ok(nonce.length >= 22);
    seen.add(nonce);
  }
  assert.equal(seen.size, 3);
  for (const url of ['/plain', '/json']) {
    const policy = String((await app.inject(url)).headers['content-security-policy']);
    assert.match(policy, /script-src 'self';/);
  }
});

test("SEC-8 a page's directives take the place of the site's, and the nonce joins them", async () => {
  const policy = { 'script-src': "'self' 'wasm-unsafe-eval'", 'frame-src': "'self'" };
  const route = get('/', (request) => html`<script nonce="${request.nonce}"></script>`, { policy });
  const app = await site([route], { policy: { 'connect-src': "'self' wss://127.0.0.1:13579" } });
  const text = String((await app.inject('/')).headers['content-security-policy']);
  assert.match(text, /script-src 'nonce-[^']+' 'strict-dynamic' 'self' 'wasm-unsafe-eval';/);
  assert.match(text, /connect-src 'self' wss:\/\/127\.0\.0\.1:13579;/);
  assert.match(text, /require-trusted-types-for 'script'/);
  assert.match(text, /base-uri 'none'.*frame-src 'self'/);
});

test('SEC-8 every answer, of whatever kind, forbids framing, sniffing and foreign use', async () => {
  const broken = (): never => {
    throw new Error('broken');
  };
  const app = await site([get('/', () => html`<p></p>`), get('/broken', broken), get('/json', () => ({ a: 1 }))]);
  for (const url of ['/', '/broken', '/json', '/missing']) {
    const { headers } = await app.inject(url);
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/, url);
    assert.equal(headers['x-frame-options'], 'DENY');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.equal(headers['strict-transport-security'], undefined);
  }
});

test('SEC-8 behind a proxy with TLS browsers are told to come by TLS only', async () => {
  const app = await site([get('/', () => html`<p></p>`)], { trustProxy: '127.0.0.1' });
  const { headers } = await app.inject({ url: '/', headers: { 'x-forwarded-proto': 'https' } });
  assert.match(String(headers['strict-transport-security']), /max-age=\d{8}/);
});

test('SEC-8 a form of another site changes nothing: by Sec-Fetch-Site, by Origin, and where neither is named', async () => {
  let done = 0;
  const app = await site([post(() => ({ done: ++done }))]);
  const send = async (headers: Record<string, string>): Promise<number> =>
    (await app.inject({ ...form, headers: { host: 'portal.example.kz', ...headers } })).statusCode;
  const foreign = [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://portal.example.kz' },
    { origin: 'null' },
    { origin: 'http://portal.example.kz.evil.example' },
    { origin: 'https://portal.example.kz' },
    { origin: 'http://portal.example.kz:8080' },
  ];
  for (const headers of foreign) assert.equal(await send(headers), 403, JSON.stringify(headers));
  assert.equal(done, 0);
  assert.equal(await send({ 'sec-fetch-site': 'same-origin' }), 200);
  assert.equal(await send({ origin: 'http://portal.example.kz' }), 200);
  assert.equal(done, 2);
});

test('SEC-8 a machine names no origin, and an address without a route is not there for strangers either', async () => {
  const app = await site([post(() => ({ ok: true }), { forMachines: true })]);
  assert.equal((await app.inject({ method: 'POST', url: '/form', payload: {} })).statusCode, 200);
  assert.ok([403, 404].includes((await app.inject({ method: 'POST', url: '/nowhere', payload: {} })).statusCode));
});

test('SEC-8 whatever a value is, it adds no header and splits no answer', async () => {
  const app = await site([
    get('/', (request, reply) =>
      reply.redirect(`/next?to=${encodeURIComponent(String((request.query as { to?: string }).to))}`, 303),
    ),
  ]);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      const to = encodeURIComponent(`${text.toWellFormed()}\r\nSet-Cookie: a=b`);
      const { headers } = await app.inject(`/?to=${to}`);
      assert.equal(headers['set-cookie'], undefined);
    }),
    { numRuns: 50 },
  );
  const careless = await site([get('/', (_request, reply) => reply.redirect('/x\r\nSet-Cookie: a=b', 303))]);
  const { headers } = await careless.inject('/');
  assert.equal(headers['set-cookie'], undefined);
});

test('SEC-15 a defect is a problem for machines and a page for people; the reference leads to the log, nothing inside is told', async () => {
  const lines: string[] = [];
  const log = openLog({ level: 'info', name: 'test', to: { write: (line) => lines.push(line) } });
  const broken = get('/broken/:id', () => {
    throw new Error('relation "secret" does not exist');
  });
  const app = await site([broken], { log });
  const machine = await app.inject('/broken/1');
  assert.equal(machine.statusCode, 500);
  assert.match(String(machine.headers['content-type']), /^application\/problem\+json/);
  const problem = machine.json() as { type: string; title: string; status: number; reference: string };
  assert.deepEqual(
    { ...problem, reference: '' },
    { type: 'urn:birtereze:failure:defect', title: 'defect', status: 500, reference: '' },
  );
  const person = await app.inject({ url: '/broken/1', headers: { accept: 'text/html,*/*;q=0.8' } });
  assert.match(String(person.headers['content-type']), /^text\/html/);
  assert.equal(person.headers['cache-control'], 'no-store');
  for (const { body } of [machine, person]) assert.doesNotMatch(body, /secret|relation|Error|node_modules|\.ts/);
  const logged = lines.map((line) => JSON.parse(line) as { reference: string; route: string; stack: string });
  assert.match(logged[0]?.stack ?? '', /relation "secret"/);
  assert.equal(logged[0]?.route, '/broken/:id');
  assert.equal(logged[0]?.reference, problem.reference);
  assert.ok(person.body.includes(logged[1]?.reference ?? '-'));
});

test('SEC-15 a refusal that can be waited out says how long', async () => {
  const app = await site([
    get('/', () => {
      throw new Failure('unavailable', { retryAfter: 5 });
    }),
  ]);
  const { statusCode, headers } = await app.inject('/');
  assert.deepEqual([statusCode, headers['retry-after']], [503, '5']);
});

test('SEC-14 SEC-15 what cannot be read is refused, never a defect, and says nothing of the framework', async () => {
  const multi = post(async (request) => {
    const part = await request.file();
    return { bytes: (await part?.toBuffer())?.length ?? 0 };
  });
  const app = await site([multi, get('/:id', () => 'x')], { bodyLimit: 1_000, fileLimit: 1_000 });
  const own = { 'sec-fetch-site': 'same-origin' };
  const body = (type: string, payload: string | Buffer) =>
    app.inject({ method: 'POST', url: '/form', headers: { ...own, 'content-type': type }, payload });
  const part = (headers: string, content: string) => `--b\r\n${headers}\r\n\r\n${content}\r\n--b--\r\n`;
  const file = 'Content-Disposition: form-data; name="f"; filename="a.pdf"';
  const answers = {
    brokenAddress: app.inject({ url: '/%E0%A4%A', headers: own }),
    brokenAddressOfPage: app.inject({ url: '/%E0%A4%A', headers: { accept: 'text/html' } }),
    longParameter: app.inject({ url: `/${'a'.repeat(500)}` }),
    zeroInAddress: app.inject('/x%00y'),
    zeroInQuery: app.inject('/x?q=%00'),
    brokenJson: body('application/json', '{"a":'),
    pollution: body('application/json', '{"__proto__":{"a":1}}'),
    zeroInForm: body('application/x-www-form-urlencoded', 'a=%00'),
    rawZeroInForm: body('application/x-www-form-urlencoded', 'a=\0'),
    oversized: body('application/x-www-form-urlencoded', `a=${'a'.repeat(2_000)}`),
    unknownType: body('application/x-perl', 'a'),
    notMultipart: body('application/x-www-form-urlencoded', 'a=b'),
    noBoundary: body('multipart/form-data', part(file, 'x')),
    cutOff: body(
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\nabc',
    ),
    emptyParts: body('multipart/form-data; boundary=b', 'garbage'),
    bigFile: body('multipart/form-data; boundary=b', part(file, 'a'.repeat(900) + 'b'.repeat(500))),
    pollutedPart: body(
      'multipart/form-data; boundary=b',
      part('Content-Disposition: form-data; name="__proto__"; filename="a"', 'x'),
    ),
    wrongMethod: app.inject({ method: 'DELETE', url: '/form', headers: own }),
  };
  for (const [name, answer] of Object.entries(answers)) {
    const { statusCode, body: text, headers } = await answer;
    assert.ok((statusCode >= 400 && statusCode < 500) || name === 'emptyParts', `${name}: ${statusCode} ${text}`);
    assert.doesNotMatch(text, /FST_|fastify|busboy|Unexpected|prototype/i, name);
    assert.match(String(headers['content-security-policy']), /default-src 'none'/, name);
  }
});

test('SEC-14 any address and any form is answered, none by a defect', async () => {
  const app = await site([get('/:id', () => html`<p></p>`), post((request) => parse(z.object({ a: z.string() }), request.body))]);
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.string({ unit: 'binary' }), async (path, payload) => {
      const url = `/${path.replaceAll(/[^\x21-\x7e]|[\\/]/g, '%')}`;
      assert.ok((await app.inject({ url })).statusCode < 500, url);
      assert.ok((await app.inject({ ...form, payload: payload.toWellFormed() })).statusCode < 500);
    }),
    { numRuns: 100 },
  );
});

test('SEC-14 a limit of requests is answered with the time to wait', async () => {
  const app = await site([get('/', () => 'x', { limit: { max: 2, seconds: 60 } })]);
  for (const status of [200, 200]) assert.equal((await app.inject('/')).statusCode, status);
  const { statusCode, headers } = await app.inject('/');
  assert.equal(statusCode, 429);
  assert.ok(Number(headers['retry-after']) > 0);
});

test('SEC-8 shapes of request smuggling are refused', async () => {
  const app = await site([post(() => ({ ok: true }))]);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const head =
    'POST /form HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n';
  const shapes = [
    `${head}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${head}Content-Length: 3\r\nContent-Length: 4\r\n\r\na=b`,
    `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    `${head}Content-Length: +3\r\n\r\na=b`,
    `${head}Content-Length : 3\r\n\r\na=b`,
  ];
  for (const shape of shapes) {
    const socket = connect(port, '127.0.0.1');
    socket.end(shape);
    const answer = await text(socket);
    assert.match(answer, /^HTTP\/1\.1 400 /, shape);
    assert.equal(answer.match(/HTTP\/1\.1/g)?.length, 1);
  }
  await app.close();
});

/** Signals that a test makes by hand. */
function signalsByHand(): { signals: Signals; tell: (topic: string) => void; listening: () => number } {
  const listeners = new Map<(topic: `${string}:${string}`) => void, string>();
  const signals: Signals = {
    on(prefix, listener) {
      listeners.set(listener, prefix);
      return () => listeners.delete(listener);
    },
    close: async () => undefined,
  };
  const tell = (topic: string): void => {
    for (const [listener, prefix] of listeners) if (topic.startsWith(prefix)) listener(topic as 'a:b');
  };
  return { signals, tell, listening: () => listeners.size };
}

test('APP-7 REL-13 a live page hears of its own topic only; a server that stops lets its listeners go at once', {
  timeout: 20_000,
}, async () => {
  const { signals, tell, listening } = signalsByHand();
  const app = await site([get('/live', (request, reply) => streamChanges(signals, 'application:1', { request, reply }))]);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const [response] = (await once(httpRequest({ port, host: '127.0.0.1', path: '/live' }).end(), 'response')) as [IncomingMessage];
  assert.equal(response.headers['content-type'], 'text/event-stream');
  response.setEncoding('utf8');
  tell('application:2');
  tell('application:1');
  const texts: string[] = [];
  const read = (async () => {
    for await (const text of response) texts.push(String(text));
  })();
  await app.close();
  await read;
  assert.equal(texts.join('').match(/data: changed/g)?.length, 1);
  assert.equal(listening(), 0);
});
