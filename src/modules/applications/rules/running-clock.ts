import { dueAfterPause } from '#regulations';
import type { WorkingCalendar } from '#regulations';
import { nearFrom } from './near.ts';

/** What a new deadline changes: officers are warned, and the head is told, anew for it (PRO-8). */
export interface NewDeadline {
  readonly due_at: Date;
  readonly near_at: Date;
  readonly near_told_at: null;
  readonly missed_told_at: null;
}

export function newDeadline(calendar: WorkingCalendar, of: { registeredAt: Date; dueAt: Date }): NewDeadline {
  return { due_at: of.dueAt, near_at: nearFrom(calendar, of), near_told_at: null, missed_told_at: null };
}

/** Times of an application whose clock stands. */
export interface StandingClock {
  readonly registeredAt: Date | undefined;
  readonly dueAt: Date | undefined;
  readonly pausedAt: Date | undefined;
}

/** The clock goes on after it stood: the deadline is later by the working time of the pause. What was late before stays late. */
export function afterPause(
  calendar: WorkingCalendar,
  { registeredAt, dueAt, pausedAt }: StandingClock,
  at: Date,
): { readonly paused_at: null } & Partial<NewDeadline> {
  if (registeredAt === undefined || dueAt === undefined || pausedAt === undefined || dueAt < pausedAt) return { paused_at: null };
  const later = dueAfterPause(dueAt, { from: pausedAt, to: at }, calendar);
  return { paused_at: null, ...newDeadline(calendar, { registeredAt, dueAt: later }) };
}
