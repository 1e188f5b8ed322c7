import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { newId } from '#kit/ids';
import { cast } from '#seed';
import { numberOf, Poster, serviceOf } from './by-post.ts';
import { ask } from './http.ts';
import type { Answer } from './http.ts';
import { inhabit, refuse, sendRequest, withFile } from './inhabitants.ts';
import type { Inhabitants } from './inhabitants.ts';
import { routes } from './routes.ts';
import type { ListedRoute } from './routes.ts';
import { addressOf, idsIn, makeThings } from './things.ts';
import type { Ids, Things } from './things.ts';
import { fillAtCounter, signedFields, unemployedAnswers } from './taking.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
let people: Inhabitants;
let things: Things;

before(async () => {
  world = await openWorld({ AGENT: 'no' });
  people = await inhabit(world);
  things = await makeThings(world, people);
});
after(() => world?.[Symbol.asyncDispose]());

const guarded = routes.filter(({ access }) => access === 'person' || access === 'officer');
const owned = (): ListedRoute[] => guarded.filter((route) => idsIn(things, route) !== undefined);
/** At a counter sit specialists; what they take in is decided by all of the body at its desks. */
function holdersOf({ access, url }: ListedRoute): string[] {
  if (access === 'person') return [people.owner.cookie];
  if (url.startsWith('/gateway')) return [people.administrator];
  return url.startsWith('/counter') ? [people.specialist] : [people.specialist, people.head];
}

const nameOf = ({ site, method, url }: ListedRoute): string => `${site} ${method} ${url}`;

/** An answer without what differs between any two: the reference, and the address that was asked for. */
function comparable({ status, body, headers }: Answer, ids: Ids): object {
  const told = Object.values(ids).reduce((text, id) => text.replaceAll(id, 'id'), body);
  const kept = ['content-type', 'location', 'cache-control', 'content-disposition'].map((name) => headers.get(name));
  return { status, kept, body: told.replaceAll(/\b[\dA-F]{10}\b/g, 'reference') };
}

async function findsNothing(route: ListedRoute, cookie: string): Promise<void> {
  const ids = idsIn(things, route) ?? {};
  const missing = Object.fromEntries(Object.keys(ids).map((name) => [name, newId()]));
  const isUpload = /files\/:document$|\/replace$/.test(route.url);
  const question = () => ({
    method: route.method,
    cookie,
    ...(route.method === 'GET' ? {} : { body: isUpload ? withFile('file') : {} }),
  });
  const foreign = await ask(addressOf(world, route, ids), question());
  const absent = await ask(addressOf(world, route, missing), question());
  assert.equal(foreign.status, 404, `${nameOf(route)}: ${foreign.status}`);
  assert.deepEqual(comparable(foreign, ids), comparable(absent, missing), nameOf(route));
}

describe('who may call what', () => {
  test('SEC-1 the matrix has all routes behind a sign-in, and most of them name somebody’s things', () => {
    assert.ok(guarded.length > 50, String(guarded.length));
    assert.ok(owned().length > 35, String(owned().length));
  });

  test('SEC-1 AUTH-6 nobody, and somebody signed in at the other site only, is led to the sign-in or refused', async () => {
    for (const route of guarded) {
      const elsewhere = route.access === 'person' ? people.specialist : people.owner.cookie;
      for (const cookie of [undefined, elsewhere]) {
        const { status, headers } = await ask(addressOf(world, route, idsIn(things, route) ?? {}), {
          method: route.method,
          cookie,
        });
        assert.equal(status, route.method === 'GET' ? 303 : 401, nameOf(route));
        if (route.method === 'GET') assert.match(headers.get('location') ?? '', /^\/sign-in\?next=/, nameOf(route));
      }
    }
  });

  test('SEC-1 whose things they are gets them', async () => {
    for (const route of owned().filter(({ method }) => method === 'GET')) {
      const cookies = holdersOf(route);
      for (const cookie of cookies) {
        const { status } = await ask(addressOf(world, route, idsIn(things, route) ?? {}), { cookie });
        // The request has other files than that of the draft, and one signature only.
        const isOther = /(?<!drafts\/:id\/)files\/:file$|signers\/:place\.cms$/.test(route.url);
        assert.ok(isOther ? status === 404 : status === 200 || status === 303, `${nameOf(route)}: ${status}`);
      }
    }
  });

  test("SEC-2 GEN-1 somebody else's things answer exactly like missing ones, to persons and to officers of another body", async () => {
    for (const route of owned()) {
      const strangers = route.access === 'person' ? [people.stranger.cookie] : [people.outsider, people.operator];
      for (const cookie of strangers) await findsNothing(route, cookie);
    }
  });

  test('SEC-2 what cannot be an id is missing, too: no 400 and no 500 tells ids from other words', async () => {
    for (const route of owned().filter(({ method }) => method === 'GET')) {
      const ids = Object.fromEntries(Object.keys(idsIn(things, route) ?? {}).map((name) => [name, "1'%20or%201=1"]));
      const cookie = route.access === 'person' ? people.stranger.cookie : people.outsider;
      const { status } = await ask(addressOf(world, route, ids), { cookie });
      assert.equal(status, 404, nameOf(route));
    }
  });

  test('SEC-1 a session is over when its holder signs out', async () => {
    const { cookie } = people.stranger;
    assert.equal((await ask(`${world.portal}/cabinet`, { cookie })).status, 200);
    assert.equal((await ask(`${world.portal}/sign-out`, { method: 'POST', cookie, body: {} })).status, 303);
    assert.equal((await ask(`${world.portal}/cabinet`, { cookie })).status, 303);
  });
});

