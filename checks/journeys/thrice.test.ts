import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { findBodyByBin } from '#identity';
import { newId } from '#kit/ids';
import { bodies, cast } from '#seed';
import { Poster, prepare, serviceOf, signIn } from './by-post.ts';
import { hiddenFields } from './http.ts';
import { inhabit, sendRequest } from './inhabitants.ts';
import type { Inhabitants } from './inhabitants.ts';
import { signatureOf } from './key-signature.ts';
import { routes } from './routes.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
let people: Inhabitants;
const pressed = new Set<string>();

before(async () => {
  world = await openWorld({ AGENT: 'no' });
  people = await inhabit(world);
});
after(() => world?.[Symbol.asyncDispose]());

/** Where else a button is pressed three times at once, as a use case or as a page. */
const elsewhere: Readonly<Record<string, string>> = {
  '/applications/drafts': 'access.test.ts, bad-days.test.ts',
  '/applications/drafts/:id/sign': 'access.test.ts, bad-days.test.ts, applications/submit.test.ts',
  '/applications/:id/answer/sign': 'applications/handling.test.ts',
  '/applications/:id/survey': 'applications/handling.test.ts',
  '/applications/:id/withdraw': 'applications/handling.test.ts',
  '/signing/:id/sign': 'applications/signers.test.ts',
  '/counter/drafts': 'access.test.ts, applications/counter.test.ts',
  '/counter/drafts/:id/sign': 'access.test.ts, applications/counter.test.ts',
  '/counter/applications/:id/give': 'access.test.ts, applications/counter.test.ts',
  '/counter/applications/:id/answer/sign': 'applications/coming-back.test.ts',
  '/counter/applications/:id/complaint/sign': 'applications/coming-back.test.ts',
  '/counter/applications/:id/withdrawal/sign': 'applications/coming-back.test.ts',
  '/registers/:register/import/:id': 'registers/files.test.ts',
  '/gateway/letters/:sequence/drop': 'gateway/async.test.ts',
  '/gateway/letters/:sequence/resend': 'gateway/async.test.ts',
};

/** What is only put into its place, or taken out of it, and is the same when that is done again (files: documents/files/keep-files.test.ts). */
const samePlace: readonly RegExp[] = [
  /\/drafts\/:id\/(?:pages|files|ask|discard|signers|signing)/,
  /^(?:\/counter)?\/applications\/:id\/(?:answer|complaint|withdrawal)\/files/,
  /^(?:\/counter)?\/applications\/:id\/answer$/,
  /^\/counter\/applications\/:id\/(?:complaint|withdrawal)$/,
  /^\/signing\/:id\/(?:decline|withdraw)$/,
  /^\/cabinet\//,
  /^\/register(?:\/|$)/,
  /^\/sign-(?:in|out)/,
  // Questions with an answer: nothing is stored, or only what is looked at before it is entered.
  /^\/verify\/|^\/counter\/applications\/search$|^\/registers\/:register\/import$|^\/counter\/applications\/:id\/complaint-answer$|^\/gateway\/letters\/:sequence\/read$/,
];

/** Rows that stand for what happened, of every table in which something is entered by a button. */
async function rowsNow(): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables
    where schemaname in ('applications', 'documents', 'registers', 'reception')
      and tablename not in ('tally', 'figure', 'draft', 'turn_count', 'queue')`.execute(world.db);
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as count from ${name}`);
  const { rows } = await sql.raw<{ name: string; count: number }>(counts.join(' union all ')).execute(world.db);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

/** Presses three times at once. @returns the answers, when the rows are so many more as one press makes */
async function once(
  at: Poster,
  { url, path, fields = {} }: { url: string; path: string; fields?: Record<string, string> },
  grown: Readonly<Record<string, number>>,
): Promise<string[]> {
  pressed.add(url);
  const earlier = await rowsNow();
  const answers = await at.thrice(path, fields);
  const told = answers.map(({ status, headers, body }) => `${status} ${headers.get('location') ?? (status < 500 ? '' : body)}`);
  assert.ok(answers.every(({ status }) => status < 500) && answers.some(({ status }) => status < 400), told.join('\n'));
  const later = await rowsNow();
  const more = Object.entries(later).flatMap(([name, count]) => {
    const by = count - (earlier[name] ?? 0);
    return by === 0 ? [] : [[name, by]];
  });
  assert.deepEqual(Object.fromEntries(more), grown, `${path}: ${told.join(', ')}`);
  return told;
}

