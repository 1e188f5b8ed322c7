import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDate, texts } from '#text';
import type { Locale } from '#text';
import { alert, buttonLink, columnChart, emptyState, filters, heading, layout, select, table, textField } from '#ui';
import type { PageContext } from '#ui';
import { workplaceNavigation } from './navigation.ts';
import { refusalsView, stepsView, surveyView, timesView } from './panel-parts.ts';
import type { PanelModel, PanelSearch } from '../panel-model.ts';
import { writtenDay } from '../../rules/panel.ts';
import { paths } from '../place.ts';

function asDate(day: string): Date {
  return new Date(`${day}T12:00:00+05:00`);
}

function queryOf({ from, to, service, bodyId }: PanelSearch, isOwner: boolean): string {
  const values = {
    from,
    to,
    ...(service === undefined ? {} : { service }),
    ...(isOwner && bodyId !== undefined ? { body: bodyId } : {}),
  };
  return new URLSearchParams(values).toString();
}

function filterView(panel: PanelModel, locale: Locale): Html {
  const { search, isOwner, bodies, services, regulationOf } = panel;
  const words = texts(locale).panels.filter;
  const day = (name: 'from' | 'to') =>
    textField({ locale, name, label: words[name], value: writtenDay(search[name]), width: 'sm', autocomplete: 'off' });
  const service = select({
    locale,
    name: 'service',
    label: words.service,
    placeholder: words.any,
    options: services.map((id) => ({ value: id, label: regulationOf(id)?.passport.shortTitle[locale] ?? id })),
    value: search.service,
  });
  const body = select({
    locale,
    name: 'body',
    label: words.body,
    placeholder: words.any,
    options: bodies.map(({ id, name }) => ({ value: id, label: name[locale] })),
    value: search.bodyId,
  });
  return filters({
    locale,
    action: paths.panel,
    content: html`${day('from')}${day('to')}${service}${isOwner && body}`,
    reset: paths.panel,
  });
}

function loadView(panel: PanelModel, locale: Locale): Html {
  const words = texts(locale).panels.load;
  const total = (of: 'open' | 'signing' | 'consumer' | 'near' | 'overdue') => panel.load.reduce((sum, one) => sum + one[of], 0);
  const free = panel.load.filter(({ holderId }) => holderId === undefined).reduce((sum, { open }) => sum + open, 0);
  const cells = [
    [words.open, total('open')],
    [words.free, free],
    [words.signing, total('signing')],
    [words.consumer, total('consumer')],
    [words.near, total('near')],
    [words.overdue, total('overdue')],
    ...(panel.body === undefined ? [] : [[words.complaints, panel.complaints] as const]),
  ] as const;
  const numbers = cells.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`);
  return html`<h2>${words.title}</h2><dl class="bt-numbers">${numbers}</dl>${holdersView(panel, locale)}`;
}

/** Who has how many: officers of one body, bodies among all. */
function holdersView({ load, body, bodies, names }: PanelModel, locale: Locale): Html | undefined {
  const words = texts(locale).panels;
  const nameOf = (id: string): string | undefined => names.get(id) ?? bodies.find((one) => one.id === id)?.name[locale];
  const keyOf = ({ bodyId, holderId }: PanelModel['load'][number]) => (body === undefined ? bodyId : (holderId ?? ''));
  const rows = [...Map.groupBy(load, keyOf)].map(([id, loads]) => {
    const sum = (of: 'open' | 'near' | 'overdue') => loads.reduce((all, one) => all + one[of], 0);
    return [
      id === '' ? words.load.free : (nameOf(id) ?? texts(locale).workplaces.state.unknownOfficer),
      sum('open'),
      sum('near'),
      sum('overdue'),
    ];
  });
  if (rows.length === 0) return undefined;
  const first = body === undefined ? words.filter.body : words.load.officer;
  const columns = [
    { label: first },
    { label: words.load.count, numeric: true },
    { label: words.load.near, numeric: true },
    { label: words.load.overdue, numeric: true },
  ];
  return table({ caption: body === undefined ? words.filter.body : words.load.byOfficer, columns, rows, dense: true });
}

/** A stretch in words: a day, the week that begins on it, a month. */
function stretchName({ kind, from }: PanelModel['stretches'][number], locale: Locale): string {
  if (kind === 'month') return writtenDay(from).slice(3);
  const day = formatDate(asDate(from), locale);
  return kind === 'week' ? texts(locale).panels.flow.week(day) : day;
}

function flowView({ stretches }: PanelModel, locale: Locale): Html {
  const words = texts(locale).panels.flow;
  const shown = stretches.filter(({ filed, decided }) => filed > 0 || decided > 0);
  if (shown.length === 0) return html`<h2>${words.title}</h2><p>${texts(locale).panels.empty}</p>`;
  const groups = stretches.map(({ from, filed, decided }) => ({
    label: writtenDay(from).slice(0, 5),
    values: [filed, decided],
  }));
  const chart = columnChart({ id: 'flow', title: words.title, series: [words.filed, words.decided], groups });
  const total = (of: 'filed' | 'decided') => shown.reduce((sum, stretch) => sum + stretch[of], 0);
  const rows = [
    ...shown.map((stretch) => [stretchName(stretch, locale), stretch.filed, stretch.decided]),
    [html`<b>${words.total}</b>`, html`<b>${total('filed')}</b>`, html`<b>${total('decided')}</b>`],
  ];
  const columns = [{ label: words.period }, { label: words.filed, numeric: true }, { label: words.decided, numeric: true }];
  return html`<h2>${words.title}</h2><div class="bt-beside"><div>${chart}</div>${table({ caption: words.title, captionHidden: true, columns, rows, dense: true })}</div>`;
}

/** The panel: load now, the course of the period, deadlines, the programs' own steps, refusals, the survey (WRK-6, PRO-9). */
export function panelView(context: PageContext, panel: PanelModel): Html {
  const { locale } = context;
  const { search, body, isOwner } = panel;
  const words = texts(locale).panels;
  const csv = buttonLink({
    href: `${paths.panel}.csv?${queryOf(search, isOwner)}`,
    label: words.csv,
    variant: 'secondary',
    download: 'figures.csv',
  });
  const wrong = search.wrongDates && alert({ locale, tone: 'warning', content: words.filter.wrongDates, live: 'status' });
  const period = `${formatDate(asDate(search.from), locale)} – ${formatDate(asDate(search.to), locale)}`;
  const counted =
    panel.services.length === 0
      ? emptyState({ title: words.empty })
      : html`${timesView(panel, locale)}${refusalsView(panel, locale)}${surveyView(panel, locale)}${stepsView(panel, locale)}`;
  const title = body === undefined ? words.ofAll : words.ofBody(body.name[locale]);
  const content = html`${heading({ title: words.title, caption: title, lead: period })}${wrong}${filterView(panel, locale)}<p>${csv}</p>
${loadView(panel, locale)}${flowView(panel, locale)}${counted}`;
  return layout(context, {
    title: `${words.title}: ${title}`,
    content,
    width: 'full',
    navigation: workplaceNavigation(context, 'panel'),
  });
}
