import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { systemClock } from '#kit/clock';
import { openDatabase } from '#kit/db';
import type { Db } from '#kit/db';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import { silentLog } from '#kit/log';
import { locales, parseLocale, texts } from '#text';
import type { Locale } from '#text';
import { failurePage } from '#ui';
import { listDeadLetters } from '../dead-letters.ts';
import { offer, until } from '../testing/node.ts';
import { openTown } from '../testing/town.ts';
import type { Town } from '../testing/town.ts';
import { watchTraffic } from '../watch-traffic.ts';
import { monitoringRoutes } from './monitoring-routes.ts';

let town: Town;
let app: FastifyInstance;

const words = texts('kk').monitoring;

/** A database that does not answer. */
const nowhere = 'postgres://nobody@127.0.0.1:1/nothing';

async function openSite(db: Db): Promise<FastifyInstance> {
  const watching = {
    db,
    clock: systemClock,
    node: 'gateway',
    health: () => town.node.gateway.health(),
  };
  return createSite({
    log: silentLog,
    routes: monitoringRoutes({
      ...watching,
      access: 'officer',
      administratorOf: ({ headers }) => (headers['x-role'] === 'administrator' ? 'timur' : undefined),
      navigation: () => [{ href: '/gateway', label: words.section, current: true }],
    }),
    guards: { officer: () => undefined },
    prepare(request) {
      const locale = parseLocale(request.headers['x-locale']) ?? 'kk';
      const { nonce, url: path } = request;
      request.page = { locale, path, nonce, site: 'workplace', assets: (name) => `/assets/${name}`, version: '0' };
    },
    failurePage: (request, { code }) => (request.page === undefined ? html`${code}` : failurePage(request.page, { code })),
    extend: async (site) => {
      site.decorateRequest('page');
    },
  });
}

interface Asked {
  readonly role?: string;
  readonly locale?: Locale;
  readonly fields?: Readonly<Record<string, string>>;
}

async function ask(url: string, { role = 'administrator', locale = 'kk', fields }: Asked = {}) {
  const headers = { 'x-role': role, 'x-locale': locale };
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  const {
    statusCode,
    body,
    headers: answered,
  } = await app.inject(
    fields === undefined
      ? { url, headers }
      : { method: 'POST', url, headers: { ...headers, ...form }, payload: new URLSearchParams(fields).toString() },
  );
  return { status: statusCode, body, location: answered.location ?? '', type: String(answered['content-type']) };
}

const dead = async () => (await listDeadLetters(town.world.db, 10))[0];
async function deadOf(service: string): Promise<number> {
  await until(async () => (await dead())?.service === service);
  return (await dead())?.sequence ?? 0;
}
const audit = async (): Promise<string[]> => {
  const { rows } = await sql<{ line: string }>`select who || ' ' || action || ': ' || reason as line from gateway.letter_audit
    order by id`.execute(town.world.db);
  return rows.map(({ line }) => line);
};

before(async () => {
  town = await openTown();
  app = await openSite(town.world.db);
});
after(async () => {
  await app?.close();
  await town?.[Symbol.asyncDispose]();
});

