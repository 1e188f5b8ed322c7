import type { Tx } from '#kit/db';
import { newId } from '#kit/ids';
import type { Institution, PreschoolGroup } from './store/preschools.ts';
import { findGroup, insertGroup, insertInstitution, lockGroup, setPlaces } from './store/preschools.ts';

/** Years in which children of a group can have been born, and most places of a group. */
export const groupBounds = { bornFrom: 2000, bornTo: 2100, places: 200 } as const;

/** Enters an institution. @returns its id, or undefined where the body has one with this number */
export async function addInstitution(
  tx: Tx,
  institution: Pick<Institution, 'bodyId' | 'number' | 'name' | 'address' | 'phone'> & { readonly at: Date },
): Promise<string | undefined> {
  const id = newId();
  return (await insertInstitution(tx, { ...institution, id, version: 1 })) ? id : undefined;
}

/** Enters a group. @returns its id, or undefined where the institution has one with this name */
export async function addGroup(
  tx: Tx,
  group: Pick<PreschoolGroup, 'institutionId' | 'name' | 'bornFrom' | 'bornTo' | 'places'>,
): Promise<string | undefined> {
  const id = newId();
  return (await insertGroup(tx, { ...group, id })) ? id : undefined;
}

/** Changes how many places a group has. `tooFew`: more are taken. */
export async function changePlaces(
  tx: Tx,
  change: { readonly groupId: string; readonly bodyId: string; readonly places: number },
): Promise<'saved' | 'missing' | 'tooFew'> {
  if ((await findGroup(tx, { id: change.groupId, bodyId: change.bodyId })) === undefined) return 'missing';
  const group = await lockGroup(tx, change.groupId);
  if (group === undefined || change.places < group.taken) return 'tooFew';
  await setPlaces(tx, group.id, change.places);
  return 'saved';
}
