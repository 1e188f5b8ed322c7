import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import { newId } from '#kit/ids';
import type { OfficerActor } from '#identity';
import { statusFor } from '#regulations';
import { countFor } from './count.ts';
import { record, tellDesks } from './move.ts';
import { lockHeld } from './prepare-decision.ts';
import type { ApplicationServices } from './services.ts';
import { changeApplication, insertEnquiry } from './store.ts';
import { officerActor } from './take.ts';
import { asWritten, tellPortal } from './tell-portal.ts';

/** `moved`: the application is not this officer's any more, or waits for somebody else. */
export type AskOutcome = 'asked' | 'moved';

/**
 * Asks the consumer for more: the clock stands until the answer comes, and the consumer is told what is wanted (WRK-1, APP-9). The request
 * stays with the officer who asked.
 *
 * @throws Failure `badRequest` for a document that the service does not know
 */
export async function askConsumer(
  services: ApplicationServices,
  officer: OfficerActor,
  asked: { id: string; text: string; documents: readonly string[] },
): Promise<AskOutcome> {
  const { id, text, documents } = asked;
  const at = services.clock.now();
  return inTransaction(services.db, async (tx): Promise<AskOutcome> => {
    const application = await lockHeld(tx, officer, id);
    if (application === undefined) return 'moved';
    const regulation = services.regulations.version(application.service, application.regulationVersion);
    const { requiredDocuments } = regulation.passport;
    if (!documents.every((document) => requiredDocuments.some((one) => one.id === document))) throw new Failure('badRequest');
    const enquiryId = newId();
    await insertEnquiry(tx, { id: enquiryId, applicationId: id, askedBy: officer.id, askedAt: at, text, documents });
    const status = statusFor(regulation, application.state, { awaitsConsumer: true });
    await changeApplication(tx, id, { awaits: 'consumer', status, paused_at: at });
    await record(tx, id, { events: [{ kind: 'askedForMore', text, documents }], actor: officerActor(officer), at });
    await countFor(services, tx, { application, at, what: [{ measure: 'asked' }] });
    tellDesks(tx, application.bodyId);
    await tellPortal(tx, { applicationId: id, occasion: 'needsYou', occurrence: enquiryId, reason: asWritten(text), at });
    return 'asked';
  });
}
