import { handle } from '#kit/jobs';
import type { Handler } from '#kit/jobs';
import type { Schedule } from '#kit/job-runner';
import type { Authority } from './authority.ts';
import { publishDeltaCrl, publishFullCrl } from './job-kinds.ts';
import { publishDelta, publishFull } from './publish-crls.ts';
import { rhythm } from './rules/crl-plan.ts';

/** The lists, made in the transaction that ends the job: a list is either published and logged or not made at all. */
export function authorityJobs(authority: Authority): Handler[] {
  return [
    handle(publishFullCrl, (tx) => publishFull(tx, authority, authority.clock.now())),
    handle(publishDeltaCrl, (tx) => publishDelta(tx, authority, authority.clock.now())),
  ];
}

export const authoritySchedules: readonly Schedule[] = [
  { kind: publishFullCrl, everySeconds: rhythm.full.every / 1000 },
  { kind: publishDeltaCrl, everySeconds: rhythm.delta.every / 1000 },
];
