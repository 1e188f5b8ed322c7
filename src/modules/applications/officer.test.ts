import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { setSigningCertificate } from '#identity';
import type { OfficerActor } from '#identity';
import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import { newId } from '#kit/ids';
import { cast } from '#seed';
import type { CastPerson } from '#seed';
import { saveDecision, seenOf, sendForSignature } from './prepare-decision.ts';
import { viewDecision } from './compose-decision.ts';
import { historyBreak } from './rules/history.ts';
import { returnDecision } from './return-decision.ts';
import { openForSignature, signDecision } from './sign-decision.ts';
import { waitingIn } from './remember-loads.ts';
import { countFound, countLoad, findPreparation, listHistory, listQueue } from './store.ts';
import type { Application, QueueSearch } from './store.ts';
import { passOn, takeApplication } from './take.ts';
import { testOffice } from './testing.ts';
import type { TestOffice } from './testing.ts';
import { viewApplication } from './view.ts';

let office: TestOffice;
before(async () => {
  office = await testOffice();
});
after(() => office?.[Symbol.asyncDispose]());

const failed = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const kindsOf = async (id: string) => (await listHistory(office.services.db, id)).map(({ kind }) => kind);

async function taken(person: CastPerson = cast.aigerim): Promise<Application> {
  const application = await office.register(person);
  assert.equal(await takeApplication(office.services, office.gulnara, application.id), 'taken');
  return application;
}

async function entered(id: string, decision: Partial<Parameters<typeof saveDecision>[2]>, officer = office.gulnara) {
  const seen = seenOf(await findPreparation(office.services.db, id));
  const empty = { checks: { identityDocument: 'ok' }, output: undefined, values: {}, grounds: [] } as const;
  office.clock.advance(1000);
  return saveDecision(office.services, officer, { id, seen, ...empty, ...decision });
}

async function send(id: string) {
  return sendForSignature(office.services, office.gulnara, { id, seen: seenOf(await findPreparation(office.services.db, id)) });
}

async function waitingForSignature(
  decision: Partial<Parameters<typeof saveDecision>[2]> = { output: 'result' },
  person: CastPerson = cast.aigerim,
) {
  const { id } = await taken(person);
  assert.equal(await entered(id, decision), 'saved');
  assert.deepEqual(await send(id), { kind: 'sent' });
  return id;
}

async function opened(id: string) {
  const open = await openForSignature(office.services, office.daniyar, id);
  assert.ok(open.kind === 'open', open.kind);
  return open;
}

async function signedBy(keys: TestOffice['daniyar']['keys'], id: string) {
  const { document, pdf } = await opened(id);
  return signDecision(office.services, office.daniyar, { id, documentId: document.id, cms: await office.sign(keys, pdf) });
}

async function queue(search: Partial<QueueSearch>) {
  const now = office.clock.now();
  const all = {
    bodyId: office.bodyId,
    officerId: office.gulnara.id,
    queue: 'new',
    words: undefined,
    now,
    ...search,
  } as const;
  const { db } = office.services;
  return { applications: await listQueue(db, all, { limit: 20, offset: 0 }), total: await countFound(db, all) };
}

test('WRK-1 a request goes from the new ones to mine, to the head, and with the signature to the decided', async () => {
  const { id } = await office.register(cast.aigerim);
  const holds = async (search: Partial<QueueSearch>) => (await queue(search)).applications.some((one) => one.id === id);
  assert.ok(await holds({ queue: 'new' }));
  await takeApplication(office.services, office.gulnara, id);
  assert.deepEqual([await holds({ queue: 'new' }), await holds({ queue: 'mine' })], [false, true]);
  assert.equal(await holds({ queue: 'mine', officerId: office.botagoz.id }), false);
  assert.equal((await office.find(id)).status, 'considered');
  await entered(id, { output: 'result' });
  assert.deepEqual(await send(id), { kind: 'sent' });
  assert.deepEqual([await holds({ queue: 'mine' }), await holds({ queue: 'sign' })], [false, true]);
  assert.deepEqual(await signedBy(office.daniyar.keys, id), { kind: 'signed' });
  assert.deepEqual([await holds({ queue: 'sign' }), await holds({ queue: 'decided' })], [false, true]);
  assert.equal((await office.find(id)).status, 'provided');
});

