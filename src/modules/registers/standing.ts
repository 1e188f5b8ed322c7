import type { Queryable } from '#kit/db';
import { firstTurnOf, rankOfTurn } from './rules/turn.ts';
import { countBefore, countMovement, countWaiting, findTurn } from './store/turns.ts';
import type { Turn } from './store/turns.ts';

/** Where somebody stands in a queue, and why (WRK-5). */
export interface Standing {
  readonly position: number;
  /** How many wait in this queue. */
  readonly waiting: number;
  /** How many wait before it, by the rank of their privilege: 0 first. The last one is its own rank, whose earlier applications count. */
  readonly before: readonly number[];
  /** Where it stood, oldest first; the last is now. */
  readonly movement: readonly { readonly at: Date; readonly position: number }[];
}

const dayLength = 86_400_000;
/** How long ago people are told where they stood, in days. */
const looksBack = [365, 90, 30, 7] as const;

async function beforeByRank(db: Queryable, { queueId, turn }: Turn): Promise<number[]> {
  const borders = Array.from({ length: rankOfTurn(turn) }, (_, rank) => firstTurnOf(rank + 1));
  const counts = await Promise.all([...borders, turn].map((border) => countBefore(db, queueId, border)));
  return counts.map((count, rank) => count - (counts[rank - 1] ?? 0));
}

async function movementOf(db: Queryable, turn: Turn, now: { at: Date; position: number }): Promise<Standing['movement']> {
  const moments = looksBack.map((days) => new Date(now.at.getTime() - days * dayLength)).filter((at) => at > turn.since);
  const past = await Promise.all(
    moments.map(async (at) => ({ at, position: now.position + (await countMovement(db, turn, at)) })),
  );
  return [{ at: turn.since, position: turn.firstPosition }, ...past, now];
}

/** @returns undefined for an entry that does not wait */
export async function standingOf(db: Queryable, entryId: string, at: Date): Promise<Standing | undefined> {
  const turn = await findTurn(db, entryId);
  if (turn === undefined) return undefined;
  const before = await beforeByRank(db, turn);
  const position = before.reduce((sum, count) => sum + count, 1);
  const [waiting, movement] = await Promise.all([countWaiting(db, turn.queueId), movementOf(db, turn, { at, position })]);
  return { position, waiting, before, movement };
}
