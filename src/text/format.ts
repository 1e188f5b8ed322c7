import type { Locale } from './index.ts';

/** Dates are shown in the time of the state: one zone since 1 March 2024 (UTC+5). */
const timeZone = 'Asia/Almaty';

const kazakhMonths = [
  'қаңтар',
  'ақпан',
  'наурыз',
  'сәуір',
  'мамыр',
  'маусым',
  'шілде',
  'тамыз',
  'қыркүйек',
  'қазан',
  'қараша',
  'желтоқсан',
];

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const russian = new Intl.DateTimeFormat('ru', { timeZone, day: 'numeric', month: 'long', year: 'numeric' });
const english = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'long', year: 'numeric' });

/** Zones change at whole quarters of an hour, so that what holds at one moment of a quarter holds in all of it. */
const quarter = 15 * 60_000;
const mostQuarters = 10_000;
const offsets = new Map<number, number>();

/** How far the state's clock is ahead of UTC: milliseconds. Asking the calendar costs 10 µs, and a list asks for each of its rows. */
function offsetAt(at: Date): number {
  const key = Math.floor(at.getTime() / quarter);
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const { year, month, day, hour, minute } = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}Z`);
  const offset = local - Math.floor(at.getTime() / 60_000) * 60_000;
  if (offsets.size >= mostQuarters) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** The moment whose UTC day and time are the state's of `at`. */
function local(at: Date): Date {
  return new Date(at.getTime() + offsetAt(at));
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** `22 қараша 2026 ж.`, `22 ноября 2026 г.`, `22 November 2026`. */
export function formatDate(at: Date, locale: Locale): string {
  if (locale === 'ru') return russian.format(at);
  if (locale === 'en') return english.format(at);
  const day = local(at);
  return `${day.getUTCDate()} ${kazakhMonths[day.getUTCMonth()]} ${day.getUTCFullYear()} ж.`;
}

/** The day in the state: `2026-11-22`, as registries write it. */
export function formatDay(at: Date): string {
  const day = local(at);
  return `${day.getUTCFullYear()}-${twoDigits(day.getUTCMonth() + 1)}-${twoDigits(day.getUTCDate())}`;
}

/** `10:42`, 24 hours. */
export function formatTime(at: Date): string {
  const time = local(at);
  return `${twoDigits(time.getUTCHours())}:${twoDigits(time.getUTCMinutes())}`;
}

export function formatDateTime(at: Date, locale: Locale): string {
  return `${formatDate(at, locale)}, ${formatTime(at)}`;
}

/** A whole number in groups of three: `12 500`, with no-break spaces. @param number digits alone */
export function formatNumber(number: string | number): string {
  return Number(number).toLocaleString('ru').replaceAll(/\s/g, '\u00a0');
}

/** Since when something is so: the time alone where it is of today. */
export function formatSince(at: Date, now: Date, locale: Locale): string {
  return formatDay(at) === formatDay(now) ? formatTime(at) : formatDateTime(at, locale);
}

/** A sum in tenge: `12 500 ₸`, with no-break spaces. */
export function formatSum(tenge: number): string {
  return `${formatNumber(tenge)}\u00a0₸`;
}

/** A day as people write it, `22.11.2026`, or as programs do, `2026-11-22`. @returns `2026-11-22`, or undefined where there is no such day */
export function readDay(text: string): string | undefined {
  const [, day, month, year] = /^\s*(\d{1,2})[./](\d{1,2})[./](\d{4})\s*$/.exec(text) ?? [];
  const iso = year === undefined ? text.trim() : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const at = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso ? undefined : iso;
}