test('WRK-1 queues are searched by number, as people write it, by IIN and by the beginning of a name', async () => {
  const { id, number = '' } = await office.register(cast.svetlana);
  const found = async (words: string) => (await queue({ words })).applications.map((one) => one.id);
  assert.deepEqual(await found(number.replaceAll('-', ' ').toLowerCase()), [id]);
  assert.deepEqual(await found(cast.svetlana.iin), [id]);
  assert.deepEqual(await found('ким'), [id]);
  assert.deepEqual(await found('%'), []);
  assert.deepEqual(await found('Ахметов'), []);
});

test('WRK-1 PERF-2 a search by the beginning of a number or a name reads indexes, however many requests a body has', {
  timeout: 30_000,
}, async () => {
  const { id } = await office.register(cast.svetlana);
  const { db } = office.services;
  const bodyId = newId();
  await sql`insert into applications.application select (jsonb_populate_record(a, jsonb_build_object(
      'id', gen_random_uuid(), 'body_id', ${bodyId}::uuid, 'number', lpad(at::text, 12, '0'), 'consumer_name', 'АДАМ ' || at))).*
    from applications.application a, generate_series(1, 5000) at where a.id = ${id}`.execute(db);
  await sql`analyze applications.application`.execute(db);
  const scans = async (): Promise<Record<string, number>> => {
    const { rows } = await sql<{ name: string; scans: number }>`select indexrelname as name, idx_scan as scans
      from pg_stat_user_indexes where relname = 'application' and schemaname = 'applications'`.execute(db);
    return Object.fromEntries(rows.map((row) => [row.name, row.scans]));
  };
  const before = await scans();
  const search = { bodyId, queue: 'all', words: '0000-0000-12' } as const;
  assert.equal((await queue(search)).total, 100);
  assert.equal((await queue({ ...search, words: 'Адам 12' })).total, 111);
  // PostgreSQL tells its statistics about a second after the fact.
  for (const index of ['application_number', 'application_name'])
    while (((await scans())[index] ?? 0) <= (before[index] ?? 0)) await sleep(100);
});

test('WRK-1 PRO-8 a deadline is near when a third of its working time is left, and overdue after it', async () => {
  const { id } = await office.register(cast.svetlana);
  const start = office.clock.now();
  const counts = async (minutes: number) => {
    office.clock.set(new Date(start.getTime() + minutes * 60_000));
    const now = office.clock.now();
    const { near, overdue } = waitingIn(await countLoad(office.services.db, { bodyId: office.bodyId, now }), office.gulnara.id);
    const listed = async (name: 'near' | 'overdue') => (await queue({ queue: name })).applications.some((one) => one.id === id);
    assert.equal(near, (await queue({ queue: 'near' })).total);
    assert.equal(overdue, (await queue({ queue: 'overdue' })).total);
    return [await listed('near'), await listed('overdue')];
  };
  assert.deepEqual(await counts(6), [false, false]);
  assert.deepEqual(await counts(7), [true, false]);
  assert.deepEqual(await counts(11), [false, true]);
});

test('REL-5 twenty officers and clicks at once: exactly one has the request, the others are told', async () => {
  const { id } = await office.register(cast.aigerim);
  const officers = Array.from(
    { length: 20 },
    (_, index): OfficerActor => ({ ...office.botagoz, id: newId(), sessionId: String(index) }),
  );
  const outcomes = await Promise.all(officers.map((officer) => takeApplication(office.services, officer, id)));
  assert.deepEqual(outcomes.toSorted(), [...Array.from({ length: 19 }, () => 'held'), 'taken']);
  assert.equal((await office.find(id)).holderId, officers[outcomes.indexOf('taken')]?.id);
  assert.equal((await kindsOf(id)).filter((kind) => kind === 'taken').length, 1);
});

