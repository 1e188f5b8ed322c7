import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, formatDay, formatNumber, formatSince, formatTime, texts } from '#text';
import type { Locale } from '#text';
import { alert, buttonLink, columnChart, details, heading, layout, navigation, table } from '#ui';
import type { NavigationItem, PageContext } from '#ui';
import { periods } from '../../rules/period.ts';
import type { PeriodName } from '../../rules/period.ts';
import type { Traffic } from '../../watch-traffic.ts';
import { paths } from '../monitoring-paths.ts';
import { backlogView, counted, faultsView, healthView, servicesView, share, systemsView } from './traffic-tables.ts';
import { decimal, titleIn, took } from './words.ts';

function periodsView(current: PeriodName, locale: Locale): Html {
  const words = texts(locale).monitoring.periods;
  const links = periods.map((name) => ({ href: paths.trafficOf(name), label: words.names[name], current: name === current }));
  return navigation(words.label, links);
}

/** What wants to be known before anything is read: who does not answer, that not all is counted yet. */
function alertsView({ providers, titles, now, countedUntil }: Traffic, locale: Locale): Html {
  const { monitoring: words, registries } = texts(locale);
  const { notReceived } = registries;
  const titleOf = titleIn(titles, locale);
  const silent = providers.filter(({ state }) => state === 'silent');
  const lines = silent.map(({ system, service, lastAnswer }) => {
    const name = titleOf(service ?? system);
    const since = lastAnswer === undefined ? words.silent.never : notReceived(formatSince(lastAnswer, now, locale));
    return html`<li>${name}. ${since}</li>`;
  });
  const missing =
    countedUntil !== undefined &&
    alert({ locale, tone: 'warning', content: words.cut(formatTime(countedUntil)), live: 'status' });
  const notAnswering =
    lines.length > 0 && alert({ locale, tone: 'danger', title: words.silent.title, content: html`<ul>${lines}</ul>` });
  return html`${notAnswering}${missing}`;
}

function totalView({ total, period, now, isBacklogCut }: Traffic, locale: Locale): Html {
  const words = texts(locale).monitoring.total;
  const messages = total.passed + total.failed;
  const [rate, length] = period.name === 'hour' ? ([words.perMinute, 60_000] as const) : ([words.perHour, 3_600_000] as const);
  const stretches = Math.max(1, (now.getTime() - period.from.getTime()) / length);
  const cells = [
    [words.messages, formatNumber(messages)],
    [rate, decimal(messages / stretches, locale)],
    [words.failed, messages === 0 ? '0' : `${formatNumber(total.failed)} (${share(total, locale)})`],
    [words.median, took(total.median, locale)],
    [words.p95, took(total.p95, locale)],
    [words.waiting, counted(total.waiting, isBacklogCut, locale)],
    [words.dead, counted(total.dead, isBacklogCut, locale)],
  ] as const;
  const numbers = cells.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`);
  return html`<h2>${words.title}</h2><dl class="bt-numbers">${numbers}</dl>`;
}

/** A column by its beginning: the time, of the week's columns the day. */
function columnName(from: Date, name: PeriodName): string {
  const [, month = '', day = ''] = formatDay(from).split('-');
  return name === 'week' ? `${day}.${month}` : formatTime(from);
}

function courseView({ columns, period }: Traffic, locale: Locale): Html {
  const words = texts(locale).monitoring.course;
  if (columns.every(({ passed, failed }) => passed + failed === 0)) return html`<h2>${words.title}</h2><p>${words.empty}</p>`;
  const named = columns.map((column) => ({ ...column, label: columnName(column.from, period.name) }));
  const groups = named.map(({ label, passed, failed }) => ({ label, values: [passed, failed] }));
  const chart = columnChart({ id: 'course', title: words.title, series: [words.passed, words.failed], groups });
  const rows = named
    .filter(({ passed, failed }) => passed + failed > 0)
    .map(({ label, passed, failed }) => [label, formatNumber(passed), formatNumber(failed)]);
  const heads = [{ label: words.time }, { label: words.passed, numeric: true }, { label: words.failed, numeric: true }];
  const numbers = table({ caption: words.title, captionHidden: true, columns: heads, rows, dense: true });
  return html`<h2>${words.title}</h2><div class="bt-beside"><div>${chart}</div>${numbers}</div>`;
}

/** The monitoring page: throughput, times, errors and backlog, by service and system, and who answers (GW-5, GW-4). */
export function trafficView(context: PageContext, traffic: Traffic, sections: readonly NavigationItem[]): Html {
  const { locale } = context;
  const { period, now } = traffic;
  const words = texts(locale).monitoring;
  const to = period.name === 'hour' ? formatTime(now) : formatDateTime(now, locale);
  const lead = words.periods.lead(formatDateTime(period.from, locale), to);
  const csv = buttonLink({
    href: paths.csvOf(period.name),
    label: words.csv,
    variant: 'secondary',
    download: 'gateway.csv',
  });
  const content = html`${heading({ title: words.title, lead })}${periodsView(period.name, locale)}${alertsView(traffic, locale)}
${totalView(traffic, locale)}${healthView(traffic, locale)}${courseView(traffic, locale)}${servicesView(traffic, locale)}${systemsView(traffic, locale)}
${faultsView(traffic, locale)}${backlogView(traffic, locale)}${details({ summary: words.how.title, content: html`<p>${words.how.content}</p>` })}<p>${csv}</p>`;
  return layout(context, { title: words.title, content, width: 'full', navigation: sections });
}
