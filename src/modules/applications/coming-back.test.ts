import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OfficerActor } from '#identity';
import { inTransaction } from '#kit/db';
import { cast, powersOfAttorney } from '#seed';
import type { CastPerson } from '#seed';
import { attachToAnswer, openAnswer, prepareAnswer, sendAnswer, writeAnswer } from './answer-enquiry.ts';
import { askConsumer } from './ask-consumer.ts';
import { answerComplaint } from './complain.ts';
import { findAnsweredComplaint, readComplaintAnswer } from './read-complaint-answer.ts';
import { recogniseVisitor } from './recognise-visitor.ts';
import { historyBreak } from './rules/history.ts';
import type { StatementKind } from './rules/statement.ts';
import { prepareStatement, signStatement } from './sign-statement.ts';
import { findComplaint, findDraft, findOpenStatement, listEnquiries, listHistory, listStatements } from './store.ts';
import { sweepCounters } from './sweep-counters.ts';
import { attachToStatement, detachFromStatement, openStatement, writeStatement } from './take-statement.ts';
import { takeApplication } from './take.ts';
import { begin, carry, decide, fill, iinOf, scan, take } from './testing-counter.ts';
import { testMorning, testOffice } from './testing.ts';
import type { TestOffice } from './testing.ts';
import { giveResult, listAtCounter, openTracked } from './track-at-counter.ts';

let office: TestOffice;
before(async () => {
  office = await testOffice();
});
after(() => office?.[Symbol.asyncDispose]());

const minute = 60_000;
const hour = 60 * minute;

/** Taken at the centre, registered, taken up, and asked about: the person has no account. */
async function asked(consumer: CastPerson): Promise<string> {
  office.clock.set(testMorning);
  const { services, madina, gulnara } = office;
  const id = await take(office, madina, { consumer });
  await carry(office, id);
  assert.equal(await takeApplication(services, gulnara, id), 'taken');
  const question = { id, text: 'Куәліктің екінші бетін әкеліңіз', documents: ['identityDocument'] };
  assert.equal(await askConsumer(services, gulnara, question), 'asked');
  return id;
}

async function bring(officer: OfficerActor, id: string, originals: readonly string[] = ['identityDocument']): Promise<void> {
  const upload = { id, document: 'identityDocument', name: 'екінші бет.pdf', bytes: scan };
  assert.equal(await attachToAnswer(office.services, officer, upload), undefined);
  await writeAnswer(office.services, officer, { id, answer: 'Екінші беті', counter: { visitor: 'consumer', originals } });
}

async function answerOf(officer: OfficerActor, id: string) {
  const open = await openAnswer(office.services, officer, id);
  assert.ok(open);
  return prepareAnswer(open);
}

async function signedAnswer(officer: OfficerActor, id: string): Promise<Uint8Array> {
  const prepared = await answerOf(officer, id);
  assert.ok(prepared.kind === 'ready', prepared.kind);
  return office.sign(await office.keysOf(officer), prepared.bytes);
}

/** The paper is scanned, what it says is written down, and it is signed with the officer's own key. */
async function state(officer: OfficerActor, of: { id: string; kind: StatementKind; text?: string }) {
  const { services } = office;
  const { text = '', ...statement } = of;
  const upload = { ...statement, title: 'Мәлімдеме', name: 'мәлімдеме.pdf', bytes: scan };
  assert.equal(await attachToStatement(services, officer, upload), undefined);
  await writeStatement(services, officer, { ...statement, text, visitor: 'consumer' });
  return signStatement(services, officer, { ...statement, cms: await signedStatement(officer, statement) });
}

async function signedStatement(officer: OfficerActor, of: { id: string; kind: StatementKind }): Promise<Uint8Array> {
  const open = await openStatement(office.services, officer, of);
  const prepared = open && (await prepareStatement(office.services, officer, open));
  assert.ok(prepared?.kind === 'ready', JSON.stringify(prepared));
  return office.sign(await office.keysOf(officer), prepared.bytes);
}

async function lastOf(id: string, kind: string) {
  const history = await listHistory(office.services.db, id);
  assert.equal(historyBreak(id, history), undefined);
  const event = history.findLast((one) => one.kind === kind);
  return event && { actor: event.actor, facts: event.facts };
}

