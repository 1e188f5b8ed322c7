import { html } from '#kit/html';
import type { Html } from '#kit/html';

/** One line of a bar chart. */
export interface Bar {
  label: string;
  /** How long the bar is. */
  value: number;
  /** The value in words, at its end. */
  shown: string;
}

export interface BarChartProps {
  /** Unique in the page. */
  id: string;
  /** What the chart shows; read aloud in its place. The numbers stand in the table beside it. */
  title: string;
  bars: readonly Bar[];
  /** What a whole bar means, such as 100 per cent; the largest value unless said. */
  whole?: number | undefined;
}

/** Units of the drawing; it is as wide as its place, so these only set proportions. */
const width = 360;
const barHeight = 14;
const rowHeight = 44;
const barRoom = 300;
/** Signs of a label that fit into the drawing; the table has the whole of it. */
const labelSigns = 48;

function shortened(label: string): string {
  return label.length > labelSigns ? `${label.slice(0, labelSigns - 1)}…` : label;
}

function barView({ label, value, shown }: Bar, { whole, index }: { whole: number; index: number }): Html {
  const length = whole > 0 ? Math.max(value > 0 ? 1 : 0, Math.round((Math.min(value, whole) / whole) * barRoom)) : 0;
  const top = index * rowHeight;
  return html`<text x="0" y="${top + 13}">${shortened(label)}</text><rect class="bt-chart-room" x="0" y="${top + 20}" width="${barRoom}" height="${barHeight}"></rect><rect class="bt-chart-first" x="0" y="${top + 20}" width="${length}" height="${barHeight}"></rect><text x="${barRoom + 8}" y="${top + 32}">${shown}</text>`;
}

/** Bars below each other. A picture for those who see; say the same in a table beside it. Nothing without bars. */
export function barChart({ id, title, bars, whole }: BarChartProps): Html {
  if (bars.length === 0) return html``;
  const most = whole ?? Math.max(...bars.map(({ value }) => value));
  const height = bars.length * rowHeight;
  const rows = bars.map((bar, index) => barView(bar, { whole: most, index }));
  return html`<svg class="bt-chart" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title"><title id="${id}-title">${title}</title>${rows}</svg>`;
}

/** A group of columns: one for each series. */
export interface ColumnGroup {
  label: string;
  values: readonly number[];
}

export interface ColumnChartProps {
  id: string;
  title: string;
  /** Names of the two things that are compared. */
  series: readonly [string, string];
  groups: readonly ColumnGroup[];
}

const columnsHeight = 120;
const columnsFoot = 20;
const columnsLeft = 34;
/** Labels below the columns, at most: more would run into each other. */
const mostLabels = 6;

/** The next of 1, 2, 5, 10, 20, 50 … that is not below the value. */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}

function groupView(group: ColumnGroup, at: { index: number; room: number; most: number; every: number }): Html {
  const { index, room, most, every } = at;
  const left = columnsLeft + index * room;
  const each = Math.max(1, Math.floor((room * 0.8) / group.values.length));
  const columns = group.values.map((value, series) => {
    const tall = Math.round((value / most) * columnsHeight);
    const look = series === 0 ? 'bt-chart-first' : 'bt-chart-second';
    return html`<rect class="${look}" x="${Math.round(left) + series * each}" y="${columnsHeight - tall}" width="${each}" height="${tall}"></rect>`;
  });
  const label = index % every === 0 && html`<text x="${Math.round(left)}" y="${columnsHeight + 15}">${group.label}</text>`;
  return html`${columns}${label}`;
}

/** Two columns for each stretch of time, side by side, with a legend in words. Nothing without groups. */
export function columnChart({ id, title, series, groups }: ColumnChartProps): Html {
  if (groups.length === 0) return html``;
  const most = roundedUp(Math.max(...groups.flatMap(({ values }) => values)));
  const room = (width - columnsLeft) / groups.length;
  const every = Math.ceil(groups.length / mostLabels);
  const columns = groups.map((group, index) => groupView(group, { index, room, most, every }));
  const legend = series.map((name, index) => html`<li data-series="${index + 1}">${name}</li>`);
  const scale = html`<text x="0" y="10">${most}</text><text x="0" y="${columnsHeight}">0</text><line x1="${columnsLeft - 4}" y1="${columnsHeight}" x2="${width}" y2="${columnsHeight}"></line>`;
  return html`<ul class="bt-legend" aria-hidden="true">${legend}</ul><svg class="bt-chart" viewBox="0 0 ${width} ${columnsHeight + columnsFoot}" role="img" aria-labelledby="${id}-title"><title id="${id}-title">${title}</title>${scale}${columns}</svg>`;
}
