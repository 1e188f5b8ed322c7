import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { alert, facts, writtenIn } from '#ui';
import type { Fact } from '#ui';
import type { DeskModel } from '../desk-model.ts';
import type { HandledEnquiry } from '../handling-model.ts';
import { paths } from '../place.ts';
import { nameOf } from './standing.ts';

function documentTitle(id: string, { regulation }: DeskModel, locale: Locale): string {
  return regulation.passport.requiredDocuments.find((one) => one.id === id)?.title[locale] ?? id;
}

function askedView({ enquiry }: HandledEnquiry, desk: DeskModel, locale: Locale): Html {
  const words = texts(locale).handling.ask;
  const by = words.askedBy(nameOf(desk, enquiry.askedBy, locale), formatDateTime(enquiry.askedAt, locale));
  const wanted: Fact[] =
    enquiry.documents.length === 0
      ? []
      : [{ term: words.wanted, value: enquiry.documents.map((id) => documentTitle(id, desk, locale)).join(', ') }];
  return html`<blockquote class="bt-statement bt-written"${writtenIn(enquiry.text)}>${enquiry.text}</blockquote><p class="bt-muted">${by}</p>${wanted.length > 0 && facts(wanted)}`;
}

function answerView({ enquiry, files }: HandledEnquiry, desk: DeskModel, locale: Locale): Html {
  const words = texts(locale).handling.ask;
  if (enquiry.answeredAt === undefined) return html`<p>${words.waiting}</p>`;
  const list = files.map(
    ({ id, name, kind }) =>
      html`<li><a class="ds-link" href="${paths.part(desk.application.id, `files/${id}`)}">${name}</a> <span class="bt-muted">${documentTitle(kind, desk, locale)}</span></li>`,
  );
  const answer =
    enquiry.answer === ''
      ? html`<p>${words.noWords}</p>`
      : html`<p class="bt-written"${writtenIn(enquiry.answer)}>${enquiry.answer}</p>`;
  return html`<h3>${words.answer}</h3>${answer}${files.length > 0 && html`<ul class="bt-files">${list}</ul>`}<p class="bt-muted">${words.answeredAt(formatDateTime(enquiry.answeredAt, locale))}</p>`;
}

/** What the consumer was asked and what came, the last first; nothing where nobody asked. */
export function enquiriesView(desk: DeskModel, locale: Locale): Html | undefined {
  const { enquiries } = desk.handling;
  if (enquiries.length === 0) return undefined;
  const items = enquiries
    .toReversed()
    .map((one) => html`<section class="bt-section">${askedView(one, desk, locale)}${answerView(one, desk, locale)}</section>`);
  return html`<h2>${texts(locale).handling.ask.history}</h2>${items}`;
}

/** The right side of the desk while the consumer is asked. */
export function waitingForConsumer(desk: DeskModel, locale: Locale): Html {
  const open = desk.handling.enquiries.find(({ enquiry }) => enquiry.answeredAt === undefined);
  const content = texts(locale).handling.ask.waiting;
  return html`${alert({ locale, tone: 'info', content, level: 3 })}${open !== undefined && askedView(open, desk, locale)}`;
}
