import type { Tx } from '#kit/db';
import type { Act } from './rules/actor.ts';
import { registers } from './rules/register.ts';
import { leaveRegister } from './change-entry.ts';
import type { ChangeOutcome, Changing } from './change-entry.ts';
import { offerPlace, tellOfReferral } from './issue-referral.ts';
import { insertChange } from './store/changes.ts';
import { findEntry, lockEntry } from './store/entries.ts';
import type { Entry } from './store/entries.ts';
import { closeReferral, listReferrals } from './store/referrals.ts';
import type { Referral, ReferralState } from './store/referrals.ts';

const preschool = registers.preschool;

/** What becomes of a referral. `none`: there is none that could. */
type CloseOutcome = 'saved' | 'missing' | 'none';

async function openReferral(
  tx: Tx,
  of: { id: string; bodyId: string },
): Promise<{ entry: Entry; referral: Referral | undefined } | undefined> {
  const entry = await lockEntry(tx, preschool, of);
  if (entry === undefined) return undefined;
  return { entry, referral: (await listReferrals(tx, entry.id)).find(({ state }) => state === 'open') };
}

/** The place goes to the next child in the same transaction: it is never free unseen. */
async function giveBack(
  tx: Tx,
  { entry, referral }: { entry: Entry; referral: Referral },
  closing: Changing & { state: ReferralState; act: Act },
): Promise<boolean> {
  const { state, act, who, at, bodyId } = closing;
  if (!(await closeReferral(tx, referral.id, { from: 'open', state, at }))) return false;
  const before = { institution: referral.institution, referralNumber: referral.number };
  await insertChange(tx, { register: preschool.name, entryId: entry.id }, { at, act, who, before, after: {} });
  await offerPlace(tx, { bodyId, groupId: referral.groupId, who: { kind: 'system' }, at });
  return true;
}

/** The family does not want the place: the child goes on waiting where it stands, the place is the next child's. */
export async function declineReferral(tx: Tx, closing: Changing): Promise<CloseOutcome> {
  const found = await openReferral(tx, closing);
  if (found === undefined) return 'missing';
  const { entry, referral } = found;
  if (referral === undefined) return 'none';
  return (await giveBack(tx, { entry, referral }, { ...closing, state: 'declined', act: 'referralDeclined' })) ? 'saved' : 'none';
}

/** A referral that was not handed in in five days: the child keeps its place in the queue, the institution's place is the next child's. */
export async function lapseReferral(tx: Tx, of: { entryId: string; bodyId: string; at: Date }): Promise<void> {
  const { entryId, bodyId, at } = of;
  const found = await openReferral(tx, { id: entryId, bodyId });
  if (found?.referral === undefined) return;
  const { entry, referral } = found;
  const closing = { id: entryId, bodyId, who: { kind: 'system' }, at, state: 'lapsed', act: 'referralLapsed' } as const;
  if (await giveBack(tx, { entry, referral }, closing)) await tellOfReferral(tx, entry, { referral, happened: 'lapsed' });
}

/** The child goes to the institution: it leaves the queue, the place is taken. */
export async function placeChild(tx: Tx, closing: Changing): Promise<CloseOutcome> {
  const found = await openReferral(tx, closing);
  if (found === undefined) return 'missing';
  const { referral } = found;
  if (referral === undefined || !(await closeReferral(tx, referral.id, { from: 'open', state: 'used', at: closing.at })))
    return 'none';
  await leaveRegister(tx, preschool, { ...closing, why: referral.institution, act: 'placed' });
  return 'saved';
}

/** A child that went to an institution does not any more: its place is the next child's. */
export async function freePlace(tx: Tx, closing: Changing & { readonly referralId: string }): Promise<CloseOutcome> {
  const { id, bodyId, referralId, at, who } = closing;
  const entry = await findEntry(tx, preschool, { id, bodyId });
  const referral = entry && (await listReferrals(tx, entry.id)).find((one) => one.id === referralId);
  if (referral === undefined) return 'missing';
  if (!(await closeReferral(tx, referral.id, { from: 'used', state: 'ended', at }))) return 'none';
  const before = { institution: referral.institution };
  await insertChange(tx, { register: preschool.name, entryId: id }, { at, act: 'left', who, before, after: {} });
  await offerPlace(tx, { bodyId, groupId: referral.groupId, who: { kind: 'system' }, at });
  return 'saved';
}

/** Closes an entry of any register; the place that an open referral held goes to the next child. */
export async function leave(
  tx: Tx,
  register: (typeof registers)[keyof typeof registers],
  leaving: Changing & { readonly why: string },
): Promise<ChangeOutcome> {
  const outcome = await leaveRegister(tx, register, leaving);
  if (outcome !== 'saved' || register.name !== 'preschool') return outcome;
  const found = await openReferral(tx, leaving);
  if (found?.referral !== undefined) {
    const { entry, referral } = found;
    await giveBack(tx, { entry, referral }, { ...leaving, state: 'declined', act: 'referralDeclined' });
  }
  return outcome;
}
