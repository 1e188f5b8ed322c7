import type { Visitor, Way } from './visitor.ts';
import { service } from './visitor.ts';
import { scanOfIdentityCard } from './paper.ts';

const pages = Object.fromEntries(service.form.pages.map((page) => [page.id, page]));

function pageOf(id: string) {
  const page = pages[id];
  if (page === undefined) throw new Error(`The form has no page «${id}»`);
  return page;
}

function questionOf(page: string) {
  const [question] = pageOf(page).questions;
  if (question === undefined) throw new Error(`The page «${page}» asks nothing`);
  return question;
}

/** The period of the story: long enough past for any day on which the test runs. */
const period = {
  from: { day: '1', month: '3', year: '2026' },
  to: { day: '31', month: '10', year: '2026' },
} as const;

/** The questions of the service, in the order in which the form asks them. */
export class Ordering {
  readonly at: Visitor;

  constructor(at: Visitor) {
    this.at = at;
  }

  async begins(): Promise<void> {
    const { at } = this;
    await at.goTo('/services/rg-1');
    await at.follow(at.words.catalogue.passport.order);
    await at.press(at.words.applications.begin.submit);
    await this.seesPage('applicant');
  }

  async goesOn(): Promise<void> {
    await this.at.press(this.at.words.ui.next);
  }

  async goesBack(): Promise<void> {
    await this.at.page.getByRole('link', { name: this.at.words.ui.back, exact: true }).click();
  }

  async seesPage(id: string): Promise<void> {
    await this.at.arrivesAt(pageOf(id).title[this.at.locale]);
  }

  async typesPhone(phone: string): Promise<void> {
    await this.at.type(questionOf('contact').label[this.at.locale], phone);
  }

  async typesPeriod(): Promise<void> {
    const { at } = this;
    const question = questionOf('period');
    if (question.type !== 'period') throw new Error('The period is no period');
    await at.typeDate(question.from[at.locale], period.from);
    await at.typeDate(question.to[at.locale], period.to);
  }

  async typesPurpose(purpose: string): Promise<void> {
    await this.at.type(questionOf('purpose').label[this.at.locale], purpose);
  }

  async purpose(): Promise<string> {
    return this.at.page.locator('main').getByRole('textbox').first().inputValue();
  }

  async attaches(name: string): Promise<void> {
    const { at } = this;
    const { files } = at.words.applications;
    await at.page.getByLabel(files.choose).setInputFiles({ name, mimeType: 'application/pdf', buffer: scanOfIdentityCard() });
    await at.press(files.upload);
    await at.page.getByRole('link', { name, exact: true }).waitFor();
  }

  async reviews(): Promise<void> {
    await this.at.arrivesAt(this.at.words.applications.review.title);
  }

  /** From the first page to the review, with nothing in the way. */
  async fillsEverything(purpose: string): Promise<void> {
    await this.begins();
    await this.goesOn();
    await this.typesPhone('8 701 000 01 03');
    await this.goesOn();
    await this.typesPeriod();
    await this.goesOn();
    await this.typesPurpose(purpose);
    await this.goesOn();
    await this.attaches('куәлік.pdf');
    await this.goesOn();
    await this.reviews();
  }

  async signs(way: Way): Promise<void> {
    const { at } = this;
    const { review, sign, card } = at.words.applications;
    await at.follow(review.toSign);
    await at.arrivesAt(sign.title);
    await at.signs(way, 'signing');
    await at.arrivesAt(card.sentTitle);
  }
}
