import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { OfficerActor } from '#identity';
import { canonicalRequest } from '#regulations';
import { absentPower, cast, powersOfAttorney } from '#seed';
import type { Iin } from '#subjects';
import { askAgain, openAtCounter, servicesAtCounter } from './begin-at-counter.ts';
import { fillPage } from './draft.ts';
import { findOwn } from './list.ts';
import { markOriginals } from './mark-originals.ts';
import { prepareRequest } from './prepare-request.ts';
import { historyBreak } from './rules/history.ts';
import { findApplication, findDraft, findRequest, listHistory } from './store.ts';
import { submitAtCounter } from './submit-at-counter.ts';
import { begin, carry, decide, fill, iinOf, prepared, take } from './testing-counter.ts';
import { testOffice } from './testing.ts';
import type { TestOffice } from './testing.ts';
import { giveResult, listAtCounter, openTracked } from './track-at-counter.ts';

let office: TestOffice;
before(async () => {
  office = await testOffice();
});
after(() => office?.[Symbol.asyncDispose]());

const nobody = '900101399978';

/** Between Aigerim and her representative, as the notary system of the cast has it. */
function power(of: keyof typeof powersOfAttorney | 'absent') {
  const { number, principal, representative } = of === 'absent' ? absentPower : powersOfAttorney[of];
  return { consumer: cast[principal], representative: { iin: iinOf(cast[representative].iin), number } };
}

async function statusOf(id: string): Promise<{ status: string; ending: string | undefined }> {
  const { state, status } = await office.find(id);
  return { status, ending: state.stage === 'ended' ? state.ending : undefined };
}

describe('RG-1 provider', () => {
  test('PRO-3 RG-1 provider: an officer takes it, it is registered at once, and ends with the certificate', async () => {
    const id = await take(office, office.gulnara, { consumer: cast.aigerim });
    const registered = await office.find(id);
    assert.equal(registered.channel, 'provider');
    assert.equal(registered.accountId, undefined);
    assert.ok(registered.number !== undefined && registered.dueAt !== undefined);
    assert.deepEqual([registered.status, registered.awaits], ['accepted', 'officer']);
    await decide(office, id, 'result');
    assert.deepEqual(await statusOf(id), { status: 'provided', ending: 'provided' });
  });

  test('PRO-3 RG-1 provider: the same way ends with the refusal, where the register does not know the person', async () => {
    const id = await take(office, office.botagoz, { consumer: cast.nurlan });
    await decide(office, id, 'refusal');
    assert.deepEqual(await statusOf(id), { status: 'refused', ending: 'refused' });
  });

  test('PRO-3 RG-1 provider: without data the process stops, the message says why, and the draft stays as it was entered', async () => {
    const { services, gulnara } = office;
    const draftId = await begin(office, gulnara, { iin: nobody });
    const { counter, draft } = await openAtCounter(services, gulnara, draftId);
    assert.deepEqual(counter.noData, { of: 'person', why: 'absent' });
    assert.ok(counter.state.stage === 'ended' && counter.state.ending === 'stopped');
    assert.equal(counter.consumerIin, nobody);
    assert.deepEqual(draft.known, {});
    assert.deepEqual(await prepareRequest(services, gulnara, { draftId, locale: 'kk' }), { kind: 'noData' });
    await askAgain(services, gulnara, draftId);
    assert.deepEqual((await openAtCounter(services, gulnara, draftId)).counter.noData?.why, 'absent');
  });

  test('PRO-3 a centre, a head, and a body that does not provide the service take nothing of it there', async () => {
    const { services, gulnara, daniyar, outsider, madina } = office;
    const ids = async (officer: OfficerActor) => (await servicesAtCounter(services, officer)).map(({ id }) => id);
    assert.ok((await ids(gulnara)).includes('rg-1'));
    assert.ok((await ids(madina)).includes('rg-1'));
    assert.ok(!(await ids(outsider)).includes('rg-1'));
    await assert.rejects(ids(daniyar), { code: 'forbidden' });
    await assert.rejects(begin(office, outsider, cast.aigerim), { code: 'notFound' });
  });
});

