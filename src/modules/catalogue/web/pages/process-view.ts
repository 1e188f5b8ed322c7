import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { diagramSize, limitText, narrateProcess } from '#regulations';
import type { Channel, Regulation, Step } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import { details, picture, table } from '#ui';
import { paths } from '../paths.ts';

function nextOf({ condition, next }: Step, locale: Locale): string {
  const words = texts(locale).catalogue.passport;
  if (condition) return words.branch(condition.violation, condition.ok);
  return next === undefined ? words.end : String(next);
}

function whatOf({ title, condition }: Step, locale: Locale): Renderable {
  const words = texts(locale).catalogue.passport;
  return condition
    ? html`${title[locale]}<br><span class="bt-muted">${words.condition(condition.number, condition.title[locale])}</span>`
    : title[locale];
}

function channelTable(regulation: Regulation, channel: Channel, locale: Locale): Html {
  const words = texts(locale).catalogue.passport;
  const unitOf = (step: Step) => regulation.process.units.find(({ id }) => id === step.unit)?.title[locale] ?? step.unit;
  return table({
    caption: channel.title[locale],
    columns: [
      { label: words.steps.number },
      { label: words.steps.unit },
      { label: words.steps.what },
      { label: words.steps.limit, nowrap: true },
      { label: words.steps.next },
    ],
    rows: channel.steps.map((step) => [
      step.number,
      unitOf(step),
      whatOf(step, locale),
      step.limit ? limitText(step.limit, locale) : '–',
      nextOf(step, locale),
    ]),
  });
}

function channelDiagram(regulation: Regulation, channel: Channel, locale: Locale): Html {
  const words = texts(locale).catalogue.passport;
  const address = (format: 'svg' | 'bpmn') => paths.process(regulation.id, channel.kind, format);
  return picture({
    src: address('svg'),
    ...diagramSize(regulation, { channel: channel.kind, locale }),
    label: words.diagram(words.channels[channel.kind]),
    items: narrateProcess(regulation, channel, { locale }),
    caption: html`<a class="ds-link" href="${address('svg')}">${words.wholeDiagram}</a><a class="ds-link" href="${address('bpmn')}" download>${words.bpmn}</a>`,
  });
}

/** The steps of each channel as the annexes give them, drawn and as a table: the same data that the engine executes (PRO-1, PRO-7). */
export function processView(regulation: Regulation, locale: Locale): Html {
  const words = texts(locale).catalogue.passport;
  const channels = regulation.process.channels.map((channel) =>
    details({
      summary: words.channels[channel.kind],
      content: html`${channelDiagram(regulation, channel, locale)}${channelTable(regulation, channel, locale)}`,
    }),
  );
  return html`<section id="process"><h2>${words.process}</h2><p>${words.processNote}</p>${channels}</section>`;
}
