import { seenOf } from '#applications';
import type { DecisionView } from '#applications';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { frameDocument } from '#regulations';
import type { Bilingual, DocumentLine, Output, PrintedFact } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import { buttonGroup, buttonLink, form, heading, table, writtenIn } from '#ui';
import type { PageContext } from '#ui';
import type { DeskModel } from '../desk-model.ts';
import { paths } from '../place.ts';
import { deskPage } from './desk.ts';

export interface PreviewProps {
  readonly desk: DeskModel;
  readonly view: DecisionView;
}

export interface DraftProps {
  readonly desk: Pick<DeskModel, 'signed'>;
  readonly output: Output;
  readonly facts: readonly PrintedFact[];
}

/** A table stands once, over both languages, as it is printed. */
function tableView({ label, table: printed }: Extract<DocumentLine, { table: unknown }>): Html {
  const both = ({ kk, ru }: Bilingual) =>
    kk === ru ? kk : html`<span lang="kk">${kk}</span><br><span class="bt-muted" lang="ru">${ru}</span>`;
  const inOne = ({ kk, ru }: Bilingual) => (kk === ru ? kk : `${kk} / ${ru}`);
  const columns = printed.columns.map((column) => ({ label: inOne(column) }));
  return html`<tr><td colspan="2">${table({ caption: inOne(label), columns, rows: printed.rows.map((row) => row.map(both)), dense: true })}</td></tr>`;
}

/** The document's words in the two languages in which it is printed, side by side (DOC-1). */
export function draftView({ desk, output, facts }: DraftProps, locale: Locale): Html {
  const words = texts(locale).workplaces.preview;
  const framed = frameDocument(output, { body: desk.signed.contents.body.name, facts });
  const said = ({ label, value }: Exclude<DocumentLine, { table: unknown }>, lang: 'kk' | 'ru') =>
    label === undefined
      ? value[lang]
      : html`<span class="bt-muted">${label[lang]}</span><br><b${value.kk === value.ru && writtenIn(value.kk)}>${value[lang]}</b>`;
  const lines = framed.lines.map((line) =>
    'table' in line
      ? tableView(line)
      : html`<tr><td lang="kk">${said(line, 'kk')}</td><td lang="ru">${said(line, 'ru')}</td></tr>`,
  );
  return html`<table class="bt-draft"><caption class="ds-sr-only">${output.name[locale]}</caption>
<thead><tr><th scope="col" lang="kk">${framed.title.kk}</th><th scope="col" lang="ru">${framed.title.ru}</th></tr></thead>
<tbody>${lines}</tbody></table>
<p class="bt-muted">${words.lead}</p>`;
}

/** The draft of the document, and the sending (WRK-1): nobody sends what was not looked at. */
export function previewView(context: PageContext, props: PreviewProps): Html {
  const { locale } = context;
  const { desk, view } = props;
  const { application, place, preparation } = desk;
  const words = texts(locale).workplaces.preview;
  const correct = buttonLink({ href: paths.desk(application.id, place), label: words.correct, variant: 'secondary' });
  const send = html`<button class="ds-button" type="submit" autofocus>${words.send}</button>`;
  const decision = html`<h2 id="decision" tabindex="-1">${texts(locale).workplaces.desk.decision}</h2><p><b>${view.output.name[locale]}</b></p>
${form({ action: paths.act(application.id, 'send', place), hidden: { seen: seenOf(preparation) }, content: buttonGroup(send, correct) })}<p class="bt-hint">${words.whatNext}</p>`;
  const middle = html`${heading({ title: words.title, caption: application.consumerName })}${draftView({ desk, output: view.output, facts: view.composition.facts }, locale)}`;
  return deskPage(context, { desk, middle, decision });
}
