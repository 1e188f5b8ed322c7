import { Worker } from 'node:worker_threads';
import type { Staff } from './staff.ts';

/** Applications that are to be lived through from the last button to the head's signature, and by whom. */
export interface LifePlan {
  readonly portalPort: number;
  readonly workplacePort: number;
  /** Where a desk learns that something has come. */
  readonly databaseUrl: string;
  readonly issuingCertificate: Uint8Array;
  readonly staff: Staff;
  /** How many are under way together. */
  readonly atOnce: number;
  readonly lives: readonly { readonly id: string; readonly submission: Uint8Array }[];
  /** Lives begin at this rate, whatever becomes of those before; without it each lane begins the next one at once. */
  readonly ratePerSecond?: number;
}

export interface Life {
  readonly id: string;
  /** From when the last button was due to be pressed to the answer that the decision is signed. */
  readonly milliseconds: number;
}

/** Lives applications through, from a thread of its own. @throws where a step is answered in another way than it should be */
export function liveThrough(plan: LifePlan): Promise<Life[]> {
  const worker = new Worker(new URL('./life-worker.ts', import.meta.url), { workerData: plan });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
