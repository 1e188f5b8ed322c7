import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { fixedClock } from '#kit/clock';
import type { FixedClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import { silentLog } from '#kit/log';
import type { Log } from '#kit/log';
import { testDatabase } from '#kit/testing';
import type { TestDatabase } from '#kit/testing';
import { bodies, cast } from '#seed';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { parseLocale, texts } from '#text';
import type { Locale } from '#text';
import { watchLookups } from './admit-lookup.ts';
import type { LookupWatch } from './admit-lookup.ts';
import { countAlarms, listAccesses, recordAccess } from './store.ts';
import type { Access } from './store.ts';
import { accessRoutes } from './web/access-routes.ts';

function iinOf(text: string): Iin {
  const iin = parseIin(text);
  assert.ok(iin);
  return iin;
}
const aigerim = iinOf(cast.aigerim.iin);
const others = [cast.nurlan, cast.svetlana, cast.marat, cast.gulnara, cast.daniyar].map(({ iin }) => iinOf(iin));
const { bin } = bodies.centre;
const noon = new Date('2026-11-20T07:00:00Z');

let world: TestDatabase;
let clock: FixedClock;
let site: FastifyInstance;

before(async () => {
  world = await testDatabase(['registries']);
  site = await createSite({
    log: silentLog,
    guards: { person: () => undefined },
    failurePage: () => html`failure`,
    prepare(request) {
      const locale = parseLocale(request.headers['x-lang']) ?? 'kk';
      request.page = {
        locale,
        path: request.url,
        nonce: '',
        site: 'portal',
        version: '0',
        assets: (name: string) => `/assets/${name}`,
      };
    },
    routes: accessRoutes({
      db: world.db,
      access: 'person',
      personOf: ({ headers }) => ({ id: String(headers['x-id']), iin: iinOf(String(headers['x-iin'])) }),
      navigation: () => [],
      bodiesOf: async (bins) => new Map(bins.map((one) => [one, bodies.centre.name])),
      serviceTitle: (service) => (service === 'rg-1' ? 'Анықтама' : undefined),
    }),
    async extend(app) {
      app.decorateRequest('page');
    },
  });
});
after(async () => {
  await site.close();
  await world[Symbol.asyncDispose]();
});
beforeEach(() => {
  clock = fixedClock(noon);
});

const officer = { who: 'officer-1', officer: { name: 'Тілеубаева Г. Қ.', bin } };
const seen = (change: Partial<Access> = {}): Access => ({
  at: noon,
  iin: aigerim,
  kind: 'application',
  what: 'rg-1',
  ground: { ...officer, purpose: 'application', reference: 'a-1', number: 'KP-26-000001', consent: { kind: 'signature' } },
  outcome: 'found',
  ...change,
});

async function page(query = '', asking: { iin?: Iin; locale?: Locale } = {}): Promise<string> {
  const { iin = aigerim, locale = 'kk' } = asking;
  const headers = { 'x-iin': iin, 'x-id': 'account-1', 'x-lang': locale, accept: 'text/html' };
  const { statusCode, body } = await site.inject({ url: `/cabinet/access${query}`, headers });
  assert.equal(statusCode, 200);
  return body;
}

test('CAB-9 who looked, from which body, at what and on what ground stands in the cabinet, in three languages', async () => {
  const at = new Date('2026-11-20T05:42:00Z');
  await recordAccess(world.db, seen({ at }));
  const ground = { ...officer, purpose: 'application' };
  const consent = { kind: 'presence', number: '049900101' } as const;
  const registry = { kind: 'registry', what: 'PersonRegistry.ByIin' } as const;
  await recordAccess(world.db, seen({ ...registry, ground: { ...ground, consent } }));
  await recordAccess(world.db, seen({ ...registry, ground: { who: 'account-1', purpose: 'application' } }));
  await recordAccess(world.db, seen({ ...registry, ground: { purpose: 'registration' }, outcome: 'unavailable' }));
  for (const locale of ['kk', 'ru', 'en'] as const) {
    const words = texts(locale).registries;
    const text = await page('', { locale });
    for (const expected of [
      'Тілеубаева Г. Қ.',
      bodies.centre.name[locale],
      '10:42',
      words.access.kinds.application('Анықтама'),
      'KP-26-000001',
      words.access.consents.signature,
      words.access.consents.presence('101'),
      words.person,
      words.access.yourself,
      words.access.system,
      words.access.outcomes.unavailable,
    ])
      assert.ok(text.includes(expected), `${locale}: ${expected}`);
    assert.doesNotMatch(text, /049900101/, 'the number of the card is not shown whole');
  }
});

test('CAB-9 SEC-2 nobody reads who looked at somebody else', async () => {
  assert.ok((await page('', { iin: iinOf(cast.nurlan.iin) })).includes(texts('kk').registries.access.empty));
});

test('CAB-9 the list is filtered by days, the last one whole, and turned page by page', async () => {
  const svetlana = iinOf(cast.svetlana.iin);
  for (let day = 1; day <= 25; day++)
    await recordAccess(world.db, seen({ iin: svetlana, at: new Date(Date.UTC(2026, 9, day, 18, 30)) }));
  const words = texts('kk').registries.access;
  assert.ok((await page('', { iin: svetlana })).includes(words.total(25)));
  const second = await page('?page=2', { iin: svetlana });
  assert.equal(second.match(/scope="row"/g)?.length, 5);
  const days = await page('?from=3.10.2026&to=04.10.2026', { iin: svetlana });
  // 18:30 by Greenwich is 23:30 in the state: still that day.
  assert.ok(days.includes(words.total(2)));
  assert.ok((await page('?from=01.01.2027', { iin: svetlana })).includes(words.nothingFound));
  const wrong = await page('?from=кеше', { iin: svetlana });
  assert.ok(wrong.includes(words.dayFault) && wrong.includes('value="кеше"'), 'what was typed stays, with what is wrong');
});

test('CAB-9 what one officer reads again on the same day is one line, with how often and since when', async () => {
  const marat = iinOf(cast.marat.iin);
  const times = ['2026-11-20T04:05:00Z', '2026-11-20T09:30:00Z', '2026-11-20T18:59:00Z', '2026-11-20T19:01:00Z'];
  for (const at of times) await recordAccess(world.db, seen({ iin: marat, at: new Date(at) }));
  const words = texts('kk').registries.access;
  const body = await page('', { iin: marat });
  // The last one is of the next day in the state.
  assert.ok(body.includes(words.total(2)) && body.includes(words.repeated(3, '09:05')), 'three of one day are one line');
  assert.equal(body.match(/scope="row"/g)?.length, 2);
});

const standing = (officerId: string, iin: Iin, at: Date): Access =>
  seen({ iin, at, ground: { ...officer, who: officerId, purpose: 'list', reference: 'a-1', number: 'KP-26-000001' } });

test('CAB-9 who stands in a list is told once a day for an officer, whichever process shows it; lists can be left out', async () => {
  const daniyar = iinOf(cast.daniyar.iin);
  const count = async (): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from registries.access_log where iin = ${daniyar}`.execute(
      world.db,
    );
    return rows[0]?.n ?? 0;
  };
  const processes = [1, 2].map(() => watch({ slow: 1, stop: 2 }).watch);
  const list = (id: string): Promise<unknown> =>
    Promise.all(processes.map((lookups) => lookups.admitList({ id, bin }, [standing(id, daniyar, clock.now())])));
  for (let turn = 0; turn < 3; turn++) await list('lists-1');
  assert.equal(await count(), 1);
  await list('lists-2');
  assert.equal(await count(), 2, 'another officer is another reader');
  clock.advance(24 * 3_600_000);
  await list('lists-1');
  assert.equal(await count(), 3, 'another day is told anew');
  await recordAccess(world.db, seen({ iin: daniyar }));
  for (const locale of ['kk', 'ru', 'en'] as const) {
    const words = texts(locale).registries.access;
    const all = await page('', { iin: daniyar, locale });
    assert.ok(all.includes(words.purposes['list'] ?? '–') && all.includes(words.total(4)));
    const opened = await page('?lists=no', { iin: daniyar, locale });
    assert.ok(!opened.includes(words.purposes['list'] ?? '–') && opened.includes(words.total(1)) && opened.includes('checked'));
  }
});

test('SEC-11 an officer who leafs through lists is stopped for the day, with one alarm; nobody is told of a page that was not shown', async () => {
  const { watch: lookups, alarms } = watch({ slow: 1, stop: 2, listed: 3 });
  const show = (people: readonly Iin[]): Promise<void> =>
    lookups.admitList(
      { id: 'leafing', bin },
      people.map((iin) => standing('leafing', iin, clock.now())),
    );
  await show(others.slice(0, 2));
  await show(others.slice(1, 4));
  for (let turn = 0; turn < 2; turn++) await assert.rejects(show(others.slice(4)), { code: 'tooManyRequests' });
  await show(others.slice(0, 4));
  assert.deepEqual(alarms, [{ officer: 'leafing', body: bin }]);
  const [last] = others.slice(4);
  assert.ok(last);
  const { rows } = await sql<{ n: number }>`select count(*) as n from registries.access_log
    where who = 'leafing' and iin = ${last}`.execute(world.db);
  assert.equal(rows[0]?.n, 0);
  clock.advance(24 * 3_600_000);
  await show(others.slice(4));
});

test('CAB-9 REL-11 a line cannot be changed or taken out, whoever tries', async () => {
  await recordAccess(world.db, seen());
  for (const change of [sql`update registries.access_log set who = null`, sql`delete from registries.access_log`])
    await assert.rejects(change.execute(world.db), /only appended to/);
});

function watch(limits: { slow: number; stop: number; listed?: number }): {
  watch: LookupWatch;
  waited: number[];
  alarms: object[];
} {
  const waited: number[] = [];
  const alarms: object[] = [];
  const log = { ...silentLog, error: (facts: object) => void alarms.push(facts) } as unknown as Log;
  const wait = async (milliseconds: number): Promise<void> => void waited.push(milliseconds);
  return { watch: watchLookups({ db: world.db, clock, log, limits: { listed: 100, ...limits }, wait }), waited, alarms };
}

test('SEC-11 an officer who looks many people up is slowed, then stopped, with one alarm that names nobody who was looked up', async () => {
  const { watch: lookups, waited, alarms } = watch({ slow: 2, stop: 4 });
  const before = await countAlarms(world.db);
  for (const iin of others.slice(0, 4)) await lookups.admit({ id: 'slow', bin }, iin);
  assert.deepEqual(waited, [500, 1_000]);
  for (let turn = 0; turn < 3; turn++)
    await assert.rejects(lookups.admit({ id: 'slow', bin }, aigerim), { code: 'tooManyRequests' });
  assert.deepEqual(alarms, [{ officer: 'slow', body: bin }]);
  assert.equal(await countAlarms(world.db), before + 1);
  await lookups.admit({ id: 'other', bin }, aigerim);
  clock.advance(3_600_001);
  await lookups.admit({ id: 'slow', bin }, aigerim);
});

test('SEC-11 the same person again is no new look-up', async () => {
  const { watch: lookups, waited } = watch({ slow: 1, stop: 2 });
  for (let turn = 0; turn < 5; turn++) await lookups.admit({ id: 'steady', bin }, aigerim);
  assert.deepEqual(waited, []);
});

test('SEC-11 look-ups that are sent at once are counted one after the other', async () => {
  const { watch: lookups } = watch({ slow: 10, stop: 3 });
  const all = await Promise.allSettled(others.map((iin) => lookups.admit({ id: 'hasty', bin }, iin)));
  assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 3);
});

test('CAB-9 what is written in a transaction that fails is not written', async () => {
  const iin = iinOf(cast.botagoz.iin);
  const failing = inTransaction(world.db, async (tx) => {
    await recordAccess(tx, seen({ iin }));
    throw new Error('no');
  });
  await assert.rejects(failing);
  assert.equal((await listAccesses(world.db, { iin, limit: 1, offset: 0 })).total, 0);
});
