import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { dueText, explainDue } from '#regulations';
import type { Regulation, WorkingCalendar } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import { details } from '#ui';
import type { Application } from '../../store.ts';

export interface WhyDueProps {
  readonly application: Application;
  readonly regulation: Regulation;
  readonly calendar: WorkingCalendar;
}

/** Why the answer is due when it is, for consumer and officer in the same words (PRO-8); nothing before the registration. */
export function whyDueView({ application, regulation, calendar }: WhyDueProps, locale: Locale): Html | undefined {
  const { channel, registeredAt, dueAt: due } = application;
  if (registeredAt === undefined || due === undefined) return undefined;
  const lines = dueText(explainDue(regulation, { channel, at: registeredAt }, calendar), { due, locale });
  const content = html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  return details({ summary: texts(locale).regulations.why.title, content });
}
