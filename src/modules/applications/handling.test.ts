import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { PersonActor } from '#identity';
import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import { newId } from '#kit/ids';
import { listNotices } from '#notices';
import type { Regulation } from '#regulations';
import { cast } from '#seed';
import type { CastPerson } from '#seed';
import { attachToAnswer, detachFromAnswer, openAnswer, prepareAnswer, sendAnswer, writeAnswer } from './answer-enquiry.ts';
import { askConsumer } from './ask-consumer.ts';
import { answerSurvey, readSurvey } from './answer-survey.ts';
import { answerComplaint, complain } from './complain.ts';
import { countSignIn } from './count-sign-in.ts';
import { escalateDeadlines } from './escalate.ts';
import { daysToExtend, extendDeadline } from './extend-deadline.ts';
import { saveDecision, seenOf, sendForSignature } from './prepare-decision.ts';
import { historyBreak } from './rules/history.ts';
import type { ApplicationServices } from './services.ts';
import { signBatch } from './sign-batch.ts';
import { openForSignature, signDecision } from './sign-decision.ts';
import {
  countLoad,
  findComplaint,
  findPreparation,
  foldTallies,
  listEnquiries,
  listHistory,
  listNotes,
  sumFigures,
} from './store.ts';
import { waitingIn } from './remember-loads.ts';
import type { Application } from './store.ts';
import { takeApplication } from './take.ts';
import { testMorning, testOffice } from './testing.ts';
import type { TestOffice } from './testing.ts';
import { withdraw } from './withdraw.ts';
import { writeNote } from './write-note.ts';

let office: TestOffice;
before(async () => {
  office = await testOffice();
});
after(() => office?.[Symbol.asyncDispose]());

const minute = 60_000;
const scan = Buffer.from('%PDF-1.7\n% another scan\nstartxref\n9\n%%EOF\n');
const failed = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const kindsOf = async (id: string) => (await listHistory(office.services.db, id)).map(({ kind }) => kind);
const personOf = (person: CastPerson = cast.aigerim): Promise<PersonActor> => office.person(person);

async function taken(person: CastPerson = cast.aigerim): Promise<Application> {
  office.clock.set(testMorning);
  const { id } = await office.register(person);
  assert.equal(await takeApplication(office.services, office.gulnara, id), 'taken');
  return office.find(id);
}

async function asked(documents: readonly string[] = []): Promise<Application> {
  const { id } = await taken();
  const question = { id, text: 'Куәліктің екі бетін де жіберіңіз', documents };
  assert.equal(await askConsumer(office.services, office.gulnara, question), 'asked');
  return office.find(id);
}

async function signedAnswer(person: PersonActor, id: string) {
  const open = await openAnswer(office.services, person, id);
  assert.ok(open);
  const prepared = prepareAnswer(open);
  assert.ok(prepared.kind === 'ready', prepared.kind);
  return office.sign(await office.keysOf(person), prepared.bytes);
}

async function answered(id: string): Promise<void> {
  const person = await personOf();
  await writeAnswer(office.services, person, { id, answer: 'Екі беті де тіркелді' });
  assert.deepEqual(await sendAnswer(office.services, person, { id, cms: await signedAnswer(person, id) }), { kind: 'answered' });
}

/** Payloads that the workplace handed to the gateway for the portal, about this application. */
async function toldPortal(id: string): Promise<{ occasion: string; occurrence?: string; reason?: { kk: string } }[]> {
  const { rows } = await sql<{ body: string }>`select body from gateway.transit
    where service = 'applications.status' and order_key = ${id} order by sequence`.execute(office.services.db);
  return rows.map(({ body }) => JSON.parse(/\{.*\}/s.exec(body)?.[0] ?? '') as { occasion: string });
}

