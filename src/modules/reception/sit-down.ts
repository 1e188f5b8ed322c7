import type { OfficerActor } from '#identity';
import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import { formatDay } from '#text';
import type { ReceptionServices } from './services.ts';
import { findCalled, lockOperator, lockSitting, removeSitting, takeWindow } from './store.ts';
import { tellHall } from './tell-hall.ts';

/** `busy`: somebody still stands at the operator's own window. */
export type SitOutcome = 'sat' | 'occupied' | 'busy';

/**
 * Takes a window for today, and leaves the one before.
 *
 * @throws Failure `notFound` for a window that the hall has not
 */
export async function sitDown(services: ReceptionServices, operator: OfficerActor, window: number): Promise<SitOutcome> {
  const { db, clock, hall } = services;
  if (!hall.windows.some(({ number }) => number === window)) throw new Failure('notFound');
  const today = { bodyId: operator.bodyId, day: formatDay(clock.now()) };
  return inTransaction(db, async (tx) => {
    await lockOperator(tx, operator.id);
    const own = await lockSitting(tx, today, operator.id);
    if (own?.window === window) return 'sat';
    if (own !== undefined && (await findCalled(tx, today, own.window)) !== undefined) return 'busy';
    await removeSitting(tx, operator.id);
    tellHall(tx, operator.bodyId);
    if (await takeWindow(tx, today, { window, operatorId: operator.id })) return 'sat';
    if (own !== undefined) await takeWindow(tx, today, own);
    return 'occupied';
  });
}

/** Leaves the window; whoever stands there is served first. */
export async function leaveWindow({ db, clock }: ReceptionServices, operator: OfficerActor): Promise<'left' | 'busy'> {
  const today = { bodyId: operator.bodyId, day: formatDay(clock.now()) };
  return inTransaction(db, async (tx) => {
    await lockOperator(tx, operator.id);
    const own = await lockSitting(tx, today, operator.id);
    if (own !== undefined && (await findCalled(tx, today, own.window)) !== undefined) return 'busy';
    await removeSitting(tx, operator.id);
    tellHall(tx, operator.bodyId);
    return 'left';
  });
}
