import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { PersonActor } from '#identity';
import { cast } from '#seed';
import { locales, texts } from '#text';
import type { Locale } from '#text';
import { askConsumer } from '../ask-consumer.ts';
import { takeApplication } from '../take.ts';
import { testOffice } from '../testing.ts';
import { contentIn, testEds, testPortal } from '../testing-portal.ts';
import { afterRoutes } from './after-routes.ts';
import { answerRoutes } from './answer-routes.ts';
import { cardRoutes } from './card-routes.ts';
import { surveyRoutes } from './survey-routes.ts';

const office = await testOffice();
const { services } = office;
after(() => office[Symbol.asyncDispose]());
const person: PersonActor = await office.person(cast.aigerim);
const words = texts('kk').handling;

const portal = await testPortal([
  ...cardRoutes(services, office.world.signals()),
  ...answerRoutes(services, testEds),
  ...afterRoutes(services),
  ...surveyRoutes(services),
]);
after(() => portal[Symbol.asyncDispose]());

async function get(url: string, locale: Locale = 'kk'): Promise<string> {
  const { status, body } = await portal.get(url, { as: person, locale });
  assert.equal(status, 200, url);
  assert.doesNotMatch(body, /undefined|\[object|NaN/);
  return body;
}

const post = (url: string, fields: Record<string, string>) => portal.post(url, fields, { as: person });

async function asked(): Promise<string> {
  const { id } = await office.register(cast.aigerim);
  await takeApplication(services, office.gulnara, id);
  await askConsumer(services, office.gulnara, { id, text: 'Екі бетін де жіберіңіз', documents: [] });
  return `/applications/${id}`;
}

test('APP-9 from the card to the signed answer: the question is read, an empty answer is asked for, the words are kept and signed', async () => {
  const card = await asked();
  for (const locale of locales) assert.ok((await get(card, locale)).includes('Екі бетін де жіберіңіз'));
  assert.ok((await post(`${card}/answer`, { answer: ' ', go: 'sign' })).body.includes(words.answer.faults.empty));
  const long = await post(`${card}/answer`, { answer: 'а'.repeat(4_001), go: 'save' });
  assert.ok(long.body.includes(words.answer.faults.tooLong(4_000)) && long.body.includes('а'.repeat(4_001)));
  assert.equal((await post(`${card}/answer`, { answer: 'Міне', go: 'save' })).location, `${card}/answer?saved`);
  assert.ok((await get(`${card}/answer?saved`)).includes(words.answer.saved));
  assert.equal((await post(`${card}/answer`, { answer: 'Міне', go: 'sign' })).location, `${card}/answer/sign`);
  const content = contentIn(await get(`${card}/answer/sign`));
  assert.ok(content.toString().includes('Міне'));
  assert.equal((await post(`${card}/answer/sign`, { cms: '' })).status, 422);
  const cms = Buffer.from(await office.sign(await office.keysOf(person), content)).toString('base64');
  assert.equal((await post(`${card}/answer/sign`, { cms })).location, `${card}?done=answered`);
  assert.ok((await get(`${card}?done=answered`)).includes(words.answer.sent));
  assert.equal((await post(`${card}/answer/sign`, { cms })).location, card);
});

test('APP-9 withdrawing asks once; afterwards the card says so and offers it no more', async () => {
  const card = await asked();
  assert.ok((await get(`${card}/withdraw`)).includes(words.withdraw.text));
  assert.equal((await post(`${card}/withdraw`, {})).location, `${card}?done=withdrawn`);
  const shown = await get(card);
  assert.ok(shown.includes(texts('kk').regulations.status.withdrawn) && !shown.includes(`${card}/withdraw`));
  const complaint = await post(`${card}/complaint`, { complaint: ' ' });
  assert.ok(complaint.status === 422 && complaint.body.includes(words.complaint.empty));
  assert.equal((await post(`${card}/survey`, { process: 'satisfied' })).status, 422);
});

test('SUR-1 the results are there for everybody in three languages, also while there are none', async () => {
  for (const locale of locales) assert.ok((await get('/survey', locale)).includes(texts(locale).surveys.page.empty));
});
