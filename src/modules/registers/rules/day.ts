import { formatDay, formatTime } from '#text';

/** One offset for the whole state since 1 March 2024. */
const offset = 5 * 3_600_000;
const dayLength = 86_400_000;

/** The moment at which a day begins at the place. */
export function beginningOf(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - offset);
}

/** @param days calendar days, also those on which nobody works */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);
}

/** `2026-11-22 10:42` at the place, as files say it. */
export function momentOf(at: Date): string {
  return `${formatDay(at)} ${formatTime(at)}`;
}
