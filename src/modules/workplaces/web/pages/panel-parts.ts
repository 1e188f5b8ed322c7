import type { Figure } from '#applications';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { channelOf, limitText } from '#regulations';
import type { ChannelKind } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import { barChart, table } from '#ui';
import { grouped, percent, sum } from '../../rules/panel.ts';
import type { PanelModel } from '../panel-model.ts';
import { timeInWords } from './standing.ts';

function serviceName(service: string, { regulationOf }: PanelModel, locale: Locale): string {
  return regulationOf(service)?.passport.shortTitle[locale] ?? service;
}

function channelName(channel: string, locale: Locale): string {
  const names: Readonly<Record<string, string>> = texts(locale).workplaces.desk.channels;
  return names[channel] ?? channel;
}

function share(part: number, whole: number, locale: Locale): string {
  const value = percent(part, whole);
  return value === undefined ? '—' : texts(locale).panels.percent(value);
}

interface Times {
  readonly service: string;
  readonly channel: string;
  readonly figures: readonly Figure[];
  readonly decided: readonly Figure[];
}

function timesOf({ figures }: PanelModel): Times[] {
  const counted = figures.filter(({ measure }) => measure !== 'step' && measure !== 'survey');
  return grouped(counted, ({ service, channel }) => `${service} ${channel}`).map(([key, of]) => {
    const [service = '', channel = ''] = key.split(' ');
    const decided = of.filter(({ measure, key: how }) => measure === 'decided' && how !== 'withdrawn');
    return { service, channel, figures: of, decided };
  });
}

function deadlineOf({ service, channel }: Times, { regulationOf }: PanelModel, locale: Locale): string {
  const limit = regulationOf(service)?.passport.channels.find(({ kind }) => kind === channel)?.deadline;
  return limit === undefined ? '—' : limitText(limit, locale);
}

function averageTime(decided: readonly Figure[], { calendar }: PanelModel, locale: Locale): string {
  const count = sum(decided);
  return count === 0 ? '—' : timeInWords(sum(decided, 'milliseconds') / count, calendar, locale);
}

/** Decisions against the regulation's deadlines, by service and channel. */
export function timesView(panel: PanelModel, locale: Locale): Html {
  const words = texts(locale).panels.times;
  const times = timesOf(panel);
  const of = ({ figures }: Times, measure: string) => sum(figures.filter((one) => one.measure === measure));
  const withdrawn = ({ figures }: Times) =>
    sum(figures.filter(({ measure, key }) => measure === 'decided' && key === 'withdrawn'));
  const rows = times.map((one) => [
    html`${serviceName(one.service, panel, locale)}<br><span class="bt-muted">${channelName(one.channel, locale)}</span>`,
    deadlineOf(one, panel, locale),
    sum(one.decided),
    share(sum(one.decided, 'within'), sum(one.decided), locale),
    averageTime(one.decided, panel, locale),
    of(one, 'near'),
    of(one, 'missed'),
    of(one, 'extended'),
    of(one, 'asked'),
    withdrawn(one),
  ]);
  const numeric = [words.near, words.missed, words.extended, words.asked, words.withdrawn];
  const columns = [
    { label: words.service },
    { label: words.limit },
    { label: words.decided, numeric: true },
    { label: words.inTime, numeric: true },
    { label: words.average },
    ...numeric.map((label) => ({ label, numeric: true })),
  ];
  const bars = times.flatMap((one) => {
    const value = percent(sum(one.decided, 'within'), sum(one.decided));
    const label = `${serviceName(one.service, panel, locale)}, ${channelName(one.channel, locale)}`;
    return value === undefined ? [] : [{ label, value, shown: texts(locale).panels.percent(value) }];
  });
  const chart = barChart({ id: 'times', title: words.chart, bars, whole: 100 });
  return html`<h2>${words.title}</h2>${chart}${table({ caption: words.title, captionHidden: true, columns, rows, dense: true })}`;
}

function seconds(milliseconds: number, locale: Locale): string {
  const value = milliseconds / 1000;
  const shown = value.toLocaleString(locale === 'en' ? 'en' : 'ru', { maximumFractionDigits: value < 10 ? 2 : 0 });
  return texts(locale).panels.seconds(shown);
}

