import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterFailure, allows, closedBreaker, entered } from './breaker.ts';
import type { Breaker } from './breaker.ts';

const start = new Date('2026-11-22T10:00:00Z');
const later = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

function failing(times: number): Breaker {
  let breaker: Breaker = closedBreaker;
  for (let time = 0; time < times; time++) breaker = afterFailure(breaker, later(time));
  return breaker;
}

test('GW-4 a breaker opens after five failures in a row and lets one call try after five seconds', () => {
  assert.ok(allows(failing(4), later(4)));
  const open = failing(5);
  assert.ok(!allows(open, later(5)));
  assert.ok(allows(open, later(9)));
  const trying = entered(open);
  assert.ok(!allows(trying, later(60)), 'one call tries, the others wait for it');
  const again = afterFailure(trying, later(9));
  assert.ok(!allows(again, later(10)));
  assert.ok(allows(again, later(14)));
});

test('GW-4 a breaker remembers since when it has been failing', () => {
  assert.deepEqual(afterFailure(entered(failing(5)), later(100)).since, start);
});
