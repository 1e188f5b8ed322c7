import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import type { OfficerActor, PersonActor } from '#identity';
import { countFor } from './count.ts';
import { record, tellDesks } from './move.ts';
import { historyActorOf, lockOwnApplication } from './own.ts';
import type { OwnActor } from './own.ts';
import type { OnPaper } from './rules/history.ts';
import type { ApplicationServices } from './services.ts';
import { findComplaint, insertComplaint, putComplaintAnswer } from './store.ts';
import type { Application } from './store.ts';
import { lockForOfficer, officerActor } from './take.ts';
import { asWritten, tellPortal } from './tell-portal.ts';

/** `before`: there is one about this refusal already. `notRefused`: nothing to complain about. */
export type ComplainOutcome = 'filed' | 'before' | 'notRefused';

/** Complains about a refusal, once; the complaint goes to the head of the body (APP-9). */
export async function complain(
  services: ApplicationServices,
  person: PersonActor,
  { id, text }: { id: string; text: string },
): Promise<ComplainOutcome> {
  return inTransaction(services.db, async (tx) =>
    fileComplaint(services, tx, { application: await lockOwnApplication(tx, person, id), actor: person, text }),
  );
}

/** Files a complaint about a locked application, in the caller's transaction. @param complaint `paper`: where it was brought to a counter */
export async function fileComplaint(
  services: ApplicationServices,
  tx: Tx,
  complaint: { application: Application; actor: OwnActor; text: string; paper?: OnPaper },
): Promise<ComplainOutcome> {
  const { application, actor, text, paper } = complaint;
  const { id, bodyId } = application;
  const at = services.clock.now();
  if (application.status !== 'refused') return 'notRefused';
  if (!(await insertComplaint(tx, { applicationId: id, bodyId, filedAt: at, text }))) return 'before';
  await record(tx, id, { events: [{ kind: 'complained', ...paper }], actor: historyActorOf(actor), at });
  await countFor(services, tx, { application, at, what: [{ measure: 'complaint' }] });
  tellDesks(tx, bodyId);
  return 'filed';
}

/** `before`: it was answered by somebody else or in another window; the first answer stands. */
export type ComplaintAnswerOutcome = 'answered' | 'before';

/**
 * Answers a complaint; the person gets the answer as a notice.
 *
 * @throws Failure `forbidden` for an officer who is not the head, `notFound` where nobody complained
 */
export async function answerComplaint(
  services: ApplicationServices,
  officer: OfficerActor,
  given: { id: string; answer: string },
): Promise<ComplaintAnswerOutcome> {
  const { id, answer } = given;
  const at = services.clock.now();
  return inTransaction(services.db, async (tx): Promise<ComplaintAnswerOutcome> => {
    const application = await lockForOfficer(tx, officer, id);
    if (!officer.roles.includes('head')) throw new Failure('forbidden');
    if ((await findComplaint(tx, id)) === undefined) throw new Failure('notFound');
    if (!(await putComplaintAnswer(tx, id, { by: officer.id, answer, at }))) return 'before';
    await record(tx, id, { events: [{ kind: 'complaintAnswered' }], actor: officerActor(officer), at });
    tellDesks(tx, application.bodyId);
    await tellPortal(tx, {
      applicationId: id,
      occasion: 'complaintAnswered',
      occurrence: 'answer',
      reason: asWritten(answer),
      at,
    });
    return 'answered';
  });
}
