import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import type { Db, Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Log } from '#kit/log';
import type { Iin } from '#subjects';
import { formatDay } from '#text';
import { paceOf } from './rules/lookups.ts';
import type { LookupLimits, Pace } from './rules/lookups.ts';
import {
  countListed,
  countOthers,
  forgetLookups,
  hasAlarm,
  insertAlarm,
  lockOfficer,
  noteLookup,
  recordListed,
} from './store.ts';
import type { Access } from './store.ts';

/** An officer as the watch knows them. */
interface Looking {
  readonly id: string;
  readonly bin: string;
}

/** Keeps officers from reading through the people of a district (SEC-11). */
export interface LookupWatch {
  /**
   * Before an officer is shown a person's data. The same person again within the hour is no new look-up.
   *
   * @throws Failure `tooManyRequests` where the officer has looked up too many people within the hour
   */
  admit(officer: Looking, iin: Iin): Promise<void>;
  /**
   * Before an officer is shown people in a list or the answer to a search: it is written down for each of them, once a day (CAB-9). What
   * stands on a page that was shown before takes no statement.
   *
   * @throws Failure `tooManyRequests` where the officer has leafed through too many people that day; the page that reaches it is shown whole
   */
  admitList(officer: Looking, accesses: readonly Access[]): Promise<void>;
}

export interface WatchParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: LookupLimits;
  /** How a slowed look-up waits; the timer where not said. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

const hour = 3_600_000;

interface Lookup {
  readonly officer: Looking;
  readonly iin: Iin;
}

export function watchLookups(parts: WatchParts): LookupWatch {
  const { wait = sleep } = parts;
  const told = writtenToday();
  return {
    async admit(officer, iin) {
      const { pace, isFirstStop } = await inTransaction(parts.db, (tx) => judge(tx, parts, { officer, iin }));
      if (isFirstStop) alarm(parts, officer);
      if (pace.kind === 'stopped') throw new Failure('tooManyRequests', { retryAfter: hour / 1000 });
      if (pace.kind === 'slowed') await wait(pace.milliseconds);
    },
    async admitList(officer, accesses) {
      const { db, clock, limits } = parts;
      const day = formatDay(clock.now());
      const untold = accesses.filter((access) => !told.has(day, access));
      if (untold.length === 0) return;
      const persons = await countListed(db, { who: officer.id, day });
      if (persons >= limits.listed) {
        if (await inTransaction(db, (tx) => isFirstAlarm(tx, parts, { officer, persons }))) alarm(parts, officer);
        throw new Failure('tooManyRequests', { retryAfter: hour / 1000 });
      }
      await recordListed(db, { accesses: untold, day });
      for (const access of untold) told.add(day, access);
    },
  };
}

/** The officer's id is an account's; whose data were wanted does not go into the log. */
function alarm({ log }: WatchParts, { id, bin }: Looking): void {
  log.error({ officer: id, body: bin }, 'mass look-up stopped');
}

/** Lines of lists that this process knows to be written; what it forgets, the table's own index sorts out. */
const mostKnown = 50_000;

function writtenToday() {
  const known = new Set<string>();
  const keyOf = (day: string, { iin, kind, what, ground: { who, purpose, reference } }: Access): string =>
    [day, who, iin, kind, what, purpose, reference].join(' ');
  return {
    has: (day: string, access: Access): boolean => known.has(keyOf(day, access)),
    add(day: string, access: Access): void {
      if (known.size >= mostKnown) known.clear();
      known.add(keyOf(day, access));
    },
  };
}

/** One at a time for each officer: look-ups that are sent at once are counted one after the other. */
async function judge(tx: Tx, parts: WatchParts, { officer, iin }: Lookup): Promise<{ pace: Pace; isFirstStop: boolean }> {
  const at = parts.clock.now();
  await lockOfficer(tx, officer.id);
  await forgetLookups(tx, officer.id, new Date(at.getTime() - hour));
  const { others, isKnown } = await countOthers(tx, officer.id, iin);
  if (isKnown) return { pace: { kind: 'free' }, isFirstStop: false };
  const pace = paceOf(others, parts.limits);
  if (pace.kind === 'stopped') return { pace, isFirstStop: await isFirstAlarm(tx, parts, { officer, persons: others }) };
  await noteLookup(tx, { officerId: officer.id, iin, at });
  return { pace, isFirstStop: false };
}

/** Writes an alarm down unless there was one within the hour. */
async function isFirstAlarm(
  tx: Tx,
  { clock }: WatchParts,
  { officer, persons }: { officer: Looking; persons: number },
): Promise<boolean> {
  const at = clock.now();
  await lockOfficer(tx, officer.id);
  if (await hasAlarm(tx, officer.id, new Date(at.getTime() - hour))) return false;
  await insertAlarm(tx, { officerId: officer.id, officerBin: officer.bin, at, persons });
  return true;
}