describe('the monitoring page', () => {
  test('GW-5 before anything has passed it says so instead of showing noughts and empty charts', async () => {
    const { status, body } = await ask('/gateway');
    assert.equal(status, 200);
    for (const text of [words.course.empty, words.faults.empty, words.backlog.empty]) assert.ok(body.includes(text), text);
    assert.ok(!body.includes('<svg class="bt-chart"'));
    assert.ok(!body.includes(words.silent.title));
  });

  test('GW-5 GW-4 it shows traffic through a node: a system that fails is named with the time of its last answer, a dead letter is counted', async () => {
    await town.call('persons');
    for (let time = 0; time < 6; time++) await town.call('notary');
    await town.send('announce', -1);
    await deadOf('announce');
    for (const locale of locales) {
      const { monitoring, gateway } = texts(locale);
      const { body } = await ask('/gateway', { locale });
      assert.ok(body.includes('<svg class="bt-chart"'), 'a chart');
      assert.ok(body.includes(gateway.faults.unavailable));
      assert.ok(body.includes(gateway.faults.data));
      assert.ok(body.includes(monitoring.silent.title));
      assert.ok(body.includes(monitoring.health.states.silent));
      assert.ok(body.includes(monitoring.health.open), 'the breaker opened after five failures');
      assert.ok(body.includes(monitoring.health.states.answers));
    }
  });

  test('GW-5 all periods can be opened, and a strange one is the last hour', async () => {
    for (const period of ['hour', 'day', 'week', 'century']) {
      const { status, body } = await ask(`/gateway?period=${period}`);
      assert.equal(status, 200);
      const current = period === 'century' ? 'hour' : period;
      assert.match(body, new RegExp(`href="/gateway\\?period=${current}" aria-current="page"`));
    }
  });

  test('GW-5 the figures can be taken away as CSV, without a name of anybody', async () => {
    const { status, body, type } = await ask('/gateway.csv?period=day');
    assert.equal(status, 200);
    assert.match(type, /^text\/csv/);
    const lines = body.split('\r\n');
    assert.match(
      lines[0] ?? '',
      /section;service;sender;recipient;key;label;at;passed;failed;median_ms;p95_ms;waiting;oldest;dead$/,
    );
    assert.ok(
      lines.some((line) => /^fault;notary;portal;notaries;SCSE021;;[^;]+;;6;/.test(line)),
      body,
    );
    assert.ok(
      lines.some((line) => /^service;announce;;workplace;[^;]*;[^;]+;;0;1;;;0;;1$/.test(line)),
      body,
    );
    assert.ok(!body.includes('990101300016'));
  });

  test('GW-5 REL-2 without a database it asks to come back, and says nothing of a defect', async () => {
    await using away = await openSite(openDatabase({ url: nowhere }));
    for (const url of ['/gateway', '/gateway.csv', '/gateway/letters', '/gateway/letters/1']) {
      const { statusCode, headers, body } = await away.inject({
        url,
        headers: { 'x-role': 'administrator', accept: 'text/html' },
      });
      assert.equal(statusCode, 503, url);
      assert.ok(Number(headers['retry-after']) > 0);
      assert.ok(body.includes(texts('kk').failure.unavailable.title));
    }
  });

  test('GW-5 SEC-1 whoever is no administrator gets nothing of it, and learns of no letter whether it is there', async () => {
    const sequence = (await dead())?.sequence ?? 0;
    for (const role of ['specialist', 'head', 'owner', 'operator']) {
      for (const url of ['/gateway', '/gateway.csv', '/gateway/letters'])
        assert.equal((await ask(url, { role })).status, 403, url);
      for (const letter of [sequence, sequence + 1_000]) {
        assert.equal((await ask(`/gateway/letters/${letter}`, { role })).status, 404);
        for (const act of ['read', 'resend', 'drop'])
          assert.equal((await ask(`/gateway/letters/${letter}/${act}`, { role, fields: { reason: 'x' } })).status, 404);
      }
    }
    assert.equal((await dead())?.sequence, sequence, 'nothing was done');
    assert.deepEqual(await audit(), []);
  });
});