test("SEC-2 another body's officer gets the same as for a request that does not exist, whatever is tried", async () => {
  const id = await waitingForSignature();
  const { services, outsider } = office;
  const nothing = { seen: '', checks: {}, output: 'result', values: {}, grounds: [] } as const;
  const tries = (target: string) => [
    viewApplication(services, outsider, target),
    takeApplication(services, outsider, target),
    passOn(services, outsider, { id: target, colleague: undefined }),
    saveDecision(services, outsider, { id: target, ...nothing }),
    sendForSignature(services, outsider, { id: target, seen: '' }),
    openForSignature(services, outsider, target),
    signDecision(services, outsider, { id: target, documentId: newId(), cms: Buffer.from('') }),
    returnDecision(services, outsider, { id: target, reason: 'x' }),
  ];
  for (const outcome of await Promise.allSettled([...tries(id), ...tries(newId())]))
    assert.ok(outcome.status === 'rejected' && failed('notFound')(outcome.reason), JSON.stringify(outcome));
  assert.equal((await queue({ bodyId: outsider.bodyId, queue: 'sign' })).total, 0);
});

test('WRK-1 a request is handed to a colleague or given back, by its holder only', async () => {
  const { id } = await taken();
  const { services, gulnara, botagoz, daniyar } = office;
  assert.equal(await passOn(services, botagoz, { id, colleague: botagoz.id }), 'notHeld');
  await assert.rejects(passOn(services, gulnara, { id, colleague: daniyar.id }), failed('badRequest'));
  assert.equal(await passOn(services, gulnara, { id, colleague: botagoz.id }), 'passed');
  assert.equal(await takeApplication(services, gulnara, id), 'held');
  assert.equal(await passOn(services, botagoz, { id, colleague: undefined }), 'passed');
  assert.equal(await takeApplication(services, gulnara, id), 'taken');
});

test('AUTH-6 a head who is no specialist takes nothing, a specialist opens and returns nothing for signature', async () => {
  const { id } = await office.register(cast.aigerim);
  await assert.rejects(takeApplication(office.services, office.daniyar, id), failed('forbidden'));
  const waiting = await waitingForSignature();
  assert.deepEqual(await openForSignature(office.services, office.botagoz, waiting), { kind: 'notYours' });
  await assert.rejects(returnDecision(office.services, office.botagoz, { id: waiting, reason: 'x' }), failed('forbidden'));
});

test('WRK-2 who prepared a decision does not sign it, though holding both roles', async () => {
  const id = await waitingForSignature();
  const both: OfficerActor = { ...office.gulnara, roles: ['specialist', 'head'] };
  assert.deepEqual(await openForSignature(office.services, both, id), { kind: 'notYours' });
  const cms = await office.sign(office.daniyar.keys, Buffer.from(''));
  assert.deepEqual(await signDecision(office.services, both, { id, documentId: newId(), cms }), { kind: 'moved' });
});

test('WRK-1 the certificate is prepared from the register, and what may be put right is put right', async () => {
  const { id } = await taken();
  await entered(id, { output: 'result', values: { training: 'Есепші курсы' } });
  const application = await office.find(id);
  const regulation = office.services.regulations.version('rg-1', 1);
  const output = regulation.outputs.find((one) => one.id === 'result');
  assert.ok(output);
  const preparation = await findPreparation(office.services.db, id);
  const view = await viewDecision(office.services, { application, regulation, output, preparation });
  const values = Object.fromEntries(view.composition.facts.map((fact) => [fact.id, fact.value.kk]));
  assert.equal(values['registeredOn'], '1 маусым 2026 ж.');
  assert.equal(values['publicWorks'], 'Абаттандыру');
  assert.equal(values['training'], 'Есепші курсы');
  assert.equal(values['purpose'], '«Халық банкі» АҚ ұсыну үшін берілген');
  assert.deepEqual(view.composition.missing, []);
});

