import { z } from 'zod';
import type { Clock } from '#kit/clock';
import type { Tx } from '#kit/db';
import type { Schedule } from '#kit/job-runner';
import { handle, jobKind } from '#kit/jobs';
import type { Handler } from '#kit/jobs';
import { lapseReferral } from './close-referral.ts';
import { formatDay } from '#text';
import { listOverdue } from './store/referrals.ts';
import { forgetImports } from './store/imports.ts';

const lapseReferrals = jobKind('registers.lapse-referrals', z.strictObject({}));
/** Referrals of one transaction; what is left comes with the next round. */
const batch = 200;
/** Hours for which a looked-at import waits to be stored. */
const importHours = 24;

/** Ends the referrals that were not handed in in time, each with what follows from it. */
export async function lapseOverdue(tx: Tx, at: Date): Promise<number> {
  const overdue = await listOverdue(tx, formatDay(at), batch);
  for (const referral of overdue) await lapseReferral(tx, { ...referral, at });
  return overdue.length;
}

/** What the registers do by themselves. */
export function registerJobs(clock: Clock): Handler[] {
  return [
    handle(lapseReferrals, async (tx) => {
      await lapseOverdue(tx, clock.now());
      await forgetImports(tx, new Date(clock.now().getTime() - importHours * 3_600_000));
    }),
  ];
}

export const registerSchedules: readonly Schedule[] = [{ kind: lapseReferrals, everySeconds: 600 }];
