import type { Visitor, Way } from './visitor.ts';
import { outputOf } from './visitor.ts';

/** What an officer does at the workplace. */
export class Officer {
  readonly at: Visitor;

  constructor(at: Visitor) {
    this.at = at;
  }

  /** Waits in the queue until the request comes: nobody reloads the page. */
  async opens(consumer: string): Promise<void> {
    await this.at.page.locator('main').getByRole('link', { name: consumer, exact: true }).first().click();
    await this.at.arrivesAt(consumer);
  }

  async takes(): Promise<void> {
    const { take } = this.at.words.workplaces;
    await this.at.press(take.action);
    await this.at.page.getByText(take.taken).waitFor();
  }

  /** Item 11 of the standard: each document is looked at and marked. */
  async findsDocumentsRight(): Promise<void> {
    await this.at.choose(this.at.words.workplaces.decision.ok);
  }

  async previews(): Promise<string> {
    const { decision, preview } = this.at.words.workplaces;
    await this.at.press(decision.preview);
    await this.at.arrivesAt(preview.title);
    return this.at.page.locator('main').innerText();
  }

  async preparesCertificate(): Promise<string> {
    await this.findsDocumentsRight();
    await this.at.choose(outputOf('result').name[this.at.locale]);
    return this.previews();
  }

  async preparesRefusal(ground: string, explanation: string): Promise<string> {
    await this.findsDocumentsRight();
    await this.at.choose(outputOf('refusal').name[this.at.locale]);
    await this.at.choose(ground);
    const fact = outputOf('refusal').facts.find(({ id }) => id === 'explanation');
    await this.at.type(fact?.prompt?.[this.at.locale] ?? '', explanation);
    return this.previews();
  }

  async sendsToTheHead(): Promise<void> {
    const { preview, sent } = this.at.words.workplaces;
    await this.at.press(preview.send);
    await this.at.page.getByRole('heading', { name: sent.title }).waitFor();
  }

  async signs(way: Way, output: 'result' | 'refusal'): Promise<void> {
    const { sent, sign } = this.at.words.workplaces;
    await this.at.follow(sent.toSign);
    await this.at.arrivesAt(outputOf(output).name[this.at.locale]);
    await this.at.signs(way, 'signing');
    await this.at.page.getByText(sign.signed).first().waitFor();
  }
}
