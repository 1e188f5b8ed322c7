import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { limitText } from '#regulations';
import type { Channel, Regulation, Step } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import { details, table } from '#ui';

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

/** The steps of each channel as the annex's tables give them: the same data that the engine executes (PRO-1). */
export function processTable(regulation: Regulation, locale: Locale): Html {
  const words = texts(locale).catalogue.passport;
  const tables = regulation.process.channels.map((channel) => channelTable(regulation, channel, locale));
  return details({ summary: words.process, content: html`<p>${words.processNote}</p>${tables}` });
}
