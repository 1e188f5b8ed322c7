import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { accesses, putBody, putOfficer } from '#identity';
import type { OfficerActor, Role } from '#identity';
import { fixedClock } from '#kit/clock';
import type { FixedClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import { newId } from '#kit/ids';
import { silentLog } from '#kit/log';
import { testDatabase } from '#kit/testing';
import type { TestDatabase } from '#kit/testing';
import { bodies, cast } from '#seed';
import type { CastPerson } from '#seed';
import { parseIin } from '#subjects';
import { formatDay, parseLocale, texts } from '#text';
import type { Locale } from '#text';
import { loadHall } from './adapters/folder.ts';
import { callAgain, callNext, endCurrent, returnTicket } from './call-next.ts';
import { receptionRoutes } from './index.ts';
import { hallSchema } from './rules/hall.ts';
import type { ReceptionServices } from './services.ts';
import { leaveWindow, sitDown } from './sit-down.ts';
import { findCalled, findHallOf, findTicket } from './store.ts';
import { takeTicket } from './take-ticket.ts';

const morning = new Date('2026-11-20T04:00:00Z');
const words = texts('kk').reception;

let world: TestDatabase;
let clock: FixedClock;
let services: ReceptionServices;
let site: FastifyInstance;
let madina: OfficerActor;
let askhat: OfficerActor;
let gulnara: OfficerActor;
let day: number = 0;

async function officerOf(person: CastPerson, body: { id: string; bin: string }, role: Role): Promise<OfficerActor> {
  const iin = parseIin(person.iin);
  assert.ok(iin);
  const common = { id: newId(), iin, name: person, bodyId: body.id, locale: 'kk', roles: [role] } as const;
  const account = { ...common, email: person.email, passwordHash: '', signingCertificate: undefined };
  await inTransaction(world.db, (tx) => putOfficer(tx, account));
  return { kind: 'officer', sessionId: newId(), bin: body.bin, method: 'password', ...common };
}

before(async () => {
  world = await testDatabase(['notices', 'identity', 'reception']);
  clock = fixedClock(morning);
  services = { db: world.db, clock, hall: loadHall(resolve(import.meta.dirname, '../../../regulations')) };
  const [centre, employment] = [bodies.centre, bodies.employment].map(({ bin, kind, name }) => ({
    id: newId(),
    bin,
    kind,
    name,
  }));
  assert.ok(centre && employment);
  await inTransaction(world.db, async (tx) => {
    await putBody(tx, centre);
    await putBody(tx, employment);
  });
  madina = await officerOf(cast.madina, centre, 'operator');
  askhat = await officerOf(cast.askhat, centre, 'operator');
  gulnara = await officerOf(cast.gulnara, employment, 'head');
  const people = { madina, askhat, gulnara };
  site = await createSite({
    log: silentLog,
    guards: Object.fromEntries(accesses.map((access) => [access, () => undefined])),
    failurePage: (_request, { code }) => html`${code}`,
    routes: receptionRoutes({ services, signals: world.signals(), navigation: () => [] }),
    prepare(request) {
      const who = request.headers['x-officer'];
      request.actor = typeof who === 'string' ? people[who as keyof typeof people] : undefined;
      request.page = {
        locale: parseLocale(request.headers['x-lang']) ?? 'kk',
        path: request.url,
        nonce: '',
        site: 'workplace',
        version: '0',
        assets: (name: string) => `/assets/${name}`,
      };
    },
    async extend(app) {
      app.decorateRequest('page');
      app.decorateRequest('actor');
    },
  });
});
after(async () => {
  await site.close();
  await world[Symbol.asyncDispose]();
});
/** Each test has a day of its own: queues begin anew. */
beforeEach(() => {
  day += 1;
  clock.set(new Date(morning.getTime() + day * 86_400_000));
});

const today = () => ({ bodyId: madina.bodyId, day: formatDay(clock.now()) });
async function take(kind: string, id = newId()) {
  clock.advance(1_000);
  return takeTicket(services, { bodyId: madina.bodyId, kind, id });
}
const at = async (window: number): Promise<string | undefined> => (await findCalled(world.db, today(), window))?.number;
/** Presses «next» on a page that shows what is there. */
async function next(operator: OfficerActor, window: number): Promise<string | undefined> {
  const shown = (await findCalled(world.db, today(), window))?.id ?? '';
  await callNext(services, operator, shown);
  return at(window);
}

test('WRK-3 numbers are given by kind in order, and begin anew each day', async () => {
  assert.equal((await take('social')).number, 'А001');
  assert.equal((await take('education')).number, 'В001');
  assert.equal((await take('social')).number, 'А002');
  clock.advance(86_400_000);
  assert.equal((await take('social')).number, 'А001');
});

test('WRK-3 REL-4 a terminal pressed three times at once gives one ticket, and fifty people at once get fifty numbers', async () => {
  const id = newId();
  const same = await Promise.all([1, 2, 3].map(() => takeTicket(services, { bodyId: madina.bodyId, kind: 'collect', id })));
  assert.deepEqual(new Set(same.map(({ number }) => number)), new Set(['Е001']));
  const many = await Promise.all(Array.from({ length: 50 }, () => take('collect')));
  const numbers = many.map(({ number }) => number).sort();
  assert.deepEqual([new Set(numbers).size, numbers[0], numbers.at(-1)], [50, 'Е002', 'Е051']);
});

test('WRK-3 who came first is called first, of those whom the window serves', async () => {
  await sitDown(services, madina, 1);
  await sitDown(services, askhat, 2);
  for (const kind of ['education', 'social', 'housing', 'education']) await take(kind);
  assert.equal(await next(madina, 1), 'А001', 'window 1 serves no education');
  assert.equal(await next(askhat, 2), 'В001');
  assert.equal(await next(madina, 1), 'С001');
  assert.equal(await next(madina, 1), undefined, 'nobody is left for this window');
});

test('WRK-3 REL-5 operators who press at once never get the same ticket', async () => {
  await sitDown(services, madina, 1);
  await sitDown(services, askhat, 3);
  for (let person = 0; person < 20; person++) await take('social');
  const called: (string | undefined)[] = [];
  for (let turn = 0; turn < 10; turn++) called.push(...(await Promise.all([next(madina, 1), next(askhat, 3)])));
  assert.equal(new Set(called).size, 20);
  assert.ok(!called.includes(undefined));
});

test('WRK-3 REL-5 a second press does not end the visit of whom the first one called', async () => {
  await sitDown(services, madina, 1);
  await take('social');
  await take('social');
  const outcomes = await Promise.all([1, 2, 3].map(() => callNext(services, madina, '')));
  assert.deepEqual(outcomes.toSorted(), ['called', 'moved', 'moved']);
  assert.equal(await at(1), 'А001');
  assert.equal(await callAgain(services, madina, newId()), 'moved');
});

test('WRK-3 who is put aside or does not come may return to the old place, once', async () => {
  await sitDown(services, madina, 1);
  const first = await take('social');
  await take('social');
  await next(madina, 1);
  assert.equal(await endCurrent(services, madina, { shown: first.id, ending: 'missed' }), 'ended');
  assert.equal(await at(1), undefined);
  const third = await take('social');
  assert.equal(await returnTicket(services, madina, first.id), 'returned');
  assert.equal(await returnTicket(services, madina, first.id), 'moved');
  assert.equal(await returnTicket(services, madina, third.id), 'moved', 'who waits has nothing to return to');
  assert.equal(await next(madina, 1), 'А001');
});

test('WRK-3 REL-5 a window has one operator, and an operator one window', async () => {
  const outcomes = await Promise.all([sitDown(services, madina, 1), sitDown(services, askhat, 1)]);
  assert.deepEqual(outcomes.toSorted(), ['occupied', 'sat']);
  const [winner, loser] = outcomes[0] === 'sat' ? [madina, askhat] : [askhat, madina];
  assert.equal(await sitDown(services, loser, 3), 'sat');
  assert.equal(await sitDown(services, loser, 1), 'occupied');
  await take('social');
  assert.equal(await next(loser, 3), 'А001', 'who asked for a window that is not free still sits at the old one');
  assert.equal(await leaveWindow(services, loser), 'busy');
  assert.equal(await sitDown(services, loser, 2), 'busy');
  assert.equal(await leaveWindow(services, winner), 'left');
  assert.equal(await callNext(services, winner, ''), 'noWindow');
  clock.advance(86_400_000);
  assert.equal(await sitDown(services, winner, 3), 'sat', 'who sat there yesterday has gone home');
});

test('WRK-3 a hall is whole: each kind is served somewhere, letters and windows are not doubled', () => {
  const { kinds, windows } = services.hall;
  const [kind] = kinds;
  const [window] = windows;
  assert.ok(kind && window);
  const broken = [
    { kinds, windows: [{ number: 1, kinds: ['social'] }] },
    { kinds: [...kinds, { ...kind, id: 'other' }], windows },
    { kinds, windows: [...windows, { ...window, kinds: ['nothing'] }] },
    { kinds, windows: [...windows, window] },
  ];
  for (const hall of broken) assert.equal(hallSchema.safeParse(hall).success, false);
});

interface Asking {
  readonly as?: string;
  readonly locale?: Locale;
  readonly body?: Record<string, string>;
}

async function ask(url: string, { as, locale = 'kk', body }: Asking = {}) {
  const answer = await site.inject({
    url,
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'x-lang': locale,
      accept: 'text/html',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
      ...(as === undefined ? {} : { 'x-officer': as }),
    },
    ...(body === undefined ? {} : { payload: new URLSearchParams(body).toString() }),
  });
  return {
    status: answer.statusCode,
    body: answer.body,
    headers: answer.headers,
    location: answer.headers.location ?? '',
  };
}

