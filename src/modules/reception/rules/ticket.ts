/**
 * Where a ticket stands. `aside`: called, and the person was not there or must fetch something; `missed`: did not come. Both may come back to their
 * old place in the queue on the same day.
 */
export const ticketStates = ['waiting', 'called', 'served', 'aside', 'missed'] as const;
export type TicketState = (typeof ticketStates)[number];

/** A place in the queue of one day. It holds nothing of the person. */
export interface Ticket {
  readonly id: string;
  readonly kind: string;
  /** `А012` */
  readonly number: string;
  readonly state: TicketState;
  readonly takenAt: Date;
  /** When it was called last. */
  readonly calledAt: Date | undefined;
  readonly endedAt: Date | undefined;
  /** Window at which it was called. */
  readonly window: number | undefined;
  readonly operatorId: string | undefined;
}

/** The number as it is called and shown: the kind's letter and how many of this kind there were today. */
export function ticketNumber(letter: string, sequence: number): string {
  return `${letter}${String(sequence).padStart(3, '0')}`;
}

/** How an operator ends what was called. */
export const endings = ['served', 'aside', 'missed'] as const;
export type Ending = (typeof endings)[number];

/** Minutes until the first call; of a ticket that was not called, until its end or `now`. */
export function waitedMinutes({ takenAt, calledAt }: Pick<Ticket, 'takenAt' | 'calledAt'>, now: Date): number {
  return Math.max(0, Math.round(((calledAt ?? now).getTime() - takenAt.getTime()) / 60_000));
}

/** How a day went with one kind of tickets. Times in minutes. */
export interface KindSummary {
  readonly kind: string;
  readonly taken: number;
  readonly served: number;
  readonly missed: number;
  readonly waiting: number;
  /** Undefined while nobody was called. */
  readonly meanWait: number | undefined;
  readonly longestWait: number | undefined;
}

/** @param kinds all kinds of the hall, so that one without tickets has its line */
export function summariseDay(tickets: readonly Ticket[], kinds: readonly string[], now: Date): KindSummary[] {
  return kinds.map((kind) => {
    const own = tickets.filter((ticket) => ticket.kind === kind);
    const count = (state: TicketState): number => own.filter((ticket) => ticket.state === state).length;
    const waits = own.filter(({ calledAt }) => calledAt !== undefined).map((ticket) => waitedMinutes(ticket, now));
    const sum = waits.reduce((total, wait) => total + wait, 0);
    return {
      kind,
      taken: own.length,
      served: count('served'),
      missed: count('missed') + count('aside'),
      waiting: count('waiting'),
      meanWait: waits.length === 0 ? undefined : Math.round(sum / waits.length),
      longestWait: waits.length === 0 ? undefined : Math.max(...waits),
    };
  });
}