/** All three hear the same. */
async function alike(...pressing: Parameters<typeof once>): Promise<string> {
  const told = new Set(await once(...pressing));
  assert.equal(told.size, 1, [...told].join('\n'));
  return [...told][0]?.slice('303 '.length) ?? '';
}

describe('each button of a desk, pressed three times at once', () => {
  let specialist: Poster;
  let head: Poster;
  const at = (id: string, act: string) => ({ url: `/requests/:id/${act}`, path: `/requests/${id}/${act}` });
  const seenAt = async (path: string): Promise<string> => hiddenFields((await specialist.get(path)).body)['seen'] ?? '';

  before(async () => {
    [specialist, head] = await Promise.all([
      signIn(world.workplace, await world.cast('gulnara')),
      signIn(world.workplace, await world.cast('daniyar')),
    ]);
  });

  const request = async (): Promise<string> => {
    await sql`delete from applications.draft where account_id = ${people.owner.id}`.execute(world.db);
    return sendRequest(world, await people.signedDraft(people.owner));
  };

  test('REL-4 taken, noted, given away and back, decided, sent and signed, each happens once', async () => {
    const id = await request();
    await alike(specialist, at(id, 'take'), { 'applications.event': 1 });
    await alike(
      specialist,
      { ...at(id, 'notes'), fields: { note: 'Қоңырау шалу', id: newId() } },
      { 'applications.note': 1, 'applications.event': 1 },
    );
    await once(specialist, at(id, 'release'), { 'applications.event': 1 });
    await specialist.post(`/requests/${id}/take`);
    const colleague = (
      await sql<{ id: string }>`select id from identity.officer where iin = ${cast.botagoz.iin}`.execute(world.db)
    ).rows[0];
    await once(specialist, { ...at(id, 'hand-over'), fields: { colleague: colleague?.id ?? '' } }, { 'applications.event': 1 });
    const second = await signIn(world.workplace, await world.cast('botagoz'));
    const { seen = '' } = hiddenFields((await second.get(`/requests/${id}`)).body);
    const decision = {
      'check-identityDocument': 'wrong',
      output: 'refusal',
      grounds: 'incompleteDocuments',
      'refusal-explanation': 'Толықтырыңыз.',
    };
    await once(
      second,
      { ...at(id, 'decision'), fields: { seen, go: 'preview', ...decision } },
      { 'applications.event': 2, 'applications.preparation': 1 },
    );
    const sending = hiddenFields((await second.get(`/requests/${id}/preview`)).body);
    await once(second, { ...at(id, 'send'), fields: { seen: sending['seen'] ?? '' } }, { 'applications.event': 1 });
    const page = await head.get(`/requests/${id}/sign`);
    const cms = await signatureOf(head.person, await head.bytes(`/requests/${id}/document.pdf`));
    const told = await once(
      head,
      { ...at(id, 'sign'), fields: { ...hiddenFields(page.body), cms } },
      { 'applications.event': 5 },
    );
    assert.equal(told.filter((one) => one.includes('done=signed')).length, 1, told.join('\n'));
    await complained(id);
  });

  /** The consumer of a refusal complains; the head answers. */
  async function complained(id: string): Promise<void> {
    const { cookie } = people.owner;
    const consumer = new Poster(world.portal, cookie, await world.cast('aigerim'));
    const complaint = {
      url: '/applications/:id/complaint',
      path: `/applications/${id}/complaint`,
      fields: { complaint: 'Құжат анық.' },
    };
    await alike(consumer, complaint, { 'applications.complaint': 1, 'applications.event': 1 });
    await once(head, { ...at(id, 'complaint'), fields: { answer: 'Қайта қаралды.' } }, { 'applications.event': 1 });
  }

  test('REL-4 sent back, and signed in a batch, a decision is it once', async () => {
    const id = await request();
    const decided = {
      regulation: serviceOf('rg-1'),
      output: 'refusal',
      ground: 'incompleteDocuments',
      values: { explanation: 'Толықтырыңыз.' },
    };
    const toHead = async (): Promise<void> => {
      await prepare(specialist, id, decided);
      await specialist.post(`/requests/${id}/send`, { seen: await seenAt(`/requests/${id}/preview`) });
    };
    await toHead();
    await once(head, { ...at(id, 'return'), fields: { reason: 'Негізін нақтылау' } }, { 'applications.event': 1 });
    await toHead();
    const page = await head.get(`/batch?id=${id}`);
    const cms = await signatureOf(head.person, await head.bytes(`/requests/${id}/document.pdf`));
    await once(head, { url: '/batch', path: '/batch', fields: { ...hiddenFields(page.body), cms } }, { 'applications.event': 5 });
  });

  test('REL-4 asked of the consumer, a question is one', async () => {
    const id = await request();
    await specialist.post(`/requests/${id}/take`);
    const fields = { 'ask-text': 'Екінші бетін тіркеңіз', documents: 'identityDocument' };
    await once(specialist, { ...at(id, 'ask'), fields }, { 'applications.enquiry': 1, 'applications.event': 1 });
  });

  test('REL-4 an extension of the deadline is one', async () => {
    const housing = await signIn(world.workplace, await world.cast('erzhan'));
    const id = await request();
    // The form of RG-7 is long; what is extended is the same row.
    const { rows } = await sql<{ id: string }>`select id from identity.body where bin = ${bodies.housing.bin}`.execute(world.db);
    await sql`update applications.application set service = 'rg-7', body_id = ${rows[0]?.id ?? ''} where id = ${id}`.execute(
      world.db,
    );
    await housing.post(`/requests/${id}/take`);
    const { due = '' } = hiddenFields((await housing.get(`/requests/${id}`)).body);
    const fields = { days: '5', 'extend-reason': 'Сұрау салуға жауап күтілуде', due };
    await once(housing, { ...at(id, 'extend'), fields }, { 'applications.event': 1 });
  });
});

