import type { Tx } from '#kit/db';
import { publish } from '#kit/jobs';
import type { ChangedBy } from './rules/actor.ts';
import { formatDay } from '#text';
import { lastDayOf, yearOf } from './rules/referral.ts';
import { registers } from './rules/register.ts';
import { referralTold } from './events.ts';
import { insertChange } from './store/changes.ts';
import { lockEntry } from './store/entries.ts';
import type { Entry } from './store/entries.ts';
import { findNextChild, insertReferral, listReferrals } from './store/referrals.ts';
import type { Referral } from './store/referrals.ts';
import { listFreeGroups, lockGroup } from './store/preschools.ts';
import type { PreschoolGroup } from './store/preschools.ts';
import { findQueue, findTurn } from './store/turns.ts';

/** Where a referral comes from. */
interface Issuing {
  readonly who: ChangedBy;
  readonly at: Date;
}

const preschool = registers.preschool;
/** Children who were given a referral elsewhere in the same moment are passed over; so many at most. */
const mostTries = 20;

function hasFree(group: PreschoolGroup | undefined): group is PreschoolGroup {
  return group !== undefined && group.taken < group.places;
}

/** Tells the consumer what happened to a referral, in the transaction in which it happened. */
export async function tellOfReferral(
  tx: Tx,
  entry: Entry,
  told: { referral: Referral; happened: 'issued' | 'lapsed' },
): Promise<void> {
  const { referral, happened } = told;
  const { institution, institutionAddress, number, until } = referral;
  const childName = entry.values.childName ?? '';
  const about = { referralId: referral.id, iin: entry.iin, childName, institution, institutionAddress, number, until, happened };
  await publish(tx, referralTold, about, { order: entry.id });
}

async function give(
  tx: Tx,
  entry: Entry,
  giving: Issuing & { group: PreschoolGroup; number: string | undefined },
): Promise<boolean> {
  const { group, number, who, at } = giving;
  const until = lastDayOf(formatDay(at));
  if (!(await insertReferral(tx, { number, entryId: entry.id, groupId: group.id, issuedAt: at, until }))) return false;
  const [referral] = await listReferrals(tx, entry.id);
  if (referral === undefined) throw new Error('A referral vanished');
  const after = {
    institution: referral.institution,
    groupName: group.name,
    referralNumber: referral.number,
    referralUntil: until,
  };
  await insertChange(tx, { register: preschool.name, entryId: entry.id }, { at, act: 'referred', who, before: {}, after });
  await tellOfReferral(tx, entry, { referral, happened: 'issued' });
  return true;
}

/** Gives a free place of a group to the child whose turn it is. @returns the entry, or undefined where there is no place or nobody for it */
export async function offerPlace(
  tx: Tx,
  offer: Issuing & { readonly bodyId: string; readonly groupId: string },
): Promise<string | undefined> {
  const { bodyId, groupId, who, at } = offer;
  const group = await lockGroup(tx, groupId);
  const queueId = await findQueue(tx, { bodyId, register: preschool.name, list: 'all' });
  if (!hasFree(group) || queueId === undefined) return undefined;
  for (let tries = 0; tries < mostTries; tries++) {
    const id = await findNextChild(tx, { queueId, group });
    const entry = id === undefined ? undefined : await lockEntry(tx, preschool, { id, bodyId });
    if (entry === undefined) return undefined;
    if (entry.leftOn === undefined && (await give(tx, entry, { group, number: undefined, who, at }))) return entry.id;
  }
  return undefined;
}

/** The free place that a child may be given now: nobody who waits before it could take it. */
export async function placeFor(
  db: Parameters<typeof listFreeGroups>[0],
  child: {
    readonly bodyId: string;
    readonly birthDate: string;
    readonly turn: number;
    readonly institutionNumber?: string | undefined;
  },
): Promise<PreschoolGroup | undefined> {
  const { bodyId, birthDate, turn, institutionNumber } = child;
  const groups = await listFreeGroups(db, { bodyId, bornIn: yearOf(birthDate), institutionNumber });
  const queueId = await findQueue(db, { bodyId, register: preschool.name, list: 'all' });
  if (queueId === undefined) return groups[0];
  for (const group of groups) {
    if ((await findNextChild(db, { queueId, group, before: turn })) === undefined) return group;
  }
  return undefined;
}

/** Refers a child by a decision of the body. @returns false where there is no place for which it is this child's turn */
export async function referByDecision(
  tx: Tx,
  entry: Entry,
  deciding: Issuing & { readonly number: string; readonly institutionNumber: string | undefined },
): Promise<boolean> {
  const { number, institutionNumber, who, at } = deciding;
  const turn = await findTurn(tx, entry.id);
  const birthDate = entry.values.childBirthDate;
  if (turn === undefined || birthDate === undefined) return false;
  const found = await placeFor(tx, { bodyId: entry.bodyId, birthDate, turn: turn.turn, institutionNumber });
  const group = found && (await lockGroup(tx, found.id));
  return hasFree(group) && give(tx, entry, { group, number, who, at });
}
