import type { Figure } from '#applications';
import { csvOf } from '#kit/csv';
import type { Regulation } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import type { PanelModel } from './panel-model.ts';

type Label = (figure: Figure, of: { regulation: Regulation | undefined; locale: Locale }) => string | undefined;

/** What a figure's key means in words; of measures whose key says nothing more, the service. */
const labels: Readonly<Record<string, Label>> = {
  ground: ({ key }, { regulation, locale }) => regulation?.passport.refusalGrounds.find(({ id }) => id === key)?.text[locale],
  step: ({ key }, { locale }) => texts(locale).panels.steps.names[key],
  survey: ({ key }, { regulation, locale }) => regulation?.survey.answers.find(({ id }) => key.endsWith(`/${id}`))?.text[locale],
};
const serviceTitle: Label = (_, { regulation, locale }) => regulation?.passport.shortTitle[locale];

/** Everything that a panel counts, a figure a line, with the names of columns that programs expect to stay (WRK-6). */
export function panelCsv({ search, figures, stretches, regulationOf }: PanelModel, locale: Locale): string {
  const words = texts(locale).panels;
  const head = ['section', 'service', 'channel', 'key', 'label', 'count', 'within', 'milliseconds'];
  const lines = figures.map((figure) => {
    const { measure, service, channel, key, count, within, milliseconds } = figure;
    const label = (labels[measure] ?? serviceTitle)(figure, { regulation: regulationOf(service), locale });
    return [measure, service, channel, key, label ?? key, count, within, milliseconds];
  });
  const course = stretches.flatMap(({ from, filed, decided }) => [
    ['course', search.service ?? '', '', from, words.flow.filed, filed, '', ''],
    ['course', search.service ?? '', '', from, words.flow.decided, decided, '', ''],
  ]);
  return csvOf([head, ...lines, ...course]);
}