describe('each button of a register, pressed three times at once', () => {
  let keeper: Poster;
  const preschools = '/registers/preschool';
  before(async () => {
    keeper = await signIn(world.workplace, await world.cast('saule'));
  });

  const idIn = (path: string): string => /[\da-f-]{36}/.exec(path)?.[0] ?? '';
  const keyAt = async (path: string): Promise<string> => hiddenFields((await keeper.get(path)).body)['key'] ?? '';

  async function enterChild(name: string): Promise<string> {
    const { iin } = cast.nurlan;
    const fields = {
      iin,
      fullName: 'Ахметов Нұрлан',
      registeredOn: '20.11.2026',
      filedAt: '20.11.2020 09:30',
      childName: name,
      childBirthDate: '02.05.2023',
      category: 'outOfTurn',
      homeAddress: 'Көкпекті ауылы',
      key: await keyAt(`${preschools}/new`),
    };
    const grown = { 'registers.preschool': 1, 'registers.change': 1, 'registers.turn': 1 };
    return idIn(await alike(keeper, { url: '/registers/:register/new', path: `${preschools}/new`, fields }, grown));
  }

  test('REL-4 WRK-4 an entry, its change and its end are one each', async () => {
    const entry = `${preschools}/${await enterChild('Ахмет Арман')}`;
    const { version = '' } = hiddenFields((await keeper.get(`${entry}/change`)).body);
    const values = {
      childName: 'Ахмет Арман',
      childBirthDate: '02.05.2023',
      category: 'general',
      homeAddress: 'Самар ауылы',
      filedAt: '20.11.2020 09:30',
      version,
    };
    const changed = { 'registers.change': 1, 'registers.turn': 1 };
    await once(keeper, { url: '/registers/:register/:id/change', path: `${entry}/change`, fields: values }, changed);
    await alike(
      keeper,
      { url: '/registers/:register/:id/leave', path: `${entry}/leave`, fields: { why: 'Көшті' } },
      { 'registers.change': 1 },
    );
  });

  test('REL-4 WRK-5 institution, group, places, and each referral with what becomes of it', async () => {
    const institutions = `${preschools}/institutions`;
    const nest = { number: '77', name: '«Күншуақ» балабақшасы', address: 'Абай көшесі, 1', phone: '' };
    await once(
      keeper,
      { url: '/registers/preschool/institutions', path: institutions, fields: nest },
      { 'registers.institution': 1 },
    );
    const body = await findBodyByBin(world.db, bodies.education.bin);
    const { rows } = await sql<{
      id: string;
    }>`select id from registers.institution where body_id = ${body?.id ?? ''} and number = '77'`.execute(world.db);
    const place = `${institutions}/${rows[0]?.id ?? ''}`;
    const group = { groupName: 'Құлыншақ', bornFrom: '2023', bornTo: '2023', places: '2' };
    await once(
      keeper,
      { url: '/registers/preschool/institutions/:id/groups', path: `${place}/groups`, fields: group },
      { 'registers.preschool_group': 1 },
    );
    const groups = await sql<{
      id: string;
    }>`select id from registers.preschool_group where institution_id = ${rows[0]?.id ?? ''}`.execute(world.db);
    const groupId = groups.rows[0]?.id ?? '';
    const places = {
      url: '/registers/preschool/groups/:id/places',
      path: `${preschools}/groups/${groupId}/places`,
      fields: { [`places-${groupId}`]: '3' },
    };
    await alike(keeper, places, {});
    for (const name of ['Ахмет Бірінші', 'Ахмет Екінші']) await enterChild(name);
    const key = await keyAt(place);
    const offer = {
      url: '/registers/preschool/groups/:id/offer',
      path: `${preschools}/groups/${groupId}/offer`,
      fields: { key },
    };
    await alike(keeper, offer, { 'registers.referral': 1, 'registers.change': 1 });
    const open = async (): Promise<{ entry: string; id: string }> => {
      const { rows } = await sql<{ entry: string; id: string }>`select entry_id as entry, id from registers.referral
        where state = 'open' and group_id = ${groupId}`.execute(world.db);
      assert.equal(rows.length, 1);
      return rows[0] ?? { entry: '', id: '' };
    };
    const onChild = (act: string, entry: string) => ({
      url: `/registers/preschool/:id/${act}`,
      path: `${preschools}/${entry}/${act}`,
    });
    // A place that is declined goes to the next child at once.
    const declined = await open();
    await alike(keeper, onChild('decline', declined.entry), { 'registers.referral': 1, 'registers.change': 2 });
    const { entry, id } = await open();
    assert.notEqual(entry, declined.entry);
    await alike(keeper, onChild('place', entry), { 'registers.change': 1 });
    const free = {
      url: '/registers/preschool/:id/referrals/:referral/free',
      path: `${preschools}/${entry}/referrals/${id}/free`,
    };
    await alike(keeper, free, { 'registers.referral': 1, 'registers.change': 2 });
  });
});

