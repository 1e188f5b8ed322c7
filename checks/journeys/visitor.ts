import { join } from 'node:path';
import type { Download, Page } from 'playwright-core';
import { loadRegulations } from '#regulations';
import type { Regulation } from '#regulations';
import { texts } from '#text';
import type { Locale, Texts } from '#text';
import type { JourneyPerson } from './people.ts';
import type { World } from './world.ts';

const library = loadRegulations(join(import.meta.dirname, '../../regulations'));

/** The service of the story. */
export const service: Regulation = library.regulation('rg-1', 1);

/** What comes out of it: the certificate, or the letter of refusal. */
export function outputOf(id: 'result' | 'refusal'): Regulation['outputs'][number] {
  const output = service.outputs.find((one) => one.id === id);
  if (output === undefined) throw new Error(`The service has no output «${id}»`);
  return output;
}

/** Numbers of applications and documents, as people read them aloud. */
export const numberPattern = /[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]{4}/;

/** How a person signs: with the program on their computer, or in the page itself. */
export type Way = 'agent' | 'page';

/** Who came, where to, and in which language they read. */
export interface Visit {
  readonly world: World;
  readonly site: 'portal' | 'workplace';
  readonly locale: Locale;
  readonly person: JourneyPerson;
}

/** What a person does at a site, in the words that they see there. */
export class Visitor {
  readonly page: Page;
  readonly locale: Locale;
  readonly words: Texts;
  readonly person: JourneyPerson;
  readonly #world: World;
  readonly #site: Visit['site'];

  constructor(page: Page, { world, site, person, locale }: Visit) {
    this.page = page;
    this.locale = locale;
    this.person = person;
    this.#site = site;
    this.words = texts(locale);
    this.#world = world;
  }

  /** The page's question or name. */
  heading(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  async arrivesAt(title: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(`${this.#world[this.#site]}${path}`);
  }

  async press(name: string): Promise<void> {
    await this.page.locator('main').getByRole('button', { name, exact: true }).click();
  }

  async follow(name: string): Promise<void> {
    await this.page.locator('main').getByRole('link', { name, exact: true }).first().click();
  }

  async type(label: string, value: string): Promise<void> {
    await this.page.locator('main').getByRole('textbox', { name: label, exact: false }).first().fill(value);
  }

  /** By the label, as everybody does: it covers the small square or circle. */
  async choose(label: string): Promise<void> {
    await this.page.locator('main label').getByText(label, { exact: true }).click();
  }

  async typePassword(label: string, value: string): Promise<void> {
    await this.page.locator('main').getByLabel(label, { exact: true }).fill(value);
  }

  async typeDate(group: string, { day, month, year }: { day: string; month: string; year: string }): Promise<void> {
    const { date } = this.words.ui;
    const fields = this.page.getByRole('group', { name: group }).last();
    await fields.getByLabel(date.day, { exact: true }).fill(day);
    await fields.getByLabel(date.month, { exact: true }).fill(month);
    await fields.getByLabel(date.year, { exact: true }).fill(year);
  }

  /** What the messages beside the fields and in the summary say. */
  async errors(): Promise<string[]> {
    const summary = this.page.locator('.ds-error-summary');
    await summary.waitFor();
    return summary.getByRole('listitem').allInnerTexts();
  }

  /** Where the sign-in leads: the person to their cabinet, the officer to their queue, the operator to their counter, the administrator to the gateway. */
  async arrivesHome(): Promise<void> {
    const { applications, workplaces, counter, monitoring } = this.words;
    if (this.#site === 'portal') return this.arrivesAt(applications.sections.cabinet);
    const title = (name: string) => this.page.getByRole('heading', { level: 1, name, exact: true });
    await title(workplaces.queues.title).or(title(counter.begin.title)).or(title(monitoring.title)).waitFor();
  }

  async signsInByPassword(): Promise<void> {
    const { signIn, fields } = this.words.identity;
    await this.goTo('/sign-in');
    await this.type(fields.iin, this.person.iin);
    await this.typePassword(fields.password, this.person.password);
    await this.press(signIn.submit);
    await this.arrivesHome();
  }

  async signsInByEds(way: Way): Promise<void> {
    const { signIn } = this.words.identity;
    await this.goTo('/sign-in');
    await this.follow(signIn.byEds);
    await this.signs(way, 'authentication');
    await this.arrivesHome();
  }

  async signsOut(): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: this.words.ui.header.signOut }).click();
    await this.arrivesAt(this.words.identity.signIn.title);
  }

  /** Has what the page shows signed with this person's own key. */
  async signs(way: Way, purpose: 'signing' | 'authentication'): Promise<void> {
    const key = purpose === 'signing' ? this.person.signingKey : this.person.signInKey;
    if (way === 'page') await this.signsInPage(key, purpose);
    else await this.signsWithAgent(key, purpose);
  }

  async signsInPage(key: string, purpose: 'signing' | 'authentication'): Promise<void> {
    const { file } = this.words.signing;
    const isSignIn = purpose === 'authentication';
    await this.press(isSignIn ? file.startAuthentication : file.start);
    await this.page.getByLabel(file.choose).setInputFiles(key);
    await this.typePassword(file.password, this.person.password);
    await this.press(file.open);
    await this.press(isSignIn ? file.signAuthentication : file.sign);
  }

  /** As with NCALayer: the program's own window asks which key, and for its password; the page gets the signature only. */
  async signsWithAgent(key: string, purpose: 'signing' | 'authentication'): Promise<void> {
    const { agent, signing } = this.words;
    const window = await this.page.context().newPage();
    await window.goto(this.#world.agent);
    await this.page.bringToFront();
    await this.press(purpose === 'authentication' ? signing.agent.startAuthentication : signing.agent.start);
    await window.getByRole('heading', { level: 1, name: agent.ask.sign }).waitFor();
    await window.locator('input[type=file]').setInputFiles(key);
    await window.getByLabel(agent.choose.password, { exact: true }).fill(this.person.password);
    await window.getByRole('button', { name: agent.choose.open }).click();
    await window.getByRole('heading', { name: agent.confirm.heading }).waitFor();
    await window.getByRole('button', { name: agent.confirm.sign, exact: true }).click();
    await window.getByText(agent.ending.done).waitFor();
    await window.close();
  }

  /** The number that the page shows, once there is one. */
  async number(): Promise<string> {
    const shown = await this.page.locator('main').getByText(numberPattern).first().innerText();
    return numberPattern.exec(shown)?.[0] ?? '';
  }

  /** The bytes at an address of this site, as this person gets them. */
  async bytesAt(path: string): Promise<Buffer> {
    const script = `fetch(${JSON.stringify(path)}).then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return Array.from(new Uint8Array(await answer.arrayBuffer()));
    })`;
    return Buffer.from((await this.page.evaluate(script)) as number[]);
  }

  async saves(link: string): Promise<Download> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.follow(link)]);
    return download;
  }
}
