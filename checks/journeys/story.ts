import { test } from 'node:test';
import type { World } from './world.ts';

/** One sentence of a story and what proves it. */
export type Sentence = (title: string, proof: () => Promise<void>) => void;

/** How much of what the programs wrote is shown beside a fault. */
const shownLog = 4_000;

/**
 * Sentences that follow from each other: after one that is not true the rest is skipped, for its faults would say nothing.
 *
 * @param worldOf whose log is shown beside a fault
 */
export function storyOf(worldOf: () => World | undefined): Sentence {
  let broken: string | undefined;
  return (title, proof) => {
    test(title, async (t) => {
      if (broken !== undefined) return t.skip(`after «${broken}»`);
      try {
        await proof();
      } catch (error) {
        broken = title;
        t.diagnostic(`The programs wrote at last:\n${worldOf()?.log().slice(-shownLog) ?? ''}`);
        throw error;
      }
    });
  };
}