describe('each button of a hall, pressed three times at once', () => {
  test('REL-4 WRK-3 tickets, windows and calls', async () => {
    const operator = await signIn(world.workplace, await world.cast('madina'));
    const sit = { url: '/reception/window', path: '/reception/window', fields: { window: '3' } };
    await alike(operator, sit, { 'reception.sitting': 1 });
    // The hall's addresses are made when somebody first looks for them.
    await operator.get('/reception');
    await once(operator, { url: '/reception/keys', path: '/reception/keys' }, {});
    const { rows } = await sql<{ key: string }>`select terminal_key as key from reception.hall`.execute(world.db);
    const terminal = `/reception/terminal/${rows[0]?.key ?? ''}`;
    const { id = '' } = hiddenFields((await operator.get(terminal)).body);
    const ticket = { url: '/reception/terminal/:key', path: terminal, fields: { kind: 'education', id } };
    await alike(operator, ticket, { 'reception.ticket': 1, 'reception.counter': 1 });
    const call = (fields: Record<string, string>) => ({ url: '/reception/call', path: '/reception/call', fields });
    await once(operator, call({ act: 'next', shown: '' }), {});
    await once(operator, call({ act: 'missed', shown: id }), {});
    await once(operator, { url: '/reception/return', path: '/reception/return', fields: { ticket: id } }, {});
    const states = await sql<{ state: string }>`select state from reception.ticket where id = ${id}`.execute(world.db);
    assert.deepEqual(states.rows, [{ state: 'waiting' }]);
  });
});

test('REL-4 no button was left out: each is pressed here or elsewhere, or puts a thing in its place', () => {
  const posts = routes.filter(({ method, site }) => method === 'POST' && (site === 'portal' || site === 'workplace'));
  const left = posts.filter(
    ({ url }) => !pressed.has(url) && elsewhere[url] === undefined && !samePlace.some((pattern) => pattern.test(url)),
  );
  assert.deepEqual(
    left.map(({ url }) => url),
    [],
  );
});
