import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import { testDatabase } from '#kit/testing';
import { cast } from '#seed';
import { parseIin } from '#subjects';
import { declineReferral, freePlace, leave, placeChild } from './close-referral.ts';
import { enter } from './enter.ts';
import { offerPlace } from './issue-referral.ts';
import { lapseOverdue } from './jobs.ts';
import { addGroup, addInstitution, changePlaces } from './keep-preschools.ts';
import { registers } from './rules/register.ts';
import { listChanges } from './store/changes.ts';
import { listGroups } from './store/preschools.ts';
import { lastReferrals, listReferrals } from './store/referrals.ts';
import { findTurn } from './store/turns.ts';

const world = await testDatabase(['registers']);
const { db } = world;
after(() => world[Symbol.asyncDispose]());

const { preschool } = registers;
const who = { kind: 'officer', id: newId(), name: 'Тілеубаева Г. Қ.' } as const;
const morning = new Date('2026-11-20T05:00:00Z');
const iin = parseIin(cast.aigerim.iin) ?? assert.fail('no valid IIN');

/** A body with one group of so many places, and children who filed one after another. */
async function kindergarten(places: number, children: readonly { born?: string; category?: string }[]) {
  const bodyId = newId();
  const { institutionId, groupId } = await inTransaction(db, async (tx) => {
    const institution = { bodyId, number: '1', name: '«Айгөлек»', address: 'Абай көшесі, 1', phone: undefined, at: morning };
    const institutionId = (await addInstitution(tx, institution)) ?? '';
    const groupId = (await addGroup(tx, { institutionId, name: 'Кіші топ', bornFrom: 2022, bornTo: 2023, places })) ?? '';
    return { institutionId, groupId };
  });
  const ids: string[] = [];
  for (const [index, { born = '2023-05-01', category = 'general' }] of children.entries()) {
    const values = { childName: `Бала ${index}`, childBirthDate: born, category };
    const filedAt = new Date(Date.UTC(2026, 0, 10 + index));
    const entering = { bodyId, iin, fullName: 'Сейітова Айгерім', registeredOn: '2026-01-20', filedAt, values, at: filedAt, who };
    ids.push((await inTransaction(db, (tx) => enter(tx, preschool, entering)))?.id ?? '');
  }
  const changing = (id: string, at = morning) => ({ id, bodyId, who, at });
  return {
    bodyId,
    groupId,
    ids,
    changing,
    offer: (at = morning) => inTransaction(db, (tx) => offerPlace(tx, { bodyId, groupId, who, at })),
    states: async () => {
      const last = await lastReferrals(db, ids);
      return ids.map((id) => last.get(id)?.state ?? 'waits');
    },
    free: async () => {
      const [group] = await listGroups(db, [institutionId]);
      return (group?.places ?? 0) - (group?.taken ?? 0);
    },
  };
}
type Kindergarten = Awaited<ReturnType<typeof kindergarten>>;

test('RG-3 a free place goes to the first in the queue whose year of birth fits: privileged ones first', async () => {
  const garden = await kindergarten(3, [{}, { born: '2020-01-01', category: 'outOfTurn' }, { category: 'firstInTurn' }, {}]);
  assert.equal(await garden.offer(), garden.ids[2]);
  assert.equal(await garden.offer(), garden.ids[0]);
  assert.deepEqual(await garden.states(), ['open', 'waits', 'open', 'waits']);
});

test('RG-3 no place is given twice and no child two places, however many officers offer at once', async () => {
  const garden = await kindergarten(3, [{}, {}, {}, {}, {}]);
  const given = await Promise.all(Array.from({ length: 8 }, () => garden.offer()));
  assert.deepEqual(new Set(given.filter((id) => id !== undefined)), new Set(garden.ids.slice(0, 3)));
  assert.equal(given.filter((id) => id !== undefined).length, 3);
  assert.equal(await garden.free(), 0);
});

const lapse = (at: Date): Promise<number> => inTransaction(db, (tx) => lapseOverdue(tx, at));

