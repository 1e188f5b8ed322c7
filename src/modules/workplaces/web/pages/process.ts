import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { channelOf, narrateProcess } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import { details } from '#ui';
import type { DeskModel } from '../desk-model.ts';
import { paths } from '../place.ts';

/**
 * The regulation's steps with the place where this application stands (PRO-7). The desk's column is too narrow for the diagram with its
 * lanes: that opens by itself, as wide as the window.
 */
export function processView({ application, regulation }: DeskModel, locale: Locale): Html {
  const words = texts(locale).workplaces.process;
  const { channel, state } = application;
  const steps = narrateProcess(regulation, channelOf(regulation, channel), { locale, state }).map(({ text, here }) =>
    here ? html`<li aria-current="step"><strong>${text}</strong></li>` : html`<li>${text}</li>`,
  );
  const diagram = paths.part(application.id, 'process.svg');
  const content = html`<p><a class="ds-link" href="${diagram}" target="_blank" rel="noopener">${words.diagram}</a></p><ol>${steps}</ol>`;
  return details({ summary: words.title, content });
}
