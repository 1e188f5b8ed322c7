import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatSum, texts } from '#text';
import type { Locale } from '#text';
import { row as sideBySide } from '../parts/card.ts';
import { facts, summaryList, taskList, timeline } from '../parts/lists.ts';
import { navigation } from '../parts/navigation.ts';
import { deadline, statusTag } from '../parts/status.ts';
import type { DeadlineProps, StatusProps } from '../parts/status.ts';
import { filters, pagination, table } from '../parts/table.ts';
import { textField } from '../parts/field.ts';

/** The seven status words of design/ui.md with their colours. */
export function statusSamples(locale: Locale): StatusProps[] {
  const { status } = texts(locale).ui.samples;
  return [
    { tone: 'neutral', label: status.draft },
    { tone: 'info', label: status.sent },
    { tone: 'info', label: status.accepted },
    { tone: 'info', label: status.considered },
    { tone: 'warning', label: status.needsYou },
    { tone: 'success', label: status.granted },
    { tone: 'danger', label: status.refused },
    { tone: 'neutral', label: status.withdrawn },
  ];
}

/** The four states of an officer's clock. */
export function deadlineSamples(locale: Locale): DeadlineProps[] {
  const words = texts(locale).ui.samples;
  const states = ['calm', 'near', 'missed', 'stopped'] as const;
  return states.map((state, index) => ({
    state,
    label: words.left[index] ?? '',
    dateTime: '2026-11-22T10:52:00+05:00',
    until: state === 'near' ? words.until : undefined,
  }));
}

/** Answers, facts, status, time. */
export function listSamples(locale: Locale): Html {
  const words = texts(locale).ui.samples;
  return html`<h3>${words.short}</h3>
${facts(
  [
    { term: words.who, value: words.whoValue },
    { term: words.term, value: words.termValue },
    { term: words.cost, value: words.costValue },
  ],
  'columns',
)}
${summaryList({
  locale,
  rows: [
    { key: words.name, value: words.nameValue, change: '#main' },
    { key: words.period, value: words.periodValue, change: '#main' },
    { key: words.service, value: words.longest },
  ],
})}
${facts([
  { term: words.service, value: words.short },
  { term: words.numberLabel, value: html`<span class="bt-number">KN7-4R2M-9X</span>` },
])}
${progressSamples(locale)}`;
}

function progressSamples(locale: Locale): Html {
  const words = texts(locale).ui.samples;
  const [done, accepted, current, todo] = words.events;
  const tasks = words.tasks.map((title, index) => ({
    title,
    href: index < 3 ? '#main' : undefined,
    hint: index === 2 ? words.fileHint : undefined,
    status: statusSamples(locale)[[5, 3, 4, 0][index] ?? 0] ?? { tone: 'neutral' as const, label: '' },
  }));
  return html`${sideBySide(...statusSamples(locale).map(statusTag))}
${sideBySide(...deadlineSamples(locale).map(deadline))}
${timeline({
  locale,
  events: [
    { title: done, state: 'done', at: words.at },
    { title: accepted, state: 'done', at: words.at },
    { title: current, state: 'current', at: words.until, content: html`<p class="bt-muted">${words.provider}</p>` },
    { title: todo, state: 'todo' },
  ],
})}
${taskList(tasks)}`;
}

/** Tables, filters, pages. */
export function tableSamples(locale: Locale): Html {
  const words = texts(locale).ui.samples;
  const all = statusSamples(locale);
  const row = (title: string, index: number, sum: number) => [
    html`<a href="#main">${title}</a>`,
    words.at,
    all[index] && statusTag(all[index]),
    formatSum(sum),
  ];
  return html`${navigation(words.tables, [
    { href: '#main', label: words.sections[0] ?? '' },
    { href: '#main', label: words.sections[1] ?? '', current: true, count: 3 },
    { href: '#main', label: words.sections[2] ?? '' },
  ])}
${filters({ locale, action: '/dev/parts', reset: '/dev/parts', content: textField({ locale, name: 'find', label: words.numberLabel }) })}
${table({
  caption: words.tables,
  columns: [
    { label: words.service },
    { label: words.date, nowrap: true },
    { label: words.statusLabel },
    { label: words.sum, numeric: true },
  ],
  rows: [row(words.short, 3, 12_500), row(words.long, 5, 0), row(words.longest, 4, 1_250_000)],
})}
${pagination({ locale, page: 5, pages: 12, href: (page) => `?page=${page}` })}`;
}
