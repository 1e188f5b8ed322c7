import { chainHash, chainStart } from '#kit/audit-chain';
import type { Clock } from '#kit/clock';
import type { Db, Queryable } from '#kit/db';
import type { Timestamper } from './ports.ts';
import { findLastSeal, insertSeal, lastSettledLine, listSeals, listUnstamped, putToken, readLines } from './store.ts';
import type { Seal } from './store.ts';

export interface SealingParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly timestamper: Timestamper;
}

const page = 1_000;
/** Seals that are stamped at one go. */
const mostStamps = 50;

/**
 * Closes the journal up to now and has the seal stamped: what passed can be proved later, and a changed, dropped or added line is found
 * (GW-2). Sealing apart from writing keeps the chain out of the messages' way. While no authority answers, seals wait for their stamps; none
 * is left out.
 */
export async function sealJournal({ db, clock, timestamper }: SealingParts): Promise<void> {
  const last = await findLastSeal(db);
  const from = last?.to ?? 0;
  const to = await lastSettledLine(db);
  if (to > from) {
    const { root, lines } = await hashLines(db, { from, to, before: rootBefore(last) });
    await insertSeal(db, { from, to, lines, root, now: clock.now() });
  }
  for (const seal of await listUnstamped(db, mostStamps)) {
    await putToken(db, seal.id, await timestamper(Buffer.from(seal.root, 'hex')));
  }
}

const rootBefore = (seal: Seal | undefined): string => seal?.root ?? chainStart('gateway.journal');

async function hashLines(
  db: Queryable,
  range: { from: number; to: number; before: string },
): Promise<{ root: string; lines: number }> {
  let { from, before: root } = range;
  let lines = 0;
  for (;;) {
    const rows = await readLines(db, { from, to: range.to, most: page });
    for (const row of rows) root = chainHash(root, row);
    lines += rows.length;
    from = rows.at(-1)?.id ?? range.to;
    if (rows.length < page) return { root, lines };
  }
}

/**
 * Goes over the sealed journal again.
 *
 * @returns the first seal that does not fit its lines or the seal before it; undefined where all fit.
 */
export async function firstBrokenSeal(db: Db): Promise<number | undefined> {
  let before: Seal | undefined;
  for (;;) {
    const seals = await listSeals(db, before?.id ?? 0, page);
    for (const seal of seals) {
      if (!(await fits(db, seal, before))) return seal.id;
      before = seal;
    }
    if (seals.length < page) return undefined;
  }
}

async function fits(db: Queryable, seal: Seal, before: Seal | undefined): Promise<boolean> {
  const { root, lines } = await hashLines(db, { from: seal.from, to: seal.to, before: rootBefore(before) });
  return seal.from === (before?.to ?? 0) && root === seal.root && lines === seal.lines;
}
