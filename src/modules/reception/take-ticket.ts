import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import { formatDay } from '#text';
import { ticketNumber } from './rules/ticket.ts';
import type { Ticket } from './rules/ticket.ts';
import type { ReceptionServices } from './services.ts';
import { findTicket, insertTicket, lockCounter } from './store.ts';
import { tellHall } from './tell-hall.ts';

/**
 * Gives the next number of a kind. The id is the page's: the same page sent three times at once is one ticket (REL-4).
 *
 * @throws Failure `notFound` for a kind that this hall has not, and for an id that belongs to somebody else's ticket
 */
export async function takeTicket(
  { db, clock, hall }: ReceptionServices,
  asked: { bodyId: string; kind: string; id: string },
): Promise<Ticket> {
  const { bodyId, id } = asked;
  const kind = hall.kinds.find((one) => one.id === asked.kind);
  if (kind === undefined) throw new Failure('notFound');
  const at = clock.now();
  const today = { bodyId, day: formatDay(at) };
  return inTransaction(db, async (tx) => {
    const last = await lockCounter(tx, today, kind.id);
    const before = await findTicket(tx, today, id);
    if (before !== undefined) return before;
    const sequence = last + 1;
    await insertTicket(tx, today, { id, kind: kind.id, sequence, number: ticketNumber(kind.letter, sequence), at });
    tellHall(tx, bodyId);
    const given = await findTicket(tx, today, id);
    if (given === undefined) throw new Failure('notFound');
    return given;
  });
}
