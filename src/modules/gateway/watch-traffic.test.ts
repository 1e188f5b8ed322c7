import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { systemClock } from '#kit/clock';
import { silentLog } from '#kit/log';
import { countTraffic } from './count-traffic.ts';
import { createTurnedAwayCounter } from './count-turned-away.ts';
import { faultCode } from './rules/faults.ts';
import { classesInDoubling } from './rules/latency.ts';
import { periodAt } from './rules/period.ts';
import { sealJournal } from './seal-journal.ts';
import { endsOf } from './store/figure-store.ts';
import { backlogOf, mostCounted } from './store/transit-store.ts';
import { until } from './testing/node.ts';
import { openTown } from './testing/town.ts';
import type { Town } from './testing/town.ts';
import { watchTraffic } from './watch-traffic.ts';
import type { ServiceTraffic, Traffic } from './watch-traffic.ts';

let town: Town;

const clock = systemClock;
const node = 'gateway';
const seal = () => sealJournal({ db: town.world.db, clock, timestamper: async () => new Uint8Array([1]) });
const count = () => countTraffic({ db: town.world.db, clock, node });
const watch = (period: 'hour' | 'day' | 'week' = 'hour'): Promise<Traffic> =>
  watchTraffic({ db: town.world.db, clock, node, health: () => town.node.gateway.health() }, period);

function serviceOf({ services }: Traffic, id: string): ServiceTraffic {
  const found = services.find((one) => one.id === id);
  assert.ok(found !== undefined);
  return found;
}
const system = (traffic: Traffic, id: string) => traffic.systems.find((one) => one.id === id);

/** What differs between two looks at the same traffic. */
const still = ({ total, services, systems, faults, columns }: Traffic) => ({ total, services, systems, faults, columns });

before(async () => {
  town = await openTown();
  for (let time = 0; time < 3; time++) await town.call('persons');
  for (let time = 0; time < 2; time++) await town.call('notary');
  await town.call('secret');
  await town.send('announce', 1);
  await town.send('announce', 2);
  await town.send('announce', -1);
  await town.send('notice', 1);
  await until(async () => {
    const { total, backlog } = await watch();
    const tried = backlog.some(({ service: of, tried: count }) => of === 'notice' && count > 0);
    return tried && total.dead === 1 && total.passed === 5 && total.failed === 4;
  });
});
after(() => town[Symbol.asyncDispose]());