describe('an answer at the counter', () => {
  test('APP-9 PRO-4 whoever has no account answers at the centre: marks, scan and the operator’s ЭЦҚ, and the clock goes on', async () => {
    const { services, madina, gulnara, clock } = office;
    const id = await asked(cast.svetlana);
    const { dueAt } = await office.find(id);
    clock.advance(45 * minute);
    assert.equal((await openTracked(services, madina, id)).again.asked, 'Куәліктің екінші бетін әкеліңіз');
    await bring(madina, id);
    assert.deepEqual(await sendAnswer(services, madina, { id, cms: await signedAnswer(madina, id) }), { kind: 'answered' });
    const going = await office.find(id);
    assert.deepEqual([going.status, going.awaits, going.holderId], ['considered', 'officer', gulnara.id]);
    assert.ok(going.dueAt !== undefined && dueAt !== undefined && going.dueAt > dueAt, 'by the time for which it stood');
    const [enquiry] = await listEnquiries(services.db, id);
    assert.deepEqual(enquiry?.counter, { visitor: 'consumer', originals: ['identityDocument'] });
    const told = await lastOf(id, 'answered');
    assert.deepEqual(told?.actor, { kind: 'officer', id: madina.id, bodyId: madina.bodyId });
    assert.equal(told?.facts['visitor'], 'consumer');
  });

  test('APP-9 PRO-3 the same at the provider’s own counter', async () => {
    office.clock.set(testMorning);
    const { services, gulnara, botagoz } = office;
    const id = await take(office, gulnara, { consumer: cast.nurlan });
    assert.equal(await takeApplication(services, botagoz, id), 'taken');
    assert.equal(await askConsumer(services, botagoz, { id, text: 'Анықтама не үшін керек?', documents: [] }), 'asked');
    await writeAnswer(services, gulnara, { id, answer: 'Банкке', counter: { visitor: 'consumer', originals: [] } });
    assert.equal((await sendAnswer(services, gulnara, { id, cms: await signedAnswer(gulnara, id) })).kind, 'answered');
  });

  test('APP-9 PRO-4 what lacks its mark, its scan or who stands there is not signed', async () => {
    const { services, madina } = office;
    const id = await asked(cast.marat);
    assert.deepEqual(await answerOf(madina, id), { kind: 'noVisitor' });
    await bring(madina, id, []);
    assert.deepEqual(await answerOf(madina, id), { kind: 'missing', documents: ['identityDocument'] });
    await writeAnswer(services, madina, { id, answer: '', counter: { visitor: undefined, originals: ['identityDocument'] } });
    assert.deepEqual(await answerOf(madina, id), { kind: 'noVisitor' });
    await writeAnswer(services, madina, { id, answer: '', counter: { visitor: 'consumer', originals: ['identityDocument'] } });
    assert.equal((await answerOf(madina, id)).kind, 'ready');
  });

  test('REL-4 REL-5 APP-9 an answer that is sent three times at once is taken once', async () => {
    const { services, madina } = office;
    const id = await asked(cast.gulnara);
    await bring(madina, id);
    const cms = await signedAnswer(madina, id);
    await Promise.all([1, 2, 3].map(() => sendAnswer(services, madina, { id, cms })));
    assert.equal((await listHistory(services.db, id)).filter(({ kind }) => kind === 'answered').length, 1);
    assert.equal((await office.find(id)).awaits, 'officer');
  });

  test('APP-9 SEC-6 a colleague’s key does not sign the operator’s answer, and what was put together stays', async () => {
    const { services, madina, askhat } = office;
    const id = await asked(cast.erzhan);
    await bring(madina, id);
    const prepared = await answerOf(madina, id);
    assert.ok(prepared.kind === 'ready');
    const cms = await office.sign(await office.keysOf(askhat), prepared.bytes);
    assert.equal((await sendAnswer(services, madina, { id, cms })).kind, 'refused');
    assert.equal((await sendAnswer(services, askhat, { id, cms })).kind, 'refused', 'what it covers says that another took it');
    assert.deepEqual(await sendAnswer(services, askhat, { id, cms: await signedAnswer(askhat, id) }), { kind: 'answered' });
  });

  test('SEC-2 APP-9 another counter’s application cannot be answered, withdrawn or complained about: it is missing', async () => {
    const { services, gulnara, outsider, madina } = office;
    const id = await asked(cast.saule);
    for (const officer of [gulnara, outsider]) {
      await assert.rejects(openAnswer(services, officer, id), { code: 'notFound' });
      await assert.rejects(writeAnswer(services, officer, { id, answer: 'x' }), { code: 'notFound' });
      await assert.rejects(recogniseVisitor(services, officer, { id, iin: iinOf(cast.saule.iin) }), { code: 'notFound' });
      await assert.rejects(findAnsweredComplaint(services, officer, id), { code: 'notFound' });
      await assert.rejects(readComplaintAnswer(services, officer, id), { code: 'notFound' });
      for (const kind of ['withdrawal', 'complaint'] as const) {
        await assert.rejects(openStatement(services, officer, { id, kind }), { code: 'notFound' });
        await assert.rejects(signStatement(services, officer, { id, kind, cms: scan }), { code: 'notFound' });
      }
    }
    const head: OfficerActor = { ...office.daniyar, bodyId: madina.bodyId };
    await assert.rejects(openAnswer(services, head, id), { code: 'forbidden' });
  });
});

