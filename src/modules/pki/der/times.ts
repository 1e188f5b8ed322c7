import { Malformed } from '../fault.ts';
import { contentOf } from './reader.ts';
import type { Element, Reader } from './reader.ts';
import { tags } from './tags.ts';

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
  const [year = 0, ...rest] = pairsOf(contentOf(element), 6, where);
  // RFC 5280 4.1.2.5.1: 50 to 99 are of the twentieth century.
  return calendarTime([year < 50 ? 2000 + year : 1900 + year, ...rest], 0, where);
}

/** GeneralizedTime. `fraction: true` accepts decimals of a second without trailing zeros, as a time stamp may carry them (RFC 3161 2.4.2). */
export function generalizedTimeOf(element: Element, where: string, { fraction = false } = {}): Date {
  const octets = contentOf(element);
  const decimals = fraction && octets.length > 15 ? decimalsOf(octets, where) : '';
  const whole = decimals === '' ? octets : Uint8Array.of(...octets.subarray(0, 14), zulu);
  const [century = 0, year = 0, ...rest] = pairsOf(whole, 7, where);
  return calendarTime([century * 100 + year, ...rest], Math.trunc(Number(`0.${decimals || '0'}`) * 1000), where);
}

function decimalsOf(octets: Uint8Array, where: string): string {
  const decimals = octets.length > 25 ? undefined : /^\.(\d{0,8}[1-9])Z$/.exec(String.fromCharCode(...octets.subarray(14)))?.[1];
  if (decimals === undefined) throw new Malformed('value', where);
  return decimals;
}

const zulu = 0x5a;

/** Numbers of two digits each, closed by `Z`. Without a regular expression: lists hold such times by the hundred thousand. */
function pairsOf(octets: Uint8Array, count: number, where: string): number[] {
  if (octets.length !== count * 2 + 1 || octets[count * 2] !== zulu) throw new Malformed('value', where);
  const pairs: number[] = [];
  for (let at = 0; at < count * 2; at += 2) {
    const tens = (octets[at] as number) - 0x30;
    const ones = (octets[at + 1] as number) - 0x30;
    if (Math.min(tens, ones) < 0 || Math.max(tens, ones) > 9) throw new Malformed('value', where);
    pairs.push(tens * 10 + ones);
  }
  return pairs;
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
