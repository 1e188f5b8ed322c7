/** Periods that the monitoring page shows. */
export const periods = ['hour', 'day', 'week'] as const;
export type PeriodName = (typeof periods)[number];

/** A period in columns of one length, the last of which is not over yet. */
export interface Period {
  readonly name: PeriodName;
  /** Seconds: which figures hold it. */
  readonly width: FigureWidth;
  readonly from: Date;
  /** Beginnings of the columns. */
  readonly columns: readonly Date[];
}

/** Lengths of the stretches that figures are kept of, in seconds. */
export const figureWidths = [300, 3_600] as const;
export type FigureWidth = (typeof figureWidths)[number];

const minute = 60_000;
const hour = 60 * minute;
const shapes = {
  hour: { width: 300, column: 5 * minute, count: 12 },
  day: { width: 3_600, column: hour, count: 24 },
  week: { width: 3_600, column: 24 * hour, count: 7 },
} as const satisfies Record<PeriodName, { width: FigureWidth; column: number; count: number }>;

/** The state's time is UTC+5: a day of the week begins at its midnight. */
const zone = 5 * hour;

/** How long figures of a width are kept, in milliseconds: somewhat longer than the longest period that needs them. */
export const figureLifetimes: Readonly<Record<FigureWidth, number>> = { 300: 3 * hour, 3_600: 8 * 24 * hour };

/** The period that ends now. */
export function periodAt(name: PeriodName, now: Date): Period {
  const { width, column, count } = shapes[name];
  const last = Math.floor((now.getTime() + zone) / column) * column - zone;
  const columns = Array.from({ length: count }, (_, index) => new Date(last - (count - 1 - index) * column));
  return { name, width, from: columns[0] ?? now, columns };
}

/** Place of the column in which a moment lies; -1 before the first. */
export function columnOf({ columns }: Period, at: Date): number {
  return columns.findLastIndex((from) => from <= at);
}
