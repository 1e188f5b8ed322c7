import type { Application } from '#applications';
import { workingTimeBetween } from '#regulations';
import type { WorkingCalendar } from '#regulations';

/** What is left of an application's time, or by how much it is late; in working time, milliseconds. */
export interface ApplicationClock {
  readonly state: 'calm' | 'near' | 'missed';
  readonly milliseconds: number;
  readonly dueAt: Date;
}

/** @returns undefined while no clock runs: not registered yet, or decided */
export function clockOf(
  { dueAt, nearAt, decidedAt }: Pick<Application, 'dueAt' | 'nearAt' | 'decidedAt'>,
  { now, calendar }: { now: Date; calendar: WorkingCalendar },
): ApplicationClock | undefined {
  if (dueAt === undefined || decidedAt !== undefined) return undefined;
  if (dueAt < now) return { state: 'missed', milliseconds: workingTimeBetween(calendar, dueAt, now), dueAt };
  const state = nearAt !== undefined && nearAt <= now ? 'near' : 'calm';
  return { state, milliseconds: workingTimeBetween(calendar, now, dueAt), dueAt };
}

/** Working time as people count it: days of working hours, hours, minutes; the two largest. */
export interface WorkingTime {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
}

const minute = 60_000;

export function workingTime(milliseconds: number, calendar: WorkingCalendar): WorkingTime {
  const day = calendar.hours.reduce((sum, { from, to }) => sum + to - from, 0);
  const days = Math.floor(milliseconds / day);
  const left = milliseconds - days * day;
  const hours = Math.floor(left / (60 * minute));
  return { days, hours, minutes: days > 0 ? 0 : Math.floor((left - hours * 60 * minute) / minute) };
}
