import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDate, formatDateTime, formatDay, formatSince, formatSum, formatTime } from './format.ts';
import { sinceTime } from './kk/since.ts';

/** The marks that keep a number and its unit on one line look like blanks. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('A11Y-3 dates stand in the words of each language, in the time of the state', () => {
  const evening = new Date('2026-11-21T19:30:00Z');
  assert.equal(plain(formatDate(evening, 'kk')), '22 қараша 2026 ж.');
  assert.equal(plain(formatDate(evening, 'ru')), '22 ноября 2026 г.');
  assert.equal(plain(formatDate(evening, 'en')), '22 November 2026');
  assert.equal(formatTime(evening), '00:30');
  assert.equal(formatDay(evening), '2026-11-22');
  assert.equal(plain(formatDateTime(evening, 'kk')), '22 қараша 2026 ж., 00:30');
});

test('A11Y-3 GW-4 since when: with the ending of the number that is spoken last, and with the day where it is not today', () => {
  const spoken = ['10:00', '10:01', '10:03', '10:06', '10:10', '10:20', '10:40', '10:42', '10:50'];
  const endings = ['ден', 'ден', 'тен', 'дан', 'нан', 'дан', 'тан', 'ден', 'ден'];
  assert.deepEqual(
    spoken.map(sinceTime),
    spoken.map((time, index) => `${time}-${endings[index]} бері`),
  );
  const [morning, next] = [new Date('2026-11-20T05:42:00Z'), new Date('2026-11-21T05:00:00Z')];
  assert.equal(formatSince(morning, new Date('2026-11-20T12:00:00Z'), 'ru'), '10:42');
  assert.equal(plain(formatSince(morning, next, 'kk')), '20 қараша 2026 ж., 10:42');
});

test('A11Y-3 every month has its Kazakh name', () => {
  const names = Array.from({ length: 12 }, (_, month) => formatDate(new Date(Date.UTC(2026, month, 15)), 'kk').split(' ')[1]);
  assert.deepEqual([names[0], names[4], names[11]], ['қаңтар', 'мамыр', 'желтоқсан']);
  assert.equal(new Set(names).size, 12);
});

test('A11Y-3 PRO-8 the state has one time since 1 March 2024, and had another before', () => {
  assert.equal(formatTime(new Date('2024-03-01T00:00:00Z')), '05:00');
  assert.equal(formatTime(new Date('2024-02-28T00:00:00Z')), '06:00');
});

test('A11Y-3 a sum is grouped by thousands and never broken over two lines', () => {
  assert.equal(plain(formatSum(1_234_567)), '1 234 567 ₸');
  assert.doesNotMatch(formatSum(12_500), / /);
});

test('CAB-5 days and times are those of the calendar, also around the night in which the zone changed', () => {
  const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Almaty', dateStyle: 'short', timeStyle: 'short' });
  const change = Date.UTC(2024, 1, 29, 18);
  const moments = Array.from({ length: 400 }, (_, index) => [change + (index - 200) * 7 * 60_000, index * 4_567_890_123]).flat();
  for (const moment of moments) {
    const at = new Date(moment);
    assert.equal(`${formatDay(at)} ${formatTime(at)}`, calendar.format(at));
  }
});
