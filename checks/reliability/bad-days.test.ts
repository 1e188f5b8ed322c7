import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { brokenHistories } from '#applications';
import { texts } from '#text';
import { makeApplicants, makeSignedDrafts } from '../../bench/applicants.ts';
import type { Applicant, SignedDraft } from '../../bench/applicants.ts';
import { eventually } from '../journeys/world.ts';
import {
  draftsOf,
  get,
  isTaken,
  killUnderLoad,
  openTown,
  portalIsUp,
  post,
  reviewAgain,
  send,
  storedOf,
  underLoad,
} from './town.ts';
import type { Town } from './town.ts';
import { openTraffic } from './traffic.ts';
import type { Traffic } from './traffic.ts';

/** Kills in this suite, of the 20 that REL-1 asks for; `make bench` makes them all. */
const kills = 3;
/** Stops in this suite, of the 5 that REL-2 asks for. */
const stops = 2;

let town: Town;
let applicants: Applicant[];
let desk: string;
before(async () => {
  town = await openTown();
  desk = await town.officer('botagoz');
  applicants = await makeApplicants(town.office, 14);
});
afterEach(async () => {
  town.pki.spoil('none');
  town.mail.spoil('none');
  await town.registry('none');
});
after(() => town[Symbol.asyncDispose]());

const words = texts('kk');

async function draftOf(index: number, stamped = true): Promise<SignedDraft> {
  const [draft] = await makeSignedDrafts(town.office, applicants.slice(index, index + 1), { count: 1, stamped });
  assert.ok(draft);
  return draft;
}

function registered(ids: readonly string[]): Promise<string[]> {
  return eventually('numbers', async () => {
    const numbers = (await storedOf(town.world, ids)).flatMap(({ number }) => number ?? []);
    return numbers.length === ids.length ? numbers : undefined;
  });
}

test('REL-4 three presses of the last button at once make one application with one number, and each press hears of it', async () => {
  const draft = await draftOf(0);
  const answers = await Promise.all([1, 2, 3].map(() => send(town.world, draft)));
  for (const { status, headers } of answers) {
    assert.equal(status, 303);
    assert.equal(headers.get('location'), `/applications/${draft.id}?sent`);
  }
  const [number] = await registered([draft.id]);
  assert.ok(number);
  const { rows } = await sql<{ kind: string; count: number }>`select kind, count(*) as count from applications.event
    where application_id = ${draft.id} and kind in ('signed', 'numbered') group by kind order by kind`.execute(town.world.db);
  assert.deepEqual(rows, [
    { kind: 'numbered', count: 1 },
    { kind: 'signed', count: 1 },
  ]);
});

test('REL-4 a service ordered three times at once is one draft', async () => {
  const [, applicant] = applicants;
  assert.ok(applicant);
  const order = { cookie: applicant.cookie, body: 'service=rg-1' };
  const answers = await Promise.all([1, 2, 3].map(() => post(town.world.portal, '/applications/drafts', order)));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([303]));
  assert.equal(new Set(answers.map(({ headers }) => headers.get('location'))).size, 1);
  assert.equal(await draftsOf(town.world, applicant), 1);
});

test('REL-5 two officers take the same request at once: exactly one has it, and the other is told', async () => {
  const drafts = await Promise.all([2, 3, 4].map((index) => draftOf(index)));
  for (const draft of drafts) await send(town.world, draft);
  await registered(drafts.map(({ id }) => id));
  const officers = await Promise.all([town.officer('gulnara'), town.officer('botagoz')]);
  for (const { id } of drafts) {
    const answers = await Promise.all(officers.map((cookie) => post(town.world.workplace, `/requests/${id}/take`, { cookie })));
    const outcomes = answers.map(({ headers }) =>
      new URL(headers.get('location') ?? '', town.world.workplace).searchParams.get('done'),
    );
    assert.deepEqual(new Set(outcomes), new Set(['held', 'taken']));
    const { rows } = await sql<{ count: number }>`select count(*) as count from applications.event
      where application_id = ${id} and kind = 'taken'`.execute(town.world.db);
    assert.equal(rows[0]?.count, 1);
  }
});

