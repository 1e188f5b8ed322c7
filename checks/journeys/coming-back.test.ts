import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Browser } from 'playwright-core';
import { cast } from '#seed';
import { openBrowser, openWindow } from './browser.ts';
import { decide, prepare, serviceOf, signIn } from './by-post.ts';
import type { Poster } from './by-post.ts';
import { Counter } from './counter.ts';
import { says } from './local-services.ts';
import { storyOf } from './story.ts';
import { takeAtCounter, unemployedAnswers } from './taking.ts';
import { Visitor } from './visitor.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
let browser: Browser;
const complaints: string[] = [];

before(async () => {
  [world, browser] = await Promise.all([openWorld({ AGENT: 'no' }), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await world?.[Symbol.asyncDispose]();
});

/** She never registered at the portal: all that she has is the counter, and her identity card. */
const consumer = cast.svetlana;
const regulation = serviceOf('rg-1');
const document = regulation.passport.requiredDocuments[0]?.title.kk ?? '';

describe('RG-1 centre, who comes back', () => {
  const story = storyOf(() => world);
  let counter: Counter;
  let operator: Poster;
  let specialist: Poster;
  let head: Poster;

  before(async () => {
    [operator, specialist, head] = await Promise.all([
      signIn(world.workplace, await world.cast('madina')),
      signIn(world.workplace, await world.cast('gulnara')),
      signIn(world.workplace, await world.cast('daniyar')),
    ]);
    const page = await openWindow(browser, world.workplace, 'kk', { viewport: { width: 1280, height: 800 }, complaints });
    const person = await world.cast('madina');
    counter = new Counter(new Visitor(page, { world, site: 'workplace', person, locale: 'kk' }));
    await counter.at.signsInByPassword();
  });

  const taken = () => takeAtCounter(world, operator, { regulation, consumer, answers: unemployedAnswers });
  const opens = (id: string) => counter.at.goTo(`/counter/applications/${id}`);

  story(
    'PRO-4 APP-9 RG-1 centre: who has no account brings what was asked for to the counter, and gets the certificate',
    async () => {
      const id = await taken();
      await specialist.post(`/requests/${id}/take`);
      await specialist.post(`/requests/${id}/ask`, { 'ask-text': 'Екінші бетін әкеліңіз', documents: 'identityDocument' });
      await opens(id);
      await counter.bringsAnswer(consumer, { document, answer: 'Екінші беті тіркелді' });
      const desk = (await specialist.get(`/requests/${id}`)).body;
      says(desk, 'Екінші беті тіркелді', 'екінші бет.pdf');
      await prepare(specialist, id, { regulation, output: 'result' });
      await decide(specialist, head, id);
      await operator.post(`/counter/applications/${id}/give`, { recipient: 'consumer' });
    },
  );

  story(
    'PRO-4 WRK-3 APP-9 RG-1 centre: a withdrawal on paper is scanned and signed, and the officer reads it at the desk',
    async () => {
      const id = await taken();
      await opens(id);
      await counter.takesStatement('withdrawal', { iin: consumer.iin });
      const { withdrawal } = counter.at.words.statements;
      const desk = (await specialist.get(`/requests/${id}`)).body;
      says(desk, withdrawal.title, 'мәлімдеме.pdf', 'М. Т. Ибраева');
    },
  );

  story(
    'PRO-4 APP-9 RG-1 centre: a complaint about the refusal is taken after it was handed over, and its answer read there',
    async () => {
      const id = await taken();
      const values = { explanation: 'Тізілімде жоқсыз.' };
      await prepare(specialist, id, { regulation, output: 'refusal', ground: 'notRegistered', values });
      await decide(specialist, head, id);
      await operator.post(`/counter/applications/${id}/give`, { recipient: 'consumer' });
      await opens(id);
      await counter.takesStatement('complaint', { iin: consumer.iin, text: 'Тізілімде тұрмын' });
      await head.post(`/requests/${id}/complaint`, { answer: 'Тіркеу қалпына келтірілді' });
      await opens(id);
      const { at } = counter;
      await at.follow(at.words.statements.card.complaintAnswer);
      await at.type(at.words.statements.visitor.label, consumer.iin);
      await at.press(at.words.statements.card.showAnswer);
      await at.page.getByText('Тіркеу қалпына келтірілді').waitFor();
      assert.deepEqual(complaints, []);
    },
  );
});
