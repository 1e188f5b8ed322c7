import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newId } from '#kit/ids';
import type { PersonActor } from '#identity';
import { familyRegulation } from '#regulations/testing';
import { cast } from '#seed';
import { locales, texts } from '#text';
import type { Locale } from '#text';
import { discardDraft } from '../draft.ts';
import { findDraftOfService } from '../store.ts';
import { testOffice } from '../testing.ts';
import { contentIn, testEds, testPortal } from '../testing-portal.ts';
import { cardRoutes } from './card-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { attachFile } from '../attach-file.ts';
import { signingRoutes } from './signing-routes.ts';

const office = await testOffice();
after(() => office[Symbol.asyncDispose]());
const family = familyRegulation();
const services = { ...office.services, regulations: { current: () => family, offered: () => [family], version: () => family } };
const signals = office.world.signals();

const portal = await testPortal([
  ...draftRoutes(services, testEds),
  ...fileRoutes(services),
  ...signingRoutes(services, testEds, signals),
  ...cardRoutes(services, signals),
]);
after(() => portal[Symbol.asyncDispose]());
const get = (url: string, as: PersonActor, locale: Locale = 'kk') => portal.get(url, { as, locale });
const post = (url: string, fields: Record<string, string>, as: PersonActor) => portal.post(url, fields, { as });

const aigerim = await office.person(cast.aigerim);
const nurlan = await office.person(cast.nurlan);
const svetlana = await office.person(cast.svetlana);
const stranger = await office.person(cast.marat);

/** What the panel of a page asks to be signed, signed by this person and sent in. */
async function signAt(url: string, as: PersonActor) {
  const { body } = await get(url, as);
  const cms = await office.sign(await office.keysOf(as), contentIn(body));
  return post(url, { cms: Buffer.from(cms).toString('base64') }, as);
}

/** Fills the form in, up to where it asks who signs. @returns the address of the draft */
async function filled(): Promise<string> {
  const before = await findDraftOfService(services.db, aigerim.id, 'rg-1');
  if (before) await discardDraft(services, aigerim, before.id);
  const { location } = await post('/applications/drafts', { service: 'rg-1' }, aigerim);
  const draft = location.replace(/\/pages\/.*$/, '');
  const draftId = draft.split('/').at(-1) ?? '';
  const bytes = Buffer.from('%PDF-1.7\n% identity card\nstartxref\n9\n%%EOF\n');
  await attachFile(services, aigerim, { draftId, document: 'identityDocument', name: 'Куәлік.pdf', bytes });
  const period = { 'period-from-day': '1', 'period-from-month': '6', 'period-from-year': '2026' };
  const pages: [string, Record<string, string>][] = [
    ['applicant', { fullName: 'Сейітова Айгерім', address: 'Көкпекті ауылы' }],
    ['contact', { phone: cast.aigerim.phone }],
    ['period', { ...period, 'period-to-day': '31', 'period-to-month': '10', 'period-to-year': '2026' }],
    ['purpose', { purpose: '' }],
    ['spouses', { married: 'yes' }],
    ['family', familyOf()],
  ];
  for (const [page, fields] of pages) {
    const answer = await post(`${draft}/pages/${page}`, fields, aigerim);
    assert.equal(answer.status, 303, answer.body);
  }
  return draft;
}

function familyOf(change: Record<string, string> = {}): Record<string, string> {
  const birth = { 'children-0-birthDate-day': '12', 'children-0-birthDate-month': '5', 'children-0-birthDate-year': '2014' };
  const child = { 'children-0-name': 'Байжанова Света', 'children-0-iin': svetlana.iin, ...birth };
  return { spouseIin: nurlan.iin, spouseName: 'Байжанов Нұрлан', ...child, ...change };
}