describe('what passed through the node', () => {
  test('GW-5 messages, errors and times stand by service, on both channels', async () => {
    const traffic = await watch();
    const counts = ['persons', 'notary', 'announce', 'notice'].map((id) => {
      const { passed, failed, waiting, dead } = serviceOf(traffic, id);
      return { id, passed, failed, waiting, dead };
    });
    assert.deepEqual(counts, [
      { id: 'persons', passed: 3, failed: 0, waiting: 0, dead: 0 },
      { id: 'notary', passed: 0, failed: 2, waiting: 0, dead: 0 },
      { id: 'announce', passed: 2, failed: 1, waiting: 0, dead: 1 },
      { id: 'notice', passed: 0, failed: 0, waiting: 1, dead: 0 },
    ]);
    for (const id of ['persons', 'announce']) {
      const { median = 0, p95 = 0 } = serviceOf(traffic, id);
      assert.ok(median > 0 && p95 >= median, id);
    }
    assert.equal(serviceOf(traffic, 'notary').median, undefined);
    assert.ok(Number(serviceOf(traffic, 'notice').oldest) <= clock.now().getTime());
  });

  test('GW-5 messages stand by system: who sent, who answered or took in, for whom something waits', async () => {
    const traffic = await watch();
    const portal = system(traffic, 'portal');
    assert.deepEqual([portal?.sent.passed, portal?.sent.failed, portal?.received.passed], [5, 4, 0]);
    const { passed, failed } = system(traffic, 'registry')?.received ?? {};
    assert.deepEqual([passed, failed], [3, 0], 'a missing right is the trouble of the sender');
    assert.equal(system(traffic, 'notaries')?.received.failed, 2);
    assert.equal(system(traffic, 'workplace')?.received.passed, 2);
    assert.equal(system(traffic, 'bank')?.waiting, 1);
    assert.equal(system(traffic, 'workplace')?.dead, 1);
  });

  test('GW-5 errors stand by their kind, also those of messages that were turned away at the door', async () => {
    const { faults } = await watch();
    const said = faults.map(({ service: of, sender, recipient, fault, count: times }) => [of, sender, recipient, fault, times]);
    assert.deepEqual(
      new Set(said.map(String)),
      new Set([
        `notary,portal,notaries,${faultCode('unavailable')},2`,
        `announce,portal,workplace,${faultCode('data')},1`,
        `secret,portal,registry,${faultCode('right')},1`,
      ]),
    );
  });

  test('GW-5 the chart adds up to the same as the tables', async () => {
    for (const name of ['hour', 'day', 'week'] as const) {
      const { columns, total } = await watch(name);
      assert.equal(
        columns.reduce((sum, { passed }) => sum + passed, 0),
        total.passed,
      );
      assert.equal(
        columns.reduce((sum, { failed }) => sum + failed, 0),
        total.failed,
      );
    }
  });

  test('GW-4 who answers and who does not is known, and since when', async () => {
    const { providers } = await watch();
    const stateOf = (system: string, of?: string) => providers.find((one) => one.system === system && one.service === of);
    assert.equal(stateOf('registry', 'persons')?.state, 'answers');
    assert.ok(stateOf('registry', 'persons')?.lastAnswer);
    assert.deepEqual([stateOf('notaries', 'notary')?.state, stateOf('notaries', 'notary')?.lastAnswer], ['silent', undefined]);
    assert.equal(stateOf('registry', 'secret')?.state, 'unknown');
    assert.equal(stateOf('workplace')?.state, 'answers');
    assert.equal(stateOf('bank')?.state, 'silent');
  });
});

