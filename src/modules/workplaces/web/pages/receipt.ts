import { counterPaths } from '#applications';
import type { CounterApplication } from '#applications';
import { code128 } from '#documents';
import type { Body } from '#identity';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import type { CounterEntry, Regulation } from '#regulations';
import { formatIin } from '#subjects';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { facts, heading, layout } from '#ui';
import type { PageContext } from '#ui';

export interface ReceiptProps {
  readonly application: CounterApplication;
  readonly consumer: NonNullable<CounterApplication['consumer']>;
  readonly number: string;
  readonly entry: CounterEntry;
  readonly regulation: Regulation;
  readonly provider: Body;
  readonly takenBy: string;
}

/** Height of the bars, in modules: 15 mm where a module is a third of a millimetre. */
const barHeight = 45;

/** The number as every hand scanner reads it. */
function barCode(number: string, locale: Locale): Html {
  const { modules, bars } = code128(number);
  const path = bars.map(({ at, width }) => `M${at} 0h${width}v${barHeight}h-${width}z`).join('');
  const label = texts(locale).counter.receipt.barCode(number);
  return html`<svg class="bt-bar-code" role="img" aria-label="${label}" viewBox="0 0 ${modules} ${barHeight}" width="${3 * modules}" height="${3 * barHeight}" shape-rendering="crispEdges"><path d="${path}"></path></svg>`;
}

/** What the consumer takes home: the number with its bar code, the papers that were taken, when and where the result is (WRK-3). */
export function receiptView(context: PageContext, props: ReceiptProps): Html {
  const { locale } = context;
  const { application, consumer, number, entry, regulation, provider, takenBy } = props;
  const { counter } = texts(locale);
  const words = counter.receipt;
  const documents = regulation.passport.requiredDocuments.filter(({ id }) => entry.paperOriginals.includes(id));
  const items = documents.map(({ title }) => html`<li>${title[locale]}</li>`);
  const { dueAt, sentAt, id } = application;
  const about = facts([
    { term: counter.taken.columns.consumer, value: html`${consumer.name}, ${formatIin(consumer.iin)}` },
    ...(entry.representative === undefined ? [] : [{ term: counter.card.representative, value: entry.representative.name }]),
    { term: counter.taken.columns.service, value: regulation.passport.title[locale] },
    { term: counter.card.provider, value: provider.name[locale] },
    { term: words.where, value: entry.filledBy.body.name[locale] },
    { term: counter.card.takenAt, value: formatDateTime(sentAt, locale) },
    { term: words.takenBy, value: takenBy },
    { term: words.due, value: dueAt === undefined ? '—' : formatDateTime(dueAt, locale) },
  ]);
  const print = html`<div class="bt-buttons"><birtereze-print data-label="${words.print}"><p class="bt-muted">${words.printHint}</p></birtereze-print></div>`;
  const content = html`${heading({ title: words.title })}${print}
<div class="bt-receipt-number"><p>${words.number}: <strong class="bt-number">${number}</strong></p>${barCode(number, locale)}</div>
${about}<h2>${words.documents}</h2>${items.length > 0 ? html`<ul>${items}</ul>` : html`<p>${words.none}</p>`}
<p>${words.bring}</p><p>${words.note}</p>`;
  return layout(context, { title: words.title, content, back: { href: counterPaths.application(id) }, islands: ['print'] });
}