describe('RG-1 centre', () => {
  test('PRO-4 RG-1 centre: an operator takes it, it travels, is registered, decided, and handed over with a mark', async () => {
    const { services, madina } = office;
    const id = await take(office, madina, { consumer: cast.aigerim });
    assert.deepEqual(await statusOf(id), { status: 'sent', ending: undefined });
    await carry(office, id);
    const registered = await office.find(id);
    assert.equal(registered.channel, 'centre');
    assert.equal(await giveResult(services, madina, { id, recipient: 'consumer' }), 'undecided');
    await decide(office, id, 'result');
    assert.equal(await giveResult(services, madina, { id, recipient: 'consumer' }), 'given');
    assert.equal(await giveResult(services, madina, { id, recipient: 'consumer' }), 'before');
    const given = (await listHistory(services.db, id)).filter(({ kind }) => kind === 'resultGiven');
    assert.deepEqual(
      given.map(({ actor, facts }) => [actor.kind === 'officer' && actor.id, facts]),
      [[madina.id, { to: 'consumer' }]],
    );
  });

  test('PRO-4 RG-1 centre: the same way ends with the refusal, which is handed over too', async () => {
    const { services, askhat } = office;
    const id = await take(office, askhat, { consumer: cast.nurlan });
    await carry(office, id);
    await decide(office, id, 'refusal');
    assert.deepEqual(await statusOf(id), { status: 'refused', ending: 'refused' });
    assert.equal(await giveResult(services, askhat, { id, recipient: 'consumer' }), 'given');
  });

  test('PRO-4 RG-1 centre: without data the process stops and the draft stays', async () => {
    const { services, madina } = office;
    const draftId = await begin(office, madina, { iin: nobody });
    const { counter } = await openAtCounter(services, madina, draftId);
    assert.ok(counter.state.stage === 'ended' && counter.state.ending === 'stopped');
    assert.equal(counter.noData?.of, 'person');
  });

  test('PRO-4 a valid power of attorney lets the representative act: it stands in what is signed', async () => {
    const { services, madina } = office;
    const { consumer, representative } = power('valid');
    const id = await take(office, madina, { consumer, representative });
    const request = await findRequest(services.db, id);
    assert.deepEqual(request?.contents.counter?.representative, {
      iin: representative.iin,
      name: request?.contents.counter?.representative?.name,
      powerOfAttorney: { number: representative.number, issuedOn: '2026-01-01', validUntil: '2027-01-01' },
    });
    await carry(office, id);
    await decide(office, id, 'result');
    assert.equal(await giveResult(services, madina, { id, recipient: 'representative' }), 'given');
  });

  for (const standing of ['expired', 'revoked', 'otherKind', 'absent'] as const) {
    test(`PRO-4 a power of attorney that is ${standing} stops the process, and the consumer's data are not asked for`, async () => {
      const { services, askhat } = office;
      const { consumer, representative } = power(standing);
      const draftId = await begin(office, askhat, { ...consumer, representative: representative });
      const { counter, draft } = await openAtCounter(services, askhat, draftId);
      assert.deepEqual(counter.noData, { of: 'powerOfAttorney', why: standing });
      assert.ok(counter.state.stage === 'ended' && counter.state.ending === 'stopped');
      assert.deepEqual([draft.known, draft.answers], [{}, {}]);
      assert.deepEqual(counter.representative, representative);
    });
  }

  test('PRO-4 whoever is not named in the power of attorney is nobody to the notary system', async () => {
    const { consumer, representative } = power('valid');
    const stranger = { ...representative, iin: iinOf(cast.svetlana.iin) };
    const draftId = await begin(office, office.askhat, { ...consumer, representative: stranger });
    const { counter } = await openAtCounter(office.services, office.askhat, draftId);
    assert.deepEqual(counter.noData, { of: 'powerOfAttorney', why: 'absent' });
  });
});

