import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Failure } from '#kit/failure';
import type { PersonActor } from '#identity';
import { newId } from '#kit/ids';
import type { Known } from '#regulations';
import { cast } from '#seed';
import { attachFile, detachFile } from './attach-file.ts';
import { beginDraft, discardDraft, fillPage, openDraft, pageOf } from './draft.ts';
import { prepareRequest } from './prepare-request.ts';
import type { ApplicationServices, KnownAnswer } from './services.ts';
import { testOffice } from './testing.ts';

const office = await testOffice();
after(() => office[Symbol.asyncDispose]());

const notFound = (error: unknown): boolean => error instanceof Failure && error.code === 'notFound';
const facts: Known = { 'personRegistry.fullName': 'СЕЙІТОВА АЙГЕРІМ', 'personRegistry.address': 'Көкпекті ауылы' };

/** The office with registries that answer so. */
function knowing(answer: () => KnownAnswer | Promise<KnownAnswer>): ApplicationServices {
  return { ...office.services, known: { ask: async () => answer() } };
}
const known = (more: Known = {}): ApplicationServices => knowing(() => ({ kind: 'known', facts: { ...facts, ...more } }));

interface Begun {
  readonly person: PersonActor;
  readonly draftId: string;
}

/** Somebody with a draft just begun. */
async function newcomer(services: ApplicationServices = office.services): Promise<Begun> {
  const person = { ...(await office.person(cast.svetlana)), id: newId() };
  return { person, draftId: await beginDraft(services, person, 'rg-1') };
}

const fill = async ({ person, draftId }: Begun, page: string, raw: Record<string, unknown>): Promise<string[]> =>
  (await fillPage(office.services, person, { draftId, page, raw })).map(({ field, code }) => `${field} ${code}`);

const answersOf = async (person: PersonActor, draftId: string) =>
  (await openDraft(office.services, person, draftId)).draft.answers;

test('APP-1 a page is done only when it is right; what was entered wrong is kept to be put right', async () => {
  const { person, draftId } = await newcomer();
  const done = async () => (await openDraft(office.services, person, draftId)).draft.donePages;
  const wrong = { 'period.from': '2026-10-31', 'period.to': '2026-06-01' };
  assert.deepEqual(await fill({ person, draftId }, 'period', wrong), ['period.to order']);
  assert.deepEqual(await answersOf(person, draftId), wrong);
  assert.deepEqual(await done(), []);
  assert.deepEqual(await fill({ person, draftId }, 'period', { 'period.from': '2026-13-45', 'period.to': '' }), [
    'period.from date',
    'period.to required',
  ]);
  assert.deepEqual(await fill({ person, draftId }, 'period', { 'period.from': '2026-06-01', 'period.to': '2026-10-31' }), []);
  assert.deepEqual(await done(), ['period']);
  assert.deepEqual(await fill({ person, draftId }, 'contact', { phone: '12' }), ['phone phone']);
  assert.deepEqual(await done(), ['period']);
});

test('APP-1 a draft is one for each service, is continued from another device, and nobody else sees it', async () => {
  const { person, draftId } = await newcomer();
  await fill({ person, draftId }, 'contact', { phone: '+77010000103' });
  const elsewhere: PersonActor = { ...person, sessionId: newId() };
  assert.equal(await beginDraft(office.services, elsewhere, 'rg-1'), draftId);
  assert.equal((await answersOf(elsewhere, draftId))['phone'], '+77010000103');
  const stranger = { ...person, id: newId() };
  const { services } = office;
  for (const id of [draftId, newId()]) {
    await assert.rejects(openDraft(services, stranger, id), notFound);
    await assert.rejects(fillPage(services, stranger, { draftId: id, page: 'contact', raw: {} }), notFound);
    await assert.rejects(prepareRequest(services, stranger, { draftId: id, locale: 'kk' }), notFound);
    await assert.rejects(discardDraft(services, stranger, id), notFound);
  }
  await discardDraft(services, person, draftId);
  await assert.rejects(openDraft(services, person, draftId), notFound);
});

test('APP-1 begun twice at once, there is one draft', async () => {
  const person = { ...(await office.person(cast.svetlana)), id: newId() };
  const ids = await Promise.all([1, 2, 3].map(() => beginDraft(office.services, person, 'rg-1')));
  assert.equal(new Set(ids).size, 1);
});

test('APP-1 a service that is not ordered here and a page that the form does not have are missing', async () => {
  const { person, draftId } = await newcomer();
  await assert.rejects(beginDraft(office.services, person, 'rg-99'), notFound);
  await assert.rejects(fillPage(office.services, person, { draftId, page: 'invented', raw: {} }), notFound);
  const { regulation } = await openDraft(office.services, person, draftId);
  assert.throws(() => pageOf(regulation, '__proto__'), notFound);
});

