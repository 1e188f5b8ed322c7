import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import type { OfficerActor } from '#identity';
import { extendedDue } from '#regulations';
import type { Regulation } from '#regulations';
import { countFor } from './count.ts';
import { record, tellDesks } from './move.ts';
import { newDeadline } from './rules/running-clock.ts';
import type { ApplicationServices } from './services.ts';
import { changeApplication } from './store.ts';
import type { Application } from './store.ts';
import { lockForOfficer, officerActor } from './take.ts';
import { asWritten, tellPortal } from './tell-portal.ts';

/** How many days are left by which this deadline may still be extended; 0 where the regulation allows none. */
export function daysToExtend({ extension }: Regulation, { extendedDays }: Application): number {
  return extension === undefined ? 0 : Math.max(0, extension.atMost.atMost - extendedDays);
}

/** Whose an extension is: of the officer who works on the request, or of the head. */
export function mayExtend(officer: OfficerActor, { awaits, holderId }: Application): boolean {
  if (awaits !== 'officer' && awaits !== 'signatory') return false;
  return officer.roles.includes('head') || (holderId === officer.id && awaits === 'officer');
}

/** `late`: the deadline is over. `tooLong`: more than the regulation allows. `moved`: it was extended or moved in another window. */
export type ExtendOutcome = 'extended' | 'late' | 'tooLong' | 'moved';

/** Moves a deadline that is not over yet, with a reason that the consumer is told (PRO-8, FRM-10). */
export async function extendDeadline(
  services: ApplicationServices,
  officer: OfficerActor,
  wanted: { id: string; days: number; reason: string; due: string },
): Promise<ExtendOutcome> {
  return inTransaction(services.db, async (tx): Promise<ExtendOutcome> => {
    const application = await lockForOfficer(tx, officer, wanted.id);
    const { dueAt } = application;
    if (dueAt === undefined || !mayExtend(officer, application) || dueAt.toISOString() !== wanted.due) return 'moved';
    if (dueAt < services.clock.now()) return 'late';
    const regulation = services.regulations.version(application.service, application.regulationVersion);
    if (wanted.days > daysToExtend(regulation, application)) return 'tooLong';
    await extend(services, tx, { officer, application, regulation, ...wanted });
    return 'extended';
  });
}

async function extend(
  services: ApplicationServices,
  tx: Tx,
  made: { officer: OfficerActor; application: Application; regulation: Regulation; days: number; reason: string },
): Promise<void> {
  const { officer, application, regulation, days, reason } = made;
  const { id, dueAt, registeredAt, extendedDays } = application;
  const { extension } = regulation;
  if (dueAt === undefined || registeredAt === undefined || extension === undefined) throw new Error('Nothing to extend');
  const at = services.clock.now();
  const due = extendedDue(services.calendar, dueAt, { days, extension });
  await changeApplication(tx, id, {
    extended_days: extendedDays + days,
    ...newDeadline(services.calendar, { registeredAt, dueAt: due }),
  });
  const event = { kind: 'extended', reason, before: dueAt.toISOString(), due: due.toISOString() } as const;
  await record(tx, id, { events: [event], actor: officerActor(officer), at });
  await countFor(services, tx, { application, at, what: [{ measure: 'extended' }] });
  tellDesks(tx, application.bodyId);
  await tellPortal(tx, { applicationId: id, occasion: 'extended', occurrence: due.toISOString(), reason: asWritten(reason), at });
}