test('WRK-1 APP-9 who is asked for more sees the officer’s words, the clock stands, and it goes on with the signed answer', async () => {
  const before = await taken();
  office.clock.advance(2 * minute);
  const question = { id: before.id, text: 'Куәліктің екі бетін де жіберіңіз', documents: ['identityDocument'] };
  assert.equal(await askConsumer(office.services, office.gulnara, question), 'asked');
  const standing = await office.find(before.id);
  assert.deepEqual([standing.status, standing.awaits, standing.dueAt], ['needsYou', 'consumer', before.dueAt]);
  assert.equal((await toldPortal(before.id)).at(-1)?.reason?.kk, question.text);
  const person = await personOf();
  office.clock.advance(45 * minute);
  const upload = { id: before.id, document: 'identityDocument', name: 'Екі беті.pdf', bytes: scan };
  assert.equal(await attachToAnswer(office.services, person, upload), undefined);
  await answered(before.id);
  const going = await office.find(before.id);
  assert.deepEqual(
    [going.status, going.awaits, going.holderId, going.pausedAt],
    ['considered', 'officer', office.gulnara.id, undefined],
  );
  assert.equal(going.dueAt?.getTime(), (before.dueAt?.getTime() ?? 0) + 45 * minute);
  const [enquiry] = await listEnquiries(office.services.db, before.id);
  assert.equal(enquiry?.answer, 'Екі беті де тіркелді');
  assert.equal((await office.services.files.listHeld(office.services.db, enquiry?.id ?? '')).length, 1);
  const history = await listHistory(office.services.db, before.id);
  assert.deepEqual(
    history.slice(-2).map(({ kind }) => kind),
    ['askedForMore', 'answered'],
  );
  assert.equal(historyBreak(before.id, history), undefined);
});

test('PRO-8 a pause over the weekend leaves as much working time as there was before it', async () => {
  const { id } = await asked();
  office.clock.set(new Date('2026-11-23T04:10:00Z'));
  await answered(id);
  const { dueAt } = await office.find(id);
  assert.equal((dueAt?.getTime() ?? 0) - office.clock.now().getTime(), 10 * minute);
});

test('APP-9 an answer lacks nothing that was asked for, says something, and is signed by the person over what it says now', async () => {
  const { id } = await asked(['identityDocument']);
  const person = await personOf();
  const now = async () => {
    const open = await openAnswer(office.services, person, id);
    return open && prepareAnswer(open);
  };
  assert.deepEqual(await now(), { kind: 'missing', documents: ['identityDocument'] });
  const upload = { id, document: 'identityDocument', name: 'а.pdf', bytes: scan };
  await attachToAnswer(office.services, person, upload);
  const cms = await signedAnswer(person, id);
  const stranger = await personOf(cast.nurlan);
  const open = await openAnswer(office.services, person, id);
  const bytes = open && prepareAnswer(open);
  assert.ok(bytes?.kind === 'ready');
  const foreign = await office.sign(await office.keysOf(stranger), bytes.bytes);
  assert.deepEqual(await sendAnswer(office.services, person, { id, cms: foreign }), { kind: 'refused', failed: 'identity' });
  await writeAnswer(office.services, person, { id, answer: 'Тағы бір сөз' });
  assert.equal((await sendAnswer(office.services, person, { id, cms })).kind, 'refused');
  const file = (await openAnswer(office.services, person, id))?.files[0]?.id ?? '';
  await detachFromAnswer(office.services, person, { id, file });
  assert.deepEqual(await sendAnswer(office.services, person, { id, cms }), { kind: 'changed' });
  assert.equal((await office.find(id)).awaits, 'consumer');
});

test('REL-4 an answer sent three times at once is taken once, and the clock goes on once', async () => {
  const { id, dueAt } = await asked();
  const person = await personOf();
  office.clock.advance(5 * minute);
  await writeAnswer(office.services, person, { id, answer: 'Міне' });
  const cms = await signedAnswer(person, id);
  const outcomes = await Promise.all([1, 2, 3].map(() => sendAnswer(office.services, person, { id, cms })));
  assert.deepEqual(outcomes.map(({ kind }) => kind).toSorted(), ['answered', 'closed', 'closed']);
  assert.equal((await office.find(id)).dueAt?.getTime(), (dueAt?.getTime() ?? 0) + 5 * minute);
});

test('WRK-1 only who holds a request asks, for documents that the service knows, and one question at a time', async () => {
  const { id } = await taken();
  const question = { id, text: 'Сұрақ', documents: [] };
  assert.equal(await askConsumer(office.services, office.botagoz, question), 'moved');
  await assert.rejects(askConsumer(office.services, office.gulnara, { ...question, documents: ['x'] }), failed('badRequest'));
  assert.equal(await askConsumer(office.services, office.gulnara, question), 'asked');
  assert.equal(await askConsumer(office.services, office.gulnara, question), 'moved');
  const now = office.clock.now();
  const counts = waitingIn(await countLoad(office.services.db, { bodyId: office.bodyId, now }), office.gulnara.id);
  assert.ok(counts.asked > 0);
});