test('APP-2 what a registry knows is filled in and cannot be typed over; that it is wrong can be said', async () => {
  const services = known();
  const { person, draftId } = await newcomer(services);
  assert.equal((await answersOf(person, draftId))['fullName'], facts['personRegistry.fullName']);
  const raw = { fullName: 'Басқа Біреу', 'fullName.correction': 'Сейітова Айгерім Маратқызы' };
  assert.deepEqual(await fill({ person, draftId }, 'applicant', raw), []);
  const answers = await answersOf(person, draftId);
  assert.equal(answers['fullName'], facts['personRegistry.fullName']);
  assert.equal(answers['fullName.correction'], raw['fullName.correction']);
});

test('APP-2 REL-3 while the registries are away the person writes; once they answer, what they know takes its place', async () => {
  const { person, draftId } = await newcomer();
  assert.deepEqual(await answersOf(person, draftId), {});
  const typed = { fullName: 'Ким Светлана', address: 'Самар ауылы' };
  assert.deepEqual(await fill({ person, draftId }, 'applicant', typed), []);
  const { draft } = await openDraft(known(), person, draftId);
  assert.equal(draft.known['personRegistry.fullName'], facts['personRegistry.fullName']);
  assert.deepEqual(await fill({ person, draftId }, 'applicant', typed), []);
  assert.equal((await answersOf(person, draftId))['fullName'], facts['personRegistry.fullName']);
});

test('APP-2 facts are asked for again after a day, and answers that came from a registry are renewed, own ones kept', async () => {
  let asked = 0;
  const services = knowing(() => {
    asked += 1;
    return { kind: 'known', facts: { ...facts, 'personRegistry.address': `Мекенжай ${asked}` } };
  });
  const { person, draftId } = await newcomer(services);
  await fill({ person, draftId }, 'contact', { phone: '+77010000103' });
  await openDraft(services, person, draftId);
  assert.equal(asked, 1);
  const morning = office.clock.now();
  office.clock.advance(25 * 3_600_000);
  const { draft } = await openDraft(services, person, draftId);
  office.clock.set(morning);
  assert.equal(draft.answers['address'], 'Мекенжай 2');
  assert.equal(draft.answers['phone'], '+77010000103');
  assert.deepEqual(draft, (await openDraft(services, person, draftId)).draft);
});

test('APP-1 what another tab enters while the registries are asked is not lost', async () => {
  const { person, draftId } = await newcomer();
  const services = knowing(async () => {
    assert.deepEqual(await fill({ person, draftId }, 'contact', { phone: '+77010000103' }), []);
    return { kind: 'known', facts };
  });
  const { draft } = await openDraft(services, person, draftId);
  assert.equal(draft.answers['phone'], '+77010000103');
  assert.deepEqual(draft.donePages, ['contact']);
  assert.equal((await answersOf(person, draftId))['phone'], '+77010000103');
});

const pdf = Buffer.from('%PDF-1.7\n% identity card\nstartxref\n9\n%%EOF\n');

test('APP-3 a required document is waited for; what is no such file is refused with the reason, and nothing is attached', async () => {
  const { services } = office;
  const person = { ...(await office.person(cast.svetlana)), id: newId() };
  const draftId = await office.fillDraft(person, cast.svetlana);
  const files = () => services.files.list(services.db, { owner: person.id, holder: draftId });
  const [file] = await files();
  assert.ok(file);
  await detachFile(services, person, { draftId, id: file.id });
  const prepared = await prepareRequest(services, person, { draftId, locale: 'kk' });
  assert.equal(prepared.kind, 'missingDocuments');
  const attach = (bytes: Buffer, document = 'identityDocument', name = 'a.pdf') =>
    attachFile(services, person, { draftId, document, name, bytes });
  assert.equal(await attach(Buffer.alloc(0)), 'empty');
  assert.equal(await attach(Buffer.from('MZ not a document')), 'unknownType');
  assert.equal(await attach(Buffer.concat([pdf, Buffer.alloc(200_000)])), 'tooLarge');
  await assert.rejects(attach(pdf, 'invented'), Failure);
  assert.deepEqual(await files(), []);
  for (let count = 1; count <= 5; count++) assert.equal(await attach(pdf, 'identityDocument', `${count}.pdf`), undefined);
  assert.equal(await attach(pdf, 'identityDocument', '6.pdf'), 'tooMany');
});

test("APP-3 SEC-2 another's draft takes no file and gives none up", async () => {
  const { services } = office;
  const person = { ...(await office.person(cast.svetlana)), id: newId() };
  const draftId = await office.fillDraft(person, cast.svetlana);
  const stranger = { ...person, id: newId() };
  const [file] = await services.files.list(services.db, { owner: person.id, holder: draftId });
  assert.ok(file);
  const upload = { draftId, document: 'identityDocument', name: 'a.pdf', bytes: pdf };
  await assert.rejects(attachFile(services, stranger, upload), notFound);
  await assert.rejects(detachFile(services, stranger, { draftId, id: file.id }), notFound);
  const { draftId: own } = await newcomer();
  await assert.rejects(detachFile(services, person, { draftId: own, id: file.id }), notFound);
  assert.equal((await services.files.list(services.db, { owner: person.id, holder: draftId })).length, 1);
});
