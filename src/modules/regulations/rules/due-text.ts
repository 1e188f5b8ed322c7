import { formatDate, formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import type { CalendarDay } from './calendar.ts';
import type { DueExplanation } from './deadline.ts';
import { limitText } from './wording.ts';

function dayText(date: string, locale: Locale): string {
  return formatDate(new Date(`${date}T00:00:00+05:00`), locale);
}

function reasonText({ off }: CalendarDay, locale: Locale): string {
  const words = texts(locale).regulations.why;
  if (off === undefined) return '';
  return off.reason === 'weekend' ? words.weekend : words[off.reason](off.name[locale]);
}

function hoursText({ from, to }: DueExplanation['hours'][number]): string {
  const clock = (since: number) => new Date(since).toISOString().slice(11, 16);
  return `${clock(from)}–${clock(to)}`;
}

/** Neighbouring days off for one reason, as one span. */
function spansOf(days: readonly CalendarDay[], locale: Locale): { from: string; to: string; reason: string }[] {
  const spans: { from: string; to: string; reason: string }[] = [];
  for (const day of days.filter(({ off }) => off !== undefined)) {
    const reason = reasonText(day, locale);
    const last = spans.at(-1);
    const follows = last !== undefined && Date.parse(day.date) - Date.parse(last.to) === 86_400_000;
    if (follows && last.reason === reason) last.to = day.date;
    else spans.push({ from: day.date, to: day.date, reason });
  }
  return spans;
}

/**
 * Why the answer is due when it is, sentence by sentence: the limit, from when it is counted, which days were passed over and why.
 *
 * @param due the deadline that holds now; where it is another than the counted one, that it was moved is said too
 */
export function dueText(explanation: DueExplanation, { due, locale }: { due: Date; locale: Locale }): string[] {
  const words = texts(locale).regulations.why;
  const { limit, registeredAt, countedFrom, days } = explanation;
  const inDays = limit.unit === 'wd' || limit.unit === 'cd';
  const skipped = spansOf(days, locale).map(({ from, to, reason }) =>
    words.skipped(from === to ? dayText(from, locale) : `${dayText(from, locale)} – ${dayText(to, locale)}`, reason),
  );
  const worked = days.flatMap(({ date, insteadOf }) =>
    insteadOf === undefined ? [] : [words.worked(dayText(date, locale), dayText(insteadOf, locale))],
  );
  return [
    words.limit(limitText(limit, locale), formatDateTime(registeredAt, locale)),
    ...(countedFrom > registeredAt ? [words.afterHours(formatDateTime(countedFrom, locale))] : []),
    ...(inDays ? [words.firstDay] : [words.hours(explanation.hours.map(hoursText).join(', '))]),
    ...(limit.unit === 'cd' && skipped.length > 0 ? [words.endsOff] : []),
    ...skipped,
    ...worked,
    words.due(formatDateTime(explanation.due, locale)),
    ...(due.getTime() === explanation.due.getTime() ? [] : [words.moved(formatDateTime(due, locale))]),
  ];
}
