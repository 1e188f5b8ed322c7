import type { Tx } from '#kit/db';
import { sha256Hex } from '#kit/ids';
import { newDocumentNumber } from '#documents';
import { dueDate } from '#regulations';
import { countFor, measuredStep } from './count.ts';
import { move } from './move.ts';
import type { HistoryEvent } from './rules/history.ts';
import { nearFrom } from './rules/near.ts';
import type { RequestMessage } from './messages.ts';
import { verifySigners } from './verify-signers.ts';
import type { ApplicationServices } from './services.ts';
import { findRequest, lockApplication } from './store.ts';
import type { Application } from './store.ts';

export interface Registration {
  readonly applicationId: string;
  readonly number: string;
  readonly registeredAt: string;
  readonly dueAt: string;
}

/**
 * Registers a request that arrived at the provider's workplace (step 6): a number, and the clock begins. Runs in the transaction of the
 * gateway's inbox, so a message that arrives twice is registered once (GW-3).
 *
 * @throws where the message is not the request that the application holds, or a required signature is missing (FRM-9): it goes to the dead letters, nothing is registered
 */
export async function registerRequest(services: ApplicationServices, tx: Tx, message: RequestMessage): Promise<Registration> {
  const [application, request] = await Promise.all([
    lockApplication(tx, message.applicationId),
    findRequest(tx, message.applicationId),
  ]);
  if (application === undefined || request === undefined) throw new Error('No such application');
  const sent = Buffer.from(message.request, 'base64');
  if (sha256Hex(sent) !== message.sha256 || !sent.equals(request.signedBytes))
    throw new Error('The message is not what was signed');
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  const verified = await verifySigners(services, { regulation, message, contents: request.contents });
  return giveNumber(services, tx, { application, events: verified });
}

/** Gives a locked application its number and its deadline, once. @param given `events`: what was found before, for the history */
export async function giveNumber(
  services: ApplicationServices,
  tx: Tx,
  given: { application: Application; events: readonly HistoryEvent[] },
): Promise<Registration> {
  const { application, events } = given;
  const { number: before, registeredAt, dueAt } = application;
  if (before !== undefined && registeredAt !== undefined && dueAt !== undefined)
    return registrationOf(application.id, before, { registeredAt, dueAt });
  const at = services.clock.now();
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  const due = dueDate(regulation, { channel: application.channel, at }, services.calendar);
  const number = newDocumentNumber();
  await move(tx, {
    regulation,
    application,
    outcomes: ['done'],
    events: [...events, { kind: 'numbered', number, due: due.toISOString() }],
    change: { number, registered_at: at, due_at: due, near_at: nearFrom(services.calendar, { registeredAt: at, dueAt: due }) },
    actor: { kind: 'system', id: 'workplace' },
    at,
  });
  const milliseconds = at.getTime() - application.state.since.getTime();
  const registered = measuredStep(regulation, { channel: application.channel, act: 'register', milliseconds });
  await countFor(services, tx, { application, at, what: [{ measure: 'filed' }, registered] });
  return registrationOf(application.id, number, { registeredAt: at, dueAt: due });
}

function registrationOf(applicationId: string, number: string, times: { registeredAt: Date; dueAt: Date }): Registration {
  return { applicationId, number, registeredAt: times.registeredAt.toISOString(), dueAt: times.dueAt.toISOString() };
}
