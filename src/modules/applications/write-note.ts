import { inTransaction } from '#kit/db';
import type { OfficerActor } from '#identity';
import { record, tellDesks } from './move.ts';
import type { ApplicationServices } from './services.ts';
import { insertNote } from './store.ts';
import { lockForOfficer, officerActor } from './take.ts';

/**
 * Leaves a note for colleagues at a request of the own body, whoever holds it. The history says that there is one, not what it says: it is
 * for the consumer's eyes as well. Sent twice, it is one note.
 *
 * @throws Failure `notFound` for another body's request as for one that does not exist
 */
export async function writeNote(
  services: ApplicationServices,
  officer: OfficerActor,
  note: { id: string; noteId: string; text: string },
): Promise<void> {
  const at = services.clock.now();
  await inTransaction(services.db, async (tx) => {
    const application = await lockForOfficer(tx, officer, note.id);
    const { id, bodyId } = application;
    const fresh = await insertNote(tx, { id: note.noteId, applicationId: id, officerId: officer.id, at, text: note.text });
    if (!fresh) return;
    await record(tx, id, { events: [{ kind: 'noted' }], actor: officerActor(officer), at });
    tellDesks(tx, bodyId);
  });
}