async function keys() {
  await ask('/reception', { as: 'madina' });
  const found = await findHallOf(world.db, madina.bodyId);
  assert.ok(found);
  return found;
}

test('WRK-3 A11Y-3 a person takes a ticket at the terminal in each language, without scripts, and sees how many are before them', async () => {
  const { terminalKey } = await keys();
  for (const [index, locale] of (['kk', 'ru', 'en'] as const).entries()) {
    const terminal = await ask(`/reception/terminal/${terminalKey}`, { locale });
    for (const { title, letter } of services.hall.kinds)
      assert.ok(terminal.body.includes(title[locale]) && terminal.body.includes(letter));
    const id = /name="id" value="([^"]+)"/.exec(terminal.body)?.[1] ?? '';
    const taken = await ask(`/reception/terminal/${terminalKey}`, { locale, body: { kind: 'advice', id } });
    assert.equal(taken.status, 303);
    clock.advance(1_000);
    const ticket = await ask(taken.location, { locale });
    assert.ok(ticket.body.includes(`К00${index + 1}`));
    assert.ok(ticket.body.includes(texts(locale).reception.terminal.ahead(index)));
    assert.equal(ticket.headers['refresh'], `30; url=/reception/terminal/${terminalKey}`);
  }
});

test('WRK-3 an operator calls by the page, the display shows number and window, and looks again by itself without scripts', async () => {
  const { displayKey, terminalKey } = await keys();
  const id = newId();
  await ask(`/reception/terminal/${terminalKey}`, { body: { kind: 'social', id } });
  await ask('/reception/window', { as: 'madina', body: { window: '1' } });
  await ask('/reception/call', { as: 'madina', body: { act: 'next', shown: '' } });
  const window = await ask('/reception', { as: 'madina' });
  assert.ok(window.body.includes('А001') && window.body.includes(words.window.served));
  const display = await ask(`/reception/display/${displayKey}`);
  assert.ok(display.body.includes('А001') && display.body.includes(words.display.window(1)));
  assert.match(display.body, /<noscript><meta http-equiv="refresh" content="10"><\/noscript>/);
  const stale = await ask('/reception/call', { as: 'madina', body: { act: 'served', shown: '' } });
  assert.ok((await ask(stale.location, { as: 'madina' })).body.includes(words.window.outcomes.moved));
  await ask('/reception/call', { as: 'madina', body: { act: 'served', shown: id } });
  assert.equal((await findTicket(world.db, today(), id))?.state, 'served');
  assert.ok((await ask(`/reception/terminal/${terminalKey}/tickets/${id}`)).body.includes(words.terminal.over));
});

