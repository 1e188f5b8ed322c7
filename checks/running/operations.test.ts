import { strict as assert } from 'node:assert';
import { after, before, describe, test } from 'node:test';
import { openDatabase } from '#kit/db';
import { createSite } from '#kit/http';
import { trusted } from '#kit/html';
import { silentLog } from '#kit/log';
import { createMetrics } from '#kit/metrics';
import { testDatabase } from '#kit/testing';
import type { TestDatabase } from '#kit/testing';
import { healthRoutes, metricsRoute } from '../../src/sites/health.ts';
import { accessGuards } from '../../src/sites/guards.ts';

describe('what an operator asks', () => {
  let world: TestDatabase;
  before(async () => {
    world = await testDatabase();
  });
  after(() => world[Symbol.asyncDispose]());

  const siteOn = async (db: TestDatabase['db'], reasons: readonly string[] = []) => {
    const metrics = createMetrics(db);
    return createSite({
      log: silentLog,
      guards: accessGuards('production'),
      routes: [...healthRoutes({ db, reasons: () => reasons }), metricsRoute(metrics)],
      failurePage: () => trusted('failed'),
      extend: async (app) => metrics.watch(app, 'pki'),
    });
  };

  test('OPS-3 a process that can work is live and ready', async () => {
    await using site = await siteOn(world.db);
    assert.deepEqual((await site.inject('/health/live')).json(), { live: true });
    const ready = await site.inject('/health/ready');
    assert.equal(ready.statusCode, 200);
    assert.deepEqual(ready.json(), { ready: true, reasons: [] });
  });

  test('OPS-3 without its database a process is live, not ready, and says why', async () => {
    const nowhere = openDatabase({ url: 'postgres://birtereze@/gone?host=%2Fnowhere', connections: 1 });
    await using site = await siteOn(nowhere);
    assert.equal((await site.inject('/health/live')).statusCode, 200);
    const ready = await site.inject('/health/ready');
    assert.equal(ready.statusCode, 503);
    assert.deepEqual(ready.json(), { ready: false, reasons: ['database'] });
    await nowhere.destroy();
  });

  test('OPS-3 a neighbour that does not answer is a reason, not an end', async () => {
    await using site = await siteOn(world.db, ['gateway:person-registry']);
    const ready = await site.inject('/health/ready');
    assert.equal(ready.statusCode, 200);
    assert.deepEqual(ready.json(), { ready: true, reasons: ['gateway:person-registry'] });
  });

  test('OPS-3 SEC-10 figures name routes and codes, never what was asked for', async () => {
    await using site = await siteOn(world.db);
    await site.inject('/health/live?iin=890312499015');
    const text = (await site.inject('/metrics')).body;
    assert.match(text, /http_request_duration_seconds_count\{site="pki",route="\/health\/live",status="200"\} 1/);
    assert.match(text, /^process_resident_memory_bytes /m);
    assert.doesNotMatch(text, /890312499015/);
  });

  test('OPS-3 SEC-8 figures are for this machine only', async () => {
    await using site = await siteOn(world.db);
    const answer = await site.inject({ url: '/metrics', remoteAddress: '203.0.113.7' });
    assert.equal(answer.statusCode, 404);
  });
});
