import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import type { OfficerActor } from '#identity';
import { draftKey } from './draft.ts';
import type { ApplicationServices } from './services.ts';
import { lockDraft, saveCounter } from './store.ts';

/**
 * Marks which papers of item 11 of the standard were shown (step 5). Other marks are another request: it has to be reviewed again.
 *
 * @throws Failure `badRequest` for a document that the standard does not know
 */
export async function markOriginals(
  services: ApplicationServices,
  officer: OfficerActor,
  marked: { draftId: string; originals: readonly string[] },
): Promise<void> {
  const { draftId } = marked;
  const at = services.clock.now();
  await inTransaction(services.db, async (tx) => {
    const draft = await lockDraft(tx, draftKey(officer, draftId));
    if (draft?.counter === undefined) throw new Failure('notFound');
    const { passport } = services.regulations.version(draft.service, draft.regulationVersion);
    const known = passport.requiredDocuments.map(({ id }) => id);
    if (marked.originals.some((id) => !known.includes(id))) throw new Failure('badRequest');
    const originals = known.filter((id) => marked.originals.includes(id));
    if (originals.join() === draft.counter.originals.join()) return;
    await saveCounter(tx, draftId, { counter: { ...draft.counter, originals }, at });
  });
}