describe('figures of it', () => {
  test('GW-5 each message counts once: before it is added up, after it, and while several processes do it at once', async () => {
    const before = still(await watch());
    await seal();
    await Promise.all([count(), count(), count()]);
    assert.deepEqual(still(await watch()), before);
    const { rows } = await sql<{
      left: number;
    }>`select (select max(id) from gateway.journal) - line as left from gateway.counted`.execute(town.world.db);
    assert.equal(rows[0]?.left, 0, 'all of it is added up');
    await town.call('persons');
    await count();
    const after = await watch();
    assert.equal(serviceOf(after, 'persons').passed, 4, 'what is not sealed yet is added by the page');
    await seal();
    await count();
    assert.equal(serviceOf(await watch(), 'persons').passed, 4);
    assert.equal(serviceOf(await watch('week'), 'persons').passed, 4);
  });

  test('GW-5 the class of a time is the same in SQL as in the rule', async () => {
    const times = [0, 1, 2, 3, 7, 8, 9, 100, 999, 4_000, 1_000_000_000];
    const { rows } = await sql<{
      class: number;
    }>`select floor(log(2, greatest(t, 1)) * ${classesInDoubling}::integer)::integer as class
      from unnest(${times}::integer[]) with ordinality as time (t, place) order by place`.execute(town.world.db);
    assert.deepEqual(
      rows.map((row) => row.class),
      times.map((time) => Math.floor(Math.log2(Math.max(1, time)) * classesInDoubling + 1e-9)),
    );
  });

  test('GW-5 however many messages are turned away, they are a few rows', async () => {
    const turnAway = createTurnedAwayCounter({ db: town.world.db, log: silentLog });
    const before = (await watch()).total.failed;
    for (let time = 0; time < 500; time++) turnAway({ fault: 'signature', at: clock.now() });
    await until(async () => (await watch()).total.failed === before + 500);
    const { rows } = await sql<{ count: number }>`select count(*) as count from gateway.figure
      where fault = ${faultCode('signature')} and width = 3600`.execute(town.world.db);
    assert.ok((rows[0]?.count ?? 0) <= 2, 'one for each hour that the flood touched');
    const [signature] = (await watch()).faults;
    assert.deepEqual([signature?.service, signature?.sender, signature?.count], ['', '', 500]);
  });

  test('GW-5 figures that no period shows are thrown away', async () => {
    const { db } = town.world;
    await sql`insert into gateway.figure select width, now() - interval '9 days', 'persons', 'portal', 'registry', '', 8, 1, now()
      from unnest(array[300, 3600]) as width`.execute(db);
    await count();
    const { rows } = await sql`select 1 from gateway.figure where from_at < now() - interval '8 days'`.execute(db);
    assert.deepEqual(rows, []);
    assert.ok((await watch('week')).total.passed > 0);
  });
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

function* nodesOf(plan: PlanNode): Generator<PlanNode> {
  yield plan;
  for (const child of plan.Plans ?? []) yield* nodesOf(child);
}

/** Tables that a query reads from end to end. */
async function readWhole(query: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>`explain (format json) ${query}`.execute(
    town.world.db,
  );
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  assert.ok(plan !== undefined);
  const whole = [...nodesOf(plan)].filter((one) => one['Node Type'] === 'Seq Scan');
  return whole.flatMap((one) => one['Relation Name'] ?? []);
}

test('GW-5 with a large journal and many letters no look at the page reads a table from end to end', async () => {
  const { db } = town.world;
  await sql`insert into gateway.journal (party, kind, at, channel, message_type, message_id, sender, service, duration_ms)
    select 'gateway', case n % 2 when 0 then 'request' else 'receipt' end, now() - n * interval '10 seconds', 'async', 'REQUEST',
      'old-' || n / 2, 'portal', 'announce', 20 from generate_series(1, 60000) n`.execute(db);
  await sql`insert into gateway.transit (leg, route, sender, service, message_type, message_id, body, due_at)
    select 'to-recipient', 'bank', 'portal', 'notice', 'REQUEST', 'waiting-' || n, repeat('x', 200), now() + interval '1 day'
    from generate_series(1, 60000) n`.execute(db);
  await seal();
  await count();
  await sql`insert into gateway.figure select 3600, now() - h * interval '1 hour', 'service-' || s, 'portal', 'registry', '', 20, 1, now()
    from generate_series(0, 190) h cross join generate_series(1, 300) s`.execute(db);
  await sql`analyze gateway.journal, gateway.transit, gateway.figure, gateway.seal, gateway.counted`.execute(db);
  const small = ['service', 'counted', 'system'];
  const now = clock.now();
  for (const query of [endsOf(periodAt('hour', now), node), endsOf(periodAt('day', now), node), backlogOf(mostCounted)]) {
    const whole = (await readWhole(query)).filter((table) => !small.includes(table));
    assert.deepEqual(whole, []);
  }
  const traffic = await watch();
  assert.ok(traffic.isBacklogCut, 'the page says that there are more than it counted');
  assert.equal(traffic.total.waiting, mostCounted);
});

test('GW-5 where too many messages are fresh the page says up to when it has counted', async () => {
  assert.equal((await watch()).countedUntil, undefined);
  await sql`insert into gateway.journal (party, kind, at, channel, message_type, message_id, sender, service, duration_ms)
    select 'gateway', 'refusal', now() - interval '1 minute' + n * interval '1 millisecond', 'async', 'REQUEST', 'fresh-' || n, 'portal',
      'announce', 20 from generate_series(1, 25000) n`.execute(town.world.db);
  const { countedUntil, now } = await watch();
  assert.ok(countedUntil !== undefined && countedUntil < now);
  await seal();
  await count();
  assert.equal((await watch()).countedUntil, undefined);
});