describe('letters that could not be delivered', () => {
  test('GW-3 they are listed with their reason and without what they say', async () => {
    const { body } = await ask('/gateway/letters');
    assert.ok(body.includes(texts('kk').gateway.faults.data));
    assert.ok(!body.includes('&quot;n&quot;'));
    const letter = await dead();
    const one = await ask(`/gateway/letters/${letter?.sequence}`);
    assert.ok(one.body.includes(letter?.messageId ?? '-'));
    assert.ok(one.body.includes(words.letter.ways['to-recipient']('Сынақ')));
    assert.ok(!one.body.includes('&quot;n&quot;'));
    for (const url of ['/gateway/letters/0', '/gateway/letters/999999', '/gateway/letters/x'])
      assert.equal((await ask(url)).status, 404, url);
  });

  test('GW-3 who reads one, sends it again or gives it up says what for; without that nothing happens and nothing typed is lost', async () => {
    const sequence = await deadOf('announce');
    for (const act of ['read', 'resend', 'drop']) {
      const { status, body } = await ask(`/gateway/letters/${sequence}/${act}`, { fields: { reason: '  ' } });
      assert.equal(status, 422);
      assert.ok(body.includes(words.letter.whyMissing));
    }
    assert.deepEqual(await audit(), []);
    const read = await ask(`/gateway/letters/${sequence}/read`, { fields: { reason: 'the office called' } });
    assert.equal(read.status, 200);
    assert.match(read.body, /\{\s+(?:&quot;|")n(?:&quot;|"): -1\s+\}/, 'the content, out of its envelope');
    assert.ok(read.body.includes(words.letter.signed), 'what its sender has signed cannot be changed');
    assert.ok(read.body.includes('the office called'), 'the reason need not be typed twice');
    assert.ok(!read.body.includes('<textarea class="ds-input" id="data"'));
    assert.deepEqual(await audit(), ['timur read: the office called']);
  });

  test('GW-3 one that is sent again and refused again comes back; one that is given up is gone, and what waited behind it goes on', async () => {
    const first = await deadOf('announce');
    const again = await ask(`/gateway/letters/${first}/resend`, { fields: { reason: 'once more' } });
    assert.deepEqual([again.status, again.location], [303, '/gateway/letters?done=resent']);
    await until(async () => (await dead())?.sequence === first);
    const dropped = await ask(`/gateway/letters/${first}/drop`, { fields: { reason: 'sent by hand' } });
    assert.equal(dropped.location, '/gateway/letters?done=dropped');
    assert.ok((await ask(dropped.location)).body.includes(words.letters.done.dropped));
    assert.ok((await ask('/gateway/letters')).body.includes(words.letters.empty));
    const late = await ask(`/gateway/letters/${first}/resend`, { fields: { reason: 'too late' } });
    assert.equal(late.location, '/gateway/letters?done=gone');

    await town.send('announce', -2, 'order');
    await town.send('announce', 3, 'order');
    const blocking = await deadOf('announce');
    await until(
      async () =>
        (await watchTraffic({ db: town.world.db, clock: systemClock, node: 'gateway', health: () => [] }, 'hour')).total
          .waiting === 1,
    );
    assert.match((await ask(`/gateway/letters/${blocking}`)).body, new RegExp(`${words.letter.behind}</dt><dd>1</dd>`));
    await ask(`/gateway/letters/${blocking}/drop`, { fields: { reason: 'x' } });
    await until(async () => (await sql`select 1 from gateway.transit`.execute(town.world.db)).rows.length === 0);
  });

  test('GW-3 one that was not signed yet is mended and sent: what cannot be read is said, and kept as typed', async () => {
    const { db } = town.world;
    // Refused at the gateway: the right was missing. The operator grants it, mends the data, and sends it again.
    await sql`update gateway.permission set withdrawn_at = now() where service = 'announce'`.execute(db);
    town.node.gateway.directoryChanged();
    await town.send('announce', -7);
    const sequence = await deadOf('announce');
    assert.equal((await dead())?.leg, 'to-gateway');
    await offer(db, { id: 'announce', provider: 'workplace', channel: 'async' }, ['portal']);
    town.node.gateway.directoryChanged();
    const read = await ask(`/gateway/letters/${sequence}/read`, { fields: { reason: 'a wrong number' } });
    assert.match(read.body, /<textarea[^>]* id="data"/);
    const broken = await ask(`/gateway/letters/${sequence}/resend`, { fields: { reason: 'mended', data: '{"n": 7' } });
    assert.equal(broken.status, 422);
    assert.ok(broken.body.includes(words.letter.unreadable));
    assert.match(broken.body, /\{(?:&quot;|")n(?:&quot;|"): 7</);
    const mended = await ask(`/gateway/letters/${sequence}/resend`, { fields: { reason: 'mended', data: '{"n": 7}' } });
    assert.equal(mended.location, '/gateway/letters?done=resent');
    await until(async () => (await sql`select 1 from gateway.transit`.execute(db)).rows.length === 0);
    const { rows } = await sql`select 1 from gateway.journal where party = 'workplace' and kind = 'request'`.execute(db);
    assert.equal(rows.length, 2, 'it was taken in: as the letter that had waited, and this one');
  });
});
