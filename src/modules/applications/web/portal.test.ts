import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import type { PersonActor } from '#identity';
import { cast } from '#seed';
import type { CastPerson } from '#seed';
import { formatDate, formatDateTime, formatTime, locales, texts } from '#text';
import type { Locale } from '#text';
import { saveDecision, seenOf, sendForSignature } from '../prepare-decision.ts';
import { openForSignature, signDecision } from '../sign-decision.ts';
import { findPreparation, saveKnown } from '../store.ts';
import { takeApplication } from '../take.ts';
import { testOffice } from '../testing.ts';
import { contentIn, testEds, testPortal } from '../testing-portal.ts';
import { cardRoutes } from './card-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { fileRoutes } from './file-routes.ts';

const office = await testOffice();
const { services } = office;
after(() => office[Symbol.asyncDispose]());
const signals = office.world.signals();

const searching = { ...services, findServices: (words: string) => (words.includes('жұмыссыз') ? ['rg-1'] : []) };

const portal = await testPortal([
  ...draftRoutes(searching, testEds),
  ...fileRoutes(searching),
  ...cardRoutes(searching, signals),
]);
after(() => portal[Symbol.asyncDispose]());
const { get, post } = portal;

const newcomer = async (): Promise<PersonActor> => ({ ...(await office.person(cast.svetlana)), id: newId() });

test('APP-1 the form goes on when the page is right; what is wrong is listed above and beside the field, and nothing is lost', async () => {
  const as = await newcomer();
  const begun = await post('/applications/drafts', { service: 'rg-1' }, { as });
  assert.match(begun.location, /^\/applications\/drafts\/[0-9a-f-]{36}\/pages\/applicant$/);
  const base = begun.location.replace('/applicant', '');
  for (const locale of locales) {
    const wrong = await post(`${base}/contact`, { phone: '12' }, { as, locale });
    assert.equal(wrong.status, 200);
    assert.match(wrong.body, /href="#phone"/);
    assert.match(wrong.body, /value="12"/);
    assert.match(wrong.body, /aria-invalid="true"/);
  }
  const right = await post(`${base}/contact`, { phone: '8 701 000 01 03' }, { as });
  assert.deepEqual([right.status, right.location], [303, `${base}/period`]);
  assert.match((await get(`${base}/contact`, { as })).body, /701/);
  const back = await post(`${base}/contact?return=review`, { phone: '+7 701 000 01 03' }, { as });
  assert.match(back.location, /\/review$/);
});

test('APP-4 APP-5 the review shows each answer and file with a way to change it; what is to be signed carries exactly that', async () => {
  const as = await newcomer();
  const id = await office.fillDraft(as, cast.svetlana);
  const review = await get(`/applications/drafts/${id}/review`, { as });
  for (const page of ['applicant', 'contact', 'period', 'purpose'])
    assert.ok(review.body.includes(`/applications/drafts/${id}/pages/${page}?return=review`), page);
  assert.ok(review.body.includes(`/applications/drafts/${id}/files?return=review`));
  for (const value of ['Жеке куәлік.pdf', '«Халық банкі» АҚ']) assert.ok(review.body.includes(value), value);
  const sign = await get(`/applications/drafts/${id}/sign`, { as });
  const content = contentIn(sign.body).toString();
  assert.ok(content.includes('«Халық банкі» АҚ') && content.includes(as.iin));
  const text = await get(`/applications/drafts/${id}/request.txt`, { as });
  assert.match(String(text.headers['content-disposition']), /^attachment/);
  assert.ok(text.body.includes('«Халық банкі» АҚ'));
});

test('GW-4 while the registry is silent the form says since when, in each language, and of which day the data are that it shows', async () => {
  const as = await newcomer();
  const { location } = await post('/applications/drafts', { service: 'rg-1' }, { as });
  const time = formatTime(services.clock.now());
  const said = { kk: `${time}-`, ru: `с ${time}`, en: `since ${time}` };
  for (const locale of locales) {
    const { body } = await get(location, { as, locale });
    assert.ok(body.includes(texts(locale).applications.form.unavailable) && body.includes(said[locale]), locale);
  }
  const [, , , id = ''] = location.split('/');
  const dayBefore = new Date(services.clock.now().getTime() - 2 * 86_400_000);
  await inTransaction(services.db, (tx) =>
    saveKnown(tx, id, { facts: { 'personRegistry.fullName': 'Ким Светлана' }, answers: {}, at: dayBefore }),
  );
  const { body } = await get(location, { as });
  assert.ok(body.includes(texts('kk').applications.form.stale(formatDate(dayBefore, 'kk'))) && body.includes('Ким Светлана'));
});

