import { z } from 'zod';
import { isoDate, translated } from './words.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Working days and hours of the state as data: holidays, their substitutes, transfers of days off (Labour Code, articles 84 and 85). */
export const calendarSchema = z.strictObject({
  /** Asia/Almaty has one offset for the whole state since 1 March 2024. */
  utcOffsetMinutes: z.int(),
  years: z.array(z.int()).min(1),
  hours: z.array(z.strictObject({ from: clockTime, to: clockTime })).min(1),
  daysOff: z.array(
    z.strictObject({ date: isoDate, reason: z.enum(['holiday', 'religious', 'substitute', 'transfer']), name: translated }),
  ),
  /** Saturdays and Sundays that are worked instead of a transferred day. */
  workingDays: z.array(z.strictObject({ date: isoDate, insteadOf: isoDate })),
});

type CalendarData = z.infer<typeof calendarSchema>;

/** Why a day is not worked: by the calendar, or as a Saturday or Sunday. */
export type DayOff = Pick<CalendarData['daysOff'][number], 'reason' | 'name'> | { readonly reason: 'weekend' };

/** A calendar ready for counting. Days are numbers since 1 January 1970, moments are in milliseconds. */
export interface WorkingCalendar {
  readonly offset: number;
  readonly years: ReadonlySet<number>;
  /** Spans of the working day in milliseconds since midnight. */
  readonly hours: readonly { readonly from: number; readonly to: number }[];
  readonly daysOff: ReadonlyMap<number, DayOff>;
  /** Saturdays and Sundays that are worked, and the day off for which they are. */
  readonly workingDays: ReadonlyMap<number, string>;
}

const minute = 60_000;
const dayLength = 24 * 60 * minute;

function sinceMidnight(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * minute;
}

/** @param date `2026-11-22` */
function dayOf(date: string): number {
  return Date.parse(date) / dayLength;
}

function dateOf(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10);
}

export function createCalendar(data: CalendarData): WorkingCalendar {
  return {
    offset: data.utcOffsetMinutes * minute,
    years: new Set(data.years),
    hours: data.hours.map(({ from, to }) => ({ from: sinceMidnight(from), to: sinceMidnight(to) })),
    daysOff: new Map(data.daysOff.map(({ date, reason, name }) => [dayOf(date), { reason, name }])),
    workingDays: new Map(data.workingDays.map(({ date, insteadOf }) => [dayOf(date), insteadOf])),
  };
}

function isWeekend(day: number): boolean {
  // 1 January 1970 was a Thursday: days 2 and 3 of each seven are Saturday and Sunday.
  return day % 7 === 2 || day % 7 === 3;
}

/**
 * @returns undefined for a day that is worked
 * @throws an ordinary error for a year that is not in the data: a deadline counted without its holidays would be a wrong promise
 */
function dayOffOf(calendar: WorkingCalendar, day: number): DayOff | undefined {
  const year = new Date(day * dayLength).getUTCFullYear();
  if (!calendar.years.has(year)) throw new Error(`The working calendar has no year ${year}: add it to regulations/calendar.yaml`);
  const off = calendar.daysOff.get(day);
  if (off !== undefined) return off;
  return isWeekend(day) && !calendar.workingDays.has(day) ? { reason: 'weekend' } : undefined;
}

function isWorking(calendar: WorkingCalendar, day: number): boolean {
  return dayOffOf(calendar, day) === undefined;
}

/** A day in a span of days: why it is off, or for which day off it is worked; neither for an ordinary working day. */
export interface CalendarDay {
  readonly date: string;
  readonly off: DayOff | undefined;
  readonly insteadOf: string | undefined;
}

/** The days after `from` up to and with `to`. */
export function daysAfter(calendar: WorkingCalendar, from: string, to: string): CalendarDay[] {
  const first = dayOf(from) + 1;
  return Array.from({ length: Math.max(0, dayOf(to) - first + 1) }, (_, index) => {
    const day = first + index;
    return { date: dateOf(day), off: dayOffOf(calendar, day), insteadOf: calendar.workingDays.get(day) };
  });
}

/** @param date `2026-11-22`, a date of the state */
export function isWorkingDay(calendar: WorkingCalendar, date: string): boolean {
  return isWorking(calendar, dayOf(date));
}

/** The date of the state at a moment. */
export function localDate(calendar: WorkingCalendar, at: Date): string {
  return dateOf(Math.floor((at.getTime() + calendar.offset) / dayLength));
}

function workingDayFrom(calendar: WorkingCalendar, day: number): number {
  let candidate = day;
  while (!isWorking(calendar, candidate)) candidate += 1;
  return candidate;
}

/** The date `days` working days after `date`; the day itself is not counted. */
export function addWorkingDays(calendar: WorkingCalendar, date: string, days: number): string {
  let day = dayOf(date);
  for (let left = days; left > 0; left -= 1) day = workingDayFrom(calendar, day + 1);
  return dateOf(day);
}

/** The date `days` calendar days after `date`, or the next working day where that is a day off (Civil Code, article 175). */
export function addCalendarDays(calendar: WorkingCalendar, date: string, days: number): string {
  return dateOf(workingDayFrom(calendar, dayOf(date) + days));
}

/** The end of the working hours of a date. */
export function closingTime(calendar: WorkingCalendar, date: string): Date {
  const end = calendar.hours.at(-1)?.to ?? dayLength;
  return new Date(dayOf(date) * dayLength + end - calendar.offset);
}

/** The last second of a date. */
export function dayEnd(calendar: WorkingCalendar, date: string): Date {
  return new Date((dayOf(date) + 1) * dayLength - calendar.offset - 1000);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The spans of working time from a local moment on, without end. */
function* workingSpans(calendar: WorkingCalendar, from: number): Generator<Span, never> {
  for (let day = Math.floor(from / dayLength); ; day += 1) {
    if (!isWorking(calendar, day)) continue;
    for (const span of calendar.hours) {
      const end = day * dayLength + span.to;
      if (end > from) yield { from: Math.max(from, day * dayLength + span.from), to: end };
    }
  }
}

/** The moment itself within working hours, else when the next ones begin: what comes after hours is taken as come then. */
export function workingMoment(calendar: WorkingCalendar, at: Date): Date {
  return new Date(workingSpans(calendar, at.getTime() + calendar.offset).next().value.from - calendar.offset);
}

/** The moment at which so much working time has passed since `at`. */
export function addWorkingTime(calendar: WorkingCalendar, at: Date, milliseconds: number): Date {
  let left = milliseconds;
  if (left <= 0) return at;
  for (const span of workingSpans(calendar, at.getTime() + calendar.offset)) {
    if (left <= span.to - span.from) return new Date(span.from + left - calendar.offset);
    left -= span.to - span.from;
  }
  throw new Error('unreachable: working time has no end');
}

/** Working time between two moments, in milliseconds; zero where `to` is not after `from`. */
export function workingTimeBetween(calendar: WorkingCalendar, from: Date, to: Date): number {
  const end = to.getTime() + calendar.offset;
  let total = 0;
  if (end <= from.getTime() + calendar.offset) return total;
  for (const span of workingSpans(calendar, from.getTime() + calendar.offset)) {
    if (span.from >= end) return total;
    total += Math.min(span.to, end) - span.from;
  }
  return total;
}