test("SEC-2 another's enquiry, withdrawal, complaint and survey are missing", async () => {
  const { id } = await asked();
  const stranger = await personOf(cast.nurlan);
  const tries = [
    () => openAnswer(office.services, stranger, id),
    () => writeAnswer(office.services, stranger, { id, answer: 'x' }),
    () => attachToAnswer(office.services, stranger, { id, document: 'identityDocument', name: 'a.pdf', bytes: scan }),
    () => withdraw(office.services, stranger, id),
    () => complain(office.services, stranger, { id, text: 'x' }),
    () => answerSurvey(office.services, stranger, { id, answers: {} }),
    () => writeNote(office.services, office.outsider, { id, noteId: newId(), text: 'x' }),
    () => askConsumer(office.services, office.outsider, { id, text: 'x', documents: [] }),
    () => answerComplaint(office.services, office.outsider, { id, answer: 'x' }),
  ];
  for (const attempt of tries) await assert.rejects(attempt(), failed('notFound'));
});

async function waiting(output: 'result' | 'refusal' = 'result'): Promise<string> {
  const { id } = await taken();
  const refusal = { values: { explanation: 'Тізілімде жоқсыз' }, grounds: ['notRegistered'] };
  const decision = output === 'refusal' ? refusal : { values: {}, grounds: [] };
  const entered = {
    id,
    seen: seenOf(await findPreparation(office.services.db, id)),
    checks: { identityDocument: 'ok' },
  } as const;
  assert.equal(await saveDecision(office.services, office.gulnara, { ...entered, output, ...decision }), 'saved');
  const seen = seenOf(await findPreparation(office.services.db, id));
  assert.deepEqual(await sendForSignature(office.services, office.gulnara, { id, seen }), { kind: 'sent' });
  return id;
}

async function toSign(id: string) {
  const open = await openForSignature(office.services, office.daniyar, id);
  assert.ok(open.kind === 'open', open.kind);
  return { id, documentId: open.document.id, cms: await office.sign(office.daniyar.keys, open.pdf) };
}

async function decided(output: 'result' | 'refusal' = 'result'): Promise<string> {
  const id = await waiting(output);
  assert.deepEqual(await signDecision(office.services, office.daniyar, await toSign(id)), { kind: 'signed' });
  return id;
}

test('APP-9 a withdrawn application is decided by nobody, and what was decided is not withdrawn', async () => {
  const id = await waiting();
  const signed = await toSign(id);
  const person = await personOf();
  assert.equal(await withdraw(office.services, person, id), 'withdrawn');
  assert.equal(await withdraw(office.services, person, id), 'withdrawn');
  assert.deepEqual(await signDecision(office.services, office.daniyar, signed), { kind: 'moved' });
  const { status, awaits } = await office.find(id);
  assert.deepEqual([status, awaits], ['withdrawn', undefined]);
  assert.equal((await kindsOf(id)).filter((kind) => kind === 'withdrawn').length, 1);
  assert.equal(await withdraw(office.services, person, await decided()), 'late');
});

test('REL-4 the head’s signature and the withdrawal at once: exactly one of them is true', async () => {
  const id = await waiting();
  const signed = await toSign(id);
  const person = await personOf();
  const [signature, withdrawal] = await Promise.all([
    signDecision(office.services, office.daniyar, signed),
    withdraw(office.services, person, id),
  ]);
  const { status } = await office.find(id);
  assert.ok(
    status === 'provided'
      ? signature.kind === 'signed' && withdrawal === 'late'
      : withdrawal === 'withdrawn' && signature.kind === 'moved',
  );
});

test('APP-9 a refusal is complained about once; the head answers once, and the person is told', async () => {
  const id = await decided('refusal');
  const person = await personOf();
  const filed = await Promise.all([1, 2, 3].map(() => complain(office.services, person, { id, text: 'Мен тіркелгенмін' })));
  assert.deepEqual(filed.toSorted(), ['before', 'before', 'filed']);
  await assert.rejects(answerComplaint(office.services, office.gulnara, { id, answer: 'x' }), failed('forbidden'));
  const answers = await Promise.all(
    [1, 2].map(() => answerComplaint(office.services, office.daniyar, { id, answer: 'Қайта қаралды' })),
  );
  assert.deepEqual(answers.toSorted(), ['answered', 'before']);
  assert.equal((await findComplaint(office.services.db, id))?.answer, 'Қайта қаралды');
  assert.equal((await toldPortal(id)).filter(({ occasion }) => occasion === 'complaintAnswered').length, 1);
  assert.equal(await complain(office.services, person, { id: await decided(), text: 'x' }), 'notRefused');
  await assert.rejects(
    answerComplaint(office.services, office.daniyar, { id: await decided(), answer: 'x' }),
    failed('notFound'),
  );
});

