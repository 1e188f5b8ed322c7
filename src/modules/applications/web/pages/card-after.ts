import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { fileSize } from '#documents';
import type { StoredFile } from '#documents';
import type { Body } from '#identity';
import { isDecided } from '#regulations';
import type { Regulation } from '#regulations';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { alert, button, buttonGroup, buttonLink, details, errorOf, form, radios, textarea, writtenIn } from '#ui';
import type { FieldError } from '#ui';
import { canWithdraw } from '../../withdraw.ts';
import type { Application, Complaint, Enquiry } from '../../store.ts';

/** Longest complaint, in signs. */
export const longestComplaint = 4_000;

/** What happened to an application beside its process, as its person sees it. */
export interface CardAfter {
  readonly enquiries: readonly { readonly enquiry: Enquiry; readonly files: readonly StoredFile[] }[];
  readonly complaint: Complaint | undefined;
  readonly surveyed: boolean;
}

/** A form of the card that lacks something, with what was entered. */
export interface EnteredAfter {
  readonly errors: readonly FieldError[];
  readonly complaint?: string;
  readonly survey?: Readonly<Record<string, string>>;
}

export interface CardAfterProps {
  readonly application: Application;
  readonly regulation: Regulation;
  readonly body: Body;
  readonly after: CardAfter;
  readonly entered: EnteredAfter | undefined;
}

/** What was just done on the card, by its word in the address. */
const doneWords = ['answered', 'withdrawn', 'late', 'complained', 'surveyed'] as const;
export type CardDone = (typeof doneWords)[number];

export function parseCardDone(text: unknown): CardDone | undefined {
  return doneWords.find((word) => word === text);
}

export function doneView(done: CardDone, locale: Locale): Html {
  const { handling, surveys } = texts(locale);
  const said = {
    answered: handling.answer.sent,
    withdrawn: handling.withdraw.done,
    late: handling.withdraw.late,
    complained: handling.complaint.waiting,
    surveyed: surveys.thanks,
  } as const satisfies Record<CardDone, string>;
  return alert({ locale, tone: done === 'late' ? 'warning' : 'success', content: said[done], live: 'status' });
}

/** What the provider wants, first of all on the card: the clock stands until it comes (APP-9). */
export function neededView({ application, body, after }: CardAfterProps, locale: Locale): Html | undefined {
  const open = after.enquiries.find(({ enquiry }) => enquiry.answeredAt === undefined);
  if (application.awaits !== 'consumer' || open === undefined) return undefined;
  const words = texts(locale).handling.answer;
  const content = html`<p>${words.asked(body.name[locale])}</p><blockquote class="bt-statement bt-written"${writtenIn(open.enquiry.text)}>${open.enquiry.text}</blockquote><p>${words.clock}</p>
${buttonGroup(buttonLink({ href: `/applications/${application.id}/answer`, label: words.go }))}`;
  return alert({ locale, tone: 'warning', title: words.needed, content });
}

/** Earlier questions with the person's own answers. */
function answeredView({ application, after }: CardAfterProps, locale: Locale): Html | undefined {
  const answered = after.enquiries.filter(({ enquiry }) => enquiry.answeredAt !== undefined);
  if (answered.length === 0) return undefined;
  const { ask, answer } = texts(locale).handling;
  const items = answered.map(({ enquiry, files }) => {
    const list = files.map(
      ({ id, name, size }) =>
        html`<li><a class="ds-link" href="/applications/${application.id}/files/${id}">${name}</a> <span class="bt-muted">${fileSize(size, locale)}</span></li>`,
    );
    const at = enquiry.answeredAt && formatDateTime(enquiry.answeredAt, locale);
    return html`<section class="bt-section"><blockquote class="bt-statement bt-written"${writtenIn(enquiry.text)}>${enquiry.text}</blockquote><h3>${answer.text}</h3><p class="bt-written">${enquiry.answer === '' ? ask.noWords : enquiry.answer}</p>${list.length > 0 && html`<ul class="bt-files">${list}</ul>`}<p class="bt-muted">${at}</p></section>`;
  });
  return details({ summary: answer.previous, content: items });
}

function complaintView({ application, after, entered }: CardAfterProps, locale: Locale): Html | undefined {
  const words = texts(locale).handling.complaint;
  const { complaint } = after;
  if (complaint !== undefined) {
    const answer =
      complaint.answer === undefined
        ? html`<p>${words.waiting}</p>`
        : html`<h3>${words.answer}</h3><p class="bt-written"${writtenIn(complaint.answer)}>${complaint.answer}</p>`;
    return html`<h2>${words.yours}</h2><p class="bt-written"${writtenIn(complaint.text)}>${complaint.text}</p><p class="bt-muted">${words.filed(formatDateTime(complaint.filedAt, locale))}</p>${answer}`;
  }
  if (application.status !== 'refused') return undefined;
  const field = textarea({
    locale,
    name: 'complaint',
    label: words.text,
    hint: words.hint,
    value: entered?.complaint,
    error: errorOf(entered?.errors ?? [], 'complaint'),
    rows: 5,
    maxLength: longestComplaint,
  });
  const content = html`<p>${words.lead}</p>${form({ action: `/applications/${application.id}/complaint`, content: html`${field}${button({ label: words.submit, variant: 'secondary' })}` })}`;
  return details({ summary: words.title, open: entered?.complaint !== undefined, content });
}

/** The survey of annex 4, offered with the result, once (SUR-1, APP-10). */
function surveyView({ application, regulation, after, entered }: CardAfterProps, locale: Locale): Html | undefined {
  if (!isDecided(application.state)) return undefined;
  const words = texts(locale).surveys;
  const results = html`<p><a class="ds-link" href="/survey">${words.results}</a></p>`;
  if (after.surveyed)
    return html`<section class="bt-section" id="survey"><h2>${words.title}</h2><p>${words.thanks}</p>${results}</section>`;
  const { questions, answers } = regulation.survey;
  const options = answers.map(({ id, text }) => ({ value: id, label: text[locale] }));
  const fields = questions.map(({ id, text }) =>
    radios({
      locale,
      name: id,
      legend: text[locale],
      options,
      value: entered?.survey?.[id],
      error: errorOf(entered?.errors ?? [], id),
    }),
  );
  const action = `/applications/${application.id}/survey`;
  const content = html`${fields}${button({ label: words.submit, variant: 'secondary' })}`;
  return html`<section class="bt-section" id="survey"><h2>${words.title}</h2><p>${words.lead}</p>${form({ action, label: words.title, content })}${results}</section>`;
}

function withdrawView({ application }: CardAfterProps, locale: Locale): Html | undefined {
  if (!canWithdraw(application)) return undefined;
  const href = `/applications/${application.id}/withdraw`;
  return buttonGroup(buttonLink({ href, label: texts(locale).handling.withdraw.go, variant: 'tertiary' }));
}

/** What a person can still do with the application, below what it says. */
export function afterView(props: CardAfterProps, locale: Locale): Html {
  return html`${surveyView(props, locale)}${complaintView(props, locale)}${answeredView(props, locale)}${withdrawView(props, locale)}`;
}
