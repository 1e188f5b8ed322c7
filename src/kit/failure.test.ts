import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure, failureOf } from './failure.ts';

test('REL-2 a database that is away is waited for; what is broken here is a defect', () => {
  const kinds: readonly [unknown, number][] = [
    [Object.assign(new Error('x'), { code: '57P01' }), 503],
    [Object.assign(new Error('x'), { code: '08006' }), 503],
    [Object.assign(new Error('x'), { code: '53300' }), 503],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503],
    [Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'connect' }), 503],
    [new Error('Connection terminated unexpectedly'), 503],
    [new Error('timeout exceeded when trying to connect'), 503],
    [new Error('Client has encountered a connection error and is not queryable'), 503],
    [Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open' }), 500],
    [Object.assign(new Error('x'), { code: '42P01' }), 500],
    [Object.assign(new Error('x'), { code: 'ENOSPC' }), 507],
    [Object.assign(new Error('x'), { statusCode: 413 }), 413],
    [Object.assign(new Error('x'), { statusCode: 406 }), 400],
    [Object.assign(new Error('x'), { statusCode: 502 }), 500],
    [new Error('x'), 500],
    ['x', 500],
    [undefined, 500],
    [null, 500],
  ];
  for (const [error, status] of kinds) assert.equal(failureOf(error).status, status, String(error));
  assert.equal(failureOf(kinds[0]?.[0]).details['retryAfter'], 5);
});

test('SEC-15 a failure passes through as it is, with its facts', () => {
  const failure = new Failure('tooManyRequests', { retryAfter: 60 });
  assert.equal(failureOf(failure), failure);
  assert.equal(failure.status, 429);
});