/** The same services under a regulation that lets a deadline be extended. */
function extending(days: number): ApplicationServices {
  const { services } = office;
  const extended = (regulation: Regulation): Regulation => ({
    ...regulation,
    extension: { atMost: { atMost: days, unit: 'wd' } },
  });
  const version = (service: string, number: number) => extended(services.regulations.version(service, number));
  return { ...services, regulations: { ...services.regulations, version } };
}

test('PRO-8 FRM-10 a deadline is extended with a reason, by as much as the regulation allows in all, and the consumer is told each time', async () => {
  const services = extending(5);
  const { id, dueAt } = await taken();
  const wanted = async (days: number) => {
    const due = (await office.find(id)).dueAt?.toISOString() ?? '';
    return extendDeadline(services, office.gulnara, { id, days, reason: 'Мұрағаттан жауап күтілуде', due });
  };
  assert.equal(await wanted(6), 'tooLong');
  assert.equal(await wanted(3), 'extended');
  // Friday 20 November and three working days: Wednesday, to the end of the working hours.
  assert.equal((await office.find(id)).dueAt?.toISOString(), '2026-11-25T13:30:00.000Z');
  assert.equal(await wanted(3), 'tooLong');
  assert.equal(await wanted(2), 'extended');
  assert.equal(daysToExtend(services.regulations.version('rg-1', 1), await office.find(id)), 0);
  assert.deepEqual(
    (await toldPortal(id)).map(({ occasion }) => occasion),
    ['considered', 'extended', 'extended'],
  );
  assert.equal(new Set((await toldPortal(id)).map(({ occurrence }) => occurrence)).size, 3);
  assert.ok(dueAt !== undefined);
});

test('PRO-8 nothing is extended where the regulation is silent, after the deadline, by another officer, or twice by one press', async () => {
  const { id, dueAt } = await taken();
  const due = dueAt?.toISOString() ?? '';
  const wanted = { id, days: 1, reason: 'Себебі', due };
  assert.equal(await extendDeadline(office.services, office.gulnara, wanted), 'tooLong');
  assert.equal(await extendDeadline(extending(9), office.botagoz, wanted), 'moved');
  const pressed = await Promise.all([1, 2, 3].map(() => extendDeadline(extending(9), office.gulnara, wanted)));
  assert.deepEqual(pressed.toSorted(), ['extended', 'moved', 'moved']);
  const late = await taken();
  office.clock.advance(11 * minute);
  const tooLate = { ...wanted, id: late.id, due: late.dueAt?.toISOString() ?? '' };
  assert.equal(await extendDeadline(extending(9), office.gulnara, tooLate), 'late');
});

const look = () => inTransaction(office.services.db, (tx) => escalateDeadlines(office.services, tx));

test('PRO-8 the head is told once when a deadline is near and once when it is missed, in a notice, a letter and the history', async () => {
  await sql`update applications.application set near_told_at = now(), missed_told_at = now()`.execute(office.services.db);
  const { id, number = '' } = await taken();
  const notices = async () =>
    (await listNotices(office.services.db, office.daniyar.id, { limit: 50, before: undefined })).filter(({ subject }) =>
      subject.includes(id),
    );
  await look();
  assert.equal((await notices()).length, 0);
  office.clock.advance(7 * minute);
  await Promise.all([look(), look(), look()]);
  assert.deepEqual(
    (await notices()).map(({ title }) => title.kk),
    [`Мерзімі таяды: № ${number}`],
  );
  office.clock.advance(4 * minute);
  await look();
  await look();
  assert.equal((await notices()).length, 2);
  assert.deepEqual((await kindsOf(id)).slice(-2), ['deadlineNear', 'deadlineMissed']);
  assert.ok((await office.find(id)).escalatedAt);
  const { rows } = await sql<{ payload: { to: string; subject: string } }>`select payload from kit.job where kind = 'notices.mail'
    and payload->>'subject' like ${`%${number}%`} and payload->>'to' = ${cast.daniyar.email}`.execute(office.services.db);
  assert.equal(rows.length, 2);
});

test('PRO-8 who waits for the consumer is not escalated, and a new deadline is told anew', async () => {
  const { id } = await asked();
  office.clock.advance(20 * minute);
  await look();
  assert.ok(!(await kindsOf(id)).includes('deadlineMissed'));
  await answered(id);
  office.clock.advance(8 * minute);
  await look();
  assert.equal((await kindsOf(id)).at(-1), 'deadlineNear');
});

