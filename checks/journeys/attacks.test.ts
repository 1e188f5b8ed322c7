import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { sessionCookie } from '#identity';
import { cast } from '#seed';
import { ask } from './http.ts';
import { inhabit, sendRequest, withFile } from './inhabitants.ts';
import type { Inhabitants } from './inhabitants.ts';
import { openBrowser, openWindow } from './browser.ts';
import { routes } from './routes.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
let people: Inhabitants;

before(async () => {
  world = await openWorld({ AGENT: 'no' });
  people = await inhabit(world);
});
after(() => world?.[Symbol.asyncDispose]());

const sites = ['portal', 'workplace', 'pki', 'gateway'] as const;
const pages = routes.filter(
  ({ method, url }) => method === 'GET' && !url.includes(':') && !url.includes('*') && !url.endsWith('/live'),
);
const cookieOf = (site: string): string | undefined =>
  site === 'portal' ? people.owner.cookie : site === 'workplace' ? people.specialist : undefined;

function addressOf({ site, url }: { site: string; url: string }): string {
  return `${world[site as (typeof sites)[number]]}${url}`;
}

/** Sends bytes as they are and reads all that comes back. */
async function raw(site: string, text: string): Promise<string> {
  const { hostname, port } = new URL(site);
  return new Promise((done, reject) => {
    const socket = createConnection({ host: hostname, port: Number(port) }, () => socket.end(text, 'latin1'));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => done(Buffer.concat(chunks).toString('latin1')));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? done('') : reject(error)));
  });
}

