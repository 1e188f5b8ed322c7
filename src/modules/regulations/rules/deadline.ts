import {
  addCalendarDays,
  addWorkingDays,
  addWorkingTime,
  closingTime,
  daysAfter,
  localDate,
  workingMoment,
  workingTimeBetween,
} from './calendar.ts';
import type { CalendarDay, WorkingCalendar } from './calendar.ts';
import type { Limit } from './limit.ts';
import type { ChannelKind } from './passport.ts';
import type { Performer, Step } from './process.ts';
import type { Regulation } from './regulation.ts';

const second = 1000;

/** Programs and consumers have no office hours. */
const keepsOfficeHours = {
  consumer: false,
  system: false,
  officer: true,
  operator: true,
  signatory: true,
} as const satisfies Record<Performer, boolean>;

/**
 * The last moment of a time limit that people of a body must keep. Minutes run in working hours only; what comes after hours is
 * taken as come when the next ones begin; the first day is not counted; days end with the working hours.
 */
export function limitEnd(calendar: WorkingCalendar, limit: Limit, startedAt: Date): Date {
  const from = workingMoment(calendar, startedAt);
  switch (limit.unit) {
    case 's':
      return addWorkingTime(calendar, from, limit.atMost * second);
    case 'm':
      return addWorkingTime(calendar, from, limit.atMost * 60 * second);
    case 'wd':
      return closingTime(calendar, addWorkingDays(calendar, localDate(calendar, from), limit.atMost));
    case 'cd':
      return closingTime(calendar, addCalendarDays(calendar, localDate(calendar, from), limit.atMost));
    default:
      return limit.unit satisfies never;
  }
}

/** The limit of a step in milliseconds where it is counted by the clock alone (PRO-9); undefined for limits in days. */
export function limitMilliseconds(limit: Limit): number | undefined {
  if (limit.unit === 's') return limit.atMost * second;
  if (limit.unit === 'm') return limit.atMost * 60 * second;
  return undefined;
}

/** Until when a step must be done that began at `startedAt`; undefined where the regulation gives it no limit. */
export function deadlineOf(step: Step, startedAt: Date, calendar: WorkingCalendar): Date | undefined {
  if (!step.limit) return undefined;
  const byClock = keepsOfficeHours[step.performer] ? undefined : limitMilliseconds(step.limit);
  return byClock === undefined ? limitEnd(calendar, step.limit, startedAt) : new Date(startedAt.getTime() + byClock);
}

/**
 * Until when the consumer has the answer: the service's deadline in the channel, counted from registration.
 *
 * @throws an ordinary error for a channel that the service does not have
 */
export function dueDate(
  regulation: Regulation,
  registration: { channel: ChannelKind; at: Date },
  calendar: WorkingCalendar,
): Date {
  return explainDue(regulation, registration, calendar).due;
}

/** Why the answer is due when it is: what a person would count on a calendar. */
export interface DueExplanation {
  readonly limit: Limit;
  readonly registeredAt: Date;
  /** When counting begins: the same moment, or the next working hours where it came outside of them. */
  readonly countedFrom: Date;
  readonly due: Date;
  /** The spans of a working day in milliseconds since midnight. */
  readonly hours: WorkingCalendar['hours'];
  /** Days that were passed over, and Saturdays and Sundays that were worked for others, in order. */
  readonly days: readonly CalendarDay[];
}

/**
 * The deadline of {@link dueDate} with its reasons, for consumer and officer alike (PRO-8).
 *
 * @throws an ordinary error for a channel that the service does not have
 */
export function explainDue(
  regulation: Regulation,
  registration: { channel: ChannelKind; at: Date },
  calendar: WorkingCalendar,
): DueExplanation {
  const channel = regulation.passport.channels.find(({ kind }) => kind === registration.channel);
  if (!channel) throw new Error(`${regulation.id} has no channel ${registration.channel}`);
  const { deadline: limit } = channel;
  const countedFrom = workingMoment(calendar, registration.at);
  const due = limitEnd(calendar, limit, registration.at);
  // Calendar days pass over nothing but the days off on which the term would end.
  const from =
    limit.unit === 'cd' ? plainEnd(localDate(calendar, countedFrom), limit.atMost - 1) : localDate(calendar, registration.at);
  const days = daysAfter(calendar, from, localDate(calendar, due)).filter(({ off, insteadOf }) => off ?? insteadOf);
  return { limit, registeredAt: registration.at, countedFrom, due, hours: calendar.hours, days };
}

function plainEnd(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A deadline after the clock stood still, as while the consumer was asked for more: later by the working time of the pause. */
export function dueAfterPause(due: Date, pause: { from: Date; to: Date }, calendar: WorkingCalendar): Date {
  return addWorkingTime(calendar, due, workingTimeBetween(calendar, pause.from, pause.to));
}
