import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import type { OfficerActor } from '#identity';
import { record } from './move.ts';
import { findOwnApplication, lockOwnApplication } from './own.ts';
import type { ApplicationServices } from './services.ts';
import { findComplaint } from './store.ts';
import { officerActor } from './take.ts';
import { recordReading } from './view.ts';

/**
 * An application of this counter whose complaint the head has answered. The answer is for who complained: they are recognised first.
 *
 * @returns undefined where nothing was answered (yet)
 * @throws Failure `notFound` for another counter's application as for one that does not exist (SEC-2)
 */
export async function findAnsweredComplaint(
  services: ApplicationServices,
  officer: OfficerActor,
  id: string,
): Promise<{ readonly id: string; readonly number: string | undefined } | undefined> {
  const { number } = await findOwnApplication(services.db, officer, id);
  return (await findComplaint(services.db, id))?.answer === undefined ? undefined : { id, number };
}

/** The head's answer, for who stands at the counter; that it was read there is written down (PRO-10, CAB-9). */
export async function readComplaintAnswer(services: ApplicationServices, officer: OfficerActor, id: string): Promise<string> {
  const at = services.clock.now();
  return inTransaction(services.db, async (tx) => {
    const application = await lockOwnApplication(tx, officer, id);
    const answer = (await findComplaint(tx, id))?.answer;
    if (answer === undefined) throw new Failure('notFound');
    await record(tx, id, { events: [{ kind: 'viewed' }], actor: officerActor(officer), at });
    await recordReading(tx, officer, { application, kind: 'application', at });
    return answer;
  });
}
