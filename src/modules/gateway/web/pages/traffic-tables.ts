import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { formatNumber, formatSince, texts } from '#text';
import type { Locale } from '#text';
import { buttonLink, statusTag, table } from '#ui';
import type { Column } from '#ui';
import type { Measured } from '../../rules/traffic.ts';
import type { ProviderHealth, SystemTraffic, Traffic, Waiting } from '../../watch-traffic.ts';
import { paths } from '../monitoring-paths.ts';
import { decimal, faultWords, titleIn, took } from './words.ts';

/** A count of letters; where not all were counted, says so. */
export function counted(count: number, isCut: boolean, locale: Locale): string {
  const shown = formatNumber(count);
  return isCut ? texts(locale).monitoring.backlog.atLeast(shown) : shown;
}

/** Failures in per cent of all. */
export function share({ passed, failed }: Measured, locale: Locale): string {
  const all = passed + failed;
  return all === 0 ? '—' : texts(locale).monitoring.percent(decimal((failed / all) * 100, locale));
}

interface Lines {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Renderable[])[];
}

/** A table below its heading; nothing but what stands after it, where it has no lines. */
function section(title: string, { columns, rows }: Lines, after?: Html): Html {
  const lines = rows.length > 0 && table({ caption: title, captionHidden: true, dense: true, columns, rows });
  return html`<h2>${title}</h2>${lines}${after}`;
}

/** Those of which there is something to say, and the others by their names alone. */
function quietLine(ids: readonly string[], titles: Traffic['titles'], locale: Locale): Html | undefined {
  if (ids.length === 0) return undefined;
  const names = ids.map(titleIn(titles, locale)).join(', ');
  return html`<p class="bt-muted">${texts(locale).monitoring.quiet(names)}</p>`;
}

function isQuiet({ waiting, dead }: Waiting, ...measured: readonly Measured[]): boolean {
  return measured.every(({ passed, failed }) => passed + failed === 0) && waiting + dead === 0;
}

function since(at: Date | undefined | null, now: Date, locale: Locale): string {
  return at === undefined || at === null ? '—' : formatSince(at, now, locale);
}

function waitingColumns(locale: Locale): Column[] {
  const { backlog } = texts(locale).monitoring;
  return [{ label: backlog.waiting, numeric: true }, { label: backlog.oldest }, { label: backlog.dead, numeric: true }];
}

function waitingCells({ waiting, oldest, dead }: Waiting, now: Date, locale: Locale): Renderable[] {
  return [formatNumber(waiting), since(oldest, now, locale), formatNumber(dead)];
}

/** Services that were used or have letters waiting, and the names of the others. */
export function servicesView({ services, titles, now }: Traffic, locale: Locale): Html {
  const words = texts(locale).monitoring;
  const titleOf = titleIn(titles, locale);
  const quiet = services.filter((one) => isQuiet(one, one)).map(({ id }) => id);
  const rows = services
    .filter((one) => !isQuiet(one, one))
    .map((one) => [
      html`${titleOf(one.id)}<br><span class="bt-muted">${titleOf(one.provider)}</span>`,
      formatNumber(one.passed + one.failed),
      formatNumber(one.failed),
      share(one, locale),
      took(one.median, locale),
      took(one.p95, locale),
      ...waitingCells(one, now, locale),
    ]);
  const numbers = [words.total.messages, words.total.failed, words.total.share, words.total.median, words.total.p95];
  const columns = [
    { label: words.services.service },
    ...numbers.map((label) => ({ label, numeric: true })),
    ...waitingColumns(locale),
  ];
  return section(words.services.title, { columns, rows }, quietLine(quiet, titles, locale));
}

