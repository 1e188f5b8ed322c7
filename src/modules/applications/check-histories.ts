import type { Db } from '#kit/db';
import { historyBreak } from './rules/history.ts';
import type { HistoryEnd } from './rules/history.ts';
import { findKeptEnd, listHistory, listKeptEnds } from './store.ts';

/** A history that is not as it was written. */
export interface BrokenHistory {
  readonly applicationId: string;
  /** Of the first record that was changed, moved, put in, or is missing; from 1. */
  readonly position: number;
}

const atOnce = 1_000;
/** Comes before every id. */
const first = '00000000-0000-0000-0000-000000000000';

/** Looked at twice where it seems broken: it may have been appended to between the reading of its end and of itself. */
async function breakOf(db: Db, id: string, end: HistoryEnd): Promise<number | undefined> {
  const position = historyBreak(id, await listHistory(db, id), end);
  if (position === undefined) return undefined;
  const again = await findKeptEnd(db, id);
  return again.hash === end.hash ? position : historyBreak(id, await listHistory(db, id), again);
}

/** Goes over the histories of all applications again, whatever channel they came through (PRO-10, REL-11). @returns the broken ones, in order */
export async function brokenHistories(db: Db): Promise<BrokenHistory[]> {
  const broken: BrokenHistory[] = [];
  for (let after = first; ; ) {
    const part = await listKeptEnds(db, { after, most: atOnce });
    for (const { id, end } of part) {
      const position = await breakOf(db, id, end);
      if (position !== undefined) broken.push({ applicationId: id, position });
    }
    if (part.length < atOnce) return broken;
    after = part.at(-1)?.id ?? after;
  }
}
