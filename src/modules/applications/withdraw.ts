import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import type { PersonActor } from '#identity';
import { statusFor } from '#regulations';
import { countFor } from './count.ts';
import { record, tellDesks } from './move.ts';
import { historyActorOf, lockOwnApplication } from './own.ts';
import type { OwnActor } from './own.ts';
import type { OnPaper } from './rules/history.ts';
import type { ApplicationServices } from './services.ts';
import { changeApplication, findPreparation, putPreparation } from './store.ts';
import type { Application } from './store.ts';
import { tellApplicant } from './tell.ts';

/** From when on an application can be withdrawn: it has a number, and nothing was decided. */
export function canWithdraw({ status, registeredAt, decidedAt }: Application): boolean {
  return registeredAt !== undefined && decidedAt === undefined && status !== 'withdrawn';
}

/** `late`: decided meanwhile, or not registered yet. */
export type WithdrawOutcome = 'withdrawn' | 'late';

/**
 * Takes an application back before the decision (APP-9). The lock on its row sets the order: either the head has signed before, or what was
 * prepared for the signature is discarded with this. Pressed twice, it is one withdrawal.
 */
export async function withdraw(services: ApplicationServices, person: PersonActor, id: string): Promise<WithdrawOutcome> {
  return inTransaction(services.db, async (tx) =>
    takeBack(services, tx, { application: await lockOwnApplication(tx, person, id), actor: person }),
  );
}

/** Takes a locked application back, in the caller's transaction. @param paper where the consumer says so at a counter */
export async function takeBack(
  services: ApplicationServices,
  tx: Tx,
  { application, actor, paper }: { application: Application; actor: OwnActor; paper?: OnPaper },
): Promise<WithdrawOutcome> {
  const { id } = application;
  const at = services.clock.now();
  if (application.status === 'withdrawn') return 'withdrawn';
  if (!canWithdraw(application)) return 'late';
  const preparation = await findPreparation(tx, id);
  if (preparation.documentId !== undefined) {
    await services.documents.discard(tx, preparation.documentId);
    await putPreparation(tx, id, { ...preparation, documentId: undefined, at });
  }
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  const status = statusFor(regulation, application.state, { withdrawn: true });
  await changeApplication(tx, id, { awaits: null, status, paused_at: null });
  await record(tx, id, { events: [{ kind: 'withdrawn', ...paper }], actor: historyActorOf(actor), at });
  await countFor(services, tx, { application, at, what: [{ measure: 'decided', key: 'withdrawn', within: true }] });
  tellDesks(tx, application.bodyId);
  await tellApplicant(services, tx, { applicationId: id, occasion: 'withdrawn' });
  return 'withdrawn';
}
