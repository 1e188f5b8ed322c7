import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { systemClock } from '#kit/clock';
import { startAddressRegister } from '../../../twins/address-register/server.ts';
import { faultModes } from '../../../twins/faults.ts';
import { addressRegisterService, createAddressRegister } from './adapters/address-register.ts';
import type { AddressRegister } from './ports.ts';
import { formatFound } from './rules/found-address.ts';
import { openRegistry } from './testing.ts';
import type { TestRegistry } from './testing.ts';

let rig: TestRegistry;
let register: AddressRegister;

before(async () => {
  rig = await openRegistry(addressRegisterService, startAddressRegister);
});
after(() => rig[Symbol.asyncDispose]());
beforeEach(() => {
  rig.twin.setFault('none');
  rig.clock.set(systemClock.now());
  register = createAddressRegister(rig.parts);
});

async function lines(text: string, locale: 'kk' | 'ru' | 'en' = 'kk'): Promise<string[]> {
  const answer = await register.findAddresses(text);
  assert.ok(answer.kind === 'found');
  return answer.addresses.map((address) => formatFound(address, locale));
}

test('GW-1 the address register finds settlements and streets by the beginnings of words, in Kazakh and in Russian', async () => {
  const kazakh = 'Шығыс Қазақстан облысы, Көкпекті ауданы, Самар ауылы, Горохов көшесі';
  assert.deepEqual(await lines('самар горох'), [kazakh]);
  const russian = 'Восточно-Казахстанская область, Кокпектинский район, село Самарское, улица Горохова';
  assert.deepEqual(await lines('горохова, 7', 'ru'), [russian]);
  assert.deepEqual(await lines('горохова', 'en'), [russian], 'registries have no third language');
  assert.ok((await lines('Абай')).length > 1);
});

test('GW-1 an address is found by its code, which keeps its leading zero', async () => {
  const answer = await register.findAddresses('горохов');
  assert.ok(answer.kind === 'found');
  const [found] = answer.addresses;
  assert.match(found?.code ?? '', /^0\d{15}$/);
  assert.deepEqual(await register.findAddresses(found?.code ?? ''), answer);
});

test('GW-4 nothing is asked for less than two letters, and what is unknown is an empty list', async () => {
  rig.twin.setFault('down');
  assert.deepEqual(await lines(' а '), []);
  rig.twin.setFault('none');
  assert.deepEqual(await lines('Атлантида'), []);
});

for (const mode of faultModes.filter((one) => one !== 'none'))
  test(`REL-3 GW-4 an address register that is ${mode} is unavailable since its first failure, and found again afterwards`, () =>
    rig.withOwnNode(async () => {
      const since = rig.clock.now();
      rig.twin.setFault(mode);
      for (let turn = 0; turn < 5; turn++) {
        assert.deepEqual(await register.findAddresses('абай'), { kind: 'unavailable', since });
        rig.clock.advance(100);
      }
      rig.twin.setFault('none');
      assert.equal((await register.findAddresses('абай')).kind, 'unavailable', 'the open breaker does not even ask');
      rig.clock.advance(6_000);
      assert.equal((await register.findAddresses('абай')).kind, 'found');
    }));
