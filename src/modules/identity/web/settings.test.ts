import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inTransaction } from '#kit/db';
import { createSite } from '#kit/http';
import { newId } from '#kit/ids';
import { silentLog } from '#kit/log';
import { cast } from '#seed';
import { locales, parseLocale, texts } from '#text';
import { failurePage } from '#ui';
import type { PageContext } from '#ui';
import { hashPassword } from '../adapters/passwords.ts';
import { sessionCookie } from '../rules/session.ts';
import { readActor } from '../sessions.ts';
import { changeAccount, findAccount, listActivities, putAccount } from '../store.ts';
import { iinOf, testEntrance } from '../testing.ts';
import type { TestEntrance } from '../testing.ts';
import type { EdsWeb } from './eds-panel.ts';
import { settingsRoutes } from './settings-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';

const password = 'Kokpekti-7-tau';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const phone = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36';
const noPanel: EdsWeb = {
  panel() {
    throw new Error('This test signs nothing');
  },
};

function pageOf(url: string, language: unknown): PageContext {
  const locale = parseLocale(language) ?? 'kk';
  return { locale, path: url, nonce: '', site: 'portal', assets: (name) => `/assets/${name}`, version: 'test' };
}

async function siteOf({ services }: TestEntrance) {
  return createSite({
    log: silentLog,
    routes: [
      ...settingsRoutes(services, () => []),
      ...signInRoutes({ services, site: 'portal', home: '/cabinet', eds: noPanel }),
    ],
    guards: { everyone: () => undefined, person: () => undefined },
    async prepare(request) {
      request.page = pageOf(request.url, request.headers['accept-language']);
      const token = request.cookies[sessionCookie.portal];
      request.actor = token === undefined ? undefined : await readActor(services, 'portal', token);
    },
    failurePage: (request, { code }) => failurePage(pageOf(request.url, 'kk'), { code }),
    extend: async (app) => {
      app.decorateRequest('page');
      app.decorateRequest('actor');
    },
  });
}

let entrance: TestEntrance;
let site: Awaited<ReturnType<typeof siteOf>>;

before(async () => {
  entrance = await testEntrance();
  site = await siteOf(entrance);
});
after(async () => {
  await site?.close();
  await entrance?.[Symbol.asyncDispose]();
});

async function account(person: typeof cast.aigerim | typeof cast.nurlan): Promise<string> {
  const { db, clock } = entrance.services;
  const { email, birthDate } = person;
  const entered = { id: newId(), iin: iinOf(person), name: person, email, birthDate, level: 'temporary', locale: 'kk' } as const;
  const passwordHash = await hashPassword(password);
  await inTransaction(db, async (tx) => {
    await putAccount(tx, { ...entered, passwordHash, at: clock.now() });
    await changeAccount(tx, entered.id, { confirmed_at: clock.now() });
  });
  return entered.id;
}

const same = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };

/** @returns the session's cookie. */
async function signIn(person: { readonly iin: string }, agent: string): Promise<string> {
  const payload = new URLSearchParams({ iin: person.iin, password }).toString();
  const headers = { ...same, 'user-agent': agent };
  const { cookies } = await site.inject({ method: 'POST', url: '/sign-in', headers, payload });
  const cookie = cookies.find(({ name }) => name === sessionCookie.portal);
  assert.ok(cookie);
  return `${cookie.name}=${cookie.value}`;
}

const get = (cookie: string, locale = 'kk') =>
  site.inject({ url: '/cabinet/settings', headers: { cookie, 'accept-language': locale } });
const post = (url: string, cookie: string, fields: Record<string, string> = {}) =>
  site.inject({ method: 'POST', url, headers: { ...same, cookie }, payload: new URLSearchParams(fields).toString() });

test('AUTH-4 open sessions are listed with device, address and this one marked; one button ends all of them', async () => {
  await account(cast.aigerim);
  await account(cast.nurlan);
  const stranger = await signIn(cast.nurlan, 'curl');
  const [old, here, there] = [
    await signIn(cast.aigerim, firefox),
    await signIn(cast.aigerim, firefox),
    await signIn(cast.aigerim, phone),
  ];
  await post('/sign-out', old);
  for (const locale of locales) {
    const words = texts(locale).identity;
    const { body } = await get(here, locale);
    for (const shown of [words.sessions.title, words.sessions.everywhere, words.sessions.confirm, cast.aigerim.email])
      assert.ok(body.includes(shown), shown);
    assert.equal(body.split('<tr role="row"><th scope="row"').length - 1, 2, 'one was signed out, one is another person');
    assert.match(body, new RegExp(`Firefox, Linux <strong[^>]+>${words.sessions.current}<`));
    assert.match(body, /Chrome, Android<\/th>/);
    assert.equal(body.split('127.0.0.1').length - 1, 2);
  }
  const out = await post('/sign-out/everywhere', here);
  assert.equal(out.headers.location, '/sign-in?out');
  for (const cookie of [here, there]) assert.equal((await get(cookie)).statusCode, 401);
  assert.equal((await get(stranger)).statusCode, 200, 'other people stay signed in');
});

test('AUTH-4 a session that lay idle is open no more', async () => {
  await signIn(cast.aigerim, firefox);
  entrance.clock.advance(31 * 60_000);
  const { body } = await get(await signIn(cast.aigerim, phone));
  assert.ok(body.includes('Chrome, Android') && !body.includes('Firefox'));
});

test('CAB-2 the language of pages and letters is changed, and is among the recent actions; another language is refused', async () => {
  const { db } = entrance.services;
  const cookie = await signIn(cast.nurlan, firefox);
  const id = (await readActor(entrance.services, 'portal', cookie.split('=')[1] ?? ''))?.id ?? '';
  entrance.clock.advance(1000);
  const answer = await post('/cabinet/settings/language', cookie, { locale: 'ru' });
  assert.equal(answer.headers.location, '/cabinet/settings?saved&lang=ru');
  assert.equal((await findAccount(db, id))?.locale, 'ru');
  assert.equal((await listActivities(db, id, 1))[0]?.kind, 'languageChanged');
  assert.match((await get(cookie)).body, /value="ru" checked/);
  assert.equal((await post('/cabinet/settings/language', cookie, { locale: 'xx' })).statusCode, 400);
  assert.equal((await post('/cabinet/settings/language', '', { locale: 'en' })).statusCode, 401);
});
