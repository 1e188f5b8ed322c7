import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { faultCode } from './faults.ts';
import { answeringOf } from './health.ts';
import { classesInDoubling, percentile } from './latency.ts';
import { columnOf, periodAt, periods } from './period.ts';
import { columnsOf, faultsOf, measure } from './traffic.ts';
import type { EndFigure } from './traffic.ts';

const at = (time: string): Date => new Date(`2026-11-29T${time}+05:00`);
const end = (changed: Partial<EndFigure>): EndFigure => ({
  service: 'persons',
  sender: 'portal',
  recipient: 'registry',
  fault: '',
  class: 20,
  count: 1,
  lastAt: at('10:42:00'),
  ...changed,
});
const classOf = (milliseconds: number): number => Math.floor(Math.log2(Math.max(1, milliseconds)) * classesInDoubling);

describe('percentiles', () => {
  test('GW-5 a percentile of classes is right within a tenth, whatever the times were', () => {
    const times = fc.array(fc.integer({ min: 10, max: 1_000_000_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(times, fc.constantFrom(0.5, 0.95), (all, share) => {
        const exact = all.toSorted((one, other) => one - other)[Math.ceil(all.length * share) - 1] ?? 0;
        const found =
          percentile(
            all.map((time) => ({ class: classOf(time), count: 1 })),
            share,
          ) ?? 0;
        assert.ok(Math.abs(found - exact) <= exact * 0.1 + 1, `${found} instead of ${exact}`);
      }),
    );
  });

  test('GW-5 where no time was taken there is no percentile', () => {
    assert.equal(percentile([], 0.5), undefined);
    assert.equal(percentile([{ class: -1, count: 9 }], 0.95), undefined);
  });
});

describe('periods', () => {
  test('GW-5 the week begins at a midnight of the state, the day at an hour, the hour at five minutes', () => {
    const now = at('00:31:07');
    const of = (name: 'hour' | 'day' | 'week') => periodAt(name, now).columns.map((column) => column.toISOString());
    assert.equal(of('hour')[0], '2026-11-28T18:35:00.000Z');
    assert.equal(of('hour').at(-1), at('00:30:00').toISOString());
    assert.equal(of('day').at(-1), at('00:00:00').toISOString());
    assert.equal(of('week').at(-1), at('00:00:00').toISOString());
    assert.equal(of('week')[0], '2026-11-22T19:00:00.000Z');
    assert.deepEqual(
      periods.map((name) => of(name).length),
      [12, 24, 7],
    );
  });

  test('GW-5 each column holds what begins in it, and a column without messages stays', () => {
    const period = periodAt('hour', at('10:42:00'));
    assert.equal(columnOf(period, at('10:40:00')), 11);
    assert.equal(columnOf(period, at('09:00:00')), -1);
    const columns = columnsOf(period, [
      { from: at('10:40:00'), fault: '', count: 3 },
      { from: at('10:40:00'), fault: faultCode('timeLimit'), count: 1 },
    ]);
    assert.deepEqual(columns.at(-1), { from: at('10:40:00'), passed: 3, failed: 1 });
    assert.deepEqual(columns[0], { from: at('09:45:00'), passed: 0, failed: 0 });
  });
});

describe('measures', () => {
  const timedOut = end({ fault: faultCode('timeLimit'), class: 48, count: 2, lastAt: at('10:50:00') });

  test('GW-5 times are those of messages that passed: a time limit is an error, not a slow answer', () => {
    assert.deepEqual(measure([end({ count: 8 }), timedOut]), { passed: 8, failed: 2, median: 35, p95: 35 });
    assert.deepEqual(measure([timedOut]), { passed: 0, failed: 2, median: undefined, p95: undefined });
  });

  test('GW-5 errors of one kind are one line, with the last of them', () => {
    const earlier = end({ fault: faultCode('timeLimit'), class: 47, count: 5, lastAt: at('10:45:00') });
    const right = end({ fault: faultCode('right'), class: -1 });
    const [first, second, ...rest] = faultsOf([right, earlier, timedOut, end({})]);
    assert.deepEqual([first?.fault, first?.count, first?.lastAt], [faultCode('timeLimit'), 7, at('10:50:00')]);
    assert.deepEqual([second?.fault, rest.length], [faultCode('right'), 0]);
  });
});

describe('who answers', () => {
  const closed = { isOpen: false, failingSince: undefined };
  const silent = end({ fault: faultCode('unavailable'), lastAt: at('10:50:00') });

  test('GW-4 whoever failed after the last answer is silent since that answer', () => {
    const found = answeringOf([end({}), silent], closed);
    assert.deepEqual([found.state, found.lastAnswer], ['silent', at('10:42:00')]);
    assert.equal(answeringOf([end({ lastAt: at('10:51:00') }), silent], closed).state, 'answers');
  });

  test('GW-4 a fault of the provider’s own is an answer, a refusal at the node’s door is none', () => {
    assert.equal(answeringOf([end({ fault: 'other' })], closed).state, 'answers');
    assert.equal(answeringOf([end({ fault: faultCode('right'), class: -1 })], closed).state, 'unknown');
  });

  test('GW-4 an open breaker and a letter tried in vain are silence before any figure says so', () => {
    assert.equal(answeringOf([end({})], { isOpen: true, failingSince: at('10:41:00') }).state, 'silent');
    assert.equal(answeringOf([end({})], { isOpen: false, failingSince: at('10:43:00') }).state, 'silent');
    assert.equal(answeringOf([], closed).state, 'unknown');
  });
});
