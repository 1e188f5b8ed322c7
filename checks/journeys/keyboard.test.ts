import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { cast } from '#seed';
import type { CastKey } from '#seed';
import { texts } from '#text';
import type { Locale } from '#text';
import { peopleOfTwin } from '../../twins/person-registry/people.ts';
import { openBrowser, openWindow } from './browser.ts';
import { decide, prepare, serviceOf, signIn } from './by-post.ts';
import { titlesAtCounter } from './counter.ts';
import { Keyboard } from './keyboard.ts';
import { linkedPages } from './linked-pages.ts';
import { scanOfIdentityCard } from './paper.ts';
import { storyOf } from './story.ts';
import { keyboardFaults } from './tab-stops.ts';
import { eventually, openWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
let browser: Browser;
before(async () => {
  // With the district: its registers and queues are full. Nobody works beside those who fill them.
  [world, browser] = await Promise.all([openWorld({ AGENT: 'no', DISTRICT: 'yes' }), openBrowser()]);
  await eventually('the district', async () => (world.log().includes('The district has') ? true : undefined));
});
after(async () => {
  await browser?.close();
  await world?.[Symbol.asyncDispose]();
});

const service = serviceOf('rg-1');
/** How the offices of the district look at it. */
const offices = [
  ['kk', 1280],
  ['ru', 1920],
] as const;

function openOffice(locale: Locale, width: number): Promise<Page> {
  return openWindow(browser, world.workplace, locale, { viewport: { width, height: 900 }, reducedMotion: 'reduce' });
}

/** Signs somebody in without a mouse. */
async function enterOffice(keys: Keyboard, who: CastKey, { fields }: ReturnType<typeof texts>['identity']): Promise<void> {
  const { iin, password } = await world.cast(who);
  await keys.page.goto(`${world.workplace}/sign-in`);
  await keys.types(fields.iin, iin);
  await keys.enters(fields.password, password);
}

for (const [locale, width] of offices) {
  const words = texts(locale);

  describe(`the centre without a mouse, ${locale}, ${width} px`, () => {
    const story = storyOf(() => world);
    const { begin, papers, card, receipt, taken, sections } = words.counter;
    const { window, terminal, display, day } = words.reception;
    let keys: Keyboard;
    let hall: Keyboard;
    let ticket: string;
    let number: string;

    before(async () => {
      keys = new Keyboard(await openOffice(locale, width));
      hall = new Keyboard(await openOffice(locale, width));
    });
    after(() => assert.deepEqual([...keys.faults, ...hall.faults], []));

    story('WRK-3 A11Y-1 the operator signs in and takes a window; a visitor takes a number at the terminal', async () => {
      await enterOffice(keys, 'madina', words.identity);
      await keys.arrivesAt(begin.title);
      await keys.turnsTo(words.reception.section);
      await keys.arrivesAt(window.title);
      const device = await keys.page.getByRole('link', { name: window.openTerminal }).getAttribute('href');
      await keys.sends(window.sit(1));
      await hall.page.goto(`${world.workplace}${device}`);
      await hall.arrivesAt(terminal.title);
      await hall.sends(/./);
      await hall.arrivesAt(terminal.ticketTitle);
      ticket = await hall.page.locator('.bt-ticket-number').innerText();
    });

    story('WRK-3 A11Y-1 the operator calls the number, and the display shows it', async () => {
      await keys.arrivesAt(window.title);
      await keys.sends(window.next);
      await keys.page.getByText(ticket, { exact: true }).first().waitFor();
      await keys.arrivesAt(window.title);
      const device = await keys.page.getByRole('link', { name: window.openDisplay }).getAttribute('href');
      await hall.page.goto(`${world.workplace}${device}`);
      await hall.arrivesAt(display.title);
      await hall.page.getByText(ticket, { exact: true }).waitFor();
    });

    story('WRK-3 FRM-1 A11Y-1 the consumer is looked up in the registry, the form is filled in', async () => {
      await keys.turnsTo(sections.begin);
      await keys.chooses(service.passport.shortTitle[locale]);
      await keys.types(begin.iin, cast.aigerim.iin);
      await keys.types(begin.identityCard, cast.aigerim.documentNumber);
      await keys.sends(begin.submit);
      const [applicant, contact, period, purpose] = titlesAtCounter(service, locale);
      await keys.arrivesAt(applicant ?? '');
      await keys.sends(words.ui.next);
      await keys.arrivesAt(contact ?? '');
      await keys.enters(service.form.pages[1]?.questions[0]?.label[locale] ?? '', cast.aigerim.phone);
      await keys.arrivesAt(period ?? '');
      const asked = service.form.pages[2]?.questions[0];
      assert.equal(asked?.type, 'period');
      await keys.typesDate(asked.from[locale], ['1', '3', '2026']);
      await keys.typesDate(asked.to[locale], ['31', '10', '2026']);
      await keys.sends(words.ui.next);
      await keys.arrivesAt(purpose ?? '');
      await keys.sends(words.ui.next);
    });

    story('WRK-3 A11Y-1 the original is marked, its scan attached; what was entered is reviewed and signed', async () => {
      await keys.arrivesAt(papers.title);
      await keys.ticks(new RegExp(papers.original));
      const scan = { name: 'куәлік.pdf', mimeType: 'application/pdf', buffer: scanOfIdentityCard() };
      await keys.attaches(papers.file, scan);
      await keys.sends(words.ui.next);
      await keys.arrivesAt(words.applications.review.title);
      await keys.follows(words.applications.review.toSign);
      await keys.arrivesAt(words.applications.sign.title);
      await keys.signs(words.signing, await world.cast('madina'));
      await keys.arrivesAt(card.sentTitle);
    });

    story('WRK-3 A11Y-1 the receipt is shown for the printer', async () => {
      await keys.follows(card.receipt);
      await keys.arrivesAt(receipt.title);
      const shown = await keys.page.getByRole('img').getAttribute('aria-label');
      number = /[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]{4}/.exec(shown ?? '')?.[0] ?? '';
    });

    story('WRK-3 A11Y-1 decided, the request is found by its number and the result handed over', async () => {
      const specialist = await signIn(world.workplace, await world.cast('gulnara'));
      const head = await signIn(world.workplace, await world.cast('daniyar'));
      await keys.follows(words.ui.back);
      await keys.turnsTo(sections.taken);
      await keys.arrivesAt(taken.title);
      await keys.enters(taken.search, number);
      await keys.arrivesAt(card.title(number));
      const id = new URL(keys.page.url()).pathname.split('/').at(-1) ?? '';
      await prepare(specialist, id, { regulation: service, output: 'result' });
      await decide(specialist, head, id);
      await keys.page.reload();
      await keys.arrivesAt(card.title(number));
      await keys.chooses(new RegExp(card.result.consumer));
      await keys.sends(card.result.give);
      await keys.page.getByText(card.hidden).waitFor();
      await keys.arrivesAt(card.title(number));
    });

    story('WRK-3 A11Y-1 the visitor is served; the register of the day and the list of what was taken hold both', async () => {
      await keys.turnsTo(words.reception.section);
      await keys.sends(window.served);
      await keys.sends(window.leave);
      await keys.follows(window.day);
      await keys.arrivesAt(day.title);
      assert.ok(await keys.page.getByRole('rowheader', { name: ticket, exact: true }).isVisible());
      await keys.turnsTo(sections.taken);
      await keys.follows(new RegExp(`^${taken.names.given}`));
      await keys.page.getByText(number).first().waitFor();
      await keys.arrivesAt(taken.title);
    });
  });

  describe(`the registers without a mouse, ${locale}, ${width} px`, () => {
    const story = storyOf(() => world);
    const { registers } = words;
    const { list, form, card, preschools, names } = registers;
    /** Two whom no register has, others in each language. */
    const [entered, imported] = [...peopleOfTwin().values()].slice(width / 4, width / 4 + 2);
    let keys: Keyboard;

    before(async () => {
      keys = new Keyboard(await openOffice(locale, width));
    });
    after(() => assert.deepEqual(keys.faults, []));

    story('WRK-4 A11Y-1 a register is opened, somebody is searched for, the card tells the history', async () => {
      await enterOffice(keys, 'gulnara', words.identity);
      await keys.turnsTo(words.workplaces.sections.registers);
      await keys.arrivesAt(registers.title);
      await keys.follows(names.unemployed);
      await keys.arrivesAt(names.unemployed);
      await keys.enters(list.search, cast.aigerim.iin);
      await keys.opensFirst();
      await keys.page.getByRole('heading', { name: card.history }).waitFor();
    });

    story('WRK-4 A11Y-1 a person is entered; what is wrong is told first, and the typed is still there', async () => {
      await keys.follows(list.back);
      await keys.follows(list.enter);
      await keys.arrivesAt(form.enterTitle);
      await keys.types(registers.persons.unemployed, `${entered?.surname} ${entered?.name}`);
      await keys.sends(form.save);
      await keys.page.locator('.ds-error-summary:focus').waitFor();
      await keys.arrivesAt(form.enterTitle);
      await keys.types(registers.columns.iin, entered?.iin ?? '');
      await keys.sends(form.save);
      await keys.arrivesAt(`${entered?.surname} ${entered?.name}`);
    });

    story('WRK-4 A11Y-1 a file is loaded: its sample saved and filled in, looked at, entered', async () => {
      await keys.follows(list.back);
      await keys.follows(list.import);
      await keys.arrivesAt(registers.import.title);
      const sample = await readFile(await (await keys.saves(registers.import.sample)).path(), 'utf8');
      const table = `${sample}${imported?.iin};${imported?.surname} ${imported?.name};02.11.2026;;;\r\n`;
      await keys.attaches(registers.import.file, { name: 'тізілім.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
      await keys.sends(registers.import.look);
      await keys.arrivesAt(registers.import.preview);
      await keys.sends(registers.import.store(1));
      await keys.arrivesAt(registers.import.title);
      await keys.page.getByText(registers.import.stored(1)).waitFor();
    });

    story('WRK-4 A11Y-1 the head saves the register as a file and looks at the figures', async () => {
      await keys.signsOut(words.ui);
      await enterOffice(keys, 'daniyar', words.identity);
      await keys.turnsTo(words.workplaces.sections.registers);
      await keys.follows(names.unemployed);
      assert.match(await readFile(await (await keys.saves(list.exportCsv)).path(), 'utf8'), new RegExp(imported?.iin ?? ''));
      await keys.turnsTo(words.panels.title);
      await keys.arrivesAt(words.panels.title);
    });

    story('WRK-5 A11Y-1 a free place is given to the next in the queue, and the child is placed by its referral', async () => {
      await keys.signsOut(words.ui);
      await enterOffice(keys, 'saule', words.identity);
      await keys.turnsTo(words.workplaces.sections.registers);
      await keys.follows(names.preschool);
      await keys.arrivesAt(names.preschool);
      await keys.follows(preschools.institutions);
      await keys.arrivesAt(preschools.institutions);
      await keys.opensFirst();
      await keys.sends(preschools.offer);
      await keys.page.getByText(preschools.offeredText).waitFor();
      await keys.unfolds(preschools.children);
      await keys.opensFirst(preschools.states.open);
      await keys.sends(preschools.place);
      await keys.page.getByText(list.placed).first().waitFor();
    });
  });

  describe(`pages of the workplace, ${locale}, ${width} px`, () => {
    for (const who of ['gulnara', 'daniyar', 'saule', 'zhanar', 'madina', 'lazzat'] as const)
      test(`WRK-1 WRK-3 WRK-6 A11Y-1 ${who} comes to everything on every page by Tab, sees where, and is trapped nowhere`, async () => {
        const page = await openOffice(locale, width);
        await enterOffice(new Keyboard(page), who, words.identity);
        const faults: string[] = [];
        for await (const address of linkedPages(page))
          for (const fault of await keyboardFaults(page)) faults.push(`${address}: ${fault}`);
        await page.context().close();
        assert.deepEqual(faults, []);
      });
  });
}
