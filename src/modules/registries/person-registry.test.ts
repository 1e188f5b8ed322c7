import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createGateway } from '#gateway';
import type { Gateway } from '#gateway';
import { makeSystem, offer, register, startNode, trustOf } from '#gateway/testing';
import type { TestNode } from '#gateway/testing';
import { fixedClock, systemClock } from '#kit/clock';
import type { FixedClock } from '#kit/clock';
import { silentLog } from '#kit/log';
import { testDatabase } from '#kit/testing';
import type { TestDatabase } from '#kit/testing';
import { bodies, cast } from '#seed';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import type { RegistryTwin } from '../../../twins/answering.ts';
import type { FaultMode } from '../../../twins/faults.ts';
import { peopleOfTwin } from '../../../twins/person-registry/people.ts';
import { startPersonRegistry } from '../../../twins/person-registry/server.ts';
import type { PersonRegistryOptions } from '../../../twins/person-registry/server.ts';
import { watchLookups } from './admit-lookup.ts';
import { createPersonRegistry, personRegistryService } from './adapters/person-registry.ts';
import type { PersonAnswer, PersonRegistry } from './ports.ts';
import { listAccesses } from './store.ts';

const node = makeSystem('gateway');
const portal = makeSystem('portal');
const registryKey = makeSystem(personRegistryService.provider, 'rsa');

let world: TestDatabase;
let middle: TestNode;
let twin: RegistryTwin;
let gateway: Gateway;

before(async () => {
  world = await testDatabase(['gateway', 'registries']);
  twin = await startPersonRegistry({
    host: '127.0.0.1',
    port: 0,
    clock: systemClock,
    key: registryKey,
    trust: trustOf(portal),
    people: peopleOfTwin(100),
  });
  middle = await startNode({ db: world.db, signals: world.signals(), keys: [portal], node });
  await register(world.db, node, middle.address);
  await register(world.db, portal, `${middle.address}/systems/portal`);
  await register(world.db, registryKey, twin.address);
  const { id, provider, channel } = personRegistryService;
  await offer(world.db, { id, provider, channel, timeLimit: 400, concurrency: 32 }, ['portal']);
  middle.gateway.directoryChanged();
  gateway = middle.gateway;
});

after(async () => {
  await middle[Symbol.asyncDispose]();
  await twin.close();
  await world[Symbol.asyncDispose]();
});

let clock: FixedClock;
let registry: PersonRegistry;
/** Milliseconds for which look-ups were slowed. */
let waited: number[];
beforeEach(() => {
  clock = fixedClock(systemClock.now());
  const common = { db: world.db, clock, log: silentLog };
  const lookups = watchLookups({
    ...common,
    limits: { slow: 2, stop: 4, listed: 100 },
    wait: async (time) => void waited.push(time),
  });
  registry = createPersonRegistry({ ...common, call: (call) => gateway.callSync(call), system: 'portal' }, lookups);
  waited = [];
});

function iinOf(text: string): Iin {
  const iin = parseIin(text);
  assert.ok(iin);
  return iin;
}
const aigerim = iinOf(cast.aigerim.iin);
const ask = (iin = aigerim): Promise<PersonAnswer> => registry.findPerson(iin, { purpose: 'registration' });

test('GW-1 the person registry is asked through the gateway in its own message shape', async () => {
  const answer = await ask();
  assert.ok(answer.kind === 'found');
  const { person } = answer;
  assert.deepEqual(person.name, { surname: 'Сейітова', name: 'Айгерім', patronymic: 'Маратқызы' });
  assert.equal(person.birthDate, cast.aigerim.birthDate);
  assert.deepEqual([person.gender, person.alive, person.capable, person.removed], ['female', true, true, false]);
  assert.deepEqual(person.nationality, { code: '005', nameKz: 'ҚАЗАҚ', nameRu: 'КАЗАХ' });
  assert.equal(person.address?.arCode, '0201300099990001');
  const [document] = person.documents;
  assert.deepEqual([document?.kind, document?.number, document?.valid], ['identityCard', cast.aigerim.documentNumber, true]);
});

test('GW-1 an IIN that nobody has is absent, which is not the same as unavailable', async () => {
  const known = peopleOfTwin(100);
  const nobody = [...peopleOfTwin(150).keys()].find((iin) => !known.has(iin)) ?? '';
  assert.deepEqual(await ask(iinOf(nobody)), { kind: 'absent' });
});