test('SEC-2 a device is known by its secret address only: another key, the other device’s, an old one are all not there', async () => {
  const { terminalKey, displayKey } = await keys();
  await ask('/reception/keys', { as: 'madina', body: {} });
  const fresh = await keys();
  assert.notEqual(fresh.terminalKey, terminalKey);
  const addresses = [
    `/reception/terminal/${terminalKey}`,
    `/reception/terminal/${fresh.displayKey}`,
    `/reception/display/${displayKey}`,
    `/reception/display/${fresh.terminalKey}/live`,
    '/reception/terminal/x',
    `/reception/terminal/${fresh.terminalKey}/tickets/${newId()}`,
    `/reception/terminal/${fresh.terminalKey}/tickets/x`,
  ];
  for (const address of addresses) assert.equal((await ask(address)).status, 404, address);
  const wrong = { kind: 'nothing', id: newId() };
  assert.equal((await ask(`/reception/terminal/${fresh.terminalKey}`, { body: wrong })).status, 404);
});

test('SEC-1 only the staff of a centre comes to its windows and its register', async () => {
  for (const address of ['/reception', '/reception/live', '/reception/day', '/reception/day.csv'])
    assert.equal((await ask(address, { as: 'gulnara' })).status, 403, address);
  for (const address of ['window', 'call', 'return', 'keys'])
    assert.equal((await ask(`/reception/${address}`, { as: 'gulnara', body: {} })).status, 403, address);
});

test("WRK-3 the day's register has waiting times and goes into a file; another day is asked for by its date", async () => {
  await sitDown(services, madina, 1);
  await take('social');
  await take('housing');
  clock.advance(7 * 60_000);
  await next(madina, 1);
  const page = await ask('/reception/day', { as: 'madina' });
  assert.ok(page.body.includes('А001') && page.body.includes(words.day.minutes(7)));
  const csv = await ask('/reception/day.csv', { as: 'madina' });
  assert.match(String(csv.headers['content-type']), /^text\/csv/);
  const lines = csv.body.replace('\uFEFF', '').trim().split('\r\n');
  assert.equal(lines.length, 3);
  assert.ok(lines[0]?.includes(`"${words.day.wait}"`), 'a heading with a comma is one heading');
  assert.match(lines[1] ?? '', /^А001;.*;7;1;/);
  assert.ok((await ask('/reception/day?date=01.02.2026', { as: 'madina' })).body.includes(words.day.empty));
  const wrong = await ask('/reception/day?date=кеше', { as: 'madina' });
  assert.ok(wrong.body.includes(words.day.dateFault) && wrong.body.includes('value="кеше"'));
});

test('REL-5 the database itself refuses two tickets at one window', async () => {
  const [one, other] = [await take('social'), await take('social')];
  const call = (id: string) =>
    sql`update reception.ticket set state = 'called', window_number = 3 where id = ${id}`.execute(world.db);
  await call(one.id);
  await assert.rejects(call(other.id), /ticket_at_window/);
});
