import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { OfficerActor } from '#identity';
import { inTransaction } from '#kit/db';
import { sha256Hex } from '#kit/ids';
import { canonicalRequest } from '#regulations';
import { absentPower, cast, powersOfAttorney } from '#seed';
import type { CastPerson } from '#seed';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { attachFile } from './attach-file.ts';
import { askAgain, beginAtCounter, openAtCounter, servicesAtCounter } from './begin-at-counter.ts';
import { fillPage } from './draft.ts';
import { findOwn } from './list.ts';
import { markOriginals } from './mark-originals.ts';
import { possibleOutputs, saveDecision, seenOf, sendForSignature } from './prepare-decision.ts';
import { prepareRequest } from './prepare-request.ts';
import { registerRequest } from './register.ts';
import { historyBreak } from './rules/history.ts';
import { openForSignature, signDecision } from './sign-decision.ts';
import { findApplication, findDraft, findPreparation, findRequest, listHistory } from './store.ts';
import { submitAtCounter } from './submit-at-counter.ts';
import { takeApplication } from './take.ts';
import { testOffice } from './testing.ts';
import type { TestOffice } from './testing.ts';
import { giveResult, listAtCounter, openTracked } from './track-at-counter.ts';

let office: TestOffice;
before(async () => {
  office = await testOffice();
});
after(() => office?.[Symbol.asyncDispose]());

const scan = Buffer.from('%PDF-1.7\n% identity card\nstartxref\n9\n%%EOF\n');
const nobody = '900101399978';

function iinOf(text: string): Iin {
  const iin = parseIin(text);
  assert.ok(iin, text);
  return iin;
}

type Representative = { iin: Iin; number: string } | undefined;

function begin(
  officer: OfficerActor,
  consumer: { iin: string; documentNumber?: string },
  representative?: Representative,
): Promise<string> {
  const { iin, documentNumber: identityCard = '049900000' } = consumer;
  return beginAtCounter(office.services, officer, { service: 'rg-1', consumerIin: iinOf(iin), identityCard, representative });
}

/** Between Aigerim and her representative, as the notary system of the cast has it. */
function power(of: keyof typeof powersOfAttorney | 'absent') {
  const { number, principal, representative } = of === 'absent' ? absentPower : powersOfAttorney[of];
  return { consumer: cast[principal], representative: { iin: iinOf(cast[representative].iin), number } };
}

async function fill(officer: OfficerActor, draftId: string): Promise<void> {
  const pages = {
    applicant: {},
    contact: { phone: '+77010000101' },
    period: { 'period.from': '2026-06-01', 'period.to': '2026-10-31' },
  };
  for (const [page, raw] of Object.entries({ ...pages, purpose: { purpose: '' } })) {
    const faults = await fillPage(office.services, officer, { draftId, page, raw });
    assert.deepEqual(faults, [], page);
  }
  const upload = { draftId, document: 'identityDocument', name: 'куәлік.pdf', bytes: scan };
  assert.equal(await attachFile(office.services, officer, upload), undefined);
  await markOriginals(office.services, officer, { draftId, originals: ['identityDocument'] });
}

async function prepared(officer: OfficerActor, draftId: string) {
  const outcome = await prepareRequest(office.services, officer, { draftId, locale: 'kk' });
  assert.ok(outcome.kind === 'ready', outcome.kind);
  return outcome;
}

/** Filled in, marked, scanned, reviewed and signed by the officer's own key. */
async function take(officer: OfficerActor, consumer: CastPerson, representative?: Representative): Promise<string> {
  const draftId = await begin(officer, consumer, representative);
  await fill(officer, draftId);
  const { bytes } = await prepared(officer, draftId);
  const cms = await office.sign(await office.keysOf(officer), bytes);
  const outcome = await submitAtCounter(office.services, officer, { draftId, cms });
  assert.deepEqual(outcome, { kind: 'sent', applicationId: draftId });
  return draftId;
}

/** What the gateway carries from the centre to the provider's workplace. */
async function carry(applicationId: string): Promise<void> {
  const signed = await findRequest(office.services.db, applicationId);
  assert.ok(signed);
  const request = Buffer.from(signed.signedBytes);
  const message = { applicationId, request: request.toString('base64'), cms: '', sha256: sha256Hex(request) };
  await inTransaction(office.services.db, (tx) => registerRequest(office.services, tx, message));
}

