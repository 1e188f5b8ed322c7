import { daysToExtend, mayExtend } from '#applications';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { button, buttonGroup, checkboxes, details, errorOf, facts, form, textField, textarea, writtenIn } from '#ui';
import type { FieldError } from '#ui';
import type { DeskModel } from '../desk-model.ts';
import { paths } from '../place.ts';
import { nameOf } from './standing.ts';

/** Longest text for the consumer, in signs: it goes out by e-mail as well. */
export const longestWords = 2_000;

/** A form of the desk that is shown once more, with what was entered and what is wrong. */
export interface EnteredHandling {
  readonly form: 'ask' | 'extend' | 'complaint';
  readonly values: Readonly<Record<string, string>>;
  readonly documents?: readonly string[];
  readonly errors: readonly FieldError[];
}

type Shown = { readonly entered: EnteredHandling | undefined; readonly locale: Locale };

const of = (entered: EnteredHandling | undefined, form: EnteredHandling['form']) =>
  entered?.form === form ? entered : undefined;

/** Asking the consumer for more; closed, because most requests are complete. */
export function askForm(desk: DeskModel, { entered, locale }: Shown): Html {
  const words = texts(locale).handling.ask;
  const mine = of(entered, 'ask');
  const errors = mine?.errors ?? [];
  const { requiredDocuments } = desk.regulation.passport;
  const documents = checkboxes({
    locale,
    name: 'documents',
    legend: words.documents,
    optional: true,
    options: requiredDocuments.map(({ id, title }) => ({ value: id, label: title[locale] })),
    values: mine?.documents,
  });
  const text = textarea({
    locale,
    name: 'ask-text',
    label: words.text,
    hint: words.hint,
    value: mine?.values['ask-text'],
    error: errorOf(errors, 'ask-text'),
    rows: 4,
    maxLength: longestWords,
  });
  const content = html`<p>${words.lead}</p>${text}${requiredDocuments.length > 0 && documents}${buttonGroup(button({ label: words.submit, variant: 'secondary' }))}`;
  const action = paths.act(desk.application.id, 'ask', desk.place);
  const summary = html`<span data-key="m">${words.title}</span>`;
  return details({ summary, open: mine !== undefined, content: form({ action, content }) });
}

function extensionFields(mine: EnteredHandling | undefined, locale: Locale): Html {
  const words = texts(locale).handling.extend;
  const errors = mine?.errors ?? [];
  const many = textField({
    locale,
    name: 'days',
    label: words.days,
    numeric: true,
    width: 'xs',
    value: mine?.values['days'],
    error: errorOf(errors, 'days'),
  });
  const reason = textarea({
    locale,
    name: 'extend-reason',
    label: words.reason,
    hint: words.reasonHint,
    value: mine?.values['extend-reason'],
    error: errorOf(errors, 'extend-reason'),
    rows: 3,
    maxLength: longestWords,
  });
  return html`${many}${reason}`;
}

/** Extending the deadline, where the regulation allows it, the deadline is not over and it is this officer's to do. */
export function extendForm(desk: DeskModel, { entered, locale }: Shown): Html | undefined {
  const { application, regulation, officer, now } = desk;
  const days = daysToExtend(regulation, application);
  const { dueAt } = application;
  if (days === 0 || dueAt === undefined || dueAt < now || !mayExtend(officer, application)) return undefined;
  const words = texts(locale).handling.extend;
  const mine = of(entered, 'extend');
  const unit = regulation.extension?.atMost.unit === 'cd' ? 'cd' : 'wd';
  const content = html`<p>${words.lead(days, words.units[unit])}</p>${extensionFields(mine, locale)}${buttonGroup(button({ label: words.submit, variant: 'secondary' }))}`;
  const action = paths.act(application.id, 'extend', desk.place);
  return details({
    summary: words.title,
    open: mine !== undefined,
    content: form({ action, hidden: { due: dueAt.toISOString() }, content }),
  });
}

/** The complaint about a refusal, and for the head the answer; nothing where nobody complained. */
export function complaintView(desk: DeskModel, { entered, locale }: Shown): Html | undefined {
  const { complaint } = desk.handling;
  if (complaint === undefined) return undefined;
  const words = texts(locale).handling.complaints;
  const text = html`<h3 id="complaint" tabindex="-1">${words.text}</h3><blockquote class="bt-statement bt-written"${writtenIn(complaint.text)}>${complaint.text}</blockquote><p class="bt-muted">${words.filed}: ${formatDateTime(complaint.filedAt, locale)}</p>`;
  if (complaint.answeredAt !== undefined) {
    const by = `${nameOf(desk, complaint.answeredBy, locale)}, ${formatDateTime(complaint.answeredAt, locale)}`;
    return html`${text}${facts([{ term: words.answerTitle, value: html`<span class="bt-written"${writtenIn(complaint.answer)}>${complaint.answer}</span><br><span class="bt-muted">${by}</span>` }])}`;
  }
  if (!desk.officer.roles.includes('head')) return text;
  const mine = of(entered, 'complaint');
  const field = textarea({
    locale,
    name: 'answer',
    label: words.answerLabel,
    hint: words.answerHint,
    value: mine?.values['answer'],
    error: errorOf(mine?.errors ?? [], 'answer'),
    rows: 5,
    maxLength: longestWords,
  });
  const content = html`${field}${buttonGroup(button({ label: words.submit }))}`;
  return html`${text}${form({ action: paths.act(desk.application.id, 'complaint', desk.place), content })}`;
}