/** A person has one draft of a service at a time. */
async function withoutDrafts(): Promise<void> {
  await sql`delete from applications.draft where account_id = ${people.owner.id}`.execute(world.db);
}

describe('each button, pressed three times at once', () => {
  test('REL-4 APP-7 one signed request sent three times is one application with one number, and all three are told the same', async () => {
    await withoutDrafts();
    const draft = await people.signedDraft(people.owner);
    const sent = await Promise.all([1, 2, 3].map(() => sendRequest(world, draft)));
    assert.deepEqual(sent, [draft.id, draft.id, draft.id]);
    const { rows } = await sql<{
      count: number;
    }>`select count(*)::int as count from applications.application where id = ${draft.id}`.execute(world.db);
    assert.equal(rows[0]?.count, 1);
  });

  test('REL-4 a request at a counter, each button pressed three times: one draft, one application, one handing over', async () => {
    const at = new Poster(world.workplace, people.operator, await world.cast('madina'));
    const thrice = async (path: string, body: Record<string, string>) => {
      const press = () => ask(`${world.workplace}${path}`, { method: 'POST', cookie: people.operator, body });
      const answers = await Promise.all([press(), press(), press()]);
      return answers.map(({ status, headers }) => `${status} ${headers.get('location') ?? ''}`);
    };
    const consumer = cast.svetlana;
    const begun = await thrice('/counter/drafts', { service: 'rg-1', iin: consumer.iin, identityCard: consumer.documentNumber });
    const draft = await fillAtCounter(at, serviceOf('rg-1'), { consumer, answers: unemployedAnswers });
    assert.deepEqual(new Set(begun), new Set([`303 ${draft}`]));
    const id = draft.split('/').at(-1) ?? '';
    const sent = await thrice(`${draft}/sign`, await signedFields(at, draft));
    assert.deepEqual(new Set(sent), new Set([`303 /counter/applications/${id}?sent`]));
    await numberOf(world, id);
    await refuse(world, id, people);
    const given = await thrice(`/counter/applications/${id}/give`, { recipient: 'consumer' });
    assert.equal(given.filter((answer) => answer.startsWith('303')).length, 1);
    const { rows } = await sql<{
      numbered: number;
      given: number;
    }>`select count(*) filter (where kind = 'numbered')::int as numbered,
      count(*) filter (where kind = 'resultGiven')::int as given from applications.event where application_id = ${id}`.execute(
      world.db,
    );
    assert.deepEqual(rows[0], { numbered: 1, given: 1 });
  });

  test('REL-4 an order begun three times is one draft', async () => {
    await withoutDrafts();
    const { cookie } = people.owner;
    const begin = () => ask(`${world.portal}/applications/drafts`, { method: 'POST', cookie, body: { service: 'rg-1' } });
    const begun = await Promise.all([begin(), begin(), begin()]);
    assert.deepEqual(
      begun.map(({ status }) => status),
      [303, 303, 303],
      begun.map(({ body }) => body).join('\n'),
    );
    assert.equal(new Set(begun.map(({ headers }) => headers.get('location'))).size, 1);
  });
});
