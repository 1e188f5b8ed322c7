import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import type { OfficerActor } from '#identity';
import { record, tellDesks } from './move.ts';
import type { ApplicationServices } from './services.ts';
import { changeApplication, findPreparation, putPreparation } from './store.ts';
import { lockForOfficer, officerActor } from './take.ts';

/** Sends a decision back to the specialist with a reason; nothing was decided. */
export async function returnDecision(
  services: ApplicationServices,
  officer: OfficerActor,
  returned: { id: string; reason: string },
): Promise<'returned' | 'moved'> {
  const at = services.clock.now();
  return inTransaction(services.db, async (tx) => {
    const application = await lockForOfficer(tx, officer, returned.id);
    if (application.awaits !== 'signatory') return 'moved';
    if (!officer.roles.includes('head')) throw new Failure('forbidden');
    const preparation = await findPreparation(tx, returned.id);
    if (preparation.documentId !== undefined) await services.documents.discard(tx, preparation.documentId);
    await putPreparation(tx, returned.id, {
      ...preparation,
      documentId: undefined,
      sentAt: undefined,
      returnedReason: returned.reason,
      at,
    });
    await changeApplication(tx, returned.id, { awaits: 'officer' });
    await record(tx, returned.id, { events: [{ kind: 'returned', reason: returned.reason }], actor: officerActor(officer), at });
    tellDesks(tx, application.bodyId);
    return 'returned';
  });
}