test('APP-1 who jumps ahead is led to what is missing', async () => {
  const as = await newcomer();
  const { location } = await post('/applications/drafts', { service: 'rg-1' }, { as });
  const draft = location.replace(/\/pages\/.*/, '');
  for (const step of ['review', 'sign', 'request.txt']) {
    const { status, headers } = await get(`${draft}/${step}`, { as });
    assert.deepEqual([status, headers['location']], [303, `${draft}/pages/applicant`]);
  }
});

test('APP-6 a refused signature is told by the name of the check, on the page from which it can be tried again', async () => {
  const as = await newcomer();
  const id = await office.fillDraft(as, cast.svetlana);
  await get(`/applications/drafts/${id}/review`, { as });
  const other = await office.keysOf(await office.person(cast.nurlan));
  const sign = await get(`/applications/drafts/${id}/sign`, { as });
  const bytes = contentIn(sign.body);
  const cms = Buffer.from(await office.sign(other, bytes)).toString('base64');
  for (const locale of locales) {
    await get(`/applications/drafts/${id}/review`, { as, locale });
    const refused = await post(`/applications/drafts/${id}/sign`, { cms: 'AAAA' }, { as, locale });
    assert.equal(refused.status, 200);
    assert.match(refused.body, /id="panel"/);
    assert.ok(refused.body.includes(texts(locale).identity.refused.structure), locale);
  }
  await get(`/applications/drafts/${id}/review`, { as });
  const { body } = await post(`/applications/drafts/${id}/sign`, { cms }, { as });
  assert.ok(body.includes(texts('kk').identity.refused.integrity) || body.includes(texts('kk').identity.refused.identity));
});

/** Each public status with the card of an application that has it. */
async function lifeOf(person: CastPerson, output: 'result' | 'refusal') {
  const { id } = await office.register(person);
  const as = await office.person(person);
  const card = async (locale: Locale = 'kk') => (await get(`/applications/${id}`, { as, locale })).body;
  const accepted = await card();
  await takeApplication(services, office.gulnara, id);
  const considered = await card();
  const decision = {
    id,
    seen: seenOf(await findPreparation(services.db, id)),
    checks: { identityDocument: 'ok' },
    output,
    values: output === 'refusal' ? { explanation: 'Бөлімге келіңіз.' } : {},
    grounds: output === 'refusal' ? ['notRegistered'] : [],
  } as const;
  assert.equal(await saveDecision(services, office.gulnara, decision), 'saved');
  const sent = await sendForSignature(services, office.gulnara, { id, seen: seenOf(await findPreparation(services.db, id)) });
  assert.deepEqual(sent, { kind: 'sent' });
  const waiting = await card();
  const opened = await openForSignature(services, office.daniyar, id);
  assert.ok(opened.kind === 'open');
  const cms = await office.sign(office.daniyar.keys, opened.pdf);
  assert.equal((await signDecision(services, office.daniyar, { id, documentId: opened.document.id, cms })).kind, 'signed');
  return { id, as, cards: { accepted, considered, waiting, decided: await card() }, card };
}

test('CAB-6 APP-8 the card in each state: facts, steps done and to come with their times, of whom something is awaited, the result', async () => {
  const { id, as, cards, card } = await lifeOf(cast.aigerim, 'result');
  const words = texts('kk');
  const { number = '', dueAt, decidedAt } = await office.find(id);
  assert.ok(dueAt && decidedAt);
  for (const [state, body] of Object.entries(cards)) {
    assert.ok(body.includes(number), state);
    assert.ok(body.includes(formatDateTime(dueAt, 'kk')), state);
    assert.ok(body.includes(texts('kk').applications.card.progress), state);
    assert.equal(body.includes('result.pdf'), state === 'decided', state);
  }
  assert.ok(cards.accepted.includes(words.regulations.status.accepted));
  assert.ok(cards.considered.includes(words.regulations.status.considered));
  assert.ok(cards.considered.includes(words.applications.card.awaited.officer));
  assert.ok(cards.waiting.includes(words.applications.card.awaited.signatory));
  assert.ok(cards.decided.includes(words.regulations.status.provided));
  assert.ok(cards.decided.includes(formatDateTime(decidedAt, 'kk')));
  const current = (body: string): number => body.match(/aria-current="step"/g)?.length ?? 0;
  assert.deepEqual([cards.accepted, cards.considered, cards.waiting, cards.decided].map(current), [1, 1, 1, 0]);
  for (const locale of locales) assert.ok((await card(locale)).includes(texts(locale).regulations.status.provided));
  const pdf = await get(`/applications/${id}/result.pdf`, { as });
  assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-');
  assert.match(String(pdf.headers['content-disposition']), /^inline/);
  assert.equal((await get(`/applications/${id}/result.cms`, { as })).headers['content-type'], 'application/pkcs7-signature');
});