async function decide(id: string, output: 'result' | 'refusal'): Promise<void> {
  const { services, gulnara, daniyar, bodyId } = office;
  assert.equal(await takeApplication(services, gulnara, id), 'taken');
  const application = await findApplication(services.db, id, { bodyId });
  assert.ok(application);
  const regulation = services.regulations.version('rg-1', application.regulationVersion);
  assert.deepEqual(
    possibleOutputs(regulation, application, {}).map((one) => one.id),
    ['result', 'refusal'],
  );
  const grounds = output === 'refusal' ? ['notRegistered'] : [];
  const values: Record<string, string> = output === 'refusal' ? { explanation: 'Тізілімде жоқсыз.' } : {};
  const seen = seenOf(await findPreparation(services.db, id));
  const checks = { identityDocument: 'ok' } as const;
  assert.equal(await saveDecision(services, gulnara, { id, seen, checks, output, values, grounds }), 'saved');
  const sent = await sendForSignature(services, gulnara, { id, seen: seenOf(await findPreparation(services.db, id)) });
  assert.deepEqual(sent, { kind: 'sent' });
  const opened = await openForSignature(services, daniyar, id);
  assert.ok(opened.kind === 'open', opened.kind);
  const cms = await office.sign(daniyar.keys, opened.pdf);
  assert.deepEqual(await signDecision(services, daniyar, { id, documentId: opened.document.id, cms }), { kind: 'signed' });
}

async function statusOf(id: string): Promise<{ status: string; ending: string | undefined }> {
  const { state, status } = await office.find(id);
  return { status, ending: state.stage === 'ended' ? state.ending : undefined };
}

describe('RG-1 provider', () => {
  test('PRO-3 RG-1 provider: an officer takes it, it is registered at once, and ends with the certificate', async () => {
    const id = await take(office.gulnara, cast.aigerim);
    const registered = await office.find(id);
    assert.equal(registered.channel, 'provider');
    assert.equal(registered.accountId, undefined);
    assert.ok(registered.number !== undefined && registered.dueAt !== undefined);
    assert.deepEqual([registered.status, registered.awaits], ['accepted', 'officer']);
    await decide(id, 'result');
    assert.deepEqual(await statusOf(id), { status: 'provided', ending: 'provided' });
  });

  test('PRO-3 RG-1 provider: the same way ends with the refusal, where the register does not know the person', async () => {
    const id = await take(office.botagoz, cast.nurlan);
    await decide(id, 'refusal');
    assert.deepEqual(await statusOf(id), { status: 'refused', ending: 'refused' });
  });

  test('PRO-3 RG-1 provider: without data the process stops, the message says why, and the draft stays as it was entered', async () => {
    const { services, gulnara } = office;
    const draftId = await begin(gulnara, { iin: nobody });
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
    await assert.rejects(begin(outsider, cast.aigerim), { code: 'notFound' });
  });
});

