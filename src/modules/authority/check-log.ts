import { firstBreak } from '#kit/audit-chain';
import type { Queryable } from '#kit/db';
import { logPart, logStart } from './store/log-store.ts';

const atOnce = 1_000;

/**
 * Recalculates the issuance log (NCA-7).
 *
 * @returns the number of the first entry that does not follow from those before, or undefined where all do
 */
export async function firstBrokenEntry(q: Queryable): Promise<number | undefined> {
  let previous = logStart;
  let seq = 0;
  for (;;) {
    const part = await logPart(q, seq, atOnce);
    const broken = firstBreak(previous, part);
    if (broken !== undefined) return part[broken]?.seq;
    const gap = part.findIndex((entry, at) => entry.seq !== seq + 1 + at);
    if (gap !== -1) return seq + 1 + gap;
    const last = part.at(-1);
    if (last === undefined) return undefined;
    previous = last.hash;
    seq = last.seq;
  }
}
