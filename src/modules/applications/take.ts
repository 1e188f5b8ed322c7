import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import { listOfficers } from '#identity';
import type { OfficerActor } from '#identity';
import { statusFor } from '#regulations';
import { record, tellDesks } from './move.ts';
import type { HistoryActor } from './rules/history.ts';
import type { ApplicationServices } from './services.ts';
import { changeApplication, lockApplication } from './store.ts';
import type { Application } from './store.ts';
import { tellPortal } from './tell-portal.ts';

export function officerActor(officer: OfficerActor): HistoryActor {
  return { kind: 'officer', id: officer.id, bodyId: officer.bodyId };
}

/** @throws Failure `notFound` for another body's application as for one that does not exist (SEC-2) */
export async function lockForOfficer(tx: Tx, officer: OfficerActor, id: string): Promise<Application> {
  const application = await lockApplication(tx, id, { bodyId: officer.bodyId });
  if (application === undefined) throw new Failure('notFound');
  return application;
}

/** `held`: another officer has it (REL-5). `moved`: it no longer waits for a specialist. */
export type TakeOutcome = 'taken' | 'held' | 'moved';

/**
 * Takes an application up: from now on exactly this officer works on it, and the person learns that it is being considered (REL-5).
 *
 * @throws Failure `forbidden` for an officer who is not a specialist
 */
export async function takeApplication(services: ApplicationServices, officer: OfficerActor, id: string): Promise<TakeOutcome> {
  const at = services.clock.now();
  return inTransaction(services.db, async (tx): Promise<TakeOutcome> => {
    const application = await lockForOfficer(tx, officer, id);
    if (!officer.roles.includes('specialist')) throw new Failure('forbidden');
    if (application.awaits !== 'officer') return 'moved';
    if (application.holderId === officer.id) return 'taken';
    if (application.holderId !== undefined) return 'held';
    const regulation = services.regulations.version(application.service, application.regulationVersion);
    const status = statusFor(regulation, application.state, { taken: true });
    await changeApplication(tx, id, { holder_id: officer.id, taken_at: at, status });
    await record(tx, id, { events: [{ kind: 'taken' }], actor: officerActor(officer), at });
    tellDesks(tx, application.bodyId);
    await tellPortal(tx, { applicationId: id, occasion: 'considered', at });
    return 'taken';
  });
}

/** `notHeld`: this officer does not have it any more. */
export type PassOutcome = 'passed' | 'notHeld';

/**
 * Gives an application back to the queue, or to a colleague. The person is told nothing: it is still being considered.
 *
 * @throws Failure `badRequest` for a colleague who is not a specialist of the same body
 */
export async function passOn(
  services: ApplicationServices,
  officer: OfficerActor,
  to: { id: string; colleague: string | undefined },
): Promise<PassOutcome> {
  const { id, colleague } = to;
  const at = services.clock.now();
  return inTransaction(services.db, async (tx): Promise<PassOutcome> => {
    const application = await lockForOfficer(tx, officer, id);
    if (application.holderId !== officer.id || application.awaits !== 'officer') return 'notHeld';
    if (colleague !== undefined && !(await isColleague(tx, officer, colleague))) throw new Failure('badRequest');
    await changeApplication(tx, id, { holder_id: colleague ?? null });
    const event = colleague === undefined ? ({ kind: 'released' } as const) : ({ kind: 'handedOver', to: colleague } as const);
    await record(tx, id, { events: [event], actor: officerActor(officer), at });
    tellDesks(tx, application.bodyId);
    return 'passed';
  });
}

async function isColleague(tx: Tx, officer: OfficerActor, id: string): Promise<boolean> {
  const officers = await listOfficers(tx, officer.bodyId);
  return officers.some((one) => one.id === id && one.id !== officer.id && one.roles.includes('specialist'));
}