test('GW-2 each asking is written down with its ground, whatever comes of it', async () => {
  const svetlana = iinOf(cast.svetlana.iin);
  await registry.findPerson(svetlana, { purpose: 'application', who: 'officer-1', reference: 'application-1' });
  twin.setFault('garbage');
  await registry.findPerson(svetlana, { purpose: 'registration' });
  twin.setFault('none');
  const { lines } = await listAccesses(world.db, { iin: svetlana, limit: 10, offset: 0 });
  assert.deepEqual(
    lines.map(({ who, purpose, reference, outcome }) => ({ who, purpose, reference, outcome })),
    [
      { who: null, purpose: 'registration', reference: null, outcome: 'unavailable' },
      { who: 'officer-1', purpose: 'application', reference: 'application-1', outcome: 'found' },
    ],
  );
});

test('SEC-11 CAB-9 an officer is given nothing of one person too many, and the registry is not even asked', async () => {
  const officer = { who: 'operator-1', officer: { name: 'Операторова М.', bin: bodies.centre.bin } };
  const consent = { kind: 'presence', number: '049900101' } as const;
  const look = (iin: string): Promise<PersonAnswer> =>
    registry.findPerson(iinOf(iin), { ...officer, purpose: 'application', consent });
  const people = [...peopleOfTwin(20).keys()].slice(0, 5);
  for (const iin of people.slice(0, 4)) assert.equal((await look(iin)).kind, 'found');
  assert.deepEqual(waited, [500, 1_000], 'the third and the fourth waited');
  await assert.rejects(look(people[4] ?? ''), { code: 'tooManyRequests' });
  const { lines } = await listAccesses(world.db, { iin: iinOf(people[0] ?? ''), limit: 10, offset: 0 });
  const [line] = lines;
  assert.deepEqual(
    [line?.officerName, line?.officerBin, line?.consent, line?.consentNumber],
    ['Операторова М.', bodies.centre.bin, 'presence', '049900101'],
  );
  const { total } = await listAccesses(world.db, { iin: iinOf(people[4] ?? ''), limit: 10, offset: 0 });
  assert.equal(total, 0);
});

/** A gateway of another process, with a breaker of its own at the node, so that one bad day does not spoil the next. */
async function withOwnNode(work: () => Promise<void>): Promise<void> {
  const own = await startNode({ db: world.db, signals: world.signals(), keys: [portal], node, clock });
  gateway = own.gateway;
  try {
    await work();
  } finally {
    gateway = middle.gateway;
    await own[Symbol.asyncDispose]();
  }
}

for (const mode of ['down', 'slow', 'cutOff', 'garbage', 'endless'] satisfies FaultMode[]) {
  test(`REL-3 GW-4 a registry that is ${mode} is unavailable since its first failure, the breaker opens, and it closes again`, () =>
    withOwnNode(async () => {
      const start = clock.now();
      twin.setFault(mode);
      for (let turn = 0; turn < 5; turn++) {
        assert.deepEqual(await ask(), { kind: 'unavailable', since: start });
        clock.advance(100);
      }
      twin.setFault('none');
      assert.deepEqual(await ask(), { kind: 'unavailable', since: start }, 'the open breaker does not even ask');
      clock.advance(6_000);
      assert.equal((await ask()).kind, 'found');
      assert.equal((await ask()).kind, 'found');
    }));
}

test('REL-3 a registry whose process is gone is unavailable', () =>
  withOwnNode(async () => {
    const gone = createGateway({
      db: world.db,
      clock: systemClock,
      log: silentLog,
      signals: world.signals(),
      chain: async () => true,
      keys: [portal],
      gateway: { address: 'http://127.0.0.1:9', system: 'gateway' },
      receptions: [],
    });
    gateway = gone;
    assert.equal((await ask()).kind, 'unavailable');
  }));

/** Runs while another process stands at the registry's address. */
async function withOtherTwin(options: Pick<PersonRegistryOptions, 'trust' | 'people'>, work: () => Promise<void>): Promise<void> {
  const other = await startPersonRegistry({ host: '127.0.0.1', port: 0, clock: systemClock, key: registryKey, ...options });
  await register(world.db, registryKey, other.address);
  try {
    await withOwnNode(work);
  } finally {
    await register(world.db, registryKey, twin.address);
    await other.close();
  }
}

test('GW-2 the twin answers nobody whose signature it does not know', () =>
  withOtherTwin({ trust: trustOf(node), people: peopleOfTwin(1) }, async () => {
    assert.equal((await ask()).kind, 'unavailable');
  }));

test('SEC-14 the data of somebody else are no answer', () =>
  withOtherTwin({ trust: trustOf(portal), people: new Map([[aigerim, cast.nurlan]]) }, async () => {
    assert.equal((await ask()).kind, 'unavailable');
  }));
