import { inTransaction } from '#kit/db';
import type { PersonActor } from '#identity';
import type { Representable, Representation } from '#regulations';
import { lockToChange } from './draft.ts';
import type { ApplicationServices } from './services.ts';
import { saveRepresentation } from './store.ts';

/** What was chosen for those who may be represented, by signer; kept by IIN. What the definition does not offer is left out. */
export function readRepresentation(
  choices: readonly Representable[],
  raw: Readonly<Record<string, string | undefined>>,
): Representation {
  const chosen = choices.flatMap(({ id, iin, representatives }) => {
    const representative = representatives.find((one) => one.id === raw[id]);
    return representative === undefined ? [] : [[iin, representative.id] as const];
  });
  return Object.fromEntries(chosen);
}

/** Keeps who signs for whom; what was reviewed before has to be reviewed again (FRM-9). */
export async function chooseRepresentatives(
  services: ApplicationServices,
  person: PersonActor,
  { draftId, representation }: { draftId: string; representation: Representation },
): Promise<void> {
  const at = services.clock.now();
  await inTransaction(services.db, async (tx) => {
    const draft = await lockToChange(tx, person, draftId);
    await saveRepresentation(tx, draft.id, { representation, at });
  });
}