/** Each system: what it sent, what it answered or took in, what waits for it. */
export function systemsView({ systems, titles, now }: Traffic, locale: Locale): Html {
  const words = texts(locale).monitoring;
  const titleOf = titleIn(titles, locale);
  const isQuietSystem = (one: SystemTraffic) => isQuiet(one, one.sent, one.received);
  const rows = systems
    .filter((one) => !isQuietSystem(one))
    .map(({ id, sent, received, ...waiting }) => [
      titleOf(id),
      formatNumber(sent.passed + sent.failed),
      formatNumber(sent.failed),
      formatNumber(received.passed + received.failed),
      formatNumber(received.failed),
      took(received.median, locale),
      took(received.p95, locale),
      ...waitingCells(waiting, now, locale),
    ]);
  const { system, sent, sentFailed, received, receivedFailed } = words.systems;
  const numbers = [sent, sentFailed, received, receivedFailed, words.total.median, words.total.p95];
  const columns = [{ label: system }, ...numbers.map((label) => ({ label, numeric: true })), ...waitingColumns(locale)];
  const quiet = systems.filter(isQuietSystem).map(({ id }) => id);
  return section(words.systems.title, { columns, rows }, quietLine(quiet, titles, locale));
}

/** Errors by kind, the most frequent first. */
export function faultsView({ faults, titles, now }: Traffic, locale: Locale): Html {
  const words = texts(locale).monitoring.faults;
  if (faults.length === 0) return html`<h2>${words.title}</h2><p>${words.empty}</p>`;
  const titleOf = titleIn(titles, locale);
  const rows = faults.map(({ fault, service, sender, recipient, count, lastAt }) => [
    html`${faultWords(fault, locale)}<br><span class="bt-muted">${fault}</span>`,
    titleOf(service),
    html`${titleOf(sender)} → ${titleOf(recipient)}`,
    formatNumber(count),
    formatSince(lastAt, now, locale),
  ]);
  const columns = [
    { label: words.fault },
    { label: texts(locale).monitoring.services.service },
    { label: words.way },
    { label: words.count, numeric: true },
    { label: words.last },
  ];
  return section(words.title, { columns, rows });
}

const tones = { answers: 'success', silent: 'danger', unknown: 'neutral' } as const;

function healthRow(provider: ProviderHealth, { titles, now }: Traffic, locale: Locale): Renderable[] {
  const words = texts(locale).monitoring.health;
  const titleOf = titleIn(titles, locale);
  const { system, service, state, lastAnswer, lastFailure, isOpen } = provider;
  const open = isOpen && html`<br><span class="bt-muted">${words.open}</span>`;
  return [
    html`${titleOf(system)}<br><span class="bt-muted">${service === undefined ? words.letters : titleOf(service)}</span>`,
    html`${statusTag({ tone: tones[state], label: words.states[state] })}${open}`,
    since(lastAnswer, now, locale),
    since(lastFailure, now, locale),
  ];
}

/** Who answers, and since when not (GW-4). */
export function healthView(traffic: Traffic, locale: Locale): Html {
  const words = texts(locale).monitoring.health;
  const rows = traffic.providers.map((provider) => healthRow(provider, traffic, locale));
  const columns = [{ label: words.who }, { label: words.state }, { label: words.lastAnswer }, { label: words.lastFailure }];
  return section(words.title, { columns, rows });
}

/** What waits now and what lies dead, the oldest first; it belongs to no period. */
export function backlogView({ backlog, total, isBacklogCut, titles, now }: Traffic, locale: Locale): Html {
  const words = texts(locale).monitoring.backlog;
  const titleOf = titleIn(titles, locale);
  const rows = backlog.map(({ leg, route, service, waiting, oldest, tried, dead }) => [
    titleOf(service),
    html`${words.legs[leg]}<br><span class="bt-muted">${titleOf(route)}</span>`,
    counted(waiting, isBacklogCut && waiting > 0, locale),
    since(oldest, now, locale),
    formatNumber(tried),
    counted(dead, isBacklogCut && dead > 0, locale),
  ]);
  const columns = [
    { label: texts(locale).monitoring.services.service },
    { label: words.way },
    { label: words.waiting, numeric: true },
    { label: words.oldest },
    { label: words.tried, numeric: true },
    { label: words.dead, numeric: true },
  ];
  const link = buttonLink({ href: paths.letters, label: words.open, variant: total.dead > 0 ? 'primary' : 'secondary' });
  const list = rows.length === 0 ? html`<h2>${words.title}</h2><p>${words.empty}</p>` : section(words.title, { columns, rows });
  return html`${list}<p>${link}</p>`;
}
