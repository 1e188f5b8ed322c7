import { counterPaths } from '#applications';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { alert, buttonGroup, buttonLink } from '#ui';
import type { Tone } from '#ui';
import type { TrackedCardProps } from './tracking.ts';

interface Message {
  readonly tone: Tone;
  readonly text: string;
}

/** What was just done with an application at its counter, by its word in the address. */
const messages = new Map<string, (locale: Locale) => Message>([
  ['answered', (locale) => ({ tone: 'success', text: texts(locale).statements.answer.sent })],
  ['withdrawal', (locale) => ({ tone: 'success', text: texts(locale).statements.withdrawal.done })],
  ['complaint', (locale) => ({ tone: 'success', text: texts(locale).statements.complaint.done })],
  ['withdrawalClosed', (locale) => ({ tone: 'warning', text: texts(locale).statements.withdrawal.closed })],
  ['complaintClosed', (locale) => ({ tone: 'warning', text: texts(locale).statements.complaint.closed })],
]);

/** @returns undefined for a word that says nothing here */
export function doneAtCounter(done: unknown, locale: Locale): Message | undefined {
  return typeof done === 'string' ? messages.get(done)?.(locale) : undefined;
}

/** What the provider wants of the consumer; the clock stands until it is brought (APP-9). */
export function askedView({ again, application, body }: TrackedCardProps, locale: Locale): Html | undefined {
  if (again.asked === undefined) return undefined;
  const { handling, statements } = texts(locale);
  const content = html`<p>${handling.answer.asked(body.name[locale])}</p><blockquote class="bt-statement bt-written">${again.asked}</blockquote><p>${statements.answer.clock}</p>
${buttonGroup(buttonLink({ href: counterPaths.answer(application.id), label: statements.card.answer }))}`;
  const asked = alert({ locale, tone: 'warning', title: handling.state.consumer, content });
  return html`<section class="bt-section">${asked}</section>`;
}

/** What else can be taken at this counter when the consumer comes again: a withdrawal, a complaint; nothing where there is neither. */
export function againView({ again, application }: TrackedCardProps, locale: Locale): Html | undefined {
  const { card } = texts(locale).statements;
  const { id } = application;
  const link = (href: string, label: string): Html => buttonGroup(buttonLink({ href, label, variant: 'secondary' }));
  const withdrawal = again.mayWithdraw && link(counterPaths.statement(id, 'withdrawal'), card.withdrawal);
  const complaints = {
    possible: link(counterPaths.statement(id, 'complaint'), card.complaint),
    waiting: html`<p>${card.complaintWaits}</p>`,
    answered: link(counterPaths.complaintAnswer(id), card.complaintAnswer),
  };
  const complaint = again.complaint && complaints[again.complaint];
  if (!withdrawal && !complaint) return undefined;
  return html`<section class="bt-section"><h2>${card.title}</h2>${withdrawal}${complaint}</section>`;
}
