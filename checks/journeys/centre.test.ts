import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Browser } from 'playwright-core';
import { cast } from '#seed';
import { openBrowser, openWindow } from './browser.ts';
import { decide, prepare, signIn } from './by-post.ts';
import { Counter, titlesAtCounter } from './counter.ts';
import { confirms, registersTemporarily } from './registration.ts';
import { storyOf } from './story.ts';
import { service, Visitor } from './visitor.ts';
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

describe('RG-1 centre, by hand', () => {
  const story = storyOf(() => world);
  let counter: Counter;
  let number: string;

  /** Goes from field to field with the keyboard, as somebody does who has papers in the other hand. */
  async function tabsTo(id: string): Promise<void> {
    const { page } = counter.at;
    for (let pressed = 0; pressed < 60; pressed++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.id || document.activeElement.textContent')) === id) return;
    }
    assert.fail(`The keyboard does not come to ${id}`);
  }

  story('PRO-4 AUTH-1 the operator signs in, and the workplace begins at the counter', async () => {
    const page = await openWindow(browser, world.workplace, 'kk', { complaints });
    const at = new Visitor(page, { world, site: 'workplace', locale: 'kk', person: await world.cast('madina') });
    counter = new Counter(at);
    await at.signsInByPassword();
    await at.arrivesAt(at.words.counter.begin.title);
  });

  story('WRK-3 A11Y-1 by the keyboard alone a mistake in the number is told, and what was typed is still there', async () => {
    const { page, words } = counter.at;
    await tabsTo('service');
    await page.keyboard.press('Space');
    await tabsTo('iin');
    await page.keyboard.type(cast.svetlana.iin.slice(0, 11));
    await tabsTo('identityCard');
    await page.keyboard.type(cast.svetlana.documentNumber);
    await page.keyboard.press('Enter');
    assert.deepEqual(await counter.at.errors(), [words.counter.begin.faults.iin]);
    await tabsTo('iin');
    await page.keyboard.press('End');
    await page.keyboard.type(cast.svetlana.iin.slice(11));
    await page.keyboard.press('Enter');
    await counter.at.arrivesAt(titlesAtCounter(service, 'kk')[0] ?? '');
  });

  story(
    'PRO-4 FRM-1 the form is filled in from the registry; papers are marked and scanned, the operator signs with the own key',
    async () => {
      assert.match(await counter.at.page.locator('main').innerText(), new RegExp(cast.svetlana.surname));
      await counter.fillsIn(cast.svetlana.phone);
      await counter.marksAndScans('куәлік.pdf');
      await counter.signs();
      number = await counter.at.number();
    },
  );

  story('WRK-3 the receipt has the number, also as bars', async () => {
    const { at } = counter;
    await at.follow(at.words.counter.card.receipt);
    await at.arrivesAt(at.words.counter.receipt.title);
    await at.page.getByRole('img', { name: at.words.counter.receipt.barCode(number) }).waitFor();
  });

  story(
    'PRO-4 decided at the provider, it is found by its receipt, handed over, and the person is gone from the page',
    async () => {
      const specialist = await signIn(world.workplace, await world.cast('gulnara'));
      const head = await signIn(world.workplace, await world.cast('daniyar'));
      await counter.scans(number);
      const id = new URL(counter.at.page.url()).pathname.split('/').at(-1) ?? '';
      await prepare(specialist, id, { regulation: service, output: 'result' });
      await decide(specialist, head, id);
      await counter.scans(number);
      await counter.handsOver('consumer');
      assert.doesNotMatch(await counter.at.page.locator('main').innerText(), new RegExp(cast.svetlana.surname));
    },
  );

  story('PRO-4 CAB-5 the consumer who had no account registers and finds the same application in the cabinet', async () => {
    const person = await world.cast('svetlana');
    const page = await openWindow(browser, world.portal, 'kk', { complaints });
    const at = new Visitor(page, { world, site: 'portal', locale: 'kk', person });
    await registersTemporarily(at, person);
    const letter = await world.letter(person.email, at.words.identity.letters.confirm.subject);
    await confirms(at, letter.links[0] ?? '');
    await at.signsInByPassword();
    await at.goTo('/applications');
    await page.getByText(number).first().waitFor();
    assert.deepEqual(complaints, []);
  });
});
