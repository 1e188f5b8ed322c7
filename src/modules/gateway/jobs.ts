import { z } from 'zod';
import type { Schedule } from '#kit/job-runner';
import { handleOutside, jobKind } from '#kit/jobs';
import type { Handler } from '#kit/jobs';
import { sealJournal } from './seal-journal.ts';
import type { SealingParts } from './seal-journal.ts';

const sealing = jobKind('gateway.seal-journal', z.object({}));

/** What the gateway does from time to time: it seals the journal. */
export function gatewayJobs(parts: SealingParts): Handler[] {
  return [handleOutside(sealing, () => sealJournal(parts), { concurrency: 1, lease: 120 })];
}

export const gatewaySchedules: readonly Schedule[] = [{ kind: sealing, everySeconds: 60 }];
