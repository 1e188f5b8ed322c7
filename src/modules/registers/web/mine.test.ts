import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { after, before, test } from 'node:test';
import { fixedClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import { newId } from '#kit/ids';
import { silentLog } from '#kit/log';
import { testDatabase } from '#kit/testing';
import type { TestDatabase } from '#kit/testing';
import { cast } from '#seed';
import type { CastPerson } from '#seed';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { formatDate, formatDateTime, locales, parseLocale, texts } from '#text';
import type { Locale } from '#text';
import { enterInto } from '../enter-into.ts';
import { offerPlace } from '../issue-referral.ts';
import { addGroup, addInstitution } from '../keep-preschools.ts';
import { ownQueueRoutes } from './mine-routes.ts';

const iinOf = (text: string): Iin => parseIin(text) ?? assert.fail('no IIN');
const clock = fixedClock(new Date('2026-11-20T07:00:00Z'));
const bodyId = newId();
let world: TestDatabase;
let site: FastifyInstance;

before(async () => {
  world = await testDatabase(['registers']);
  site = await createSite({
    log: silentLog,
    guards: { person: () => undefined },
    failurePage: () => html`failure`,
    prepare(request) {
      const locale = parseLocale(request.headers['x-lang']) ?? 'kk';
      const assets = (name: string) => `/assets/${name}`;
      request.page = { locale, path: request.url, nonce: '', site: 'portal', version: '0', assets };
    },
    routes: ownQueueRoutes({
      db: world.db,
      clock,
      access: 'person',
      iinOf: ({ headers }) => iinOf(String(headers['x-iin'])),
      navigation: () => [],
    }),
    extend: async (app) => void app.decorateRequest('page'),
  });
});
after(async () => {
  await site.close();
  await world[Symbol.asyncDispose]();
});

async function queued(person: CastPerson, child: string, more: { filed: string; category?: string; at?: Date }): Promise<void> {
  const { filed, category = 'general', at = new Date(`${filed}T06:00:00Z`) } = more;
  const values = { childName: child, childBirthDate: '2023-05-01', category };
  const filedAt = new Date(`${filed}T05:00:00Z`);
  const entering = {
    register: 'preschool',
    bodyId,
    iin: iinOf(person.iin),
    fullName: person.surname,
    registeredOn: filed,
  } as const;
  await inTransaction(world.db, (tx) => enterInto(tx, { ...entering, filedAt, values, at }));
}

async function pageOf(person: CastPerson, locale: Locale = 'kk'): Promise<string> {
  const { statusCode, body } = await site.inject({ url: '/cabinet/queue', headers: { 'x-iin': person.iin, 'x-lang': locale } });
  assert.equal(statusCode, 200);
  assert.doesNotMatch(body, /undefined|\[object|NaN/);
  return body;
}

test('WRK-5 a person sees where the own children wait, why there, and how the queue moved; nobody else’s', async () => {
  await queued(cast.nurlan, 'Ахмет Арман', { filed: '2026-03-01' });
  await queued(cast.aigerim, 'Сейіт Алихан', { filed: '2026-03-02' });
  await queued(cast.aigerim, 'Сейіт Айша', { filed: '2026-04-02' });
  await queued(cast.marat, 'Оспан Ерлан', { filed: '2026-04-01', category: 'outOfTurn', at: new Date('2026-11-10T06:00:00Z') });
  for (const locale of locales) {
    const { mine, queue, categories } = texts(locale).registers;
    const body = await pageOf(cast.aigerim, locale);
    for (const wanted of [
      'Сейіт Алихан',
      'Сейіт Айша',
      mine.yours('3'),
      mine.yours('4'),
      mine.beforeYou('2'),
      queue.byCategory(categories.preschool.outOfTurn, '1'),
      mine.earlier('1'),
      mine.behind(1),
      queue.rulePreschool,
      mine.asOf(formatDateTime(clock.now(), locale)),
    ])
      assert.ok(body.includes(wanted), `${locale}: ${wanted}`);
    assert.ok(!body.includes('Арман') && !body.includes('Ерлан'));
  }
  const first = await pageOf(cast.marat);
  assert.ok(first.includes(texts('kk').registers.mine.firstYou));
});

test('WRK-5 who waits nowhere is told how to come into a queue', async () => {
  const body = await pageOf(cast.svetlana);
  assert.ok(body.includes(texts('kk').registers.mine.empty) && body.includes('href="/services"'));
});

test('RG-3 a referral is shown with the day by which it has to be handed in', async () => {
  await inTransaction(world.db, async (tx) => {
    const at = clock.now();
    const institution = { bodyId, number: '2', name: '«Айгөлек»', address: 'Астана көшесі, 9', phone: undefined, at };
    const institutionId = (await addInstitution(tx, institution)) ?? '';
    const groupId = (await addGroup(tx, { institutionId, name: 'Топ', bornFrom: 2023, bornTo: 2023, places: 1 })) ?? '';
    await offerPlace(tx, { bodyId, groupId, who: { kind: 'system' }, at });
  });
  const { mine } = texts('kk').registers;
  const day = formatDate(new Date('2026-11-25T00:00:00+05:00'), 'kk');
  const body = await pageOf(cast.marat);
  assert.ok(body.includes(mine.referral) && body.includes(mine.referralText('«Айгөлек»', 'Астана көшесі, 9', day)));
});