describe('all channels under load', () => {
  let traffic: Traffic;
  before(async () => {
    traffic = await openTraffic(town);
    const first = await traffic.prepare(applicants.slice(2, 4));
    await underLoad(first.presses, 0, () => Promise.resolve());
    await traffic.holds(first);
  });

  test(`REL-1 REL-11 WRK-5 the server is killed ${kills} times while people send, counters take in, the hall gives tickets and heads sign: all that was acknowledged is there, once, in registers and queues too, and every chain is whole`, async (t) => {
    for (let kill = 0; kill < kills; kill++) {
      const round = await traffic.prepare(applicants.slice(2, 8));
      const away = await killUnderLoad(town, round.presses, 40 + kill * 60);
      t.diagnostic(`up again after ${Math.round(away)} ms`);
      await traffic.holds(round);
    }
  });

  test(`REL-2 REL-11 WRK-5 the database is stopped at once ${stops} times under the same load: people are told to come back, never of a defect; afterwards everything acknowledged is there, once`, async () => {
    for (let stop = 0; stop < stops; stop++) {
      const round = await traffic.prepare(applicants.slice(2, 6));
      const { statuses } = await underLoad(round.presses, 30 + stop * 40, async () => {
        await town.stopDatabase();
        for (const [site, path] of [
          [town.world.portal, '/applications'],
          [town.world.workplace, '/'],
        ] as const) {
          const page = await get(site, path, { cookie: site === town.world.portal ? (applicants[2]?.cookie ?? '') : desk });
          assert.equal(page.status, 503, path);
          assert.ok(Number(page.headers.get('retry-after')) > 0, 'when to come back');
        }
        await town.startDatabase();
      });
      assert.deepEqual(
        [...statuses].filter((status) => status !== 303 && status !== 503),
        [],
      );
      await traffic.holds(round);
    }
  });

  test('REL-11 PRO-10 a record that the owner of the database edits, takes out, cuts off or moves is found at its place, whatever channel it came through', async () => {
    const { db } = town.world;
    await sql`alter table applications.event disable trigger event_is_final`.execute(db);
    const expected: { applicationId: string; position: number }[] = [];
    for (const channel of ['portal', 'provider', 'centre']) {
      const { rows } = await sql<{ id: string; length: number }>`select id, history_length as length from applications.application
        where channel = ${channel} order by sent_at limit 4`.execute(db);
      assert.equal(rows.length, 4, channel);
      const ways = [
        {
          at: 2,
          acts: [`update applications.event set facts = facts || '{"x": 1}' where application_id = :id and position = 2`],
        },
        { at: 3, acts: [`delete from applications.event where application_id = :id and position = 3`] },
        {
          at: 0,
          acts: [
            `delete from applications.event where application_id = :id
              and position = (select max(position) from applications.event where application_id = :id)`,
          ],
        },
        {
          at: 4,
          acts: [
            `update applications.event set position = -position where application_id = :id and position in (4, 5)`,
            `update applications.event set position = 9 + position where application_id = :id and position < 0`,
          ],
        },
      ];
      for (const [place, { at, acts }] of ways.entries()) {
        const { id = '', length = 0 } = rows[place] ?? {};
        for (const act of acts) await sql.raw(act.replaceAll(':id', `'${id}'`)).execute(db);
        expected.push({ applicationId: id, position: at === 0 ? length : at });
      }
    }
    await sql`alter table applications.event enable trigger event_is_final`.execute(db);
    const byId = (one: { applicationId: string }, other: { applicationId: string }) =>
      one.applicationId < other.applicationId ? -1 : 1;
    assert.deepEqual(await brokenHistories(db), expected.toSorted(byId));
  });
});

async function reasons(): Promise<string[]> {
  const answer = (await (await get(town.world.portal, '/health/ready', { cookie: '' })).json()) as { reasons: string[] };
  return answer.reasons;
}