test('CAB-6 a refusal is a result as well', async () => {
  const { cards } = await lifeOf(cast.nurlan, 'refusal');
  assert.ok(cards.decided.includes(texts('kk').regulations.status.refused));
  assert.ok(cards.decided.includes('result.pdf'));
});

test('CAB-6 before the decision there is no result to fetch; what was signed can be kept, and files are offered to be saved', async () => {
  const { id } = await office.register(cast.svetlana);
  const as = await office.person(cast.svetlana);
  for (const part of ['result.pdf', 'result.cms']) assert.equal((await get(`/applications/${id}/${part}`, { as })).status, 404);
  const card = await get(`/applications/${id}`, { as });
  const file = /href="(\/applications\/[^"]+\/files\/[^"]+)"/.exec(card.body)?.[1] ?? '';
  for (const url of [file, ...['request.txt', 'request.json', 'request.cms'].map((part) => `/applications/${id}/${part}`)]) {
    const { status, headers } = await get(url, { as });
    assert.equal(status, 200, url);
    assert.match(String(headers['content-disposition']), /^attachment/);
    assert.match(String(headers['cache-control']), /no-store/);
  }
  assert.match(String((await get(file, { as })).headers['content-security-policy']), /^sandbox/);
});

test("SEC-2 another's application and each part of it are missing, as one that does not exist", async () => {
  const { id } = await office.register(cast.aigerim);
  const as = await newcomer();
  for (const part of ['', '/live', '/request.txt', '/request.json', '/request.cms', '/result.pdf', `/files/${newId()}`]) {
    const [foreign, missing] = [
      await get(`/applications/${id}${part}`, { as }),
      await get(`/applications/${newId()}${part}`, { as }),
    ];
    const withoutIds = ({ body }: { body: string }): string => body.replaceAll(/[0-9a-f-]{36}/g, '');
    assert.equal(foreign.status, 404, part);
    assert.ok(withoutIds(foreign) === withoutIds(missing), part);
  }
  for (const odd of ['1', '..%2F..', "'", '%F0%9F%98%80']) assert.equal((await get(`/applications/${odd}`, { as })).status, 404);
});

test('CAB-5 applications are found by name, number, day and status, page by page', async () => {
  const { id, number = '', sentAt } = await office.register(cast.aigerim);
  const as = await office.person(cast.aigerim);
  const day = sentAt.toISOString().slice(0, 10);
  const found = async (query: Record<string, string>) =>
    (await get(`/applications?${new URLSearchParams(query)}`, { as })).body.includes(`/applications/${id}"`);
  assert.ok(await found({}));
  for (const q of [number, number.toLowerCase(), number.replaceAll('-', ' '), number.slice(0, 5), 'жұмыссыз'])
    assert.ok(await found({ q }), q);
  for (const q of ['басқа', '%', '_', `${number}0`]) assert.ok(!(await found({ q })), q);
  const { status } = await office.find(id);
  assert.ok(await found({ status, from: day, to: day }));
  assert.ok(!(await found({ status: 'refused', from: day })));
  assert.ok(await found({ from: '20.11.2026', to: '20/11/2026' }));
  assert.ok(!(await found({ from: '2026-11-21' })));
  assert.ok(!(await found({ to: '2026-11-19' })));
  for (const page of ['1e300', '-5', 'x', '99999999999999999999', '2'])
    assert.equal((await get(`/applications?page=${page}`, { as })).status, 200, page);
});

test('CAB-1 the cabinet shows the person, the recent actions, drafts and open applications, in each language', async () => {
  const as = await office.person(cast.svetlana);
  const draft = await office.fillDraft(as, cast.svetlana);
  assert.ok(draft);
  const { id } = await office.register(cast.aigerim);
  const aigerim = await office.person(cast.aigerim);
  for (const locale of locales) {
    const words = texts(locale).applications;
    const { body } = await get('/cabinet', { as: aigerim, locale });
    for (const text of [words.cabinet.about, words.cabinet.recent, words.sections.applications, words.sections.notices])
      assert.ok(body.includes(text), `${locale}: ${text}`);
    assert.ok(body.includes(`/applications/${id}"`));
    assert.ok(body.includes(texts(locale).identity.activities['signed'] ?? '-'));
    assert.ok((await get('/cabinet', { as, locale })).body.includes('/applications/new?service=rg-1'));
  }
});
