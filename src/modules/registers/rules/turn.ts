/**
 * A turn says who comes before whom in a queue, as one whole number below 2^53: the rank of the privilege, the millisecond of filing, and for
 * those who filed in the same one the order in which they came. Smaller comes first; no two who wait have the same (WRK-5).
 */
const tieBits = 8;
const rankBits = 50;
/** How many can have filed in one millisecond before the next one is used. */
export const tiesOfOneMoment = 2 ** tieBits;

/** The first turn of those with this rank, and the end of those with the one before. */
export function firstTurnOf(rank: number): number {
  return rank * 2 ** rankBits;
}

/**
 * The first turn of those who filed at this time.
 *
 * @param rank 0 for those who come first; 3 at most
 */
export function turnOf(rank: number, filedAt: Date): number {
  return firstTurnOf(rank) + Math.max(0, filedAt.getTime()) * tiesOfOneMoment;
}

export function rankOfTurn(turn: number): number {
  return Math.floor(turn / 2 ** rankBits);
}

/** Bits by which one count is finer than the one above it: 64 parts. */
export const countBits = 6;
/** From the whole queue, which is one count, down to single turns. */
export const countShifts: readonly number[] = [54, 48, 42, 36, 30, 24, 18, 12, 6, 0];
/** A count above this is split into its parts: below it, those who wait are counted themselves. */
export const mostUnsplit = 256;
