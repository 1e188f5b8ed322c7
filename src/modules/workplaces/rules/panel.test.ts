import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvOf } from '#kit/csv';
import { daysBefore, percent, stretchesOf } from './panel.ts';

const filed = (day: string, count = 1) => ({ day, measure: 'filed', count });

test('WRK-6 two weeks are shown by days, a season by weeks, a year by months, and days without anything are there too', () => {
  const decided = { ...filed('2026-11-20', 3), measure: 'decided' };
  const days = stretchesOf({ from: '2026-11-10', to: '2026-11-23' }, [filed('2026-11-20', 4), decided]);
  assert.equal(days.length, 14);
  assert.deepEqual(days[10], { kind: 'day', from: '2026-11-20', filed: 4, decided: 3 });
  const weeks = stretchesOf({ from: '2026-09-01', to: '2026-11-30' }, [filed('2026-11-20'), filed('2026-11-22')]);
  const full = weeks.find(({ filed: count }) => count > 0);
  assert.deepEqual(full, { kind: 'week', from: '2026-11-16', filed: 2, decided: 0 });
  const year = stretchesOf({ from: '2025-12-01', to: '2026-11-30' }, [filed('2026-02-28'), filed('2026-02-01')]);
  assert.equal(year.length, 12);
  assert.deepEqual(
    year.find(({ filed: count }) => count > 0),
    { kind: 'month', from: '2026-02-01', filed: 2, decided: 0 },
  );
});

test('WRK-6 a share is a hundred only where it is all, and of nothing there is none', () => {
  assert.deepEqual([percent(999, 1000), percent(2, 3), percent(1, 1), percent(0, 0)], [99, 67, 100, undefined]);
  assert.equal(daysBefore('2026-03-01', 1), '2026-02-28');
});

test('WRK-6 a table for spreadsheet programs quotes what it must and carries no formula', () => {
  assert.equal(csvOf([['a;b', 'c"d', '=1+1', -5]]), '\uFEFF"a;b";"c""d";\'=1+1;-5\r\n');
});
