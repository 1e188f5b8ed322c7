import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import {
  addCalendarDays,
  addWorkingDays,
  addWorkingTime,
  calendarSchema,
  createCalendar,
  isWorkingDay,
  localDate,
  workingMoment,
  workingTimeBetween,
} from './calendar.ts';
import { dueAfterPause, limitEnd } from './deadline.ts';
import { parseLimit } from './limit.ts';

const file = join(import.meta.dirname, '../../../../regulations/calendar.yaml');
const data = calendarSchema.parse(parse(readFileSync(file, 'utf8')));
const calendar = createCalendar(data);

/** A moment in the time of the state. */
const at = (text: string) => new Date(`${text}+05:00`);
const end = (limit: string, from: string) => {
  const parsed = parseLimit(limit);
  assert.ok(parsed);
  return limitEnd(calendar, parsed, at(from));
};

test('PRO-8 working days are counted over holidays, substitutes and transfers, checked against dates counted by hand', () => {
  const cases: [from: string, days: number, due: string][] = [
    ['2026-11-23', 3, '2026-11-26'],
    ['2026-11-20', 3, '2026-11-25'],
    // Nauryz 2026: Friday 20 March, then 21–25 March off.
    ['2026-03-20', 1, '2026-03-26'],
    ['2026-03-20', 3, '2026-03-30'],
    // 8 March 2026 is a Sunday: Monday is off.
    ['2026-03-06', 1, '2026-03-10'],
    // 1, 7, 9 May 2026 and the substitute of 11 May.
    ['2026-04-30', 10, '2026-05-19'],
    // The Sunday of 5 January 2025 was worked instead of Friday the 3rd; 7 January is Christmas.
    ['2024-12-31', 1, '2025-01-05'],
    ['2025-01-05', 2, '2025-01-08'],
    // 30 August is a holiday until 2025 only.
    ['2025-08-29', 1, '2025-09-02'],
    ['2026-08-28', 1, '2026-08-31'],
    ['2027-03-12', 1, '2027-03-16'],
    // From the end of one year over New Year and Christmas.
    ['2025-12-31', 3, '2026-01-08'],
    ['2026-12-15', 1, '2026-12-17'],
    ['2026-12-31', 1, '2027-01-05'],
  ];
  for (const [from, days, due] of cases) assert.equal(addWorkingDays(calendar, from, days), due, `${from} + ${days}`);
});

test('PRO-8 each holiday on a Saturday or Sunday has its substitute, each transfer its worked day, each weekday date once', () => {
  const dates = data.daysOff.map(({ date }) => date);
  assert.equal(new Set(dates).size, dates.length);
  const isWeekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay());
  for (const year of data.years) {
    const of = (reason: string) => data.daysOff.filter((day) => day.reason === reason && day.date.startsWith(String(year)));
    assert.equal(of('substitute').length, of('holiday').filter(({ date }) => isWeekend(date)).length, `substitutes of ${year}`);
    for (const { date } of of('substitute')) assert.ok(!isWeekend(date), date);
  }
  const transfers = data.daysOff.filter(({ reason }) => reason === 'transfer').map(({ date }) => date);
  assert.deepEqual(
    data.workingDays.map(({ insteadOf }) => insteadOf),
    transfers,
  );
  for (const { date } of data.workingDays) assert.ok(isWeekend(date) && isWorkingDay(calendar, date), date);
});

test('PRO-8 the number of working days of each year is what the ministry publishes', () => {
  const count = (year: number) => {
    let days = 0;
    for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) {
      if (isWorkingDay(calendar, new Date(day).toISOString().slice(0, 10))) days += 1;
    }
    return days;
  };
  assert.equal(count(2025), 246);
  // 246 were published before 30 August ceased to be a holiday: Monday the 31st is worked again.
  assert.equal(count(2026), 247);
});

test('PRO-8 a limit in minutes runs in working hours, over lunch, evening and weekend', () => {
  assert.deepEqual(end('10m', '2026-11-23T10:00:00'), at('2026-11-23T10:10:00'));
  assert.deepEqual(end('10m', '2026-11-23T12:55:00'), at('2026-11-23T14:35:00'));
  assert.deepEqual(end('10m', '2026-11-23T18:25:00'), at('2026-11-24T09:05:00'));
  assert.deepEqual(end('10m', '2026-11-22T21:00:00'), at('2026-11-23T09:10:00'));
  assert.deepEqual(end('10m', '2026-11-23T03:00:00'), at('2026-11-23T09:10:00'));
});

test('PRO-8 a limit in days ends with the working hours; the first day is not counted', () => {
  assert.deepEqual(end('3wd', '2026-11-23T10:00:00'), at('2026-11-26T18:30:00'));
  assert.deepEqual(end('3wd', '2026-11-23T23:00:00'), at('2026-11-27T18:30:00'));
  assert.deepEqual(end('30cd', '2026-11-23T10:00:00'), at('2026-12-23T18:30:00'));
  // The thirtieth day is a Sunday: the next working day ends the term.
  assert.deepEqual(end('30cd', '2026-11-27T10:00:00'), at('2026-12-28T18:30:00'));
  assert.equal(addCalendarDays(calendar, '2026-11-27', 30), '2026-12-28');
});

test('PRO-8 the day of the state begins at midnight in Almaty', () => {
  assert.equal(localDate(calendar, new Date('2026-11-22T18:59:59Z')), '2026-11-22');
  assert.equal(localDate(calendar, new Date('2026-11-22T19:00:00Z')), '2026-11-23');
});

test('PRO-8 while the consumer is waited for the clock stands: a pause moves the deadline by its working time', () => {
  const due = at('2026-11-26T18:30:00');
  const overnight = { from: at('2026-11-23T17:30:00'), to: at('2026-11-24T10:00:00') };
  assert.deepEqual(dueAfterPause(due, overnight, calendar), at('2026-11-27T11:00:00'));
  const weekend = { from: at('2026-11-28T10:00:00'), to: at('2026-11-29T10:00:00') };
  assert.deepEqual(dueAfterPause(due, weekend, calendar), due);
});

test('PRO-8 a year without data is refused aloud, not counted as if it had no holidays', () => {
  assert.throws(() => addWorkingDays(calendar, '2027-12-31', 1), /no year 2028/);
});

test('PRO-8 working time added is working time measured, from whatever moment', () => {
  const moments = fc.date({ min: at('2025-01-01T00:00:00'), max: at('2027-10-01T00:00:00'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 20 * 480 * 60_000 }), (from, milliseconds) => {
      const to = addWorkingTime(calendar, from, milliseconds);
      assert.equal(workingTimeBetween(calendar, from, to), milliseconds);
      assert.ok(workingMoment(calendar, from) >= from);
      assert.ok(isWorkingDay(calendar, localDate(calendar, to)));
    }),
  );
});
