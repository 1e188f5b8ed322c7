import { dayEnd, localDate } from './calendar.ts';
import type { WorkingCalendar } from './calendar.ts';
import type { Output } from './output.ts';

/** The same day some months later; where that month has no such day, its last one (Civil Code, article 174). */
function monthsLater(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth))).toISOString().slice(0, 10);
}

function daysLater(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The last second of a document's validity: of the last day at the place, on which it can still be handed in. Days off count like others.
 *
 * @returns undefined for a document that is valid without end
 */
export function validUntil(output: Output, issuedAt: Date, calendar: WorkingCalendar): Date | undefined {
  const { validDays, validMonths } = output;
  if (validDays === undefined && validMonths === undefined) return undefined;
  return dayEnd(calendar, daysLater(monthsLater(localDate(calendar, issuedAt), validMonths ?? 0), validDays ?? 0));
}
