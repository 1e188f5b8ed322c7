import type { DocumentToSign } from '#applications';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { alert, button, buttonGroup, details, errorOf, facts, form, heading, scriptsNeeded, signingIslands, textarea } from '#ui';
import type { FieldError, PageContext } from '#ui';
import type { DeskModel } from '../desk-model.ts';
import { paths } from '../place.ts';
import { deskPage } from './desk.ts';
import { draftView } from './preview.ts';
import type { DeskMessage } from './desk.ts';
import { answersView, filesView } from './request.ts';
import { nameOf } from './standing.ts';

export interface SignProps {
  readonly desk: DeskModel;
  readonly opened: DocumentToSign;
  /** The signing panel, with the document's bytes in it. */
  readonly panel: Html;
  readonly message?: DeskMessage | undefined;
  /** A reason for returning that was sent without words, or is to be written again. */
  readonly errors: readonly FieldError[];
  readonly reason?: string | undefined;
}

function documentView({ desk, opened }: SignProps, locale: Locale): Html {
  const words = texts(locale).workplaces.sign;
  const { output, preparation } = opened;
  const href = paths.part(desk.application.id, 'document.pdf');
  // The page's whole width for the document: what browsers put beside it is closed.
  return html`<iframe class="bt-paper" src="${`${href}#navpanes=0&view=FitH`}" title="${words.document}"></iframe>
<p><a class="ds-link" href="${href}" target="_blank" rel="noopener">${words.open}</a></p>
${details({ summary: words.text, content: draftView({ desk, output, facts: preparation.facts ?? [] }, locale) })}
${details({ summary: words.request, content: html`${answersView(desk)}${filesView(desk, locale)}` })}`;
}

function returnForm({ desk, errors, reason }: SignProps, locale: Locale): Html {
  const words = texts(locale).workplaces.sign;
  const field = textarea({
    locale,
    name: 'reason',
    label: words.reason,
    hint: words.reasonHint,
    value: reason,
    error: errorOf(errors, 'reason'),
    rows: 3,
    maxLength: 1_000,
  });
  const content = html`${field}${buttonGroup(button({ label: words.return, variant: 'secondary' }))}`;
  return details({
    summary: words.return,
    open: errors.length > 0,
    content: form({ action: paths.act(desk.application.id, 'return', desk.place), content }),
  });
}

/** What the head signs, who prepared it, and the signature (WRK-2, DOC-3). */
export function signView(context: PageContext, props: SignProps): Html {
  const { locale } = context;
  const { desk, opened, message, errors } = props;
  const words = texts(locale).workplaces;
  const { output, document, preparation } = opened;
  const about = facts([
    { term: words.sign.number, value: html`<span class="bt-number">${document.number}</span>` },
    { term: words.sent.by, value: nameOf(desk, preparation.preparedBy, locale) },
    { term: words.sent.at, value: preparation.sentAt === undefined ? '—' : formatDateTime(preparation.sentAt, locale) },
    { term: words.sign.certificate, value: opened.serial },
  ]);
  const told = message !== undefined && alert({ locale, tone: message.tone, content: message.text, live: 'alert', level: 3 });
  const decision = html`<h2 id="decision" tabindex="-1">${words.sign.title}</h2>${told}${about}<p>${words.sign.lead}</p>
${scriptsNeeded(locale)}${props.panel}${returnForm(props, locale)}`;
  const middle = html`${heading({ title: output.name[locale], caption: desk.application.consumerName })}${documentView(props, locale)}`;
  const islands = [...signingIslands, 'forms'];
  return deskPage(context, { desk, middle, decision, hasErrors: errors.length > 0, islands });
}
