import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { runJobs } from '#kit/job-runner';
import { silentLog } from '#kit/log';
import { testDatabase } from '#kit/testing';
import { cast } from '../../../seed/cast.ts';
import { authorityJobs } from './jobs.ts';
import { readCrl } from '#pki';
import { newestLists } from './newest-lists.ts';
import { newestCrl } from './store/crl-store.ts';
import { testAuthority } from './testing.ts';

test('NCA-3 lists come out at once for a stolen key, and only then', async () => {
  await using world = await testDatabase(['authority']);
  await using ca = await testAuthority({ db: world.db });
  const jobs = runJobs({ db: world.db, signals: world.signals(), log: silentLog, handlers: authorityJobs(ca.authority) });
  const number = async () => (await newestCrl(world.db, 'issuing', 'full'))?.number ?? 0;
  const { signing, authentication } = await ca.person({ iin: cast.aigerim.iin, name: cast.aigerim });
  const before = await number();
  await ca.revoke(authentication, 'superseded');
  await ca.revoke(signing, 'keyCompromise');
  for (let tries = 0; tries < 400 && (await number()) === before; tries++) await sleep(25);
  await jobs.stop();
  assert.equal(await number(), before + 1);
  const lists = (await newestLists(ca.authority)).map((der) => readCrl(der));
  assert.deepEqual([lists.length, lists.every(({ ok }) => ok)], [3, true]);
});
