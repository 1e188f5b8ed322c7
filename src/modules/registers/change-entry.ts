import type { Tx } from '#kit/db';
import type { Act, ChangedBy } from './rules/actor.ts';
import { formatDay } from '#text';
import type { ColumnName, Register, Values } from './rules/register.ts';
import { makePayments, takeTurn } from './enter.ts';
import { insertChange } from './store/changes.ts';
import type { Snapshot } from './store/changes.ts';
import { lockEntry, updateEntry } from './store/entries.ts';
import type { Entry } from './store/entries.ts';
import { endTurn, findTurn, lockQueue } from './store/turns.ts';

/** Who changes which entry, and when. */
export interface Changing {
  readonly id: string;
  readonly bodyId: string;
  readonly who: ChangedBy;
  readonly at: Date;
}

/** `changed`: somebody else did meanwhile. `closed`: who has left is not changed any more. Nothing was stored in either case. */
export type ChangeOutcome = 'saved' | 'missing' | 'changed' | 'closed';

/** What differs, by column, before and after. */
function differences(register: Register, one: Values, other: Values): { before: Snapshot; after: Snapshot } {
  const changed = register.columns.map(({ name }) => name).filter((name) => one[name] !== other[name]);
  const of = (values: Values): Snapshot => Object.fromEntries(changed.map((name) => [name, values[name] ?? '']));
  return { before: of(one), after: of(other) };
}

/** Another list or another privilege is another place in the queue; the time of filing stays. */
async function moveInQueue(tx: Tx, register: Register, moving: { entry: Entry; values: Values; at: Date }): Promise<void> {
  const { queue } = register;
  const { entry, values, at } = moving;
  if (queue === undefined || entry.filedAt === undefined) return;
  const stays = queue.listOf(values) === queue.listOf(entry.values) && queue.rankOf(values) === queue.rankOf(entry.values);
  if (stays) return;
  await leaveQueue(tx, register, { entry, at });
  await takeTurn(tx, register, { id: entry.id, bodyId: entry.bodyId, values, filedAt: entry.filedAt, at });
}

async function leaveQueue(tx: Tx, register: Register, { entry, at }: { entry: Entry; at: Date }): Promise<void> {
  const turn = await findTurn(tx, entry.id);
  if (register.queue === undefined || turn === undefined) return;
  const { bodyId, values } = entry;
  const queueId = await lockQueue(tx, { bodyId, register: register.name, list: register.queue.listOf(values) });
  await endTurn(tx, queueId, { entryId: entry.id, at });
}

/** Changes what an entry says. The same values once more are no change. */
export async function changeEntry(
  tx: Tx,
  register: Register,
  changing: Changing & { readonly version: number | undefined; readonly values: Values; readonly act?: Act },
): Promise<ChangeOutcome> {
  const { who, at, version, values, act = 'changed' } = changing;
  const entry = await lockEntry(tx, register, changing);
  if (entry === undefined) return 'missing';
  if (entry.leftOn !== undefined) return 'closed';
  const { before, after } = differences(register, entry.values, values);
  if (Object.keys(after).length === 0) return 'saved';
  if (version !== undefined && version !== entry.version) return 'changed';
  const changed = Object.keys(after) as ColumnName[];
  await updateEntry(tx, register, {
    id: entry.id,
    at,
    values: Object.fromEntries(changed.map((name) => [name, values[name]])),
  });
  await moveInQueue(tx, register, { entry, values, at });
  await makePayments(tx, register, { id: entry.id, values });
  await insertChange(tx, { register: register.name, entryId: entry.id }, { at, act, who, before, after });
  return 'saved';
}

/** Closes an entry: the person leaves the register and its queue. Closed once more, it stays as it was. */
export async function leaveRegister(
  tx: Tx,
  register: Register,
  leaving: Changing & { readonly why: string; readonly act?: Act },
): Promise<ChangeOutcome> {
  const { who, at, why, act = 'left' } = leaving;
  const entry = await lockEntry(tx, register, leaving);
  if (entry === undefined) return 'missing';
  if (entry.leftOn !== undefined) return 'closed';
  await leaveQueue(tx, register, { entry, at });
  await updateEntry(tx, register, { id: entry.id, at, leftOn: formatDay(at), leftWhy: why });
  const after = { leftOn: formatDay(at), leftWhy: why };
  await insertChange(tx, { register: register.name, entryId: entry.id }, { at, act, who, before: {}, after });
  return 'saved';
}
