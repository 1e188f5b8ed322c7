import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { loadRegulations } from '#regulations';
import { clockOf, workingTime } from './clock.ts';

const { calendar } = loadRegulations(resolve(import.meta.dirname, '../../../../regulations'));
const at = (time: string) => new Date(`2026-11-${time}+05:00`);

test('PRO-8 the clock of a request stands over lunch, nights and days off', () => {
  const times = { dueAt: at('23T09:10'), nearAt: at('23T09:06'), decidedAt: undefined };
  const clock = (now: Date) => clockOf(times, { now, calendar });
  // Friday evening to Monday morning: the ten minutes are all there.
  assert.deepEqual(clock(at('20T18:30')), { state: 'calm', milliseconds: 600_000, dueAt: times.dueAt });
  assert.deepEqual(clock(at('22T12:00')), { state: 'calm', milliseconds: 600_000, dueAt: times.dueAt });
  assert.equal(clock(at('23T09:07'))?.state, 'near');
  assert.equal(clock(at('23T09:10'))?.state, 'near');
  assert.deepEqual(clock(at('23T09:12')), { state: 'missed', milliseconds: 120_000, dueAt: times.dueAt });
});

test('PRO-8 no clock runs before registration and after the decision', () => {
  const now = at('23T09:00');
  assert.equal(clockOf({ dueAt: undefined, nearAt: undefined, decidedAt: undefined }, { now, calendar }), undefined);
  assert.equal(clockOf({ dueAt: now, nearAt: now, decidedAt: now }, { now, calendar }), undefined);
});

test('PRO-8 working time is told in days of eight hours, hours and minutes', () => {
  const minutes = (count: number) => workingTime(count * 60_000, calendar);
  assert.deepEqual(minutes(0.5), { days: 0, hours: 0, minutes: 0 });
  assert.deepEqual(minutes(135), { days: 0, hours: 2, minutes: 15 });
  assert.deepEqual(minutes(8 * 60), { days: 1, hours: 0, minutes: 0 });
  assert.deepEqual(minutes(19 * 60 + 30), { days: 2, hours: 3, minutes: 0 });
});
