import type { Page } from 'playwright-core';
import { texts } from '#text';
import type { Locale } from '#text';

/** A bank clerk who was handed a certificate: no account, only the page for everyone. */
export class Clerk {
  readonly #page: Page;
  readonly #site: string;
  readonly #words;

  constructor(page: Page, { site, locale }: { site: string; locale: Locale }) {
    this.#page = page;
    this.#site = site;
    this.#words = texts(locale).documents.verify;
  }

  async #opens(): Promise<void> {
    await this.#page.goto(`${this.#site}/verify`);
  }

  async #press(name: string): Promise<string> {
    await this.#page.locator('main').getByRole('button', { name, exact: true }).click();
    await this.#page.getByRole('link', { name: this.#words.again }).waitFor();
    return this.#page.locator('main').innerText();
  }

  /** @returns what the page says about the file */
  async checksFile(pdf: string, cms?: string): Promise<string> {
    const { file } = this.#words;
    await this.#opens();
    await this.#page.getByLabel(file.label).setInputFiles(pdf);
    if (cms !== undefined) await this.#page.getByLabel(file.signature).setInputFiles(cms);
    return this.#press(file.submit);
  }

  /** @returns what the page says about what the scanner read */
  async checksCodes(codes: readonly string[]): Promise<string> {
    const { text } = this.#words;
    await this.#opens();
    await this.#page.getByText(text.title, { exact: true }).click();
    await this.#page.getByLabel(text.label).fill(codes.join('\n'));
    return this.#press(text.submit);
  }

  /** @returns what the page says about the number */
  async checksNumber(number: string): Promise<string> {
    const { number: words } = this.#words;
    await this.#opens();
    await this.#page.getByLabel(words.label).fill(number);
    return this.#press(words.submit);
  }
}
