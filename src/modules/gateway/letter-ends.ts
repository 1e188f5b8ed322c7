import { inTransaction } from '#kit/db';
import { pauseAfter } from '#kit/job-runner';
import type { Carried } from './carry-letter.ts';
import type { RelayParts } from './relay.ts';
import { letterLifetime } from './rules/time-window.ts';
import { appendToJournal, putBackLetters, removeLetters } from './store.ts';
import type { JournalEntry, Letter, Setback } from './store.ts';

/** A letter and what came of carrying it. */
export interface End {
  readonly letter: Letter;
  readonly carried: Carried;
}

/** Writes down what became of several letters in one transaction: delivered ones leave the queue as their receipts enter the journal. */
export async function writeEnds(parts: RelayParts, items: readonly End[]): Promise<true[]> {
  const now = parts.clock.now();
  const delivered = items.filter(({ carried }) => carried.outcome === 'delivered');
  const setbacks = items.flatMap((end) => setbackOf(end, now) ?? []);
  await inTransaction(parts.db, async (tx) => {
    await appendToJournal(
      tx,
      items.flatMap((end) => entryOf(parts, end, now) ?? []),
    );
    await removeLetters(
      tx,
      delivered.map(({ letter }) => letter.sequence),
    );
    await putBackLetters(tx, setbacks);
  });
  for (const { sequence, fault } of setbacks.filter(({ after }) => after === undefined)) {
    parts.log.error({ leg: parts.leg, sequence, fault }, 'dead letter');
  }
  return items.map(() => true);
}

function setbackOf({ letter, carried }: End, now: Date): Setback | undefined {
  const { sequence } = letter;
  switch (carried.outcome) {
    case 'delivered':
      return undefined;
    case 'refused':
      return { sequence, fault: carried.fault, after: undefined };
    case 'later': {
      const tooOld = now.getTime() - letter.createdAt.getTime() > letterLifetime;
      return { sequence, fault: carried.fault, after: tooOld ? undefined : pauseAfter(letter.attempts) };
    }
    default:
      return carried satisfies never;
  }
}

function entryOf({ partyOf }: RelayParts, { letter, carried }: End, now: Date): JournalEntry | undefined {
  if (carried.outcome === 'later') return undefined;
  const { messageId, service, type, sender } = letter;
  const correlationId = letter.correlationId ?? undefined;
  // The letter was written down by the database's clock, which may be ahead of ours.
  const duration = Math.max(0, now.getTime() - letter.createdAt.getTime());
  const fixed = { party: partyOf(letter), channel: 'async', type, messageId, correlationId, service, duration } as const;
  if (carried.outcome === 'refused')
    return { ...fixed, kind: 'refusal', at: now, sender, proof: undefined, fault: carried.fault };
  return { ...fixed, kind: 'receipt', at: carried.at, sender: carried.by, proof: carried.proof };
}