test('FRM-9 the form asks how a child signs; the review says who signs and offers both ways to begin', async () => {
  const draft = await filled();
  const files = await post(`${draft}/files`, {}, aigerim);
  assert.equal(files.location, `${draft}/signers`);
  for (const locale of locales) {
    const page = await get(`${draft}/signers`, aigerim, locale);
    assert.match(page.body, /Байжанова Света/);
    assert.ok(page.body.includes(texts(locale).signers.choose.byApplicant));
  }
  const chosen = await post(`${draft}/signers`, { 'signs-child-0': 'applicant' }, aigerim);
  assert.equal(chosen.location, `${draft}/review`);
  const review = await get(`${draft}/review`, aigerim);
  assert.match(review.body, /Байжанова Света, ЖСН \d{12}: келісемін; қолды заңды өкілі .* қояды/);
  assert.ok(
    review.body.includes(texts('kk').signers.review.inviteFirst) && review.body.includes(texts('kk').signers.review.signFirst),
  );
  assert.match((await get(`${draft}/signers`, aigerim)).body, /value="applicant"[^>]*checked|checked[^>]*value="applicant"/);
});

test('FRM-9 SEC-2 the invited see the request with its files and nothing else; to others it is not there', async () => {
  const draft = await filled();
  const id = draft.split('/').at(-1) ?? '';
  await get(`${draft}/review`, aigerim);
  const invited = await post(`${draft}/signing`, {}, aigerim);
  assert.equal(invited.location, `/signing/${id}`);
  assert.match((await get('/cabinet', nurlan)).body, new RegExp(`href="/signing/${id}"`));
  const own = await get(`/signing/${id}`, aigerim);
  assert.ok(own.body.includes(`https://portal.example.kz/signing/${id}`));
  for (const locale of locales) {
    const page = await get(`/signing/${id}`, nurlan, locale);
    assert.equal(page.status, 200);
    assert.ok(page.body.includes(texts(locale).signers.invited.lead));
    assert.match(page.body, /Куәлік\.pdf/);
    assert.ok(!page.body.includes(`https://portal.example.kz/signing/${id}`), 'inviting is the applicant’s');
  }
  const file = /href="(\/signing\/[^"]+\/files\/[^"]+)"/.exec((await get(`/signing/${id}`, nurlan)).body)?.[1] ?? '';
  assert.equal((await get(file, nurlan)).status, 200);
  assert.match((await get(`/signing/${id}/request.txt`, nurlan)).body, /Жұбайы: Байжанов Нұрлан/);
  const views = ['', '/live', '/request.txt', '/sign', '/decline'].map((part) => `/signing/${id}${part}`);
  for (const url of [...views, file]) assert.equal((await get(url, stranger)).status, 404, url);
  for (const part of ['decline', 'withdraw'])
    assert.equal((await post(`/signing/${id}/${part}`, { reason: 'x' }, stranger)).status, 404, part);
  for (const url of [draft, `${draft}/review`, `${draft}/sign`, `${draft}/files`, `/applications/${id}`])
    assert.equal((await get(url, nurlan)).status, 404, url);
  const missing = await get(`/signing/${newId()}`, stranger);
  const foreign = await get(`/signing/${id}`, stranger);
  assert.equal(foreign.body.replaceAll(id, ''), missing.body.replaceAll(/[0-9a-f-]{36}/g, ''));
});

test('FRM-9 the progress is the same for everybody; with the last signature each page says that it was sent', async () => {
  const draft = await filled();
  const id = draft.split('/').at(-1) ?? '';
  await get(`${draft}/review`, aigerim);
  assert.equal((await signAt(`${draft}/sign`, aigerim)).location, `/signing/${id}`);
  const words = texts('kk').signers;
  for (const who of [aigerim, nurlan, svetlana]) {
    const { body } = await get(`/signing/${id}`, who);
    assert.ok(body.includes(words.progress.count(1, 3)));
    assert.ok(body.includes(words.progress.waitsFor('Байжанов Нұрлан; Байжанова Света')));
    assert.match(body, new RegExp(`data-events="/signing/${id}/live"`));
  }
  assert.equal((await get(`${draft}/review`, aigerim)).location, `/signing/${id}`);
  assert.equal((await signAt(`/signing/${id}/sign`, svetlana)).location, `/signing/${id}`);
  const refused = await post(`/signing/${id}/sign`, { cms: Buffer.from('x').toString('base64') }, nurlan);
  assert.ok(refused.body.includes(words.sign.refused(texts('kk').identity.refused.structure)));
  assert.equal((await signAt(`/signing/${id}/sign`, nurlan)).location, `/signing/${id}`);
  for (const who of [aigerim, nurlan, svetlana]) assert.ok((await get(`/signing/${id}`, who)).body.includes(words.sent.title));
  assert.equal((await get(`/signing/${id}/sign`, nurlan)).status, 410);
  const card = await get(`/applications/${id}`, aigerim);
  assert.ok(card.body.includes(words.card.title) && card.body.includes(words.progress.verified));
  for (const place of [1, 2]) assert.equal((await get(`/applications/${id}/signers/${place}.cms`, aigerim)).status, 200);
  for (const place of ['0', '3', 'x']) assert.equal((await get(`/applications/${id}/signers/${place}.cms`, aigerim)).status, 404);
  assert.doesNotMatch((await get('/cabinet', nurlan)).body, new RegExp(`href="/signing/${id}"`));
});