describe('a withdrawal at the counter', () => {
  test('APP-9 WRK-3 a paper statement, scanned and signed by the operator, takes the application back; the history says who and how', async () => {
    const { services, madina } = office;
    const id = await asked(cast.zhanar);
    assert.equal((await openTracked(services, madina, id)).again.mayWithdraw, true);
    assert.deepEqual(await state(madina, { id, kind: 'withdrawal' }), { kind: 'done' });
    const application = await office.find(id);
    assert.deepEqual([application.status, application.awaits], ['withdrawn', undefined]);
    const told = await lastOf(id, 'withdrawn');
    assert.deepEqual([told?.actor.kind === 'officer' && told.actor.id, told?.facts['visitor']], [madina.id, 'consumer']);
    const [statement] = await listStatements(services.db, id);
    assert.ok(statement?.signedAt);
    assert.equal((await services.files.listHeld(services.db, statement.id)).length, 1);
    assert.equal(await openStatement(services, madina, { id, kind: 'withdrawal' }), undefined, 'once');
  });

  test('PRO-4 SEC-1 with the withdrawal the centre is done: the person is gone from its pages, and nothing waits there', async () => {
    const { services, madina } = office;
    const id = await asked(cast.altynai);
    await state(madina, { id, kind: 'withdrawal' });
    assert.equal((await openTracked(services, madina, id)).application.consumer, undefined);
    const found = async (queue: 'waiting' | 'all', words: string) =>
      (await listAtCounter(services, madina, { queue, words, limit: 100, offset: 0 })).applications.map((one) => one.id);
    assert.ok(!(await found('waiting', '')).includes(id));
    assert.deepEqual(await found('all', cast.altynai.iin), []);
  });

  test('APP-9 without the paper or the person nothing is taken back, and after the decision it is too late', async () => {
    const { services, madina } = office;
    const id = await take(office, madina, { consumer: cast.murat });
    await carry(office, id);
    const of = { id, kind: 'withdrawal' } as const;
    const lacking = async () => {
      const open = await openStatement(services, madina, of);
      return open && prepareStatement(services, madina, open);
    };
    assert.deepEqual(await lacking(), { kind: 'lacking', parts: ['visitor', 'scan'] });
    await attachToStatement(services, madina, { ...of, title: 'Мәлімдеме', name: 'мәлімдеме.pdf', bytes: scan });
    await writeStatement(services, madina, { ...of, text: '', visitor: 'consumer' });
    const cms = await signedStatement(madina, of);
    const [file] = (await openStatement(services, madina, of))?.files ?? [];
    await detachFromStatement(services, madina, { ...of, file: file?.id ?? '' });
    assert.deepEqual(await signStatement(services, madina, { ...of, cms }), { kind: 'changed' });
    await decide(office, id, 'refusal');
    assert.deepEqual(await signStatement(services, madina, { ...of, cms }), { kind: 'closed' });
  });

  test('REL-4 REL-5 APP-9 a withdrawal that is sent three times at once happens once', async () => {
    const { services, madina } = office;
    const id = await asked(cast.qairat);
    const of = { id, kind: 'withdrawal' } as const;
    await attachToStatement(services, madina, { ...of, title: 'Мәлімдеме', name: 'мәлімдеме.pdf', bytes: scan });
    await writeStatement(services, madina, { ...of, text: '', visitor: 'consumer' });
    const cms = await signedStatement(madina, of);
    const sent = await Promise.all([1, 2, 3].map(() => signStatement(services, madina, { ...of, cms })));
    assert.equal(sent.filter(({ kind }) => kind === 'done').length, 1);
    assert.equal((await listHistory(services.db, id)).filter(({ kind }) => kind === 'withdrawn').length, 1);
  });
});