describe('what a counter sends', () => {
  test('PRO-3 APP-5 what is signed says who filled it in, which originals were seen, and the hashes of the scans', async () => {
    const { services, gulnara } = office;
    const id = await take(office, gulnara, { consumer: cast.svetlana });
    const request = await findRequest(services.db, id);
    assert.ok(request);
    const { contents, signedBytes } = request;
    const regulation = services.regulations.version('rg-1', contents.regulation.version);
    assert.deepEqual(Buffer.from(canonicalRequest(regulation, contents)), Buffer.from(signedBytes));
    const read = JSON.parse(Buffer.from(signedBytes).toString()) as { request: typeof contents };
    const { counter, consumer, channel, attachments } = read.request;
    assert.deepEqual([channel, consumer.iin], ['provider', cast.svetlana.iin]);
    assert.deepEqual(counter?.paperOriginals, ['identityDocument']);
    assert.deepEqual([counter?.filledBy.role, counter?.filledBy.iin], ['officer', cast.gulnara.iin]);
    assert.equal(attachments.length, 1);
  });

  test('PRO-10 the history begins at the counter: entered, asked, judged, signed, each by whom and when, and is whole', async () => {
    const { services, gulnara } = office;
    const id = await take(office, gulnara, { consumer: cast.marat });
    const history = await listHistory(services.db, id);
    const kinds = history.map(({ kind, facts }) => [kind, facts['act'] ?? facts['outcome']].filter(Boolean).join(' '));
    assert.deepEqual(kinds.slice(0, 8), [
      'stepBegun fillIn',
      'stepDone fillIn',
      'stepBegun askRegistries',
      'stepDone askRegistries',
      'conditionJudged ok',
      'stepBegun attachAndSign',
      'signed',
      'stepDone attachAndSign',
    ]);
    assert.ok(history.slice(0, 8).every(({ actor }) => actor.kind === 'officer' && actor.id === gulnara.id));
    assert.equal(historyBreak(id, history), undefined);
  });

  test("PRO-3 SEC-6 another's key signs nothing at a counter, neither the consumer's nor a colleague's", async () => {
    const { services, gulnara, botagoz } = office;
    const draftId = await begin(office, gulnara, cast.altynai);
    await fill(office, gulnara, draftId);
    const { bytes } = await prepared(office, gulnara, draftId);
    const consumer = { iin: iinOf(cast.altynai.iin), name: cast.altynai };
    for (const other of [consumer, botagoz]) {
      const cms = await office.sign(await office.keysOf(other), bytes);
      assert.equal((await submitAtCounter(services, gulnara, { draftId, cms })).kind, 'refused');
    }
    assert.ok(await findDraft(services.db, { id: draftId, officerId: gulnara.id }), 'nothing is lost');
  });

  test('PRO-3 a required document that was not seen, or not scanned, is missing', async () => {
    const { services, gulnara } = office;
    const draftId = await begin(office, gulnara, cast.murat);
    await fill(office, gulnara, draftId);
    const outcome = async () => (await prepareRequest(services, gulnara, { draftId, locale: 'kk' })).kind;
    assert.equal(await outcome(), 'ready');
    await markOriginals(services, gulnara, { draftId, originals: [] });
    assert.equal(await outcome(), 'missingDocuments');
    await assert.rejects(markOriginals(services, gulnara, { draftId, originals: ['passport'] }), { code: 'badRequest' });
  });

  test('PRO-3 a mark that is changed after the review has to be reviewed again', async () => {
    const { services, gulnara } = office;
    const draftId = await begin(office, gulnara, cast.qairat);
    await fill(office, gulnara, draftId);
    const { bytes } = await prepared(office, gulnara, draftId);
    const cms = await office.sign(await office.keysOf(gulnara), bytes);
    await markOriginals(services, gulnara, { draftId, originals: [] });
    assert.deepEqual(await submitAtCounter(services, gulnara, { draftId, cms }), { kind: 'changed' });
  });

  test('REL-4 one signed request sent three times at once is one application with one number', async () => {
    const { services, gulnara } = office;
    const draftId = await begin(office, gulnara, cast.erzhan);
    await fill(office, gulnara, draftId);
    const { bytes } = await prepared(office, gulnara, draftId);
    const cms = await office.sign(await office.keysOf(gulnara), bytes);
    const sent = await Promise.all([1, 2, 3].map(() => submitAtCounter(services, gulnara, { draftId, cms })));
    assert.deepEqual(new Set(sent.map(({ kind }) => kind)), new Set(['sent']));
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from applications.event
      where application_id = ${draftId} and kind = 'numbered'`.execute(services.db);
    assert.equal(rows[0]?.count, 1);
  });

  test('REL-4 begun three times at once for one consumer, it is one draft whose registries have answered', async () => {
    const { services, gulnara } = office;
    const drafts = await Promise.all([1, 2, 3].map(() => begin(office, gulnara, cast.saule)));
    assert.equal(new Set(drafts).size, 1);
    assert.equal((await prepareRequest(services, gulnara, { draftId: drafts[0] ?? '', locale: 'kk' })).kind, 'faults');
  });

  test('REL-4 REL-5 a result that two operators give at once was given once', async () => {
    const { services, madina, askhat } = office;
    const id = await take(office, madina, { consumer: cast.zhanar });
    await carry(office, id);
    await decide(office, id, 'refusal');
    const both = await Promise.all([madina, askhat].map((by) => giveResult(services, by, { id, recipient: 'consumer' })));
    assert.deepEqual(both.toSorted(), ['before', 'given']);
  });
});

describe('whose eyes see what', () => {
  test('SEC-2 a draft is its officer’s, an application its counter’s: to all others it is missing', async () => {
    const { services, gulnara, botagoz, madina, askhat } = office;
    const draftId = await begin(office, gulnara, cast.lazzat);
    await assert.rejects(openAtCounter(services, botagoz, draftId), { code: 'notFound' });
    await assert.rejects(fillPage(services, madina, { draftId, page: 'contact', raw: {} }), { code: 'notFound' });
    const id = await take(office, madina, { consumer: cast.lazzat });
    assert.equal((await openTracked(services, askhat, id)).application.consumer?.iin, cast.lazzat.iin);
    await assert.rejects(openTracked(services, gulnara, id), { code: 'notFound' });
    await assert.rejects(giveResult(services, gulnara, { id, recipient: 'consumer' }), { code: 'notFound' });
  });

  test('PRO-4 SEC-1 after the handing over the centre sees nothing of the person, and finds the application by its number only', async () => {
    const { services, madina } = office;
    const id = await take(office, madina, { consumer: cast.botagoz });
    await carry(office, id);
    const search = async (words: string) => listAtCounter(services, madina, { queue: 'all', words, limit: 10, offset: 0 });
    const ids = async (words: string) => (await search(words)).applications.map((one) => one.id);
    const { number = '' } = await office.find(id);
    assert.deepEqual([await ids(cast.botagoz.iin), await ids(number)], [[id], [id]]);
    await decide(office, id, 'refusal');
    await giveResult(services, madina, { id, recipient: 'consumer' });
    assert.deepEqual([await ids(cast.botagoz.iin), await ids(number)], [[], [id]]);
    const card = await openTracked(services, madina, id);
    assert.deepEqual([card.application.consumer, card.entry], [undefined, undefined]);
    assert.ok(!JSON.stringify([await search(number), card]).includes(cast.botagoz.iin));
  });

  test('CAB-9 the counter’s list and its search tell the person once a day, and no more once nothing of them is shown', async () => {
    const { services, madina, clock } = office;
    const id = await take(office, madina, { consumer: cast.daniyar });
    await carry(office, id);
    const purposes = async () => {
      const { rows } = await sql<{ purpose: string }>`select purpose from registries.access_log
        where reference = ${id} and purpose in ('list', 'search') order by purpose`.execute(services.db);
      return rows.map(({ purpose }) => purpose);
    };
    const look = async () => {
      for (const words of ['', cast.daniyar.iin])
        await listAtCounter(services, madina, { queue: 'waiting', words, limit: 50, offset: 0 });
    };
    await look();
    await look();
    assert.deepEqual(await purposes(), ['list', 'search']);
    await decide(office, id, 'refusal');
    await giveResult(services, madina, { id, recipient: 'consumer' });
    clock.advance(86_400_000);
    await listAtCounter(services, madina, { queue: 'all', words: '', limit: 50, offset: 0 });
    assert.deepEqual(await purposes(), ['list', 'search']);
    clock.advance(-86_400_000);
  });

  test('PRO-4 a result that nobody comes for is not looked at for ever: after thirty days the person is gone from the centre', async () => {
    const { services, madina, clock } = office;
    const id = await take(office, madina, { consumer: cast.askhat });
    await carry(office, id);
    await decide(office, id, 'refusal');
    clock.advance(29 * 86_400_000);
    assert.ok((await openTracked(services, madina, id)).application.consumer);
    clock.advance(2 * 86_400_000);
    assert.equal((await openTracked(services, madina, id)).application.consumer, undefined);
    clock.advance(-31 * 86_400_000);
  });

  test('PRO-10 the operator’s look at the person’s data stands in the history, once an hour', async () => {
    const { services, madina } = office;
    const id = await take(office, madina, { consumer: cast.daniyar });
    await openTracked(services, madina, id);
    await openTracked(services, madina, id);
    const looks = (await listHistory(services.db, id)).filter(({ kind }) => kind === 'viewed');
    assert.deepEqual(
      looks.map(({ actor }) => actor.kind === 'officer' && actor.id),
      [madina.id],
    );
  });

  test('PRO-4 the consumer who had no account sees the same application after registering, and nobody else does', async () => {
    const { services, madina } = office;
    const id = await take(office, madina, { consumer: cast.svetlana });
    const anything = {
      services: undefined,
      number: undefined,
      status: undefined,
      from: undefined,
      to: undefined,
      page: 1,
    } as const;
    const svetlana = await office.person(cast.svetlana);
    const nurlan = await office.person(cast.nurlan);
    const ids = async (iin: Iin) => (await findOwn(services.db, iin, anything)).applications.map((one) => one.id);
    assert.ok((await ids(svetlana.iin)).includes(id));
    assert.ok(!(await ids(nurlan.iin)).includes(id));
    assert.equal(await findApplication(services.db, id, { consumerIin: nurlan.iin }), undefined);
  });
});
