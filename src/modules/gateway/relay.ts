import type { Clock } from '#kit/clock';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '#kit/db';
import type { Log } from '#kit/log';
import { hearWork } from '#kit/signals';
import type { Signals } from '#kit/signals';
import { createBatcher } from './batching.ts';
import type { Batcher } from './batching.ts';
import { createBell } from './bell.ts';
import type { Bell } from './bell.ts';
import type { Carried } from './carry-letter.ts';
import type { Gates, Passage } from './gates.ts';
import { writeEnds } from './letter-ends.ts';
import type { End } from './letter-ends.ts';
import { transitTopic } from './send-message.ts';
import { hurryLetters, leaseLetters } from './store.ts';
import type { Leg, Letter } from './store.ts';

export interface RelayParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly signals: Signals;
  readonly gates: Gates;
  readonly leg: Leg;
  /** Only letters of these; undefined: of all. */
  readonly senders: readonly string[] | undefined;
  /** Whose journal the receipts go to. */
  readonly partyOf: (letter: Letter) => string;
  readonly carry: (letter: Letter) => Promise<Carried>;
}

export interface Relay {
  /** There may be work. */
  wake(): void;
  /** Lets what is under way end, takes nothing new. */
  stop(): Promise<void>;
}

/** Letters under way at once, and of those on one route: a slow recipient leaves room for the others. */
const mostUnderWay = 48;
const mostOnRoute = 16;
/** Letters taken by one statement. */
const batch = 16;
/** Seconds after which another process takes over; longer than carrying one takes. */
const lease = 60;
/** Milliseconds between looks without having been told. */
const lookEvery = 1_000;
/** Milliseconds in which letters gather after a ring, so that one statement takes several. */
const gather = 10;

/**
 * Carries the letters of one leg: several at once, those of one order one after the other, each until it is delivered, refused or too old.
 * What a crash leaves behind is taken again when its lease ends; the other side knows it again by its id.
 */
export function startRelay(parts: RelayParts): Relay {
  const { leg, log } = parts;
  const bell = createBell();
  const crew = createCrew(parts, bell);
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const full = await crew.takeSome().catch((error: unknown) => {
        log.warn({ leg, error: messageOf(error) }, 'letters not taken');
        return false;
      });
      if (full) continue;
      await bell.wait(lookEvery);
      await sleep(gather);
    }
    await crew.idle();
  }

  const unlisten = hearWork(parts, transitTopic, () => bell.ring());
  const running = run();
  return {
    wake: () => bell.ring(),
    async stop() {
      stopping.abort();
      unlisten();
      bell.ring();
      await running;
    },
  };
}

interface Crew {
  /** @returns whether there may be more to take at once. */
  takeSome(): Promise<boolean>;
  idle(): Promise<unknown>;
}

function createCrew(parts: RelayParts, bell: Bell): Crew {
  const { db, gates, leg, log } = parts;
  const ends = createBatcher<End, true>((items) => writeEnds(parts, items));
  const underWay = new Set<Promise<void>>();

  async function work(letter: Letter): Promise<void> {
    // The lease ends by itself: whatever fails here, nothing is lost, the letter is carried again.
    await carryOne(parts, ends, letter).catch((error: unknown) => {
      log.warn({ leg, service: letter.service, error: messageOf(error) }, 'letter not carried');
    });
  }

  return {
    idle: () => Promise.all(underWay),
    async takeSome() {
      const most = Math.min(batch, mostUnderWay - underWay.size);
      if (most <= 0) return false;
      const blocked = gates.closed(mostOnRoute);
      const letters = await leaseLetters(db, { leg, most, seconds: lease, blocked, senders: parts.senders });
      for (const letter of letters) {
        const working = work(letter).finally(() => {
          const wasFull = underWay.size >= mostUnderWay;
          underWay.delete(working);
          // A place is free, or the next of the order may go.
          if (wasFull || letter.order !== null) bell.ring();
        });
        underWay.add(working);
      }
      return letters.length === most;
    },
  };
}

async function carryOne(parts: RelayParts, ends: Batcher<End, true>, letter: Letter): Promise<void> {
  // What one statement took may go over the route's limit by as much.
  const passage = parts.gates.enter(letter.route, mostOnRoute + batch);
  if (passage === undefined) {
    await ends.add({ letter, carried: { outcome: 'later', fault: 'breaker' } });
    return;
  }
  const carried = await parts.carry(letter).catch((error: unknown) => {
    passage.failed();
    throw error;
  });
  const answersAgain = leave(passage, carried);
  await ends.add({ letter, carried });
  if (answersAgain) await hurryLetters(parts.db, parts.leg, letter.route);
}

function leave(passage: Passage, carried: Carried): boolean {
  if (carried.outcome !== 'later') return passage.succeeded();
  passage.failed();
  return false;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