describe('a complaint at the counter', () => {
  test('REL-4 REL-5 APP-9 a complaint that is sent three times at once is one', async () => {
    const { services, madina } = office;
    const id = await take(office, madina, { consumer: cast.nurlan });
    await carry(office, id);
    await decide(office, id, 'refusal');
    const of = { id, kind: 'complaint' } as const;
    await attachToStatement(services, madina, { ...of, title: 'Мәлімдеме', name: 'мәлімдеме.pdf', bytes: scan });
    await writeStatement(services, madina, { ...of, text: 'Мен тізілімде тұрмын', visitor: 'consumer' });
    const cms = await signedStatement(madina, of);
    const sent = await Promise.all([1, 2, 3].map(() => signStatement(services, madina, { ...of, cms })));
    assert.equal(sent.filter(({ kind }) => kind === 'done').length, 1);
    assert.equal((await listHistory(services.db, id)).filter(({ kind }) => kind === 'complained').length, 1);
  });

  test('APP-9 PRO-4 after the refusal was handed over its consumer complains there; the head’s answer is read there, and both are written down', async () => {
    const { services, askhat, daniyar } = office;
    const id = await take(office, askhat, { consumer: cast.svetlana });
    await carry(office, id);
    assert.equal(await openStatement(services, askhat, { id, kind: 'complaint' }), undefined, 'nothing is refused yet');
    await decide(office, id, 'refusal');
    assert.equal(await giveResult(services, askhat, { id, recipient: 'consumer' }), 'given');
    assert.equal((await openTracked(services, askhat, id)).again.complaint, 'possible');
    const text = 'Мен тізілімде тұрмын';
    assert.deepEqual(await state(askhat, { id, kind: 'complaint', text }), { kind: 'done' });
    assert.equal((await findComplaint(services.db, id))?.text, text);
    assert.equal((await openTracked(services, askhat, id)).again.complaint, 'waiting');
    assert.equal(await findAnsweredComplaint(services, askhat, id), undefined);
    await answerComplaint(services, daniyar, { id, answer: 'Тіркеу қалпына келтірілді' });
    const card = await openTracked(services, askhat, id);
    assert.equal(card.again.complaint, 'answered');
    assert.ok(!JSON.stringify(card).includes(cast.svetlana.iin), 'the card shows nothing of the person');
    assert.equal(await readComplaintAnswer(services, askhat, id), 'Тіркеу қалпына келтірілді');
    const told = await lastOf(id, 'complained');
    assert.equal(told?.actor.kind === 'officer' && told.actor.id, askhat.id);
    assert.equal((await lastOf(id, 'viewed'))?.actor.kind, 'officer');
  });

  test('APP-9 a complaint without words is not signed', async () => {
    const { services, madina } = office;
    const id = await take(office, madina, { consumer: cast.botagoz });
    await carry(office, id);
    await decide(office, id, 'refusal');
    const of = { id, kind: 'complaint' } as const;
    await attachToStatement(services, madina, { ...of, title: 'Мәлімдеме', name: 'шағым.pdf', bytes: scan });
    await writeStatement(services, madina, { ...of, text: '', visitor: 'consumer' });
    const open = await openStatement(services, madina, of);
    assert.deepEqual(open && (await prepareStatement(services, madina, open)), { kind: 'lacking', parts: ['text'] });
  });
});

describe('who stands at the counter', () => {
  test('WRK-3 PRO-4 the consumer and the named representative are recognised by their IIN, nobody else', async () => {
    const { services, madina } = office;
    const { number, representative } = powersOfAttorney.valid;
    const iin = iinOf(cast[representative].iin);
    const id = await take(office, madina, { consumer: cast.aigerim, representative: { iin, number } });
    const recognise = (who: string) => recogniseVisitor(services, madina, { id, iin: iinOf(who) });
    assert.deepEqual(await recognise(cast.aigerim.iin), { kind: 'visitor', visitor: 'consumer' });
    assert.deepEqual(await recognise(cast.nurlan.iin), { kind: 'visitor', visitor: 'representative' });
    assert.deepEqual(await recognise(cast.svetlana.iin), { kind: 'nobody' });
  });

  test('PRO-4 a power of attorney that was revoked since lets its representative do nothing any more', async () => {
    const { services, madina } = office;
    const { number, representative } = powersOfAttorney.valid;
    const iin = iinOf(cast[representative].iin);
    const id = await take(office, madina, { consumer: cast.aigerim, representative: { iin, number } });
    const counterRegistries = { ...services.counterRegistries, findPower: async () => ({ kind: 'revoked' }) as const };
    const recognised = await recogniseVisitor({ ...services, counterRegistries }, madina, { id, iin });
    assert.deepEqual(recognised, { kind: 'noPower', noData: { of: 'powerOfAttorney', why: 'revoked' } });
  });
});

