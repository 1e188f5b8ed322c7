import { Malformed } from '../fault.ts';
import { contentOf } from './reader.ts';
import type { Element, Reader } from './reader.ts';
import { tags } from './tags.ts';

const utcTime = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const generalizedTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/;

/** Time of certificates, CRLs and CMS attributes: UTCTime or GeneralizedTime in the only forms that RFC 5280 4.1.2.5 allows (seconds, `Z`, no fraction). */
export function timeOf(element: Element, where: string): Date {
  if (element.tag === tags.utcTime) return utcTimeOf(element, where);
  if (element.tag === tags.generalizedTime) return generalizedTimeOf(element, where);
  throw new Malformed('tag', where);
}

/** The next element where it is a Time of either kind. */
export function optionalTime(reader: Reader, where: string): Date | undefined {
  const tag = reader.peek();
  return tag === tags.utcTime || tag === tags.generalizedTime ? timeOf(reader.any(where), where) : undefined;
}

function utcTimeOf(element: Element, where: string): Date {
  const match = utcTime.exec(asciiOf(element));
  if (match === null) throw new Malformed('value', where);
  const year = Number(match[1]);
  // RFC 5280 4.1.2.5.1: 50 to 99 are of the twentieth century.
  return calendarTime([year < 50 ? 2000 + year : 1900 + year, ...match.slice(2).map(Number)], 0, where);
}

/** GeneralizedTime. `fraction: true` accepts decimals of a second without trailing zeros, as a time stamp may carry them (RFC 3161 2.4.2). */
export function generalizedTimeOf(element: Element, where: string, { fraction = false } = {}): Date {
  const match = generalizedTime.exec(asciiOf(element));
  const decimals = match?.[7];
  if (match === null || (decimals !== undefined && (!fraction || decimals.endsWith('0')))) throw new Malformed('value', where);
  const milliseconds = decimals === undefined ? 0 : Math.trunc(Number(`0.${decimals}`) * 1000);
  return calendarTime(match.slice(1, 7).map(Number), milliseconds, where);
}

function asciiOf(element: Element): string {
  const content = contentOf(element);
  return content.length > 32 ? '' : String.fromCharCode(...content);
}

/** Refuses days and hours that do not exist, which `Date` would silently carry over. */
function calendarTime(parts: readonly number[], milliseconds: number, where: string): Date {
  const [year = 0, month = 0, day = 0, ...clock] = parts;
  // Not `Date.UTC`, which takes the years 0 to 99 for those of the twentieth century.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isDay || !isTimeOfDay(clock)) throw new Malformed('value', where);
  const [hour = 0, minute, second] = clock;
  date.setUTCHours(hour, minute, second, milliseconds);
  return date;
}

function isTimeOfDay([hour = 24, minute = 60, second = 60]: readonly number[]): boolean {
  return hour <= 23 && minute <= 59 && second <= 59;
}
