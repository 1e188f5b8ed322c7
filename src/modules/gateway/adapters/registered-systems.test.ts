import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Directory } from '../directory.ts';
import { makeSystem } from '../testing/systems.ts';
import { registeredSystems } from './registered-systems.ts';

const portal = makeSystem('portal');
const stranger = makeSystem('portal');
const now = new Date(Date.parse('2026-12-01T00:00:00Z'));

function directoryOf(fingerprints: ReadonlyMap<string, string>): Directory {
  const view = {
    system: () => undefined,
    service: () => undefined,
    mayCall: () => false,
    systemOf: (one: string) => fingerprints.get(one),
  };
  return { current: async () => view, forget: () => {} };
}
const registered = directoryOf(new Map([[portal.fingerprint, 'portal']]));

test('GW-2 only registered certificates are known, whatever name stands in them', async () => {
  const trust = registeredSystems(registered, async () => true);
  const signer = await trust.signer(portal.certificate, now);
  assert.ok(signer.known && signer.system === 'portal' && signer.algorithm === 'ecdsa');
  assert.deepEqual(await trust.signer(stranger.certificate, now), { known: false });
  assert.deepEqual(await trust.signer('AAAA', now), { known: false });
});

test('GW-2 a certificate that has ended, or has not begun, is unknown', async () => {
  const trust = registeredSystems(registered, async () => true);
  assert.deepEqual(await trust.signer(portal.certificate, new Date('2050-01-01')), { known: false });
  assert.deepEqual(await trust.signer(portal.certificate, new Date('2000-01-01')), { known: false });
});

test('GW-2 a certificate whose chain stops holding is unknown within a minute', async () => {
  let holds = true;
  const trust = registeredSystems(registered, async () => holds);
  assert.ok((await trust.signer(portal.certificate, now)).known);
  holds = false;
  assert.deepEqual(await trust.signer(portal.certificate, new Date(now.getTime() + 61_000)), { known: false });
});
