import { localDate } from './calendar.ts';
import type { WorkingCalendar } from './calendar.ts';
import type { Regulation } from './regulation.ts';

/** The version by which an application runs that is begun now: the newest that is in force, from midnight of its day in the state's time. */
export function versionInForce(versions: readonly Regulation[], at: Date, calendar: WorkingCalendar): Regulation | undefined {
  const today = localDate(calendar, at);
  const begun = versions.filter(({ validFrom }) => validFrom <= today);
  return begun.toSorted((a, b) => (a.validFrom === b.validFrom ? b.version - a.version : a.validFrom < b.validFrom ? 1 : -1))[0];
}

/** The moment after this one at which the next of the versions takes effect; undefined where none is to come. */
export function nextInForce(versions: readonly Regulation[], at: Date, calendar: WorkingCalendar): Date | undefined {
  const today = localDate(calendar, at);
  const [next] = versions.flatMap(({ validFrom }) => (validFrom > today ? [validFrom] : [])).toSorted();
  return next === undefined ? undefined : new Date(Date.parse(next) - calendar.offset);
}
