import type { Regulation } from '#regulations';
import type { Locale } from '#text';
import { scanOfIdentityCard } from './paper.ts';
import type { Visitor } from './visitor.ts';
import { service } from './visitor.ts';

const scanNamed = (name: string) => ({ name, mimeType: 'application/pdf', buffer: scanOfIdentityCard() });

/** Who came, and the card that they show. */
type Consumer = { readonly iin: string; readonly documentNumber: string };

/** What a page of the form is called for who fills it in for the consumer. */
export function titlesAtCounter({ form }: Regulation, locale: Locale): string[] {
  return form.pages.map(({ title, atCounter = title }) => atCounter[locale]);
}

/** What somebody does at a counter: an officer at the provider, an operator at the public service centre. */
export class Counter {
  readonly at: Visitor;

  constructor(at: Visitor) {
    this.at = at;
  }

  async begins({ iin, documentNumber }: Consumer, representative?: { iin: string; number: string }): Promise<void> {
    const { at } = this;
    const words = at.words.counter.begin;
    await at.goTo('/counter');
    await at.arrivesAt(words.title);
    await at.choose(service.passport.shortTitle[at.locale]);
    await at.type(words.iin, iin);
    if (representative === undefined) await at.type(words.identityCard, documentNumber);
    else {
      await at.page.getByText(words.representative, { exact: true }).click();
      await at.type(words.representativeIin, representative.iin);
      await at.type(words.power, representative.number);
    }
    await at.press(words.submit);
  }

  /** What the message says about why the data cannot be had. */
  async hasNoData(): Promise<string> {
    await this.at.arrivesAt(this.at.words.counter.noData.title);
    return this.at.page.locator('main').innerText();
  }

  /** The questions of the form: what the registry knows is there already. */
  async fillsIn(phone: string): Promise<void> {
    const { at } = this;
    const [applicant, contact, , purpose] = titlesAtCounter(service, at.locale);
    const [, phonePage, periodPage] = service.form.pages;
    const goOn = () => at.press(at.words.ui.next);
    await at.arrivesAt(applicant ?? '');
    await goOn();
    await at.arrivesAt(contact ?? '');
    await at.type(phonePage?.questions[0]?.label[at.locale] ?? '', phone);
    await goOn();
    const question = periodPage?.questions[0];
    if (question?.type !== 'period') throw new Error('The period is no period');
    await at.typeDate(question.from[at.locale], { day: '1', month: '3', year: '2026' });
    await at.typeDate(question.to[at.locale], { day: '31', month: '10', year: '2026' });
    await goOn();
    await at.arrivesAt(purpose ?? '');
    await goOn();
  }

  /** Item 11 of the standard: the original is seen and its scan attached, in one form. */
  async marksAndScans(name: string): Promise<void> {
    const { at } = this;
    const words = at.words.counter.papers;
    await at.arrivesAt(words.title);
    await at.page.locator('main label').getByText(words.original).first().click();
    await at.page.locator('input[type=file]').first().setInputFiles(scanNamed(name));
    await at.press(at.words.ui.next);
    await at.arrivesAt(at.words.applications.review.title);
  }

  /** The officer's own key, whoever the consumer is. */
  async signs(): Promise<void> {
    const { at } = this;
    const { review, sign } = at.words.applications;
    await at.follow(review.toSign);
    await at.arrivesAt(sign.title);
    await at.signs('page', 'signing');
    await at.arrivesAt(at.words.counter.card.sentTitle);
  }

  async takes(consumer: Consumer, phone: string, representative?: { iin: string; number: string }): Promise<string> {
    await this.begins(consumer, representative);
    await this.fillsIn(phone);
    await this.marksAndScans('куәлік.pdf');
    await this.signs();
    return this.at.number();
  }

  /** As a hand scanner does: types the number of the receipt and presses Enter. */
  async scans(number: string): Promise<void> {
    const { at } = this;
    await at.goTo('/counter/applications');
    await at.page.getByRole('searchbox', { name: at.words.counter.taken.search }).fill(number);
    await at.page.keyboard.press('Enter');
    await at.arrivesAt(at.words.counter.card.title(number));
  }

  async handsOver(to: 'consumer' | 'representative'): Promise<void> {
    const { at } = this;
    const { result } = at.words.counter.card;
    await at.page.locator('main label').getByText(result[to]).first().click();
    await at.press(result.give);
    await at.page.getByText(at.words.counter.card.hidden).waitFor();
  }

  /** What the provider asked for: the original is marked, its scan added, the answer written down and signed with the own key. */
  async bringsAnswer({ iin }: Pick<Consumer, 'iin'>, { document, answer }: { document: string; answer: string }): Promise<void> {
    const { at } = this;
    const { statements, handling, applications } = at.words;
    await at.follow(statements.card.answer);
    await at.arrivesAt(handling.answer.title);
    await at.page.locator('input[type=file]').first().setInputFiles(scanNamed('екінші бет.pdf'));
    await at.press(applications.files.upload);
    await at.page.getByRole('link', { name: 'екінші бет.pdf' }).waitFor();
    await at.choose(document);
    await at.type(statements.visitor.label, iin);
    await at.type(statements.answer.text, answer);
    await at.press(handling.answer.next);
    await at.arrivesAt(statements.answer.signTitle);
    await at.signs('page', 'signing');
    await at.page.getByText(statements.answer.sent).waitFor();
  }

  /** A statement on paper: who brings it, its scan, for a complaint what it says, and the own signature. */
  async takesStatement(kind: 'withdrawal' | 'complaint', { iin, text }: { iin: string; text?: string }): Promise<void> {
    const { at } = this;
    const { statements, handling } = at.words;
    await at.follow(statements.card[kind]);
    await at.arrivesAt(statements[kind].title);
    await at.type(statements.visitor.label, iin);
    if (text !== undefined) await at.type(handling.complaint.text, text);
    await at.page.locator('input[type=file]').first().setInputFiles(scanNamed('мәлімдеме.pdf'));
    await at.press(statements.sign.next);
    await at.arrivesAt(statements[kind].signTitle);
    await at.signs('page', 'signing');
    await at.page.getByText(statements[kind].done).waitFor();
  }
}
