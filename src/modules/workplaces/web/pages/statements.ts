import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import type { DeskModel } from '../desk-model.ts';
import type { HandledStatement } from '../handling-model.ts';
import { paths } from '../place.ts';

function statementView({ statement, files }: HandledStatement, desk: DeskModel, locale: Locale): Html {
  const words = texts(locale).statements;
  const { kind, visitor, signedAt } = statement;
  const scans = files.map(
    ({ id, name }) => html`<li><a class="ds-link" href="${paths.part(desk.application.id, `files/${id}`)}">${name}</a></li>`,
  );
  const by =
    visitor !== undefined && signedAt !== undefined && words.desk.by(words.visitor[visitor], formatDateTime(signedAt, locale));
  return html`<h3>${words[kind].title}</h3><ul class="bt-files">${scans}</ul><p class="bt-muted">${by}</p>`;
}

/** What was brought to a counter on paper and signed there; nothing where nobody brought anything. */
export function statementsView(desk: DeskModel, locale: Locale): Html | undefined {
  const { statements } = desk.handling;
  if (statements.length === 0) return undefined;
  const items = statements.map((one) => statementView(one, desk, locale));
  return html`<h2>${texts(locale).statements.desk.title}</h2>${items}`;
}