describe('RG-1 centre', () => {
  test('PRO-4 RG-1 centre: an operator takes it, it travels, is registered, decided, and handed over with a mark', async () => {
    const { services, madina } = office;
    const id = await take(madina, cast.aigerim);
    assert.deepEqual(await statusOf(id), { status: 'sent', ending: undefined });
    await carry(id);
    const registered = await office.find(id);
    assert.equal(registered.channel, 'centre');
    assert.equal(await giveResult(services, madina, { id, recipient: 'consumer' }), 'undecided');
    await decide(id, 'result');
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
    const id = await take(askhat, cast.nurlan);
    await carry(id);
    await decide(id, 'refusal');
    assert.deepEqual(await statusOf(id), { status: 'refused', ending: 'refused' });
    assert.equal(await giveResult(services, askhat, { id, recipient: 'consumer' }), 'given');
  });

  test('PRO-4 RG-1 centre: without data the process stops and the draft stays', async () => {
    const { services, madina } = office;
    const draftId = await begin(madina, { iin: nobody });
    const { counter } = await openAtCounter(services, madina, draftId);
    assert.ok(counter.state.stage === 'ended' && counter.state.ending === 'stopped');
    assert.equal(counter.noData?.of, 'person');
  });

  test('PRO-4 a valid power of attorney lets the representative act: it stands in what is signed', async () => {
    const { services, madina } = office;
    const { consumer, representative } = power('valid');
    const id = await take(madina, consumer, representative);
    const request = await findRequest(services.db, id);
    assert.deepEqual(request?.contents.counter?.representative, {
      iin: representative.iin,
      name: request?.contents.counter?.representative?.name,
      powerOfAttorney: { number: representative.number, issuedOn: '2026-01-01', validUntil: '2027-01-01' },
    });
    await carry(id);
    await decide(id, 'result');
    assert.equal(await giveResult(services, madina, { id, recipient: 'representative' }), 'given');
  });

  for (const standing of ['expired', 'revoked', 'otherKind', 'absent'] as const) {
    test(`PRO-4 a power of attorney that is ${standing} stops the process, and the consumer's data are not asked for`, async () => {
      const { services, askhat } = office;
      const { consumer, representative } = power(standing);
      const draftId = await begin(askhat, consumer, representative);
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
    const draftId = await begin(office.askhat, consumer, stranger);
    const { counter } = await openAtCounter(office.services, office.askhat, draftId);
    assert.deepEqual(counter.noData, { of: 'powerOfAttorney', why: 'absent' });
  });
});

describe('what a counter sends', () => {
  test('PRO-3 APP-5 what is signed says who filled it in, which originals were seen, and the hashes of the scans', async () => {
    const { services, gulnara } = office;
    const id = await take(gulnara, cast.svetlana);
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
    const id = await take(gulnara, cast.marat);
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
    const draftId = await begin(gulnara, cast.altynai);
    await fill(gulnara, draftId);
    const { bytes } = await prepared(gulnara, draftId);
    const consumer = { iin: iinOf(cast.altynai.iin), name: cast.altynai };
    for (const other of [consumer, botagoz]) {
      const cms = await office.sign(await office.keysOf(other), bytes);
      assert.equal((await submitAtCounter(services, gulnara, { draftId, cms })).kind, 'refused');
    }
    assert.ok(await findDraft(services.db, { id: draftId, officerId: gulnara.id }), 'nothing is lost');
  });

  test('PRO-3 a required document that was not seen, or not scanned, is missing', async () => {
    const { services, gulnara } = office;
    const draftId = await begin(gulnara, cast.murat);
    await fill(gulnara, draftId);
    const outcome = async () => (await prepareRequest(services, gulnara, { draftId, locale: 'kk' })).kind;
    assert.equal(await outcome(), 'ready');
    await markOriginals(services, gulnara, { draftId, originals: [] });
    assert.equal(await outcome(), 'missingDocuments');
    await assert.rejects(markOriginals(services, gulnara, { draftId, originals: ['passport'] }), { code: 'badRequest' });
  });

  test('PRO-3 a mark that is changed after the review has to be reviewed again', async () => {
    const { services, gulnara } = office;
    const draftId = await begin(gulnara, cast.qairat);
    await fill(gulnara, draftId);
    const { bytes } = await prepared(gulnara, draftId);
    const cms = await office.sign(await office.keysOf(gulnara), bytes);
    await markOriginals(services, gulnara, { draftId, originals: [] });
    assert.deepEqual(await submitAtCounter(services, gulnara, { draftId, cms }), { kind: 'changed' });
  });

  test('REL-4 one signed request sent three times at once is one application with one number', async () => {
    const { services, gulnara } = office;
    const draftId = await begin(gulnara, cast.erzhan);
    await fill(gulnara, draftId);
    const { bytes } = await prepared(gulnara, draftId);
    const cms = await office.sign(await office.keysOf(gulnara), bytes);
    const sent = await Promise.all([1, 2, 3].map(() => submitAtCounter(services, gulnara, { draftId, cms })));
    assert.deepEqual(new Set(sent.map(({ kind }) => kind)), new Set(['sent']));
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from applications.event
      where application_id = ${draftId} and kind = 'numbered'`.execute(services.db);
    assert.equal(rows[0]?.count, 1);
  });

  test('REL-4 begun three times at once for one consumer, it is one draft whose registries have answered', async () => {
    const { services, gulnara } = office;
    const drafts = await Promise.all([1, 2, 3].map(() => begin(gulnara, cast.saule)));
    assert.equal(new Set(drafts).size, 1);
    assert.equal((await prepareRequest(services, gulnara, { draftId: drafts[0] ?? '', locale: 'kk' })).kind, 'faults');
  });

  test('REL-4 REL-5 a result that two operators give at once was given once', async () => {
    const { services, madina, askhat } = office;
    const id = await take(madina, cast.zhanar);
    await carry(id);
    await decide(id, 'refusal');
    const both = await Promise.all([madina, askhat].map((by) => giveResult(services, by, { id, recipient: 'consumer' })));
    assert.deepEqual(both.toSorted(), ['before', 'given']);
  });
});

describe('whose eyes see what', () => {
  test('SEC-2 a draft is its officer’s, an application its counter’s: to all others it is missing', async () => {
    const { services, gulnara, botagoz, madina, askhat } = office;
    const draftId = await begin(gulnara, cast.lazzat);
    await assert.rejects(openAtCounter(services, botagoz, draftId), { code: 'notFound' });
    await assert.rejects(fillPage(services, madina, { draftId, page: 'contact', raw: {} }), { code: 'notFound' });
    const id = await take(madina, cast.lazzat);
    assert.equal((await openTracked(services, askhat, id)).application.consumer?.iin, cast.lazzat.iin);
    await assert.rejects(openTracked(services, gulnara, id), { code: 'notFound' });
    await assert.rejects(giveResult(services, gulnara, { id, recipient: 'consumer' }), { code: 'notFound' });
  });

  test('PRO-4 SEC-1 after the handing over the centre sees nothing of the person, and finds the application by its number only', async () => {
    const { services, madina } = office;
    const id = await take(madina, cast.botagoz);
    await carry(id);
    const search = async (words: string) => listAtCounter(services, madina, { queue: 'all', words, limit: 10, offset: 0 });
    const ids = async (words: string) => (await search(words)).applications.map((one) => one.id);
    const { number = '' } = await office.find(id);
    assert.deepEqual([await ids(cast.botagoz.iin), await ids(number)], [[id], [id]]);
    await decide(id, 'refusal');
    await giveResult(services, madina, { id, recipient: 'consumer' });
    assert.deepEqual([await ids(cast.botagoz.iin), await ids(number)], [[], [id]]);
    const card = await openTracked(services, madina, id);
    assert.deepEqual([card.application.consumer, card.entry], [undefined, undefined]);
    assert.ok(!JSON.stringify([await search(number), card]).includes(cast.botagoz.iin));
  });

  test('CAB-9 the counter’s list and its search tell the person once a day, and no more once nothing of them is shown', async () => {
    const { services, madina, clock } = office;
    const id = await take(madina, cast.daniyar);
    await carry(id);
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
    await decide(id, 'refusal');
    await giveResult(services, madina, { id, recipient: 'consumer' });
    clock.advance(86_400_000);
    await listAtCounter(services, madina, { queue: 'all', words: '', limit: 50, offset: 0 });
    assert.deepEqual(await purposes(), ['list', 'search']);
    clock.advance(-86_400_000);
  });

  test('PRO-4 a result that nobody comes for is not looked at for ever: after thirty days the person is gone from the centre', async () => {
    const { services, madina, clock } = office;
    const id = await take(madina, cast.askhat);
    await carry(id);
    await decide(id, 'refusal');
    clock.advance(29 * 86_400_000);
    assert.ok((await openTracked(services, madina, id)).application.consumer);
    clock.advance(2 * 86_400_000);
    assert.equal((await openTracked(services, madina, id)).application.consumer, undefined);
    clock.advance(-31 * 86_400_000);
  });

  test('PRO-10 the operator’s look at the person’s data stands in the history, once an hour', async () => {
    const { services, madina } = office;
    const id = await take(madina, cast.daniyar);
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
    const id = await take(madina, cast.svetlana);
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