test('WRK-1 nothing incomplete is sent: documents unmarked or wrong, no outcome, no ground, a person not in the register', async () => {
  const { id } = await taken(cast.nurlan);
  const missing = (fact: string) => ({ kind: 'missing', fact });
  const refusedFor = async (...faults: object[]) => assert.deepEqual(await send(id), { kind: 'incomplete', faults });
  await refusedFor({ kind: 'unchecked', document: 'identityDocument' }, { kind: 'undecided' });
  await entered(id, { output: 'result' });
  await refusedFor(missing('registeredOn'));
  await entered(id, { output: 'result', checks: { identityDocument: 'wrong' } });
  await refusedFor({ kind: 'documentsWrong' }, missing('registeredOn'));
  await entered(id, { output: 'refusal' });
  await refusedFor({ kind: 'groundsMissing' }, missing('explanation'));
  await entered(id, { output: 'refusal', grounds: ['notRegistered'] });
  await refusedFor(missing('explanation'));
  await assert.rejects(entered(id, { output: 'refusal', grounds: ['invented'] }), failed('badRequest'));
  await assert.rejects(entered(id, { output: 'invented' }), failed('badRequest'));
});

test('DOC-4 a refusal is a letter with its ground and explanation, signed likewise', async () => {
  const values = { explanation: 'Бөлімге келіп, тіркеліңіз.' };
  const id = await waitingForSignature({ output: 'refusal', grounds: ['notRegistered'], values }, cast.nurlan);
  const { preparation } = await opened(id);
  const texts = preparation.facts?.map(({ value }) => value.kk) ?? [];
  assert.ok(texts.includes('Сіз көрсетілген кезеңде жұмыссыз ретінде тіркелмегенсіз.'));
  assert.ok(texts.includes(values.explanation));
  assert.deepEqual(await signedBy(office.daniyar.keys, id), { kind: 'signed' });
  const { status, documentId = '' } = await office.find(id);
  const document = await office.services.documents.find(office.services.db, documentId);
  assert.deepEqual([status, document?.output, document?.status], ['refused', 'refusal', 'issued']);
});

test('WRK-1 a stale window overwrites nothing; the same form sent twice is one change', async () => {
  const { id } = await taken();
  const seen = seenOf(await findPreparation(office.services.db, id));
  const form = { id, seen, checks: { identityDocument: 'ok' }, output: 'result', values: {}, grounds: [] } as const;
  assert.equal(await saveDecision(office.services, office.gulnara, form), 'saved');
  assert.equal(await saveDecision(office.services, office.gulnara, form), 'saved');
  assert.equal((await kindsOf(id)).filter((kind) => kind === 'prepared').length, 1);
  const stale = { ...form, values: { training: 'Басқа терезе' } };
  assert.equal(await saveDecision(office.services, office.gulnara, stale), 'changed');
  assert.deepEqual(await sendForSignature(office.services, office.gulnara, { id, seen }), { kind: 'changed' });
  assert.equal(await saveDecision(office.services, office.botagoz, form), 'moved');
  assert.deepEqual(await send(id), { kind: 'sent' });
  assert.equal(await saveDecision(office.services, office.gulnara, stale), 'moved');
  assert.deepEqual((await findPreparation(office.services.db, id)).values, {});
});

test("WRK-1 the head's return brings the decision back with a reason; what was made for signature is gone", async () => {
  const id = await waitingForSignature();
  const { document, pdf } = await opened(id);
  const cms = await office.sign(office.daniyar.keys, pdf);
  assert.equal(await returnDecision(office.services, office.daniyar, { id, reason: 'Кезеңін тексеріңіз' }), 'returned');
  assert.equal(await returnDecision(office.services, office.daniyar, { id, reason: 'Екінші рет' }), 'moved');
  assert.deepEqual(await signDecision(office.services, office.daniyar, { id, documentId: document.id, cms }), { kind: 'moved' });
  assert.equal(await office.services.documents.find(office.services.db, document.id), undefined);
  assert.equal((await findPreparation(office.services.db, id)).returnedReason, 'Кезеңін тексеріңіз');
  assert.equal((await office.find(id)).holderId, office.gulnara.id);
  assert.deepEqual(await send(id), { kind: 'sent' });
  assert.deepEqual(await signedBy(office.daniyar.keys, id), { kind: 'signed' });
});