test('FRM-9 who declines must say why; who has signed can take it back', async () => {
  const draft = await filled();
  const id = draft.split('/').at(-1) ?? '';
  await get(`${draft}/review`, aigerim);
  await post(`${draft}/signing`, {}, aigerim);
  const words = texts('kk').signers;
  for (const reason of ['  ', 'ә'.repeat(501)]) {
    const asked = await post(`/signing/${id}/decline`, { reason }, nurlan);
    assert.equal(asked.status, 200);
    assert.ok(asked.body.includes(reason.trim()), 'what was written stays');
  }
  assert.equal((await post(`/signing/${id}/decline`, { reason: 'Келіспеймін' }, nurlan)).location, `/signing/${id}`);
  const own = await get(`/signing/${id}`, aigerim);
  assert.ok(own.body.includes(words.progress.declinedTitle) && own.body.includes(words.progress.reason('Келіспеймін')));
  await signAt(`/signing/${id}/sign`, nurlan);
  assert.ok((await get(`/signing/${id}`, nurlan)).body.includes(words.progress.withdraw));
  await post(`/signing/${id}/withdraw`, {}, nurlan);
  assert.ok((await get(`/signing/${id}`, nurlan)).body.includes(words.progress.states.withdrawn));
});

test('FRM-9 APP-4 a change asks first, loses nothing that was entered, and then voids what was signed', async () => {
  const draft = await filled();
  const id = draft.split('/').at(-1) ?? '';
  await get(`${draft}/review`, aigerim);
  await signAt(`${draft}/sign`, aigerim);
  const words = texts('kk').signers.change;
  for (const page of ['pages/purpose', 'files', 'signers', 'signing/change'])
    assert.ok((await get(`${draft}/${page}`, aigerim)).body.includes(words.text), page);
  const asked = await post(`${draft}/pages/purpose?return=review`, { purpose: 'Екінші қойынды' }, aigerim);
  assert.ok(asked.body.includes(words.text));
  assert.match(asked.body, /name="purpose" value="Екінші қойынды"/);
  assert.equal((await get(`/signing/${id}`, nurlan)).status, 200, 'asking voids nothing');
  const changed = await post(`${draft}/pages/purpose?return=review`, { purpose: 'Екінші қойынды', void: 'yes' }, aigerim);
  assert.equal(changed.location, `${draft}/review`);
  assert.equal((await get(`/signing/${id}`, nurlan)).status, 404);
  assert.match((await get(`${draft}/review`, aigerim)).body, /Екінші қойынды/);
  await post(`${draft}/signing`, {}, aigerim);
  for (const [to, location] of [
    ['files', `${draft}/files`],
    ['purpose', `${draft}/pages/purpose?return=review`],
    ['https://elsewhere', `${draft}/review`],
  ] as const)
    assert.equal((await post(`${draft}/signing/change`, { to }, aigerim)).location, location);
});

test('FRM-9 a signer who is named twice is found before the review, with what to correct', async () => {
  const draft = await filled();
  await post(`${draft}/pages/family`, familyOf({ spouseIin: aigerim.iin }), aigerim);
  const review = await get(`${draft}/review`, aigerim);
  assert.equal(review.location, `${draft}/signers?repeated`);
  const page = await get(review.location, aigerim);
  assert.ok(page.body.includes(texts('kk').signers.choose.repeatedText('Байжанов Нұрлан')));
  assert.match(page.body, /pages\/family"/);
});
