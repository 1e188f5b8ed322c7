import type { Tx } from '#kit/db';
import { newId } from '#kit/ids';
import type { Iin } from '#subjects';
import type { Act, ChangedBy } from './rules/actor.ts';
import { paymentsFor } from './rules/payments.ts';
import type { Register, Values } from './rules/register.ts';
import { turnOf } from './rules/turn.ts';
import { insertChange } from './store/changes.ts';
import { findEntry, insertEntry } from './store/entries.ts';
import type { Entry } from './store/entries.ts';
import { replacePayments } from './store/payments.ts';
import { insertTurn, lockQueue } from './store/turns.ts';

/** Somebody to be entered. */
export interface Entering {
  readonly bodyId: string;
  readonly iin: Iin;
  readonly fullName: string;
  readonly registeredOn: string;
  /** When the application was filed: it decides the place in a queue. */
  readonly filedAt: Date;
  /** As `readValues` gave them. */
  readonly values: Values;
  readonly at: Date;
}

/** Enters somebody into a register and, where it has one, into its queue. @returns undefined where the register has a current entry of the same */
export async function enter(
  tx: Tx,
  register: Register,
  entering: Entering & { readonly id?: string; readonly who: ChangedBy; readonly act?: Act },
): Promise<Entry | undefined> {
  const { who, act = 'entered', id = newId(), ...given } = entering;
  if (!(await insertEntry(tx, register, { id, ...given }))) return undefined;
  await takeTurn(tx, register, { id, ...given });
  await makePayments(tx, register, { id, values: given.values });
  const after = { ...given.values, fullName: given.fullName, registeredOn: given.registeredOn };
  await insertChange(tx, { register: register.name, entryId: id }, { at: given.at, act, who, before: {}, after });
  return findEntry(tx, register, { id, bodyId: given.bodyId });
}

/** Gives an entry its turn in the queue of the list to which it belongs. */
export async function takeTurn(
  tx: Tx,
  { name, queue }: Register,
  entry: Pick<Entering, 'bodyId' | 'values' | 'filedAt' | 'at'> & { readonly id: string },
): Promise<void> {
  if (queue === undefined) return;
  const { id, bodyId, values, filedAt, at } = entry;
  const queueId = await lockQueue(tx, { bodyId, register: name, list: queue.listOf(values) });
  await insertTurn(tx, queueId, { entryId: id, first: turnOf(queue.rankOf(values), filedAt), at });
}

/** The quarterly payments of a child taught at home follow from the amount and the period. */
export async function makePayments(
  tx: Tx,
  register: Register,
  { id, values }: { readonly id: string; readonly values: Values },
): Promise<void> {
  const { amount, from, to } = values;
  if (register.name !== 'homeTaught' || amount === undefined || from === undefined || to === undefined) return;
  await replacePayments(tx, id, paymentsFor(Number(amount), { from, to }));
}
