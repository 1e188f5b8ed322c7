import type { Primitives } from '../crypto/primitives.ts';
import { costOf } from '../path/signatures.ts';

/** Checks on P-256 that one message may cost, under a second's work; an honest one costs fewer than a hundred. */
const most = 2000;

/**
 * An engine for one message. Signers, tokens and certificates each multiply the others, so a small hostile message could ask for hours of checks:
 * when the limit is spent, no further signature verifies.
 */
export function limitedWork(primitives: Primitives): Primitives {
  let left = most;
  return {
    hash: (name, data) => primitives.hash(name, data),
    verify(input) {
      left -= costOf(input.key);
      return left >= 0 && primitives.verify(input);
    },
  };
}
