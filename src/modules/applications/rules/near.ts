import { addWorkingTime, workingTimeBetween } from '#regulations';
import type { WorkingCalendar } from '#regulations';

/** Share of the working time that may pass before officers are warned. */
const calmShare = 2 / 3;

/** From when a deadline is near: a third of its working time is left, be that minutes or days (PRO-8). */
export function nearFrom(calendar: WorkingCalendar, { registeredAt, dueAt }: { registeredAt: Date; dueAt: Date }): Date {
  const whole = workingTimeBetween(calendar, registeredAt, dueAt);
  return addWorkingTime(calendar, registeredAt, Math.floor(whole * calmShare));
}