describe("another site's page", () => {
  test('SEC-8 every page of people forbids frames, foreign scripts and script from text', async () => {
    const shown = pages.filter(({ site }) => site === 'portal' || site === 'workplace');
    assert.ok(shown.length > 25, String(shown.length));
    for (const route of shown) {
      const { headers, body, status } = await ask(addressOf(route), { cookie: cookieOf(route.site) });
      if (!headers.get('content-type')?.includes('text/html')) continue;
      const policy = headers.get('content-security-policy') ?? '';
      for (const rule of [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "require-trusted-types-for 'script'",
      ])
        assert.ok(policy.includes(rule), `${route.url} ${status}: ${rule}`);
      assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/, route.url);
      assert.equal(headers.get('x-frame-options'), 'DENY', route.url);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', route.url);
      assert.doesNotMatch(body, /\son\w+=|\sstyle=|javascript:/i, route.url);
      for (const [script] of body.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g))
        assert.match(script, /type="application\/json"/, route.url);
    }
  });

  test('SEC-8 no form of another site is taken by any address, whoever is signed in and whatever it says', async () => {
    const forMachines = ['/verify/api'];
    const forms = routes.filter(
      ({ method, site, url }) => method === 'POST' && (site === 'portal' || site === 'workplace') && !forMachines.includes(url),
    );
    assert.ok(forms.length > 60, String(forms.length));
    const foreign = [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }, { origin: 'null' }];
    for (const route of forms) {
      const url = route.url.replaceAll(/:\w+/g, '019aaaaa-0000-7000-8000-000000000000');
      for (const headers of foreign) {
        const sent = { method: 'POST', cookie: cookieOf(route.site), headers, body: { iin: people.owner.iin } };
        const { status, headers: given } = await ask(addressOf({ ...route, url }), sent);
        assert.equal(status, 403, `${route.site} ${route.url} ${JSON.stringify(headers)}`);
        assert.equal(given.get('set-cookie')?.includes('session') ?? false, false, route.url);
      }
    }
  });

  test('SEC-8 a failure has the same headers, whatever failed', async () => {
    for (const site of sites) {
      for (const path of ['/nothing/here', '/%', '/%00', '/assets/../../etc/passwd']) {
        const { headers, status } = await ask(`${world[site]}${path}`);
        assert.ok(status >= 400 && status < 500, `${site} ${path}: ${status}`);
        assert.ok(headers.get('content-security-policy')?.includes("default-src 'none'"), `${site} ${path}`);
        assert.equal(headers.get('x-content-type-options'), 'nosniff', `${site} ${path}`);
      }
    }
  });

  test('SEC-8 nobody is sent to another site by `next` or by the choice of a language', async () => {
    const { iin } = cast.aigerim;
    const { password } = await world.cast('aigerim');
    const targets = [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      '/%0d%0aset-cookie:x=1',
      '\\\\evil.example',
    ];
    for (const target of targets) {
      const next = encodeURIComponent(target);
      const signed = await ask(`${world.portal}/sign-in?next=${next}`, { method: 'POST', body: { iin, password } });
      assert.equal(signed.status, 303, target);
      const already = await ask(`${world.portal}/sign-in?next=${next}`, { cookie: people.owner.cookie });
      for (const { headers } of [signed, already]) {
        const location = new URL(headers.get('location') ?? '', world.portal);
        assert.equal(location.origin, new URL(world.portal).origin, `${target} → ${headers.get('location')}`);
      }
    }
    const answer = await raw(
      world.portal,
      `GET //evil.example/?lang=ru HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    assert.doesNotMatch(answer, /^location: *(?:https?:)?\/\//im);
  });

  test('SEC-8 line breaks in a value begin no header', async () => {
    const asked = await ask(`${world.portal}/sign-in?next=${encodeURIComponent('/cabinet\r\nset-cookie: stolen=1')}`, {
      cookie: people.owner.cookie,
    });
    assert.doesNotMatch(String(asked.headers.get('set-cookie')), /stolen/);
    const language = await ask(`${world.portal}/help?lang=ru%0d%0aset-cookie:stolen=1`);
    assert.doesNotMatch(String(language.headers.get('set-cookie')), /stolen/);
  });

  test('SEC-8 what stands outside of the folder of assets is not given', async () => {
    const paths = [
      '/assets/..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/etc/passwd',
      '/assets/....//package.json',
      '/assets/%252e%252e%252fpackage.json',
      '/assets//etc/passwd',
      '/assets/manifest.json%00.css',
    ];
    for (const path of paths) {
      for (const site of [world.portal, world.workplace]) {
        const answer = await raw(site, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
        assert.match(answer, /^HTTP\/1\.1 4\d\d/, path);
        assert.doesNotMatch(answer, /root:|"dependencies"/, path);
      }
    }
  });
});

describe('text that wants to be a script', () => {
  const payload = `"><img src=x onerror=alert(1)>'</textarea></script><script>alert(1)</script>{{7*7}}`;

  test('SEC-8 what a person writes into a form comes back as text on its pages', async () => {
    const { owner } = people;
    const { cookie } = owner;
    const begun = await ask(`${world.portal}/applications/drafts`, { method: 'POST', cookie, body: { service: 'rg-1' } });
    const first = begun.headers.get('location') ?? '';
    const base = `${world.portal}${first.slice(0, first.lastIndexOf('/pages/'))}`;
    const short = payload.slice(0, 110);
    const answers = {
      applicant: { 'fullName-correction': short, 'address-correction': short, fullName: short, address: short },
      contact: { phone: short },
      period: { 'period-from-day': short, 'period-from-month': short, 'period-from-year': short },
      purpose: { purpose: short },
    };
    for (const [page, body] of Object.entries(answers)) {
      await ask(`${base}/pages/${page}`, { method: 'POST', cookie, body });
      const shown = await ask(`${base}/pages/${page}`, { cookie });
      assert.doesNotMatch(shown.body, /<img src=x|<script>alert/, page);
    }
    assert.match((await ask(`${base}/pages/purpose`, { cookie })).body, /&lt;img src=x/);
  });

  test('SEC-8 what a person sent is text on the card, in its files, and at the desk of the officer', async () => {
    const { stranger, specialist } = people;
    const id = await sendRequest(world, await people.signedDraft(stranger, payload.slice(0, 110)));
    const shown = [
      [`${world.portal}/applications/${id}`, stranger.cookie],
      [`${world.portal}/applications`, stranger.cookie],
      [`${world.workplace}/requests/${id}`, specialist],
      [`${world.workplace}/?queue=all`, specialist],
    ] as const;
    for (const [address, cookie] of shown) {
      const { status, body } = await ask(address, { cookie });
      assert.equal(status, 200, address);
      assert.doesNotMatch(body, /<img src=x|<script>alert/, address);
      if (address.includes(id)) assert.match(body, /&lt;img src=x/, address);
    }
    const text = await ask(`${world.portal}/applications/${id}/request.txt`, { cookie: stranger.cookie });
    assert.match(text.headers.get('content-type') ?? '', /^text\/plain/);
    assert.match(text.headers.get('content-disposition') ?? '', /^attachment/);
  });

  test('SEC-8 search fields and addresses give nothing back that a browser would run', async () => {
    const q = encodeURIComponent(payload);
    const asked = [
      ['portal', `/services/search?q=${q}`],
      ['portal', `/services/search/suggest?q=${q}`],
      ['portal', `/applications?q=${q}&status=${q}&from=${q}&to=${q}`],
      ['portal', `/verify/number?number=${q.slice(0, 90)}`],
      ['portal', `/sign-in?next=${q}`],
      ['portal', `/help?${q}`],
      ['workplace', `/?q=${q}&queue=${q}`],
      ['workplace', `/registers/unemployed?q=${q}`],
    ] as const;
    for (const [site, path] of asked) {
      const { status, body } = await ask(`${world[site]}${path}`, { cookie: cookieOf(site) });
      assert.ok(status < 500, `${path}: ${status}`);
      assert.doesNotMatch(body, /<img src=x|<script>alert/, path);
    }
    for (const [path, body] of Object.entries({
      '/sign-in': { iin: payload, password: payload },
      '/register/person': { iin: payload, documentNumber: payload, 'birthDate-day': payload },
      '/register/eds': { email: payload, password: payload, repeat: payload },
      '/verify/text': { text: payload },
    })) {
      const answer = await ask(`${world.portal}${path}`, { method: 'POST', body });
      assert.ok(answer.status < 500, path);
      assert.doesNotMatch(answer.body, /<img src=x|<script>alert/, path);
    }
  });

  test('SEC-8 Trusted Types refuse a script made of text in a real page', async () => {
    await using browser = await openBrowser();
    const page = await openWindow(browser, world.portal, 'kk');
    await page.goto(`${world.portal}/help`);
    const act = (script: string) =>
      page.evaluate(`(() => { try { ${script}; return 'done'; } catch (error) { return error.name; } })()`);
    assert.equal(await act(`document.body.innerHTML = '<b>x</b>'`), 'TypeError');
    assert.equal(await act(`document.createElement('script').text = 'x'`), 'TypeError');
    assert.equal(await act(`trustedTypes.createPolicy('evil', { createHTML: (text) => text })`), 'TypeError');
  });
});

describe('bodies of all sorts', () => {
  const json = { 'content-type': 'application/json' };
  const bodies: readonly {
    name: string;
    headers?: Record<string, string>;
    body: string | Uint8Array<ArrayBuffer> | FormData | Record<string, string>;
  }[] = [
    { name: 'empty JSON', headers: json, body: '' },
    { name: 'broken JSON', headers: json, body: '{"a":' },
    { name: 'deep JSON', headers: json, body: '['.repeat(50_000) },
    { name: 'a prototype', headers: json, body: '{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}}}' },
    { name: 'JSON that is a number', headers: json, body: '1e999' },
    { name: 'an unknown type', headers: { 'content-type': 'application/x-unknown' }, body: 'x' },
    { name: 'a wrong type', headers: { 'content-type': ';;;' }, body: 'x' },
    {
      name: 'a broken form',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '%&%%%=%zz&a[b]=1&a=2&a=3&=',
    },
    { name: 'many fields', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1&'.repeat(20_000) },
    {
      name: 'a form of two megabytes',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `iin=${'1'.repeat(2_000_000)}`,
    },
    {
      name: 'NUL and half signs',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'iin=%00&phone=%00&purpose=%ed%a0%80&service=%00',
    },
    { name: 'multipart without a boundary', headers: { 'content-type': 'multipart/form-data' }, body: 'x' },
    {
      name: 'a torn multipart',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-',
    },
    { name: 'a file where a text is expected', body: withFile('iin') },
    {
      name: 'noise',
      headers: { 'content-type': 'application/octet-stream' },
      body: Uint8Array.from({ length: 1024 }, (_, index) => (index * 7919) % 256),
    },
  ];

  test('SEC-14 SEC-15 no route answers any of them with a defect, and no page tells anything of the inside', async () => {
    const posts = routes.filter(({ method, url }) => method === 'POST' && !/sign-out|discard/.test(url));
    assert.ok(posts.length > 30);
    for (const route of posts) {
      for (const { name, headers, body } of bodies) {
        const address = addressOf({
          ...route,
          url: route.url.replaceAll(/:\w+/g, '019aaaaa-0000-7000-8000-000000000000').replace('*', 'x'),
        });
        const from = { 'x-forwarded-for': '10.0.0.1', ...headers };
        const answer = await ask(address, { method: 'POST', cookie: cookieOf(route.site), headers: from, body });
        assert.ok(answer.status < 500, `${route.site} ${route.url}, ${name}: ${answer.status} ${answer.body.slice(0, 300)}`);
        assert.doesNotMatch(answer.body, /node_modules|\.ts:\d+|at async |select .* from /i, `${route.url}, ${name}`);
      }
    }
  });

  test('SEC-14 odd addresses and queries are no defects', async () => {
    const odd = ['%00', '%ed%a0%80', "'", '-1', '1e9', '99999999999999999999', 'a'.repeat(5_000), '[]', '__proto__'];
    for (const route of pages) {
      for (const value of odd) {
        const query = ['q', 'page', 'status', 'from', 'to', 'queue', 'service', 'number', 'lang', 'next', 'sent'].map(
          (name) => `${name}=${value}`,
        );
        const { status, body } = await ask(`${addressOf(route)}?${query.join('&')}&page=1&page=2`, {
          cookie: cookieOf(route.site),
        });
        assert.ok(status < 500, `${route.site} ${route.url} ${value.slice(0, 20)}: ${status} ${body.slice(0, 200)}`);
      }
    }
  });

  test('SEC-8 unknown methods and shapes that smuggle a second request are refused', async () => {
    const shapes = [
      'POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX',
      'POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
      'POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rTransfer-Encoding: chunked\r\n\r\n',
      'GET / HTTP/1.1\r\n Host: localhost\r\n\r\n',
      'GET / HTTP/1.1\r\nHost : localhost\r\n\r\n',
      'BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n',
    ];
    for (const site of sites) {
      for (const shape of shapes) {
        const answer = await raw(world[site], shape);
        assert.match(answer, /^HTTP\/1\.1 (?:400|404|405|501)/, `${site}: ${JSON.stringify(shape)} → ${answer.slice(0, 80)}`);
        assert.equal(answer.match(/^HTTP\/1\.1 /gm)?.length, 1, 'one answer to one request');
      }
      for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND']) {
        const answer = await raw(world[site], `${method} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
        assert.match(answer, /^HTTP\/1\.1 4\d\d/, `${site} ${method}`);
      }
    }
  });
});

describe('what is told', () => {
  test('SEC-15 a failure is a problem for machines and a page with a reference for people', async () => {
    for (const site of sites) {
      const machine = await ask(`${world[site]}/nothing`, { headers: { accept: 'application/json' } });
      assert.equal(machine.status, 404);
      assert.match(machine.headers.get('content-type') ?? '', /^application\/problem\+json/);
      const { type, title, status, reference } = JSON.parse(machine.body) as Record<string, unknown>;
      assert.deepEqual([type, title, status], ['urn:birtereze:failure:notFound', 'notFound', 404]);
      assert.match(String(reference), /^[\dA-F]{10}$/);
      const page = await ask(`${world[site]}/nothing`);
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    }
    const foreign = await ask(`${world.portal}/sign-in`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: {},
    });
    assert.equal(foreign.status, 403);
    assert.match(foreign.body, /<h1/);
  });

  test('SEC-10 after all this the logs hold no IIN, name, address, password, session or signature', async () => {
    const draft = await people.signedDraft(people.stranger);
    await sendRequest(world, draft);
    const { password } = await world.cast('aigerim');
    await ask(`${world.portal}/sign-in`, { method: 'POST', body: { iin: people.owner.iin, password: 'Wrong-Password-1' } });
    const [introduced, ...rest] = world.log().split('Ctrl-C stops everything.');
    const lines = `${introduced?.split('Birtereze is running')[0]}${rest.join('')}`;
    assert.ok(lines.includes('"request refused"'), 'there is something in the log');
    const secrets = {
      iin: people.owner.iin,
      otherIin: cast.aigerim.iin,
      surname: people.owner.name.surname,
      email: '@example.kz',
      password,
      wrongPassword: 'Wrong-Password-1',
      session: people.owner.cookie.split('=')[1] ?? '',
      cookieName: sessionCookie.portal,
      cms: Buffer.from(draft.cms).toString('base64').slice(100, 140),
    };
    const found = Object.entries(secrets).filter(([, secret]) => lines.includes(secret));
    assert.deepEqual(
      found.map(([name]) => name),
      [],
    );
  });
});
