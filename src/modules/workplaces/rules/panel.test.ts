import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvOf } from '#kit/csv';
import { readDay } from '#text';
import { daysBefore, percent, stretchesOf } from './panel.ts';

const filed = (day: string, count = 1) => ({ day, measure: 'filed', count });

test('WRK-6 a month is shown by days, a season by weeks, a year by months, and days without anything are there too', () => {
  const month = stretchesOf({ from: '2026-11-01', to: '2026-11-30' }, [
    filed('2026-11-20', 4),
    { ...filed('2026-11-20', 3), measure: 'decided' },
  ]);
  assert.equal(month.length, 30);
  assert.deepEqual(month[19], { from: '2026-11-20', filed: 4, decided: 3 });
  const season = stretchesOf({ from: '2026-09-01', to: '2026-11-30' }, [filed('2026-11-20'), filed('2026-11-22')]);
  assert.deepEqual(
    season.find(({ filed: count }) => count > 0),
    { from: '2026-11-16', filed: 2, decided: 0 },
  );
  const year = stretchesOf({ from: '2025-12-01', to: '2026-11-30' }, [filed('2026-02-28'), filed('2026-02-01')]);
  assert.equal(year.length, 12);
  assert.deepEqual(
    year.find(({ filed: count }) => count > 0),
    { from: '2026-02-01', filed: 2, decided: 0 },
  );
});

test('WRK-6 a share is a hundred only where it is all, and of nothing there is none', () => {
  assert.deepEqual([percent(999, 1000), percent(1, 1), percent(0, 0)], [99, 100, undefined]);
  assert.equal(daysBefore('2026-03-01', 1), '2026-02-28');
});

test('WRK-6 a day is read as people write it, and one that is not in the calendar is none', () => {
  assert.deepEqual(
    [readDay('1.2.2026'), readDay('2026-02-01'), readDay('31.02.2026'), readDay('x')],
    ['2026-02-01', '2026-02-01', undefined, undefined],
  );
});

test('WRK-6 a table for spreadsheet programs quotes what it must and carries no formula', () => {
  assert.equal(csvOf([['a;b', 'c"d', '=1+1', -5]]), '\uFEFF"a;b";"c""d";\'=1+1;-5\r\n');
});