describe('what a counter never sent', () => {
  const sweep = () => inTransaction(office.services.db, (tx) => sweepCounters(office.services, tx));

  test('PRO-3 PRO-4 SEC-1 drafts that were begun at a counter and never sent are deleted with their files, a touched one later', async () => {
    office.clock.set(testMorning);
    const { services, clock, gulnara, madina } = office;
    const [left, touched] = [await begin(office, gulnara, cast.lazzat), await begin(office, madina, cast.lazzat)];
    await fill(office, gulnara, left);
    const person = await office.person(cast.aigerim);
    const own = await office.fillDraft(person, cast.aigerim);
    clock.advance(71 * hour);
    await sweep();
    assert.ok(await findDraft(services.db, { id: left, officerId: gulnara.id }), 'not before its time');
    await fill(office, madina, touched);
    clock.advance(2 * hour);
    await sweep();
    assert.equal(await findDraft(services.db, { id: left, officerId: gulnara.id }), undefined);
    assert.deepEqual(await services.files.listHeld(services.db, left), []);
    assert.ok(await findDraft(services.db, { id: touched, officerId: madina.id }), 'somebody works on it');
    assert.ok(await findDraft(services.db, { id: own, accountId: person.id }), 'a person’s own draft is theirs to keep');
  });

  test('SEC-1 APP-9 statements and answers that were begun there and never signed go the same way; the question stays', async () => {
    const { services, clock, madina } = office;
    const id = await asked(cast.daniyar);
    await bring(madina, id);
    const of = { id, kind: 'withdrawal' } as const;
    await attachToStatement(services, madina, { ...of, title: 'Мәлімдеме', name: 'мәлімдеме.pdf', bytes: scan });
    const statement = await findOpenStatement(services.db, { applicationId: id, kind: 'withdrawal' });
    clock.advance(73 * hour);
    await sweep();
    assert.equal(await findOpenStatement(services.db, { applicationId: id, kind: 'withdrawal' }), undefined);
    assert.deepEqual(await services.files.listHeld(services.db, statement?.id ?? ''), []);
    const open = await openAnswer(services, madina, id);
    assert.deepEqual([open?.files, open?.enquiry.answer, open?.enquiry.counter], [[], '', undefined]);
    assert.equal(open?.enquiry.text, 'Куәліктің екінші бетін әкеліңіз');
  });

  test('SEC-1 APP-9 what the person put together at the portal is not swept with what the counter did', async () => {
    const { services, clock, madina } = office;
    const id = await asked(cast.nurlan);
    const nurlan = await office.person(cast.nurlan);
    const upload = { id, document: 'identityDocument', name: 'куәлік.pdf', bytes: scan };
    assert.equal(await attachToAnswer(services, nurlan, upload), undefined);
    await bring(madina, id);
    clock.advance(73 * hour);
    await sweep();
    const open = await openAnswer(services, nurlan, id);
    assert.deepEqual(
      open?.files.map(({ owner }) => owner),
      [nurlan.id],
    );
  });

  test('SEC-1 APP-9 an answer and a statement that were signed are never swept', async () => {
    const { services, clock, madina } = office;
    const id = await asked(cast.gulnara);
    await bring(madina, id);
    await sendAnswer(services, madina, { id, cms: await signedAnswer(madina, id) });
    await state(madina, { id, kind: 'withdrawal' });
    clock.advance(200 * hour);
    await sweep();
    const [enquiry] = await listEnquiries(services.db, id);
    const [statement] = await listStatements(services.db, id);
    const held = async (holder = '') => (await services.files.listHeld(services.db, holder)).length;
    assert.deepEqual([await held(enquiry?.id), await held(statement?.id), enquiry?.answer], [1, 1, 'Екінші беті']);
  });
});
