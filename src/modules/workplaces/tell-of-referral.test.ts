import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { testOffice } from '#applications/testing';
import { inTransaction } from '#kit/db';
import { runJobs } from '#kit/job-runner';
import { newId } from '#kit/ids';
import { silentLog } from '#kit/log';
import { listNotices } from '#notices';
import { addGroup, addInstitution, enterInto, offerPlace } from '#registers';
import { cast } from '#seed';
import { referralNotices } from './tell-of-referral.ts';

const office = await testOffice();
after(() => office[Symbol.asyncDispose]());
const { db } = office.services;

test('FRM-10 RG-3 a parent with an account hears of the referral, once, in three languages; one without is left in peace', async () => {
  const { id: recipient, iin } = await office.person(cast.aigerim);
  const [bodyId, at] = [newId(), office.clock.now()];
  await inTransaction(db, async (tx) => {
    const institution = { bodyId, number: '1', name: '«Айгөлек»', address: 'Астана көшесі, 9', phone: undefined, at };
    const institutionId = (await addInstitution(tx, institution)) ?? '';
    const groupId = (await addGroup(tx, { institutionId, name: 'Топ', bornFrom: 2023, bornTo: 2023, places: 2 })) ?? '';
    const entering = {
      register: 'preschool',
      bodyId,
      registeredOn: '2026-11-02',
      filedAt: new Date('2026-11-02T05:00:00Z'),
      at,
    } as const;
    const values = { childBirthDate: '2023-05-01', category: 'general' };
    await enterInto(tx, { ...entering, iin, fullName: 'Сейітова', values: { ...values, childName: 'Сейіт Алихан' } });
    const { iin: unknown } = await office.person(cast.svetlana);
    await enterInto(tx, { ...entering, iin: unknown, fullName: 'Ким', values: { ...values, childName: 'Ким Алия' } });
    for (let times = 0; times < 2; times++) await offerPlace(tx, { bodyId, groupId, who: { kind: 'system' }, at });
  });
  const jobs = runJobs({ db, signals: office.world.signals(), log: silentLog, handlers: referralNotices(office.services) });
  const told = () => listNotices(db, recipient, { limit: 10, before: undefined });
  for (let tries = 0; tries < 400 && (await told()).length === 0; tries++) await sleep(25);
  await jobs.stop();
  const [notice, ...more] = await told();
  assert.equal(more.length, 0);
  assert.equal(notice?.link, '/cabinet/queue');
  assert.ok(
    notice.title.kk.includes('Сейіт Алихан') &&
      notice.title.ru.includes('Сейіт Алихан') &&
      notice.title.en.includes('Сейіт Алихан'),
  );
  assert.ok(notice.body.kk.includes('25 қараша 2026 ж.') && notice.body.ru.includes('25 ноября 2026'));
});
