import type { Figure } from '#applications';

/** A stretch of time of a panel's course: its first day, and what fell into it. */
export interface Stretch {
  readonly kind: 'day' | 'week' | 'month';
  readonly from: string;
  readonly filed: number;
  readonly decided: number;
}

const dayLength = 86_400_000;

function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayLength;
}

function dateOf(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10);
}

/** Days before a date. */
export function daysBefore(date: string, days: number): string {
  return dateOf(dayOf(date) - days);
}

/** A date as people write it: `22.11.2026`. */
export function writtenDay(date: string): string {
  return date.split('-').toReversed().join('.');
}

/** Stretches of a course, at most: beyond that days become weeks, and weeks months. */
const mostStretches = 16;

/** 1 January 1970 was a Thursday. */
function weekOf(day: number): number {
  return day - ((day + 3) % 7);
}

/** The beginning of the stretch to which a day belongs: the day itself, its Monday, or the first of its month. */
const beginnings = {
  day: dateOf,
  week: (day: number) => dateOf(weekOf(day)),
  month: (day: number) => `${dateOf(day).slice(0, 7)}-01`,
} as const;

function kindOf(days: number): Stretch['kind'] {
  if (days <= mostStretches) return 'day';
  return days <= mostStretches * 7 ? 'week' : 'month';
}

/** The course of a period in so few stretches that they can be seen; days on which nothing happened are in it. */
export function stretchesOf(
  period: { from: string; to: string },
  counted: readonly { day: string; measure: string; count: number }[],
): Stretch[] {
  const [first, last] = [dayOf(period.from), dayOf(period.to)];
  const kind = kindOf(last - first + 1);
  const beginningOf = beginnings[kind];
  const stretches = new Map<string, { filed: number; decided: number }>();
  for (let day = first; day <= last; day++) stretches.set(beginningOf(day), { filed: 0, decided: 0 });
  for (const { day, measure, count } of counted) {
    const stretch = stretches.get(beginningOf(dayOf(day)));
    if (stretch === undefined) continue;
    if (measure === 'filed') stretch.filed += count;
    else stretch.decided += count;
  }
  return [...stretches].map(([from, sums]) => ({ kind, from, ...sums }));
}

export function sum(figures: readonly Figure[], of: 'count' | 'within' | 'milliseconds' = 'count'): number {
  return figures.reduce((all, figure) => all + figure[of], 0);
}

/** A share to the nearest whole per cent, but only all is 100; undefined of nothing. */
export function percent(part: number, whole: number): number | undefined {
  if (whole === 0) return undefined;
  return part < whole ? Math.min(99, Math.round((part / whole) * 100)) : 100;
}

/** Figures by what they have in common, in the order in which they come. */
export function grouped(figures: readonly Figure[], by: (figure: Figure) => string): (readonly [string, readonly Figure[]])[] {
  return [...Map.groupBy(figures, by)];
}
