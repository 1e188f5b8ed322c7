import type { Html } from '#kit/html';
import { channelOf, diagramSize, narrateProcess } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import { details, picture } from '#ui';
import type { DeskModel } from '../desk-model.ts';
import { paths } from '../place.ts';

/** The regulation's diagram with the place where this application stands (PRO-7). */
export function processView({ application, regulation }: DeskModel, locale: Locale): Html {
  const words = texts(locale).workplaces.process;
  const { channel, state } = application;
  const drawn = picture({
    src: paths.part(application.id, 'process.svg'),
    ...diagramSize(regulation, { channel, locale }),
    label: words.title,
    items: narrateProcess(regulation, channelOf(regulation, channel), { locale, state }).map(({ text, here }) => ({
      text,
      current: here,
    })),
  });
  return details({ summary: words.title, content: drawn });
}
