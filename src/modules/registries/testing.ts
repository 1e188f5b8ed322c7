import { makeSystem, offer, register, startNode, trustOf } from '#gateway/testing';
import type { TestNode } from '#gateway/testing';
import type { Service, SystemKey } from '#gateway';
import { fixedClock, systemClock } from '#kit/clock';
import type { FixedClock } from '#kit/clock';
import type { Db } from '#kit/db';
import { silentLog } from '#kit/log';
import { testDatabase } from '#kit/testing';
import type { TestDatabase } from '#kit/testing';
import type { RegistryTwin, TwinOptions } from '../../../twins/answering.ts';
import { watchLookups } from './admit-lookup.ts';
import type { LookupWatch } from './admit-lookup.ts';
import type { RegistryParts } from './adapters/asking.ts';

/** One registry's twin on a socket behind a node of the gateway; for tests. */
export interface TestRegistry extends AsyncDisposable {
  readonly world: TestDatabase;
  readonly twin: RegistryTwin;
  readonly clock: FixedClock;
  /** A client of our system `workplace`, with breakers of its own. */
  readonly parts: RegistryParts;
  readonly lookups: LookupWatch;
  /** Runs with a node whose breakers nobody has used, so that one bad day does not spoil the next. */
  withOwnNode(work: () => Promise<void>): Promise<void>;
}

const node = makeSystem('gateway');
const workplace = makeSystem('workplace');

/** Enters who takes part into the directory; the registry has less time than people would give it. */
async function enter(db: Db, service: Service, systems: { middle: TestNode; key: SystemKey; twin: RegistryTwin }): Promise<void> {
  const { middle, key, twin } = systems;
  await register(db, node, middle.address);
  await register(db, workplace, `${middle.address}/systems/workplace`);
  await register(db, key, twin.address);
  const { id, provider, channel } = service;
  await offer(db, { id, provider, channel, timeLimit: 400, concurrency: 32 }, ['workplace']);
  middle.gateway.directoryChanged();
}

export async function openRegistry(
  service: Service,
  start: (options: TwinOptions) => Promise<RegistryTwin>,
): Promise<TestRegistry> {
  const world = await testDatabase(['gateway', 'registries']);
  const key = makeSystem(service.provider);
  const twin = await start({ host: '127.0.0.1', port: 0, clock: systemClock, key, trust: trustOf(workplace) });
  const middle = await startNode({ db: world.db, signals: world.signals(), keys: [workplace], node });
  await enter(world.db, service, { middle, key, twin });
  const clock = fixedClock(systemClock.now());
  let current: TestNode = middle;
  const common = { db: world.db, clock, log: silentLog };
  const parts: RegistryParts = { ...common, call: (call) => current.gateway.callSync(call), system: 'workplace' };
  return {
    world,
    twin,
    clock,
    parts,
    lookups: watchLookups({ ...common, limits: { slow: 1_000, stop: 2_000, listed: 10_000 } }),
    async withOwnNode(work) {
      const own = await startNode({ db: world.db, signals: world.signals(), keys: [workplace], node, clock });
      current = own;
      try {
        await work();
      } finally {
        current = middle;
        await own[Symbol.asyncDispose]();
      }
    },
    async [Symbol.asyncDispose]() {
      await middle[Symbol.asyncDispose]();
      await twin.close();
      await world[Symbol.asyncDispose]();
    },
  };
}
