import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Locale } from '#text';
import { loadRegulations } from '../adapters/folder.ts';
import { dueDate, explainDue } from './deadline.ts';
import { dueText } from './due-text.ts';
import { parseLimit } from './limit.ts';
import type { Regulation } from './regulation.ts';

const { calendar, ...library } = loadRegulations(join(import.meta.dirname, '../../../../regulations'));
const rg1 = library.regulation('rg-1', 1);

/** A service whose portal channel has this deadline. */
function within(limit: string): Regulation {
  const deadline = parseLimit(limit);
  assert.ok(deadline);
  const channels = rg1.passport.channels.map((channel) => ({ ...channel, deadline }));
  return { ...rg1, passport: { ...rg1.passport, channels } };
}

const at = (text: string) => new Date(`${text}+05:00`);
const registered = (from: string) => ({ channel: 'portal', at: at(from) }) as const;

function why(limit: string, from: string, { locale = 'ru', due }: { locale?: Locale; due?: string } = {}): string[] {
  const explanation = explainDue(within(limit), registered(from), calendar);
  return dueText(explanation, { due: due === undefined ? explanation.due : at(due), locale });
}

test('PRO-8 deadlines of 2025 to 2027 fall on the dates counted by hand', () => {
  const cases: [limit: string, from: string, due: string][] = [
    // 2025: 8 March is a Saturday, Monday the 10th is off.
    ['3wd', '2025-03-06T10:00:00', '2025-03-12'],
    // 21–23 March with the substitutes of Saturday and Sunday on the 24th and 25th.
    ['3wd', '2025-03-19T10:00:00', '2025-03-27'],
    // 1, 7 and 9 May.
    ['10wd', '2025-04-29T10:00:00', '2025-05-16'],
    // 6 June is Qurban Ait, 7 July stands for Sunday the 6th.
    ['5wd', '2025-06-04T10:00:00', '2025-06-12'],
    ['5wd', '2025-07-02T10:00:00', '2025-07-10'],
    // 30 August is a Saturday, 25 October too.
    ['3wd', '2025-08-28T10:00:00', '2025-09-03'],
    ['3wd', '2025-10-23T10:00:00', '2025-10-29'],
    // Over New Year: 1, 2 and 7 January, two weekends.
    ['10wd', '2025-12-24T10:00:00', '2026-01-12'],
    // 2026: 21–23 March with the substitutes of the 24th and 25th.
    ['5wd', '2026-03-18T10:00:00', '2026-03-30'],
    ['10wd', '2026-04-29T10:00:00', '2026-05-18'],
    ['3wd', '2026-10-23T10:00:00', '2026-10-29'],
    ['30cd', '2026-11-26T10:00:00', '2026-12-28'],
    // 2027: 15 March is Constitution Day; 1 May is a Saturday, 9 May a Sunday.
    ['5wd', '2027-03-10T10:00:00', '2027-03-18'],
    ['10wd', '2027-04-28T10:00:00', '2027-05-17'],
    ['30cd', '2027-09-24T10:00:00', '2027-10-26'],
  ];
  for (const [limit, from, due] of cases) {
    assert.deepEqual(dueDate(within(limit), registered(from), calendar), at(`${due}T18:30:00`), `${from} + ${limit}`);
  }
});

test('PRO-8 why this date: the days passed over are named with their holidays, substitutes and days off', () => {
  assert.deepEqual(why('5wd', '2026-03-18T10:00:00'), [
    'Срок услуги – 5 рабочих дней. Заявление зарегистрировано: 18 марта 2026 г., 10:00.',
    'День, в который начался срок, не считается; срок заканчивается вместе с рабочим временем последнего дня.',
    'Не считается: 21 марта 2026 г. – 23 марта 2026 г. – праздник: Наурыз мейрамы.',
    'Не считается: 24 марта 2026 г. – 25 марта 2026 г. – день за праздник, который выпал на выходной: Наурыз мейрамы.',
    'Не считается: 28 марта 2026 г. – 29 марта 2026 г. – суббота и воскресенье.',
    'Получается срок: 30 марта 2026 г., 18:30.',
  ]);
});

test('PRO-8 why this date: a Sunday that was worked for a day off, what came after hours, and a deadline that was moved', () => {
  const january = why('3wd', '2025-01-02T23:00:00', { locale: 'kk' });
  assert.ok(
    january.some((line) => line.startsWith('Өтініш жұмыс уақытынан тыс түсті')),
    january.join('\n'),
  );
  const sunday = why('1wd', '2025-01-05T10:00:00', { locale: 'en' });
  assert.equal(sunday.at(-1), 'So the deadline is: 6 January 2025, 18:30.');
  const worked = why('2wd', '2025-01-02T10:00:00', { locale: 'en' });
  assert.ok(worked.includes('5 January 2025 is a day off but was worked instead of 3 January 2025.'), worked.join('\n'));
  assert.ok(worked.includes('Not counted: 3 January 2025 – day off moved by the government: New Year.'), worked.join('\n'));
  const moved = why('3wd', '2026-11-23T10:00:00', { due: '2026-12-04T18:30:00' });
  assert.match(moved.at(-1) ?? '', /Сейчас срок: 4 декабря 2026 г\., 18:30/);
  assert.match(moved.at(-2) ?? '', /Получается срок: 26 ноября 2026 г\., 18:30/);
});

test('PRO-8 why this date: calendar days pass over nothing but days off at the end; minutes say their hours', () => {
  const month = why('30cd', '2026-11-27T10:00:00');
  assert.ok(month.includes('Последний день срока выпал на выходной, поэтому срок перенесён на следующий рабочий день.'));
  assert.deepEqual(
    month.filter((line) => line.startsWith('Не считается')),
    ['Не считается: 27 декабря 2026 г. – суббота и воскресенье.'],
  );
  assert.equal(why('30cd', '2026-11-23T10:00:00').length, 3);
  const minutes = why('10m', '2026-11-27T18:25:00');
  assert.ok(minutes.includes('Минуты идут только в рабочее время: 09:00–13:00, 14:30–18:30.'), minutes.join('\n'));
  assert.ok(minutes.includes('Не считается: 28 ноября 2026 г. – 29 ноября 2026 г. – суббота и воскресенье.'), minutes.join('\n'));
});

test('PRO-8 the explanation says the same in each language, for every day of three years, and ends with the deadline itself', () => {
  for (let day = Date.UTC(2025, 0, 1); day < Date.UTC(2027, 11, 1); day += 86_400_000) {
    const from = new Date(day + 6 * 3_600_000).toISOString().slice(0, 19);
    const lines = (['kk', 'ru', 'en'] as const).map((locale) => why('5wd', from, { locale }).length);
    assert.equal(new Set(lines).size, 1, from);
    const { days, due } = explainDue(within('5wd'), registered(from), calendar);
    assert.ok(
      days.every(({ date }) => date > from.slice(0, 10) && date < new Date(due.getTime() + 86_400_000).toISOString()),
      from,
    );
  }
});