function stepLimit({ service, channel, key }: Figure, { regulationOf, services }: PanelModel, locale: Locale): string {
  // The sign-in is the same for all services.
  const regulation = regulationOf(service === '' ? (services[0] ?? '') : service);
  const known = regulation?.process.channels.some(({ kind }) => kind === channel) === true;
  const limit = known ? channelOf(regulation, channel as ChannelKind).steps.find(({ act }) => act === key)?.limit : undefined;
  return limit === undefined ? '—' : limitText(limit, locale);
}

/** What the programs took for the steps that the regulation counts in seconds, beside its limits (PRO-9). */
export function stepsView(panel: PanelModel, locale: Locale): Html | undefined {
  const words = texts(locale).panels.steps;
  const steps = panel.figures.filter(({ measure }) => measure === 'step');
  if (steps.length === 0) return undefined;
  const alike = grouped(steps, (one) => `${one.key}|${stepLimit(one, panel, locale)}`);
  // The same step of several channels stands together.
  const rows = alike
    .toSorted(([one], [other]) => one.localeCompare(other, 'en'))
    .map(([key, of]) => {
      const [act = '', limit = ''] = key.split('|');
      const channels = [...new Set(of.map(({ channel }) => channelName(channel, locale)))].join(', ');
      const average = seconds(sum(of, 'milliseconds') / sum(of), locale);
      const step = html`${words.names[act] ?? act}<br><span class="bt-muted">${channels}</span>`;
      return [step, sum(of), average, limit, share(sum(of, 'within'), sum(of), locale)];
    });
  const columns = [
    { label: words.step },
    { label: words.count, numeric: true },
    { label: words.average, numeric: true },
    { label: words.limit },
    { label: words.within, numeric: true },
  ];
  return html`<h2>${words.title}</h2><p class="bt-muted">${words.lead}</p>${table({ caption: words.title, captionHidden: true, columns, rows, dense: true })}`;
}

/** On what refusals were grounded, the most frequent first. */
export function refusalsView(panel: PanelModel, locale: Locale): Html | undefined {
  const words = texts(locale).panels.refusals;
  const grounds = panel.figures.filter(({ measure }) => measure === 'ground');
  if (grounds.length === 0) return undefined;
  const textOf = ({ service, key }: Figure): string =>
    panel.regulationOf(service)?.passport.refusalGrounds.find(({ id }) => id === key)?.text[locale] ?? key;
  const counted = grouped(grounds, textOf)
    .map(([label, of]) => ({ label, value: sum(of), shown: String(sum(of)) }))
    .toSorted((one, other) => other.value - one.value);
  const chart = barChart({ id: 'refusals', title: words.chart, bars: counted });
  const columns = [{ label: words.ground }, { label: words.count, numeric: true }];
  const rows = counted.map(({ label, value }) => [label, value]);
  return html`<h2>${words.title}</h2><div class="bt-beside"><div>${chart}</div>${table({ caption: words.title, captionHidden: true, columns, rows, dense: true })}</div>`;
}

/** What consumers answered to the survey, by question (SUR-1). */
export function surveyView(panel: PanelModel, locale: Locale): Html | undefined {
  const words = texts(locale).panels.survey;
  const answers = panel.figures.filter(({ measure }) => measure === 'survey');
  const survey = panel.regulationOf(answers[0]?.service ?? '')?.survey;
  if (survey === undefined) return undefined;
  const parts = survey.questions.map((question) => {
    const of = (answer: string) => sum(answers.filter(({ key }) => key === `${question.id}/${answer}`));
    const all = survey.answers.reduce((total, { id }) => total + of(id), 0);
    const rows = survey.answers.map(({ id, text }) => [text[locale], of(id), share(of(id), all, locale)]);
    const bars = survey.answers.map(({ id, text }) => ({ label: text[locale], value: of(id), shown: String(of(id)) }));
    const columns = [{ label: words.answer }, { label: words.count, numeric: true }, { label: words.share, numeric: true }];
    const caption = question.text[locale];
    return html`<h3>${caption}</h3><div class="bt-beside"><div>${barChart({ id: `survey-${question.id}`, title: caption, bars })}</div>${table({ caption, captionHidden: true, columns, rows, dense: true })}</div>`;
  });
  return html`<h2>${words.title}</h2>${parts}`;
}
