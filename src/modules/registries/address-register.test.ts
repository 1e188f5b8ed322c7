import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { systemClock } from '#kit/clock';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import { silentLog } from '#kit/log';
import { formatTime, texts } from '#text';
import { startAddressRegister } from '../../../twins/address-register/server.ts';
import { faultModes } from '../../../twins/faults.ts';
import { addressRegisterService, createAddressRegister } from './adapters/address-register.ts';
import type { AddressRegister } from './ports.ts';
import { formatFound } from './rules/found-address.ts';
import { openRegistry } from './testing.ts';
import type { TestRegistry } from './testing.ts';
import { addressRoutes } from './web/address-routes.ts';

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

/** The pages for fields that are typed by hand, as somebody reads them. */
async function read(path: string, locale: 'kk' | 'ru' | 'en' = 'kk'): Promise<string> {
  await using site = await createSite({
    log: silentLog,
    guards: { person: () => undefined },
    failurePage: () => html`failure`,
    routes: addressRoutes({ addresses: register, clock: rig.clock, access: 'person' }),
    prepare(request) {
      const assets = (name: string): string => `/assets/${name}`;
      request.page = { locale, path: request.url, nonce: '', site: 'portal', version: '0', assets };
    },
    async extend(app) {
      app.decorateRequest('page');
    },
  });
  return (await site.inject({ url: path, headers: { accept: 'text/html' } })).body;
}

test('APP-2 A11Y-4 addresses are suggested while one types, and found on a page without scripts, in the reader’s language', async () => {
  const asked = `?${new URLSearchParams({ q: 'самар горох' })}`;
  const russian = 'Восточно-Казахстанская область, Кокпектинский район, село Самарское, улица Горохова';
  assert.deepEqual(JSON.parse(await read(`/addresses/suggestions${asked}`, 'ru')), { addresses: [russian] });
  assert.ok((await read(`/addresses${asked}`, 'ru')).includes(russian));
  assert.ok((await read('/addresses?q=%D1%8A%D1%8A%D1%8A')).includes(texts('kk').registries.finder.none));
});

test('GW-4 REL-3 while the address register is down its page says since when, and the field gets no suggestions', () =>
  rig.withOwnNode(async () => {
    rig.twin.setFault('down');
    const page = await read('/addresses?q=%D0%B0%D0%B1%D0%B0%D0%B9', 'en');
    const { finder, notReceived } = texts('en').registries;
    assert.ok(page.includes(finder.unavailable) && page.includes(notReceived(formatTime(rig.clock.now()))));
    assert.deepEqual(JSON.parse(await read('/addresses/suggestions?q=%D0%B0%D0%B1%D0%B0%D0%B9')), { addresses: [] });
  }));