test('WRK-5 RG-3 a referral is good for five days; then the place is the next child’s, and the first keeps its place in the queue', async () => {
  const garden = await kindergarten(1, [{}, {}]);
  await garden.offer();
  const [first = ''] = garden.ids;
  const before = await findTurn(db, first);
  // The fifth day, until its midnight at the place.
  await lapse(new Date('2026-11-25T18:59:59Z'));
  assert.deepEqual(await garden.states(), ['open', 'waits']);
  await lapse(new Date('2026-11-25T19:00:01Z'));
  assert.deepEqual(await garden.states(), ['lapsed', 'open']);
  assert.equal((await findTurn(db, first))?.turn, before?.turn);
  assert.deepEqual(
    (await listChanges(db, first, 10)).map(({ act }) => act),
    ['referralLapsed', 'referred', 'entered'],
  );
  // Nobody is left who has not let this place go: it is free.
  await lapse(new Date('2026-12-05T00:00:00Z'));
  assert.deepEqual(await garden.states(), ['lapsed', 'lapsed']);
  assert.equal(await garden.free(), 1);
});

test('REL-4 the lapse is carried out once, however many processes look for it', async () => {
  const garden = await kindergarten(1, [{}, {}, {}]);
  await garden.offer();
  await Promise.all([1, 2, 3].map(() => lapse(new Date('2026-11-27T00:00:00Z'))));
  assert.deepEqual(await garden.states(), ['lapsed', 'open', 'waits']);
});

test('RG-3 a declined place goes on; a child that comes leaves the queue; when it goes away, its place is the next one’s', async () => {
  const garden = await kindergarten(1, [{}, {}, {}]);
  const [first = '', second = '', third = ''] = garden.ids;
  await garden.offer();
  const decline = () => inTransaction(db, (tx) => declineReferral(tx, garden.changing(first)));
  assert.deepEqual(await Promise.all([decline(), decline()]).then((outcomes) => outcomes.toSorted()), ['none', 'saved']);
  const place = () => inTransaction(db, (tx) => placeChild(tx, garden.changing(second)));
  assert.deepEqual([await place(), await place()], ['saved', 'none']);
  assert.equal(await findTurn(db, second), undefined);
  assert.deepEqual(await garden.states(), ['declined', 'used', 'waits']);
  const [used] = await listReferrals(db, second);
  const freeing = { ...garden.changing(second), referralId: used?.id ?? '' };
  assert.equal(await inTransaction(db, (tx) => freePlace(tx, freeing)), 'saved');
  assert.deepEqual(await garden.states(), ['declined', 'ended', 'open']);
  assert.equal((await listReferrals(db, third))[0]?.until, '2026-11-25');
});

test('RG-3 who leaves the queue with a referral in hand gives the place back', async () => {
  const garden: Kindergarten = await kindergarten(1, [{}, {}]);
  await garden.offer();
  const leaving = { ...garden.changing(garden.ids[0] ?? ''), why: 'Басқа ауданға көшті' };
  assert.equal(await inTransaction(db, (tx) => leave(tx, preschool, leaving)), 'saved');
  assert.equal(await inTransaction(db, (tx) => leave(tx, preschool, leaving)), 'closed');
  assert.deepEqual(await garden.states(), ['declined', 'open']);
});

test("WRK-4 SEC-2 places cannot become fewer than are taken, nor another body's be changed", async () => {
  const garden = await kindergarten(2, [{}, {}]);
  await garden.offer();
  const change = (bodyId: string, places: number) =>
    inTransaction(db, (tx) => changePlaces(tx, { groupId: garden.groupId, bodyId, places }));
  assert.equal(await change(garden.bodyId, 0), 'tooFew');
  assert.equal(await change(newId(), 5), 'missing');
  assert.equal(await change(garden.bodyId, 1), 'saved');
  assert.equal(await garden.free(), 0);
  assert.equal(await garden.offer(), undefined);
});