test('REL-3 while the person registry fails in any way people go on by themselves, the breaker opens, and afterwards the data are filled in', async (t) => {
  const [one, another] = applicants.slice(10);
  assert.ok(one && another);
  const order = (cookie: string) => post(town.world.portal, '/applications/drafts', { cookie, body: 'service=rg-1' });
  for (const fault of ['down', 'cutOff', 'garbage', 'endless', 'slow'] as const) {
    await town.registry(fault);
    const begun = performance.now();
    const { status, headers } = await order(one.cookie);
    assert.equal(status, 303, fault);
    const page = await (await get(town.world.portal, headers.get('location') ?? '', one)).text();
    t.diagnostic(`${fault}: ordered and shown in ${Math.round(performance.now() - begun)} ms`);
    assert.ok(page.includes(words.applications.form.unavailable), fault);
  }
  assert.ok(
    (await reasons()).some((reason) => reason.includes('PersonRegistry')),
    'the breaker is open, and operators are told',
  );
  const begun = await order(another.cookie);
  const path = begun.headers.get('location') ?? '';
  const entered = new URLSearchParams({ fullName: 'Қолмен Жазылған', address: 'Самар ауылы, Горохов көшесі, 7' });
  const saved = await post(town.world.portal, path, { cookie: another.cookie, body: entered.toString() });
  assert.equal(saved.status, 303, 'what is written by hand is taken');
  await town.registry('none');
  const page = await eventually('the data of the registry', async () => {
    const text = await (await get(town.world.portal, path, another)).text();
    return text.includes(words.applications.form.unavailable) ? undefined : text;
  });
  assert.ok(
    page.includes('Қолмен Жазылған') || page.toLowerCase().includes(another.name.surname.toLowerCase()),
    'nothing is empty',
  );
  assert.deepEqual(await reasons(), []);
});

test('REL-3 while the mail fails letters wait, and afterwards each arrives once', async () => {
  town.mail.spoil('down');
  const draft = await draftOf(12);
  assert.ok(isTaken(await send(town.world, draft), draft));
  const [number = ''] = await registered([draft.id]);
  const waiting = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from kit.job
      where kind = 'notices.mail' and payload::text like ${`%${draft.id}%`}`.execute(town.world.db);
    return rows[0]?.count ?? 0;
  };
  await eventually('the letters', async () => ((await waiting()) > 0 ? true : undefined));
  town.mail.spoil('none');
  await eventually('an empty letter box', async () => ((await waiting()) === 0 ? true : undefined));
  await town.world.letter('p12@example.kz', number);
});

test('REL-3 while OCSP alone fails the lists answer; while neither does a signature is neither taken nor lost', async () => {
  town.pki.spoil('cutOff', ['/ocsp']);
  const first = await draftOf(2);
  assert.ok(isTaken(await send(town.world, first), first), 'the lists know');
  const draft = await reviewAgain(town, await draftOf(3));
  // The lists that the server holds are still good: a restart forgets them.
  town.pki.spoil('down', ['/ocsp', '/crl']);
  await town.killServer();
  await portalIsUp(town.world);
  for (const how of ['down', 'garbage', 'endless'] as const) {
    town.pki.spoil(how, ['/ocsp', '/crl']);
    const answer = await send(town.world, draft);
    assert.equal(answer.status, 503, how);
    assert.ok(Number(answer.headers.get('retry-after')) > 0, how);
    const page = await answer.text();
    assert.ok(page.includes(words.failure.notChecked.text), how);
    assert.deepEqual(await storedOf(town.world, [draft.id]), [], 'what is not known is not taken for good');
  }
  town.pki.spoil('none');
  // An authority that failed is left in peace for half a minute; then the same signature is taken.
  await eventually('the signature taken', async () => (isTaken(await send(town.world, draft), draft) ? true : undefined));
});

test('REL-3 while time stamps fail a request is taken, and stamped afterwards', async () => {
  town.pki.spoil('down', ['/tsa']);
  const draft = await draftOf(4, false);
  assert.ok(isTaken(await send(town.world, draft), draft));
  const stamped = async (): Promise<boolean> => {
    const { rows } = await sql<{ size: number }>`select length(cms) as size from applications.request
      where application_id = ${draft.id}`.execute(town.world.db);
    return (rows[0]?.size ?? 0) > draft.cms.length;
  };
  await registered([draft.id]);
  assert.equal(await stamped(), false);
  town.pki.spoil('none');
  await eventually('the time stamp', async () => ((await stamped()) ? true : undefined));
});
