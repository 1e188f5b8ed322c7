import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { newId } from '#kit/ids';
import { ask } from './http.ts';
import type { Answer } from './http.ts';
import { inhabit, refuse, sendRequest, withFile } from './inhabitants.ts';
import type { Inhabitants } from './inhabitants.ts';
import { routes } from './routes.ts';
import type { ListedRoute } from './routes.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

/** What the parameters of addresses stand for, of the owner's or of the body's. */
interface Things {
  readonly application: string;
  readonly draft: string;
  readonly draftFile: string;
  readonly kept: string;
  readonly document: string;
  readonly entry: string;
}

let world: World;
let people: Inhabitants;
let things: Things;

before(async () => {
  world = await openWorld({ AGENT: 'no' });
  people = await inhabit(world);
  things = await makeThings();
});
after(() => world?.[Symbol.asyncDispose]());

async function idFrom(query: ReturnType<typeof sql<{ id: string }>>): Promise<string> {
  const { rows } = await query.execute(world.db);
  const [{ id } = { id: '' }] = rows;
  assert.ok(id !== '', 'there is something to look for');
  return id;
}

/** One of everything that an address can name. */
async function makeThings(): Promise<Things> {
  const { owner, stranger } = people;
  const { cookie } = owner;
  const application = await sendRequest(world, await people.signedDraft(owner));
  await refuse(world, application, people);
  const document = await idFrom(sql`select id from documents.document where owner = ${owner.id}`);
  const { id: draft } = await people.signedDraft(owner);
  const files = `${world.portal}/applications/drafts/${draft}/files`;
  const attached = await ask(`${files}/identityDocument`, { method: 'POST', cookie, body: withFile('file-identityDocument') });
  assert.equal(attached.status, 303, attached.body);
  const listed = await ask(files, { cookie });
  const draftFile = /files\/([\da-f-]{36})"/.exec(listed.body)?.[1] ?? '';
  const keeping = await ask(`${world.portal}/cabinet/documents/new`, {
    method: 'POST',
    cookie,
    body: withFile('pdf', { kind: 'identityDocument' }),
  });
  const cabinet = await ask(`${world.portal}/cabinet/documents`, { cookie });
  const kept = /\/cabinet\/documents\/([\da-f-]{36})/.exec(cabinet.body)?.[1] ?? '';
  assert.ok(draftFile !== '' && kept !== '', `${keeping.status} ${keeping.body}`);
  const entry = await idFrom(sql`select id from registers.unemployed limit 1`);
  assert.notEqual(owner.id, stranger.id);
  return { application, draft, draftFile, kept, document, entry };
}

type Ids = Readonly<Record<string, string>>;

/** Whose things an address names; nothing where it names none of anybody. */
function idsIn({ site, url }: ListedRoute): Ids | undefined {
  const { application, draft, draftFile, kept, document, entry } = things;
  if (url.startsWith('/applications/drafts/:id')) return { id: draft, file: draftFile };
  if (url.startsWith('/applications/:id') || url.startsWith('/requests/:id')) return { id: application, file: draftFile };
  if (url.startsWith('/cabinet/documents/:id')) return { id: kept };
  if (url.startsWith('/documents/:id')) return { id: document };
  return site === 'workplace' && url.includes('/:id') ? { id: entry } : undefined;
}

const others: Ids = {
  page: 'contact',
  document: 'identityDocument',
  section: 'work',
  rubric: 'unemployment',
  name: 'x',
  token: 'x',
  system: 'x',
};

function addressOf({ site, url }: ListedRoute, ids: Ids): string {
  const path = url.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? others[name] ?? 'rg-1').replace('*', 'x');
  return `${world[site as 'portal' | 'workplace']}${path}`;
}

const guarded = routes.filter(({ access }) => access === 'person' || access === 'officer');
const owned = (): ListedRoute[] => guarded.filter((route) => idsIn(route) !== undefined);
const nameOf = ({ site, method, url }: ListedRoute): string => `${site} ${method} ${url}`;

/** An answer without what differs between any two: the reference, and the address that was asked for. */
function comparable({ status, body, headers }: Answer, ids: Ids): object {
  const told = Object.values(ids).reduce((text, id) => text.replaceAll(id, 'id'), body);
  const kept = ['content-type', 'location', 'cache-control', 'content-disposition'].map((name) => headers.get(name));
  return { status, kept, body: told.replaceAll(/\b[\dA-F]{10}\b/g, 'reference') };
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
        const { status, headers } = await ask(addressOf(route, idsIn(route) ?? {}), { method: route.method, cookie });
        assert.equal(status, route.method === 'GET' ? 303 : 401, nameOf(route));
        if (route.method === 'GET') assert.match(headers.get('location') ?? '', /^\/sign-in\?next=/, nameOf(route));
      }
    }
  });

  test('SEC-1 whose things they are gets them', async () => {
    for (const route of owned().filter(({ method }) => method === 'GET')) {
      const cookies = route.access === 'person' ? [people.owner.cookie] : [people.specialist, people.head];
      for (const cookie of cookies) {
        const { status } = await ask(addressOf(route, idsIn(route) ?? {}), { cookie });
        const isOther = route.url.endsWith('files/:file') && !route.url.includes('drafts');
        assert.ok(isOther ? status === 404 : status === 200 || status === 303, `${nameOf(route)}: ${status}`);
      }
    }
  });

  test("SEC-2 somebody else's things answer exactly like missing ones, to persons and to officers of another body", async () => {
    for (const route of owned()) {
      const ids = idsIn(route) ?? {};
      const missing = Object.fromEntries(Object.keys(ids).map((name) => [name, newId()]));
      const cookie = route.access === 'person' ? people.stranger.cookie : people.outsider;
      const isUpload = /files\/:document$|\/replace$/.test(route.url);
      const question = () => ({
        method: route.method,
        cookie,
        ...(route.method === 'GET' ? {} : { body: isUpload ? withFile('file') : {} }),
      });
      const foreign = await ask(addressOf(route, ids), question());
      const absent = await ask(addressOf(route, missing), question());
      assert.equal(foreign.status, 404, `${nameOf(route)}: ${foreign.status}`);
      assert.deepEqual(comparable(foreign, ids), comparable(absent, missing), nameOf(route));
    }
  });

  test('SEC-2 what cannot be an id is missing, too: no 400 and no 500 tells ids from other words', async () => {
    for (const route of owned().filter(({ method }) => method === 'GET')) {
      const ids = Object.fromEntries(Object.keys(idsIn(route) ?? {}).map((name) => [name, "1'%20or%201=1"]));
      const cookie = route.access === 'person' ? people.stranger.cookie : people.outsider;
      const { status } = await ask(addressOf(route, ids), { cookie });
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
