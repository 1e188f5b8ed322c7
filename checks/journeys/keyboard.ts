import type { Download, FileChooser, Locator, Page } from 'playwright-core';
import type { Texts } from '#text';
import type { JourneyPerson } from './people.ts';
import { keyboardFaults } from './tab-stops.ts';

/** More stops than a page has: the list of an archive with all its filters. */
const mostStops = 200;

/** A file as it is chosen: where it lies, or what is in it. */
type Chosen = string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** Somebody at the workplace without a mouse: what they want is reached by Tab and done by Enter, Space and the arrows. */
export class Keyboard {
  readonly page: Page;
  /** What could not be done or seen without a mouse, with the page where it was. */
  readonly faults: string[] = [];

  /** The browser's window for files, once it opens. It is listened for from the beginning: a listener that comes with the key may be late. */
  #choosing = Promise.withResolvers<FileChooser>();

  constructor(page: Page) {
    this.page = page;
    page.on('filechooser', (chooser) => this.#choosing.resolve(chooser));
  }

  get #main(): Locator {
    return this.page.locator('main');
  }

  /** Waits for the page of this name and tries everything on it, then begins there anew as one who has just opened it. */
  async arrivesAt(title: string): Promise<void> {
    await this.page
      .getByRole('heading', { level: 1, name: title, exact: true })
      .waitFor()
      .catch(async (error: unknown) => {
        throw new Error(`Instead of «${title}»: ${await this.#main.innerText()}`, { cause: error });
      });
    for (const fault of await keyboardFaults(this.page)) this.faults.push(`${new URL(this.page.url()).pathname}: ${fault}`);
  }

  /** By the sections of the header. */
  async turnsTo(section: string): Promise<void> {
    await this.#reaches(this.page.getByRole('banner').getByRole('link', { name: section }));
    await this.#goesOn();
  }

  async signsOut({ header }: Texts['ui']): Promise<void> {
    await this.#reaches(this.page.getByRole('banner').getByRole('button', { name: header.signOut }));
    await this.#goesOn();
  }

  async follows(link: string | RegExp): Promise<void> {
    await this.#reaches(this.#main.getByRole('link', { name: link, exact: true }).first());
    await this.#goesOn();
  }

  /** The first row of a list, or the first that says this. */
  async opensFirst(saying = ''): Promise<void> {
    await this.#reaches(this.#main.locator('tbody tr').filter({ hasText: saying }).getByRole('link').first());
    await this.#goesOn();
  }

  /** A file behind a link. */
  async saves(link: string): Promise<Download> {
    await this.#reaches(this.#main.getByRole('link', { name: link, exact: true }).first());
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.page.keyboard.press('Enter')]);
    return download;
  }

  /** A button that leads to the next page, or to this one as it has become. */
  async sends(button: string | RegExp): Promise<void> {
    await this.#reaches(this.#main.getByRole('button', { name: button, exact: true }).first());
    await this.#goesOn();
  }

  /** Enter in a field sends its form. */
  async enters(label: string, value: string): Promise<void> {
    await this.types(label, value);
    await this.#goesOn();
  }

  async #goesOn(): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.page.keyboard.press('Enter')]);
  }

  async presses(button: string): Promise<void> {
    await this.#reaches(this.#main.getByRole('button', { name: button, exact: true }).first());
    await this.page.keyboard.press('Enter');
  }

  async unfolds(part: string): Promise<void> {
    await this.#reaches(this.#main.locator('details:not([open]) > summary').filter({ hasText: part }));
    await this.page.keyboard.press('Space');
  }

  /** What stood in the field is replaced, as Tab selects it. */
  async types(label: string, value: string): Promise<void> {
    await this.#reaches(this.#main.getByLabel(label, { exact: true }).and(this.page.locator('input, textarea')).first());
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(value);
  }

  async typesDate(group: string, numbers: readonly string[]): Promise<void> {
    const fields = this.page.getByRole('group', { name: group, exact: true }).getByRole('textbox');
    for (const [index, number] of numbers.entries()) {
      await this.#reaches(fields.nth(index));
      await this.page.keyboard.type(number);
    }
  }

  /** One circle of several: Tab comes to the question, the arrows to the answer. */
  async chooses(answer: string | RegExp): Promise<void> {
    const circle = this.#main.getByRole('radio', { name: answer, exact: true });
    const name = (await circle.getAttribute('name')) ?? '';
    const circles = this.#main.locator(`input[type="radio"][name="${name}"]`);
    await this.#reaches(circles);
    for (let left = await circles.count(); left > 0 && !(await this.#isFocused(circle)); left--)
      await this.page.keyboard.press('ArrowDown');
    if (!(await circle.isChecked())) await this.page.keyboard.press('Space');
  }

  async ticks(box: string | RegExp): Promise<void> {
    await this.#reaches(this.#main.getByRole('checkbox', { name: box }).first());
    await this.page.keyboard.press('Space');
  }

  /** The browser's own window for files opens by the space bar; it is worked by keys on every system. */
  async attaches(label: string, file: Chosen): Promise<void> {
    await this.#reaches(this.#main.getByLabel(label, { exact: true }).first());
    this.#choosing = Promise.withResolvers();
    await this.page.keyboard.press('Space');
    await (await this.#choosing.promise).setFiles(file);
  }

  /** With a key file, in the page itself. */
  async signs({ file }: Texts['signing'], { signingKey, password }: JourneyPerson): Promise<void> {
    await this.presses(file.start);
    await this.attaches(file.choose, signingKey);
    await this.types(file.password, password);
    await this.page.keyboard.press('Enter');
    await this.sends(file.sign);
  }

  async #isFocused(target: Locator): Promise<boolean> {
    return (await target.and(this.page.locator(':focus')).count()) > 0;
  }

  async #reaches(target: Locator): Promise<void> {
    await target.first().waitFor();
    for (let pressed = 0; pressed < mostStops; pressed++) {
      if (await this.#isFocused(target)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`At ${this.page.url()} Tab does not come to ${String(target)}`);
  }
}
