import { z } from 'zod';
import { addCalendarDays, addWorkingDays, closingTime, localDate } from './calendar.ts';
import type { WorkingCalendar } from './calendar.ts';
import { limit } from './limit.ts';

/** By how much a provider may extend a deadline in all; in days, because what is due in minutes leaves nothing to extend. */
export const extensionSchema = z.strictObject({
  atMost: limit.refine(({ unit }) => unit === 'wd' || unit === 'cd', 'a deadline is extended by days: 10wd or 30cd'),
});
export type Extension = z.infer<typeof extensionSchema>;

/** A deadline so many days later, of the kind that the regulation counts in; it ends with the working hours of its last day. */
export function extendedDue(calendar: WorkingCalendar, due: Date, by: { days: number; extension: Extension }): Date {
  const { days, extension } = by;
  const add = extension.atMost.unit === 'wd' ? addWorkingDays : addCalendarDays;
  return closingTime(calendar, add(calendar, localDate(calendar, due), days));
}
