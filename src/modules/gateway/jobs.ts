import { z } from 'zod';
import type { Schedule } from '#kit/job-runner';
import { handleOutside, jobKind } from '#kit/jobs';
import type { Handler } from '#kit/jobs';
import { countTraffic } from './count-traffic.ts';
import type { CountingParts } from './count-traffic.ts';
import { sealJournal } from './seal-journal.ts';
import type { SealingParts } from './seal-journal.ts';

const sealing = jobKind('gateway.seal-journal', z.object({}));
const counting = jobKind('gateway.count-traffic', z.object({}));

/** What the gateway does from time to time: it seals the journal, and adds its figures up. */
export function gatewayJobs(parts: SealingParts & CountingParts): Handler[] {
  const alone = { concurrency: 1, lease: 120 };
  return [handleOutside(sealing, () => sealJournal(parts), alone), handleOutside(counting, () => countTraffic(parts), alone)];
}

export const gatewaySchedules: readonly Schedule[] = [
  { kind: sealing, everySeconds: 60 },
  { kind: counting, everySeconds: 60 },
];
