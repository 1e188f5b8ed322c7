import type { OfficerActor } from '#identity';
import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { formatDay } from '#text';
import type { Ending } from './rules/ticket.ts';
import type { ReceptionServices, Today } from './services.ts';
import { callTicket, endTicket, findCalled, lockNext, lockSitting, putBack } from './store.ts';
import { tellHall } from './tell-hall.ts';

/** `moved`: the window was somewhere else than the pressed page showed, so nothing was done. */
export type CallOutcome = 'called' | 'nobody' | 'noWindow' | 'moved';

interface AtWindow {
  readonly tx: Tx;
  readonly today: Today;
  readonly window: number;
  /** What stands at the window. */
  readonly current: string | undefined;
  readonly at: Date;
}

/** Runs `work` while nobody else, and no second press, moves this operator's window; `shown` is the ticket that the pressed page showed. */
async function atWindow<T>(
  { db, clock }: ReceptionServices,
  operator: OfficerActor,
  { shown, work }: { shown: string; work: (place: AtWindow) => Promise<T> },
): Promise<T | 'noWindow' | 'moved'> {
  const at = clock.now();
  const today = { bodyId: operator.bodyId, day: formatDay(at) };
  return inTransaction(db, async (tx) => {
    const sitting = await lockSitting(tx, today, operator.id);
    if (sitting === undefined) return 'noWindow';
    const current = (await findCalled(tx, today, sitting.window))?.id;
    if ((current ?? '') !== shown) return 'moved';
    const outcome = await work({ tx, today, window: sitting.window, current, at });
    tellHall(tx, operator.bodyId);
    return outcome;
  });
}

/**
 * Ends what stands at the operator's window as served, and calls who has waited longest of those whom the window serves. Two operators who
 * press at once never get the same ticket (REL-5), and a second press of one operator does not end what the first one called.
 */
export async function callNext(services: ReceptionServices, operator: OfficerActor, shown: string): Promise<CallOutcome> {
  return atWindow(services, operator, {
    shown,
    async work({ tx, today, window, current, at }): Promise<CallOutcome> {
      if (current !== undefined) await endTicket(tx, current, { ending: 'served', at });
      const kinds = services.hall.windows.find(({ number }) => number === window)?.kinds ?? [];
      const next = await lockNext(tx, today, kinds);
      if (next === undefined) return 'nobody';
      await callTicket(tx, next.id, { window, operatorId: operator.id, at });
      return 'called';
    },
  });
}

/** Calls the same ticket once more: the display shows it first again. */
export async function callAgain(services: ReceptionServices, operator: OfficerActor, shown: string): Promise<CallOutcome> {
  return atWindow(services, operator, {
    shown,
    async work({ tx, window, current, at }): Promise<CallOutcome> {
      if (current === undefined) return 'nobody';
      await callTicket(tx, current, { window, operatorId: operator.id, at });
      return 'called';
    },
  });
}

/** Ends what stands at the window without calling anybody. */
export async function endCurrent(
  services: ReceptionServices,
  operator: OfficerActor,
  { shown, ending }: { shown: string; ending: Ending },
): Promise<'ended' | 'noWindow' | 'moved'> {
  return atWindow(services, operator, {
    shown,
    async work({ tx, current, at }): Promise<'ended' | 'moved'> {
      if (current === undefined) return 'moved';
      await endTicket(tx, current, { ending, at });
      return 'ended';
    },
  });
}

/** Somebody who was not there has come: the ticket goes back to its old place, which is before those who came later. */
export async function returnTicket(
  { db, clock }: ReceptionServices,
  { bodyId }: OfficerActor,
  id: string,
): Promise<'returned' | 'moved'> {
  const today = { bodyId, day: formatDay(clock.now()) };
  return inTransaction(db, async (tx) => {
    if (!(await putBack(tx, today, id))) return 'moved';
    tellHall(tx, bodyId);
    return 'returned';
  });
}
