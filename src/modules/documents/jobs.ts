import { z } from 'zod';
import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import type { Schedule } from '#kit/job-runner';
import { handleOutside, jobKind } from '#kit/jobs';
import type { Handler } from '#kit/jobs';
import type { FileStore } from './ports.ts';
import { sweepFiles } from './sweep-files.ts';

const sweeping = jobKind('documents.sweep', z.object({}));

/** What documents do by themselves: bytes that nothing refers to any more are removed. */
export function documentJobs({ db, store, clock }: { db: Db; store: FileStore; clock: Clock }): Handler[] {
  const sweep = async (): Promise<void> => {
    await sweepFiles(db, store, clock.now());
  };
  return [handleOutside(sweeping, sweep, { concurrency: 1, lease: 3_600 })];
}

export const documentSchedules: readonly Schedule[] = [{ kind: sweeping, everySeconds: 86_400 }];
