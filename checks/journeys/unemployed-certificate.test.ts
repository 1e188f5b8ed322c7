import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Locale } from '#text';
import { openBrowser, openWindow } from './browser.ts';
import { Ordering } from './ordering.ts';
import type { JourneyPerson } from './people.ts';
import { Visitor, service } from './visitor.ts';
import type { Way } from './visitor.ts';
import { confirms, registersTemporarily, registersWithEds } from './registration.ts';
import { story } from './story.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

/** Each language has its own heroine, and between them they go every way. */
interface Pass {
  readonly locale: Locale;
  readonly registers: 'temporarily' | 'with an ЭЦҚ';
  readonly signs: Way;
  readonly word: string;
  /** On a phone or at a desk. */
  readonly width: number;
  person(world: World): Promise<JourneyPerson>;
}

const passes: readonly Pass[] = [
  {
    locale: 'kk',
    registers: 'temporarily',
    signs: 'agent',
    word: 'жумыссыз',
    width: 1280,
    person: (world) => world.cast('svetlana'),
  },
  {
    locale: 'ru',
    registers: 'with an ЭЦҚ',
    signs: 'page',
    word: 'безработным',
    width: 360,
    person: (world) => world.newcomer(1),
  },
  {
    locale: 'en',
    registers: 'with an ЭЦҚ',
    signs: 'agent',
    word: 'unemployed',
    width: 1280,
    person: (world) => world.newcomer(3),
  },
];

let world: World;
let browser: Browser;
const complaints: string[] = [];

before(async () => {
  [world, browser] = await Promise.all([openWorld(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await world?.[Symbol.asyncDispose]();
});

for (const pass of passes) {
  const { locale } = pass;
  describe(`the certificate of the unemployed, in ${locale}`, () => {
    let person: JourneyPerson;
    let at: Visitor;
    let ordering: Ordering;
    let card: string;

    const sentence = story(() => world);

    /** A browser that knows nothing of before. */
    async function newBrowser(): Promise<void> {
      await at?.page.context().close();
      const viewport = { width: pass.width, height: 800 };
      const page = await openWindow(browser, world.portal, locale, { complaints, viewport });
      at = new Visitor(page, { world, site: 'portal', person, locale });
      ordering = new Ordering(at);
    }

    before(async () => {
      person = await pass.person(world);
      await newBrowser();
    });
    after(() => at?.page.context().close());

    sentence('SRV-2 SRV-3 a new person finds the service in their own words and reads its passport', async () => {
      await at.goTo('/');
      await at.page.getByRole('main').getByRole('searchbox').fill(pass.word);
      await at.page.getByRole('main').getByRole('button', { name: at.words.ui.header.find }).click();
      await at.page.getByRole('main').getByRole('link', { name: service.passport.shortTitle[locale] }).first().click();
      await at.arrivesAt(service.passport.title[locale]);
      const passport = await at.page.locator('main').innerText();
      for (const text of [service.passport.cost[locale], service.passport.result[locale], service.passport.audience[locale]])
        assert.ok(passport.includes(text), text);
    });

    sentence(`REG-1 REG-2 REG-3 the person registers ${pass.registers}`, async () => {
      if (pass.registers === 'temporarily') await registersTemporarily(at, person);
      else await registersWithEds(at, person, pass.signs);
      const sent = await at.page.locator('main').innerText();
      assert.ok(sent.includes(person.email));
    });

    sentence('REG-5 before the link of the letter is opened nobody is signed in; afterwards the account works', async () => {
      const { signIn, fields } = at.words.identity;
      await at.goTo('/sign-in');
      await at.type(fields.iin, person.iin);
      await at.typePassword(fields.password, person.password);
      await at.press(signIn.submit);
      await at.arrivesAt(signIn.unconfirmedTitle);
      const letter = await world.letter(person.email, at.words.identity.letters.confirm.subject);
      await confirms(at, letter.links[0] ?? '');
      await at.signsInByPassword();
    });

    sentence('AUTH-1 AUTH-3 the person signs out, and in again with the ЭЦҚ', async () => {
      await at.signsOut();
      await at.signsInByEds(pass.signs);
    });

    sentence('APP-1 APP-2 the form has what the registry of persons knows, and asks for the rest', async () => {
      await ordering.begins();
      const known = await at.page.locator('main').innerText();
      for (const fact of [person.fullName, person.settlement, at.words.applications.form.source])
        assert.ok(known.includes(fact), fact);
    });

    sentence('APP-1 A11Y-1 a wrong answer is named in the summary, which has the focus, and what was typed is kept', async () => {
      await ordering.goesOn();
      await ordering.seesPage('contact');
      await ordering.typesPhone('123');
      await ordering.goesOn();
      assert.equal((await at.errors()).length, 1);
      assert.ok((await at.page.title()).startsWith(at.words.ui.error.titlePrefix));
      assert.equal(await at.page.evaluate('document.activeElement.className.includes("ds-error-summary")'), true);
      assert.equal(await at.page.locator('main').getByRole('textbox').first().inputValue(), '123');
    });

    sentence('APP-1 the person goes back and forth, and nothing that was entered is lost', async () => {
      await ordering.typesPhone('8 701 000 01 03');
      await ordering.goesOn();
      await ordering.seesPage('period');
      await ordering.typesPeriod();
      await ordering.goesOn();
      await ordering.seesPage('purpose');
      await ordering.typesPurpose('«Халық банкі» АҚ');
      await ordering.goesOn();
      await at.arrivesAt(at.words.applications.files.title);
      await ordering.goesBack();
      await ordering.seesPage('purpose');
      assert.equal(await ordering.purpose(), '«Халық банкі» АҚ');
      await ordering.goesBack();
      await ordering.seesPage('period');
      await ordering.goesOn();
      await ordering.goesOn();
    });

    sentence('APP-3 the copy of the identity card is attached', async () => {
      await ordering.attaches('куәлік.pdf');
    });

    sentence('APP-1 the browser is closed; in a new one the draft is offered and continued', async () => {
      await newBrowser();
      await at.signsInByPassword();
      await at.goTo('/applications/new?service=rg-1');
      await at.page.getByText(at.words.applications.begin.draftTitle).waitFor();
      await at.follow(at.words.applications.begin.goOn);
      await ordering.reviews();
    });

    sentence('APP-4 the review shows everything once more, as it will be signed', async () => {
      const review = await at.page.locator('main').innerText();
      for (const fact of [person.fullName, '+77010000103', '«Халық банкі» АҚ', 'куәлік.pdf', service.form.title[locale]])
        assert.ok(review.includes(fact), fact);
      const text = await at.saves(at.words.applications.review.save);
      assert.equal(text.suggestedFilename(), 'request.txt');
    });

    sentence('APP-5 APP-7 EDS-1 EDS-2 the person signs, and gets a number and a deadline without reloading', async () => {
      await ordering.signs(pass.signs);
      card = new URL(at.page.url()).pathname;
      const number = at.page.locator('.bt-number').first();
      await number.waitFor();
      assert.match(await number.innerText(), /^[\dA-Z]{2,}(?:[- ][\dA-Z]+)+$/);
      await world.letter(person.email, await number.innerText());
    });

    sentence('REL-4 the draft is gone, and the application is there once', async () => {
      await at.goTo('/applications');
      assert.equal(await at.page.locator('table tbody tr').count(), 1);
      await at.goTo(card);
    });
  });
}

test('SEC-8 no page of the story had a fault in its console', () => {
  assert.deepEqual(complaints, []);
});
