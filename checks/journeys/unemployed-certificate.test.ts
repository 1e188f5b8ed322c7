import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { revoke } from '#authority';
import { systemClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { readCertificate } from '#pki';
import { bodies } from '#seed';
import type { CastKey } from '#seed';
import { texts } from '#text';
import type { Locale } from '#text';
import { derOf } from '../../src/set-up/keys.ts';
import { sealFolder } from '../../src/set-up/systems.ts';
import { openBrowser, openWindow } from './browser.ts';
import { Clerk } from './clerk.ts';
import { codesOn, keep, opensslAccepts, textOf, verifyOffline } from './evidence.ts';
import type { Paper } from './evidence.ts';
import { withChangedLetters, withCopiedCodes } from './forgery.ts';
import { Officer } from './officer.ts';
import { Ordering } from './ordering.ts';
import type { JourneyPerson } from './people.ts';
import { confirms, registersTemporarily, registersWithEds } from './registration.ts';
import { storyOf } from './story.ts';
import { Visitor, numberPattern, outputOf, service } from './visitor.ts';
import type { Way } from './visitor.ts';
import { eventually, openWorld } from './world.ts';
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
/** What the story leaves on paper. */
let papers: string;
const kept: Paper[] = [];
const complaints: string[] = [];

before(async () => {
  [world, browser, papers] = await Promise.all([openWorld(), openBrowser(), mkdtemp(join(tmpdir(), 'birtereze-papers-'))]);
});
after(async () => {
  await browser?.close();
  await world?.[Symbol.asyncDispose]();
  await rm(papers, { recursive: true });
});

/** An officer at the workplace, in a browser of their own. */
async function officer(key: CastKey, locale: Locale): Promise<Officer> {
  const page = await openWindow(browser, world.workplace, locale, { complaints });
  const at = new Visitor(page, { world, site: 'workplace', locale, person: await world.cast(key) });
  await at.signsInByPassword();
  return new Officer(at);
}

function rootOf({ folder }: World): string {
  return join(folder, 'authority', 'root.cer');
}

/** All of these words stand in the text; where not, the text is shown. */
function says(text: string, ...words: readonly (string | undefined)[]): void {
  const missing = words.filter((word) => word === undefined || !text.includes(word));
  assert.deepEqual(missing, [], `is not said in:\n${text}`);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

for (const pass of passes) {
  const { locale } = pass;
  describe(`the certificate of the unemployed, in ${locale}`, () => {
    let person: JourneyPerson;
    let at: Visitor;
    let ordering: Ordering;
    let card: string;
    let number: string;
    let specialist: Officer;
    let paper: Paper;
    let clerk: Clerk;

    const story = storyOf(() => world);

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

    story('SRV-2 SRV-3 a new person finds the service in their own words and reads its passport', async () => {
      await at.goTo('/');
      await at.page.getByRole('main').getByRole('searchbox').fill(pass.word);
      await at.page.getByRole('main').getByRole('button', { name: at.words.ui.header.find }).click();
      await at.page.getByRole('main').getByRole('link', { name: service.passport.shortTitle[locale] }).first().click();
      await at.arrivesAt(service.passport.title[locale]);
      const passport = await at.page.locator('main').innerText();
      says(passport, service.passport.cost[locale], service.passport.result[locale], service.passport.audience[locale]);
    });

    story(`REG-1 REG-2 REG-3 the person registers ${pass.registers}`, async () => {
      if (pass.registers === 'temporarily') await registersTemporarily(at, person);
      else await registersWithEds(at, person, pass.signs);
      const sent = await at.page.locator('main').innerText();
      says(sent, person.email);
    });

    story('REG-5 before the link of the letter is opened nobody is signed in; afterwards the account works', async () => {
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

    story('AUTH-1 AUTH-3 the person signs out, and in again with the ЭЦҚ', async () => {
      await at.signsOut();
      await at.signsInByEds(pass.signs);
    });

    story('APP-1 APP-2 the form has what the registry of persons knows, and asks for the rest', async () => {
      await ordering.begins();
      const known = await at.page.locator('main').innerText();
      says(known, person.fullName, person.settlement, at.words.applications.form.source);
    });

    story('APP-1 A11Y-1 a wrong answer is named in the summary, which has the focus, and what was typed is kept', async () => {
      await ordering.goesOn();
      await ordering.seesPage('contact');
      await ordering.typesPhone('123');
      await ordering.goesOn();
      assert.equal((await at.errors()).length, 1);
      assert.ok((await at.page.title()).startsWith(at.words.ui.error.titlePrefix));
      assert.equal(await at.page.evaluate('document.activeElement.className.includes("ds-error-summary")'), true);
      assert.equal(await at.page.locator('main').getByRole('textbox').first().inputValue(), '123');
    });

    story('APP-1 the person goes back and forth, and nothing that was entered is lost', async () => {
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

    story('APP-3 the copy of the identity card is attached', async () => {
      await ordering.attaches('куәлік.pdf');
    });

    story('APP-1 the browser is closed; in a new one the draft is offered and continued', async () => {
      await newBrowser();
      await at.signsInByPassword();
      await at.goTo('/applications/new?service=rg-1');
      await at.page.getByText(at.words.applications.begin.draftTitle).waitFor();
      await at.follow(at.words.applications.begin.goOn);
      await ordering.reviews();
    });

    story('APP-4 the review shows everything once more, as it will be signed', async () => {
      const review = await at.page.locator('main').innerText();
      says(
        review,
        person.fullName,
        '+77010000103',
        '«Халық банкі» АҚ',
        'куәлік.pdf',
        service.form.statement[0]?.text[locale].split('{{')[0] ?? '',
      );
      const text = await at.saves(at.words.applications.review.save);
      assert.equal(text.suggestedFilename(), 'request.txt');
    });

    story('APP-5 APP-7 EDS-1 EDS-2 the person signs, and gets a number and a deadline without reloading', async () => {
      await ordering.signs(pass.signs);
      card = new URL(at.page.url()).pathname;
      number = await at.number();
      await world.letter(person.email, number);
    });

    story('REL-4 the draft is gone, and the application is there once', async () => {
      await at.goTo('/applications');
      assert.equal(await at.page.locator('table tbody tr').count(), 1);
      await at.goTo(card);
    });

    story('WRK-1 CAB-6 a specialist takes the request, and the person sees it without reloading', async () => {
      await at.page.evaluate('globalThis.sameVisit = true');
      specialist = await officer('gulnara', locale);
      await specialist.opens(person.fullName);
      await specialist.takes();
      await at.page.getByText(at.words.applications.card.awaited.officer).first().waitFor();
    });

    story('WRK-1 the specialist checks the documents and prepares the certificate from the register', async () => {
      const draft = await specialist.preparesCertificate();
      says(draft, person.fullName, '«Халық банкі» АҚ');
      await specialist.sendsToTheHead();
    });

    story('WRK-2 DOC-3 the head signs it with an ЭЦҚ', async () => {
      const head = await officer('daniyar', locale);
      await head.opens(person.fullName);
      await head.signs(pass.signs, 'result');
    });

    story('CAB-6 CAB-8 the decision comes to the open page, as a notice and by e-mail', async () => {
      await at.page.getByText(at.words.regulations.status.provided).first().waitFor();
      await at.page.getByRole('link', { name: at.words.applications.card.viewResult }).waitFor();
      assert.equal(await at.page.evaluate('globalThis.sameVisit'), true, 'the page was not loaded anew');
      const { title } = service.notices.provided;
      const told = title[locale].replace('{{number}}', number);
      await world.letter(person.email, told);
      await at.goTo('/cabinet/notices');
      await at.page.getByRole('heading', { name: told }).waitFor();
      await at.goTo(card);
    });

    story('DOC-1 DOC-3 the certificate is in Kazakh and Russian, and OpenSSL accepts its signature', async () => {
      const signature = await at.saves(at.words.applications.card.downloadSignature);
      const cms = await readFile(await signature.path());
      const href = await at.page.getByRole('link', { name: at.words.applications.card.viewResult }).getAttribute('href');
      paper = await keep(papers, locale, { pdf: await at.bytesAt(href ?? ''), cms });
      kept.push(paper);
      const { title, statements } = outputOf('result');
      const plain = oneLine(await textOf(paper.pdf));
      says(plain, title.kk, title.ru, person.surname, statements[0]?.kk.slice(0, 40), statements[0]?.ru.slice(0, 40));
      assert.equal(await opensslAccepts(paper, rootOf(world)), true);
    });

    story('EDS-PUB DOC-2 a bank clerk without an account checks it by its file, its codes and its number', async () => {
      clerk = new Clerk(await openWindow(browser, world.portal, locale, { complaints }), { site: world.portal, locale });
      const { verify, findings } = at.words.documents;
      const byFile = await clerk.checksFile(paper.pdf, paper.cms);
      says(byFile, verify.outcome.valid, person.fullName, findings.printAgrees());
      const codes = await codesOn(paper);
      const byCodes = await clerk.checksCodes(codes);
      says(byCodes, verify.outcome.valid, person.fullName);
      const printed = numberPattern.exec(await textOf(paper.pdf))?.[0] ?? '';
      const byNumber = await clerk.checksNumber(printed);
      says(byNumber, verify.byNumber.found);
      assert.ok(!byNumber.includes(person.surname), 'by number nobody learns whose it is');
    });

    story('EDS-PUB the clerk checks it by the command line, without a network', async () => {
      const { code, output } = await verifyOffline(rootOf(world), '--', paper.pdf);
      assert.equal(code, 0, output);
      says(output, person.fullName);
    });

    // What is found has no language; each forgery is read from its picture, which takes time.
    if (locale !== 'kk') return;
    story('DOC-2 changed letters, copied codes and mixed codes are found by page and command line', async () => {
      const { outcome } = at.words.documents.verify;
      const codes = await codesOn(paper);
      const changed = await withChangedLetters(paper.pdf, person.surname);
      const copied = await withCopiedCodes(join(papers, `${locale}-copied.pdf`), codes, ['Анықтама', 'Басқа Адам Біреуұлы']);
      for (const forged of [changed, copied]) {
        says(await clerk.checksFile(forged), outcome.invalid);
        assert.equal((await verifyOffline(rootOf(world), '--', forged)).code, 1, forged);
      }
      const misread = codes.map((code, index) =>
        index === 0 ? code.replace(/.(?=.{20}$)/, (sign) => (sign === 'A' ? 'B' : 'A')) : code,
      );
      says(await clerk.checksCodes(misread), outcome.invalid);
    });
  });
}

describe('a refusal', () => {
  const story = storyOf(() => world);
  let nurlan: Visitor;
  let path: string;
  const ground = service.passport.refusalGrounds.find(({ id }) => id === 'notRegistered')?.text.kk ?? '';
  after(() => nurlan?.page.context().close());

  story('APP-7 Nurlan, who is not in the register, orders the certificate all the same', async () => {
    const person = await world.cast('nurlan');
    nurlan = new Visitor(await openWindow(browser, world.portal, 'kk', { complaints }), {
      world,
      site: 'portal',
      locale: 'kk',
      person,
    });
    await nurlan.signsInByPassword();
    const ordering = new Ordering(nurlan);
    await ordering.fillsEverything('');
    await ordering.signs('page');
    path = new URL(nurlan.page.url()).pathname;
    await nurlan.number();
  });

  story('WRK-1 the register offers no certificate for him; a refusal with its ground is prepared and signed', async () => {
    const specialist = await officer('gulnara', 'kk');
    await specialist.opens(nurlan.person.fullName);
    await specialist.takes();
    const draft = await specialist.preparesRefusal(ground, 'Алдымен жұмыспен қамту бөлімінде тіркеліңіз.');
    says(draft, ground);
    await specialist.sendsToTheHead();
    const head = await officer('daniyar', 'kk');
    await head.opens(nurlan.person.fullName);
    await head.signs('page', 'refusal');
  });

  story('CAB-6 CAB-8 he gets a letter with the reason, and reads it in a document of its own', async () => {
    await nurlan.page.getByText(nurlan.words.regulations.status.refused).first().waitFor();
    await world.letter(nurlan.person.email, ground);
    const pdf = await nurlan.bytesAt(`${path}/result.pdf`);
    const cms = await nurlan.bytesAt(`${path}/result.cms`);
    const letter = await keep(papers, 'refusal', { pdf, cms });
    const text = oneLine(await textOf(letter.pdf));
    const { title } = outputOf('refusal');
    says(text, title.kk, title.ru, ground);
    const { code, output } = await verifyOffline(rootOf(world), '--', letter.pdf);
    assert.equal(code, 0, output);
  });
});

describe('the seal of the department is revoked', () => {
  test('DOC-2 EDS-PUB what it sealed is not accepted any more: by the page, and by the command line that has the newest list', async () => {
    const { bin } = bodies.employment;
    const certificate = readCertificate(derOf(await readFile(join(sealFolder(world.folder, bin), 'certificate.pem'), 'utf8')));
    assert.ok(certificate.ok);
    await inTransaction(world.db, (tx) =>
      revoke(tx, { serial: certificate.value.serial, reason: 'keyCompromise', now: systemClock.now() }),
    );
    const clerk = new Clerk(await openWindow(browser, world.portal, 'kk', { complaints }), { site: world.portal, locale: 'kk' });
    const { outcome } = texts('kk').documents.verify;
    const [paper] = kept;
    assert.ok(paper !== undefined);
    await eventually('the page knows of the revocation', async () =>
      (await clerk.checksFile(paper.pdf)).includes(outcome.invalid) ? true : undefined,
    );
    const list = join(papers, 'newest.crl');
    await eventually('the list has the certificate', async () => {
      await writeFile(list, Buffer.from(await (await fetch(`${world.pki}/crl/issuing.crl`)).arrayBuffer()));
      const { code } = await verifyOffline(rootOf(world), '--crl', list, '--', paper.pdf);
      return code === 1 ? true : undefined;
    });
  });
});

test('SEC-8 no page of the story had a fault in its console', () => {
  assert.deepEqual(complaints, []);
});