test('WRK-1 a note is seen by the body and told to nobody else; sent twice, it is one', async () => {
  const { id } = await taken();
  const note = { id, noteId: newId(), text: 'Тізілімді анықтаңыз' };
  await Promise.all([writeNote(office.services, office.botagoz, note), writeNote(office.services, office.botagoz, note)]);
  const notes = await listNotes(office.services.db, id);
  assert.deepEqual(
    notes.map(({ text, officerId }) => [text, officerId]),
    [[note.text, office.botagoz.id]],
  );
  const history = await listHistory(office.services.db, id);
  assert.equal(history.filter(({ kind }) => kind === 'noted').length, 1);
  assert.ok(!JSON.stringify(history).includes(note.text));
});

test('WRK-1 a batch is signed one by one: what fails stays and holds up nobody, and sent again it finds its work done', async () => {
  const [first, second, third] = [await waiting(), await waiting(), await waiting('refusal')];
  const batch = [await toSign(first), await toSign(second), await toSign(third)];
  const [, broken] = batch;
  assert.ok(broken);
  const spoilt = [...batch];
  spoilt[1] = { ...broken, cms: await office.sign(office.daniyar.keys, Buffer.from('x')) };
  const outcomes = await signBatch(office.services, office.daniyar, spoilt);
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome.kind),
    ['signed', 'refused', 'signed'],
  );
  assert.deepEqual([(await office.find(second)).awaits, (await office.find(third)).status], ['signatory', 'refused']);
  const again = await signBatch(office.services, office.daniyar, batch);
  assert.deepEqual(
    again.map(({ outcome }) => outcome.kind),
    ['signed', 'signed', 'signed'],
  );
  await assert.rejects(
    signBatch(office.services, { ...office.daniyar, bodyId: office.outsider.bodyId }, batch),
    failed('notFound'),
  );
});

test('SUR-1 APP-10 REL-4 the survey is answered once for an application that is decided, though it be sent three times at once', async () => {
  const person = await personOf();
  const regulation = office.services.regulations.version('rg-1', 1);
  assert.equal(readSurvey(regulation, { process: 'satisfied' }), undefined);
  assert.equal(readSurvey(regulation, { process: 'satisfied', information: 'x' }), undefined);
  const answers = readSurvey(regulation, { process: 'satisfied', information: 'partly', more: 'x' });
  assert.deepEqual(answers, { process: 'satisfied', information: 'partly' });
  assert.equal(await answerSurvey(office.services, person, { id: (await taken()).id, answers }), 'early');
  const id = await decided();
  const before = await surveyCounts();
  const sent = await Promise.all([1, 2, 3].map(() => answerSurvey(office.services, person, { id, answers })));
  assert.deepEqual(sent.toSorted(), ['answered', 'before', 'before']);
  assert.equal((await surveyCounts()) - before, 2);
});

const period = { bodyId: undefined, service: undefined, from: '2026-11-01', to: '2026-12-31' } as const;
const figures = (bodyId?: string) => sumFigures(office.services.db, { ...period, bodyId });
const surveyCounts = async () =>
  (await figures()).filter(({ measure }) => measure === 'survey').reduce((sum, { count }) => sum + count, 0);

test('WRK-6 PRO-9 what happens is counted once, before and after it is added up, by body, and with what the programs took', async () => {
  await decided('refusal');
  const before = await figures(office.bodyId);
  const of = (measure: string, key = '') => before.find((one) => one.measure === measure && one.key === key);
  assert.ok((of('filed')?.count ?? 0) > 0);
  assert.ok((of('ground', 'notRegistered')?.count ?? 0) > 0);
  assert.ok((of('decided', 'refused')?.within ?? 0) > 0);
  for (const step of ['fillIn', 'send', 'register', 'refuse', 'deliver']) assert.ok((of('step', step)?.count ?? 0) > 0, step);
  const fold = () => inTransaction(office.services.db, (tx) => foldTallies(tx, 50));
  while ((await Promise.all([fold(), fold()])).some((taken) => taken > 0));
  const { rows } = await sql<{ left: number }>`select count(*)::int as left from applications.tally`.execute(office.services.db);
  assert.equal(rows[0]?.left, 0);
  assert.deepEqual(await figures(office.bodyId), before);
  await countSignIn(office.services, 1_200);
  await countSignIn(office.services, 31_000 * 10);
  const signIn = (await figures()).find(({ key }) => key === 'signIn');
  assert.deepEqual([signIn?.count, signIn?.within, signIn?.milliseconds], [2, 1, 311_200]);
  const others = await figures(office.outsider.bodyId);
  assert.ok(others.every(({ measure }) => measure === 'step'));
});
