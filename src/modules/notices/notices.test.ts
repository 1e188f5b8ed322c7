import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fixedClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { createSite } from '#kit/http';
import { newId } from '#kit/ids';
import { runJobs } from '#kit/job-runner';
import { silentLog } from '#kit/log';
import { testDatabase } from '#kit/testing';
import { locales, parseLocale } from '#text';
import type { Locale } from '#text';
import { countUnread, listNotices, mailHandler, noticeRoutes, notify } from './index.ts';
import type { Letter, Mailer, NoticeToSend } from './index.ts';

const world = await testDatabase(['notices']);
const { db } = world;
const clock = fixedClock(new Date('2026-11-20T06:00:00Z'));
after(() => world[Symbol.asyncDispose]());

const words = (text: string) => ({ kk: `${text} қаз`, ru: `${text} рус`, en: `${text} eng` });

function notice(recipient: string, subject: string, more: Partial<NoticeToSend> = {}): NoticeToSend {
  return { recipient, subject, title: words(subject), body: words('мәтін'), at: clock.now(), ...more };
}
const tell = (told: NoticeToSend) => inTransaction(db, (tx) => notify(tx, told));
const all = { limit: 1000, before: undefined } as const;

const site = await createSite({
  log: silentLog,
  routes: noticeRoutes({
    db,
    clock,
    access: 'person',
    recipientOf: (request) => String(request.headers['x-person']),
    navigation: () => [],
  }),
  guards: { person: () => {} },
  prepare: (request) => {
    const locale = parseLocale(request.headers['x-locale']) ?? 'kk';
    request.page = { locale, path: request.url, nonce: '', site: 'portal', assets: (name) => name, version: '' };
  },
  failurePage: () => {
    throw new Error('no page');
  },
});
after(() => site.close());

async function read(
  person: string,
  url = '/cabinet/notices',
  locale: Locale = 'kk',
): Promise<{ titles: string[]; next: string | undefined }> {
  const { body, statusCode } = await site.inject({ url, headers: { 'x-person': person, 'x-locale': locale } });
  assert.equal(statusCode, 200);
  const titles = Array.from(body.matchAll(/<li><h2>(\S+) \S+ /g), ([, title]) => title ?? '');
  return { titles, next: /href="(\?before=[^"]+)"/.exec(body)?.[1] };
}

/** Runs the mail's jobs until as many letters were handed over. */
async function lettersOf(most: number, mailer: Partial<Mailer> = {}): Promise<Letter[]> {
  const letters: Letter[] = [];
  const send = async (letter: Letter): Promise<void> => {
    await mailer.send?.(letter);
    letters.push(letter);
  };
  const handlers = [mailHandler({ send, close: () => {} })];
  const jobs = runJobs({ db, signals: world.signals(), log: silentLog, handlers });
  for (let tries = 0; tries < 400 && letters.length < most; tries++) await sleep(25);
  await jobs.stop();
  return letters;
}

test('CAB-8 an event that is told again, also at once, makes one notice and one letter', async () => {
  const person = newId();
  const email = { to: 'aigerim@example.kz', locale: 'ru', portal: 'https://portal.example.kz' } as const;
  const told = notice(person, 'application/1/accepted', { email, link: '/applications/1' });
  await Promise.all([tell(told), tell(told), tell(told)]);
  await tell(told);
  assert.equal((await listNotices(db, person, all)).length, 1);
  assert.deepEqual(await lettersOf(1), [
    { to: email.to, subject: 'application/1/accepted рус', text: 'мәтін рус\n\nhttps://portal.example.kz/applications/1' },
  ]);
});

test('CAB-8 what was undone tells nobody', async () => {
  const person = newId();
  const undone = inTransaction(db, async (tx) => {
    await notify(tx, notice(person, 'undone'));
    throw new Error('undone');
  });
  await assert.rejects(undone, /undone/);
  assert.deepEqual(await listNotices(db, person, all), []);
});

test('REL-3 a letter waits while the mail server is away, and goes once', async () => {
  const email = { to: 'nurlan@example.kz', locale: 'kk', portal: '' } as const;
  await tell(notice(newId(), 'waiting', { email }));
  let tries = 0;
  const send = async (): Promise<void> => {
    tries += 1;
    if (tries === 1) throw new Error('away');
  };
  assert.deepEqual(
    (await lettersOf(1, { send })).map(({ to }) => to),
    [email.to],
  );
  assert.equal(tries, 2);
});

test('CAB-8 pages of notices neither repeat nor leave out one, be they of the same moment; what was shown counts as read', async () => {
  const person = newId();
  for (let index = 0; index < 45; index++) await tell(notice(person, `n${index}`));
  const other = newId();
  await tell(notice(other, 'other'));
  assert.equal(await countUnread(db, person), 45);
  const seen: string[] = [];
  const unread: number[] = [];
  for (let url: string | undefined = '/cabinet/notices'; url !== undefined; ) {
    const { titles, next } = await read(person, url);
    seen.push(...titles);
    unread.push(await countUnread(db, person));
    url = next === undefined ? undefined : `/cabinet/notices${next}`;
  }
  assert.deepEqual(new Set(seen), new Set(Array.from({ length: 45 }, (_, index) => `n${index}`)));
  assert.equal(seen.length, 45);
  assert.deepEqual(unread, [25, 5, 0]);
  assert.equal(await countUnread(db, other), 1);
});

test("SEC-2 another's notice neither leads to a page nor is marked", async () => {
  const [person, other] = [newId(), newId()];
  await tell(notice(person, 'mine'));
  await tell(notice(other, 'theirs'));
  const [theirs] = await listNotices(db, other, all);
  assert.deepEqual((await read(person, `/cabinet/notices?before=${theirs?.id}`)).titles, []);
  assert.deepEqual(await listNotices(db, person, { limit: 5, before: newId() }), []);
  assert.equal(await countUnread(db, other), 1);
  assert.equal((await site.inject({ url: '/cabinet/notices?before=x', headers: { 'x-person': person } })).statusCode, 400);
});

test('A11Y-3 CAB-8 each notice is in the language of the page, newest first, and new ones are marked once', async () => {
  const person = newId();
  await tell(notice(person, 'first'));
  clock.advance(60_000);
  await tell(notice(person, 'second', { link: '/applications/1' }));
  for (const locale of locales) {
    const { body } = await site.inject({ url: '/cabinet/notices', headers: { 'x-person': person, 'x-locale': locale } });
    assert.ok(body.indexOf(words('second')[locale]) < body.indexOf(words('first')[locale]));
    assert.ok(body.includes('href="/applications/1"'));
    assert.equal(body.includes('жаңа'), locale === 'kk');
  }
});
