import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import type { Db, Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Log } from '#kit/log';
import type { Iin } from '#subjects';
import { paceOf } from './rules/lookups.ts';
import type { LookupLimits, Pace } from './rules/lookups.ts';
import { countOthers, forgetLookups, hasAlarm, insertAlarm, lockOfficer, noteLookup } from './store.ts';

/** Keeps officers from reading through the people of a district (SEC-11). */
export interface LookupWatch {
  /**
   * Before an officer is shown a person's data. The same person again within the hour is no new look-up.
   *
   * @throws Failure `tooManyRequests` where the officer has looked up too many people within the hour
   */
  admit(officer: { readonly id: string; readonly bin: string }, iin: Iin): Promise<void>;
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
  readonly officer: { readonly id: string; readonly bin: string };
  readonly iin: Iin;
}

export function watchLookups(parts: WatchParts): LookupWatch {
  const { wait = sleep } = parts;
  return {
    async admit(officer, iin) {
      const { pace, isFirstStop } = await inTransaction(parts.db, (tx) => judge(tx, parts, { officer, iin }));
      // The officer's id is an account's; whose data were wanted does not go into the log.
      if (isFirstStop) parts.log.error({ officer: officer.id, body: officer.bin }, 'mass look-up stopped');
      if (pace.kind === 'stopped') throw new Failure('tooManyRequests', { retryAfter: hour / 1000 });
      if (pace.kind === 'slowed') await wait(pace.milliseconds);
    },
  };
}

/** One at a time for each officer: look-ups that are sent at once are counted one after the other. */
async function judge(
  tx: Tx,
  { clock, limits }: WatchParts,
  { officer, iin }: Lookup,
): Promise<{ pace: Pace; isFirstStop: boolean }> {
  const at = clock.now();
  const since = new Date(at.getTime() - hour);
  await lockOfficer(tx, officer.id);
  await forgetLookups(tx, officer.id, since);
  const { others, isKnown } = await countOthers(tx, officer.id, iin);
  if (isKnown) return { pace: { kind: 'free' }, isFirstStop: false };
  const pace = paceOf(others, limits);
  if (pace.kind !== 'stopped') {
    await noteLookup(tx, { officerId: officer.id, iin, at });
    return { pace, isFirstStop: false };
  }
  if (await hasAlarm(tx, officer.id, since)) return { pace, isFirstStop: false };
  await insertAlarm(tx, { officerId: officer.id, officerBin: officer.bin, at, persons: others });
  return { pace, isFirstStop: true };
}
