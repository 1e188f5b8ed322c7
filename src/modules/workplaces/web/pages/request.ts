import { partiesView, whyDueView } from '#applications';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { formatDateTime } from '#text';
import { deadline, details, facts, heading, row } from '#ui';
import type { Fact } from '#ui';
import type { DeskModel } from '../desk-model.ts';
import { paths } from '../place.ts';
import { enquiriesView } from './enquiries.ts';
import { statementsView } from './statements.ts';
import { historyView, toldEvents } from './history.ts';
import { notesView } from './notes.ts';
import type { EnteredNote } from './notes.ts';
import { processView } from './process.ts';
import { clockView, standingView } from './standing.ts';

function kilobytes(size: number): string {
  return `${Math.max(1, Math.round(size / 1024))} KB`;
}

/** What the person said, in the person's words: answers, statement. */
export function answersView({ readable }: Pick<DeskModel, 'readable'>): Html {
  const lines = [...readable.consumer, ...readable.pages.flatMap((page) => page.lines), ...readable.counter];
  return html`${facts(lines.map(({ label, value }) => ({ term: label, value })))}<blockquote class="bt-statement">${readable.statement}</blockquote>`;
}

export function filesView({ files, application, regulation }: DeskModel, locale: Locale): Html {
  const words = texts(locale).workplaces.desk;
  if (files.length === 0) return html`<p>${words.noFiles}</p>`;
  const titleOf = (kind: string) => regulation.passport.requiredDocuments.find(({ id }) => id === kind)?.title[locale] ?? '';
  const items = files.map(
    ({ id, name, kind, size }) =>
      html`<li><a class="ds-link" href="${paths.part(application.id, `files/${id}`)}">${name}</a> <span class="bt-muted">${kilobytes(size)} · ${titleOf(kind)}</span></li>`,
  );
  return html`<ul class="bt-files">${items}</ul>`;
}

/** Who signed the request, with what and when; and the bytes for those who want to check it themselves. */
function signatureView({ signed, application, regulation, parties }: DeskModel, locale: Locale): Html {
  const words = texts(locale).workplaces.desk;
  const about: Fact[] = [
    { term: words.signer, value: signed.contents.counter?.filledBy.name ?? application.consumerName },
    { term: words.serial, value: signed.signerSerial },
    { term: words.signedAt, value: formatDateTime(signed.signedAt, locale) },
  ];
  const parts = [
    [paths.part(application.id, 'request.json'), words.bytes],
    [paths.part(application.id, 'request.cms'), words.cms],
    ...parties
      .slice(1)
      .map(
        ({ name }, place) =>
          [paths.part(application.id, `signers/${place + 1}.cms`), texts(locale).signers.card.signature(name)] as const,
      ),
  ] as const;
  const links = parts.map(([href, label]) => html`<li><a class="ds-link" href="${href}" download>${label}</a></li>`);
  const who = parties.length > 1 ? partiesView(parties, { regulation, locale }) : facts(about);
  return html`${who}<p class="bt-muted">${words.verified}</p><ul class="bt-files">${links}</ul>`;
}

function aboutView({ application, regulation }: DeskModel, locale: Locale): Html {
  const words = texts(locale).workplaces.desk;
  const moment = (at: Date | undefined): string => (at === undefined ? '—' : formatDateTime(at, locale));
  return facts(
    [
      { term: words.number, value: html`<span class="bt-number">${application.number ?? '—'}</span>` },
      { term: words.registered, value: moment(application.registeredAt) },
      { term: words.due, value: moment(application.dueAt) },
      {
        term: words.channel,
        value: words.channels[regulation.passport.channels.find(({ kind }) => kind === application.channel)?.kind ?? 'portal'],
      },
    ],
    'columns',
  );
}

/** The request in the middle of the desk: who, what, with which documents, signed how, and what happened to it. */
export function requestView(desk: DeskModel, locale: Locale, noteEntered?: EnteredNote): Html {
  const { application, regulation } = desk;
  const words = texts(locale).workplaces.desk;
  const clock = clockView(application, desk, locale);
  const told =
    application.escalatedAt !== undefined && html`<span class="bt-muted">${texts(locale).handling.escalated.mark}</span>`;
  const state = row(standingView(application, desk, locale), clock && deadline(clock), told);
  return html`${heading({ title: application.consumerName, caption: regulation.passport.title[locale] })}${state}
${aboutView(desk, locale)}${whyDueView(desk, locale)}
<h2>${words.requestText}</h2>${answersView(desk)}
<h2>${words.files}</h2>${filesView(desk, locale)}
${enquiriesView(desk, locale)}${statementsView(desk, locale)}<h2>${words.signature}</h2>${signatureView(desk, locale)}
${processView(desk, locale)}
${details({ summary: words.history(toldEvents(desk).length), content: historyView(desk, locale) })}
${notesView(desk, noteEntered, locale)}`;
}