test('WRK-1 EDS-VER the signature must be over this document, by this head, with the certificate that stands on it', async () => {
  const { services, daniyar, ca } = office;
  const id = await waitingForSignature();
  const { document } = await opened(id);
  const signed = (cms: Uint8Array) => signDecision(services, daniyar, { id, documentId: document.id, cms });
  const other = await office.sign(daniyar.keys, Buffer.from('Басқа құжат'));
  assert.deepEqual(await signed(other), { kind: 'refused', failed: 'integrity' });
  const { pdf } = await opened(id);
  const stranger = await ca.person({ iin: cast.marat.iin, name: cast.marat });
  assert.deepEqual(await signed(await office.sign(stranger, pdf)), { kind: 'refused', failed: 'identity' });
  const renewed = await ca.person({ iin: daniyar.iin, name: daniyar.name });
  assert.deepEqual(await signed(await office.sign(renewed, pdf)), { kind: 'otherCertificate' });
  const again = await opened(id);
  assert.notEqual(again.document.id, document.id);
  assert.deepEqual(await signedBy(renewed, id), { kind: 'signed' });
});

test('WRK-2 two signatures at once: one decides, the document is issued once', async () => {
  const id = await waitingForSignature();
  const { id: officerId, keys } = office.daniyar;
  await inTransaction(office.services.db, (tx) => setSigningCertificate(tx, officerId, keys.signing.certificate.der));
  // Opened before either signs: who opens after the other has signed has nothing to sign.
  const { document, pdf } = await opened(id);
  const signed = { id, documentId: document.id, cms: await office.sign(keys, pdf) };
  const outcomes = await Promise.all([1, 2].map(() => signDecision(office.services, office.daniyar, signed)));
  assert.deepEqual(outcomes.map(({ kind }) => kind).toSorted(), ['moved', 'signed']);
  assert.equal((await kindsOf(id)).filter((kind) => kind === 'documentSigned').length, 1);
});

test("PRO-10 an officer's look is written once an hour, each officer's own", async () => {
  const { id } = await office.register(cast.aigerim);
  const looks = async () => (await kindsOf(id)).filter((kind) => kind === 'viewed').length;
  await Promise.all([1, 2, 3].map(() => viewApplication(office.services, office.gulnara, id)));
  assert.equal(await looks(), 1);
  await viewApplication(office.services, office.daniyar, id);
  assert.equal(await looks(), 2);
  office.clock.advance(3_600_001);
  await viewApplication(office.services, office.gulnara, id);
  assert.equal(await looks(), 3);
});

test('PRO-10 the history is one chain from signature to decision, and the database refuses to change it', async () => {
  const id = await waitingForSignature();
  const { db } = office.services;
  await signedBy(office.daniyar.keys, id);
  const history = await listHistory(db, id);
  assert.equal(historyBreak(id, history), undefined);
  const kinds = history.map(({ kind }) => kind);
  const expected = ['signed', 'numbered', 'taken', 'checked', 'prepared', 'sentForSignature', 'documentSigned', 'ended'] as const;
  assert.deepEqual(
    kinds.filter((kind) => (expected as readonly string[]).includes(kind)),
    [...expected],
  );
  const changed = history.map((one) => (one.kind === 'taken' ? { ...one, at: new Date(0) } : one));
  assert.equal(historyBreak(id, changed), kinds.indexOf('taken') + 1);
  await assert.rejects(
    sql`update applications.event set kind = 'viewed' where application_id = ${id}`.execute(db),
    /only appended/,
  );
  await assert.rejects(sql`delete from applications.event where application_id = ${id}`.execute(db), /only appended/);
});
