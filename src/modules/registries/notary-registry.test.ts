import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { systemClock } from '#kit/clock';
import { absentPower, cast, powersOfAttorney } from '#seed';
import type { CastPower } from '#seed';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { faultModes } from '../../../twins/faults.ts';
import { startNotaryRegistry } from '../../../twins/notary-registry/server.ts';
import { createNotaryRegistry, notaryRegistryService } from './adapters/notary-registry.ts';
import type { AttorneyAnswer, NotaryRegistry } from './ports.ts';
import { standingOf } from './rules/power-of-attorney.ts';
import { listAccesses } from './store.ts';
import { openRegistry } from './testing.ts';
import type { TestRegistry } from './testing.ts';

let rig: TestRegistry;
let notary: NotaryRegistry;

before(async () => {
  rig = await openRegistry(notaryRegistryService, startNotaryRegistry);
});
after(() => rig[Symbol.asyncDispose]());
beforeEach(() => {
  rig.twin.setFault('none');
  rig.clock.set(systemClock.now());
  notary = createNotaryRegistry(rig.parts, rig.lookups);
});

function iinOf(key: CastPower['principal']): Iin {
  const iin = parseIin(cast[key].iin);
  assert.ok(iin);
  return iin;
}

function ask({
  number,
  principal,
  representative,
}: Pick<CastPower, 'number' | 'principal' | 'representative'>): Promise<AttorneyAnswer> {
  const asked = { number, principal: iinOf(principal), representative: iinOf(representative) };
  return notary.findPowerOfAttorney(asked, { who: 'operator-1', purpose: 'application', reference: 'application-1' });
}

for (const [key, standing] of Object.entries({
  valid: 'valid',
  general: 'valid',
  expired: 'expired',
  revoked: 'revoked',
  otherKind: 'otherKind',
} as const))
  test(`SYS-9 PRO-4 the notary system is asked through the gateway: a power of attorney that is ${key} stands as ${standing}`, async () => {
    const power = powersOfAttorney[key as keyof typeof powersOfAttorney];
    const answer = await ask(power);
    assert.ok(answer.kind === 'found');
    assert.equal(answer.standing, standing);
    assert.equal(answer.power.principal.iin, cast[power.principal].iin);
    assert.equal(answer.power.representative.name.surname, cast[power.representative].surname);
    assert.deepEqual(
      answer.power.powers.map(({ code }) => code),
      [...power.powers],
    );
  });

test('SYS-9 a power of attorney holds until the end of its last day in the state, and not a day longer', async () => {
  const answer = await ask(powersOfAttorney.valid);
  assert.ok(answer.kind === 'found');
  const power = { ...answer.power, validUntil: '2026-11-21' };
  assert.equal(standingOf(power, '2026-11-21'), 'valid');
  assert.equal(standingOf(power, '2026-11-22'), 'expired');
});

test('SYS-9 a number that no notary gave is absent, which is not the same as unavailable', async () => {
  assert.deepEqual(await ask(absentPower), { kind: 'absent' });
});

test('SEC-2 the power of attorney of other people answers like one that does not exist', async () => {
  assert.deepEqual(await ask({ ...powersOfAttorney.valid, representative: 'marat' }), { kind: 'absent' });
  assert.deepEqual(await ask({ ...powersOfAttorney.general, principal: 'aigerim' }), { kind: 'absent' });
});

test('CAB-9 each look at a power of attorney is written down for the principal, whatever comes of it', async () => {
  await ask(powersOfAttorney.general);
  rig.twin.setFault('garbage');
  await ask(powersOfAttorney.general);
  const { lines } = await listAccesses(rig.world.db, { iin: iinOf('svetlana'), limit: 2, offset: 0 });
  assert.deepEqual(
    lines.map(({ what, who, reference, outcome }) => ({ what, who, reference, outcome })),
    ['unavailable', 'found'].map((outcome) => ({
      what: notaryRegistryService.id,
      who: 'operator-1',
      reference: 'application-1',
      outcome,
    })),
  );
});

for (const mode of faultModes.filter((one) => one !== 'none'))
  test(`REL-3 GW-4 a notary system that is ${mode} is unavailable since its first failure, the breaker opens, and it closes again`, () =>
    rig.withOwnNode(async () => {
      const since = rig.clock.now();
      rig.twin.setFault(mode);
      for (let turn = 0; turn < 5; turn++) {
        assert.deepEqual(await ask(powersOfAttorney.valid), { kind: 'unavailable', since });
        rig.clock.advance(100);
      }
      rig.twin.setFault('none');
      assert.deepEqual(await ask(powersOfAttorney.valid), { kind: 'unavailable', since }, 'the open breaker does not even ask');
      rig.clock.advance(6_000);
      assert.equal((await ask(powersOfAttorney.valid)).kind, 'found');
    }));
