import { openDistrict } from './district.ts';
import type { District } from './district.ts';
import { rounded } from './figures.ts';
import type { Figure } from './figures.ts';
import { fillUp } from './stored.ts';

/** Measures once, with so many applications stored. */
export type Measure = (total: number) => Promise<Figure[]>;

/** A benchmark that is repeated while the database of one district grows. */
export interface GrowingBenchmark {
  readonly name: string;
  /** Makes ready, while the district is small, what every measurement needs. */
  prepare(district: District, say: (line: string) => void): Promise<Measure>;
  /** Where the time goes, in words; stands under the table. */
  readonly profile: string;
}

/** Sizes of a whole run. */
export const storedSizes: readonly number[] = [10_000, 100_000, 1_000_000];

interface GrowingRun {
  readonly sizes: readonly number[];
  say(line: string): void;
  /** Hears each figure as soon as it is there. */
  add(figures: readonly Figure[]): void;
}

/** Fills one district step by step, and measures all of these at each. */
export async function runGrowing(benchmarks: readonly GrowingBenchmark[], { sizes, say, add }: GrowingRun): Promise<void> {
  await using district = await openDistrict();
  const measures: { readonly name: string; readonly measure: Measure }[] = [];
  for (const { name, prepare } of benchmarks) measures.push({ name, measure: await prepare(district, say) });
  for (const total of sizes) {
    const begun = performance.now();
    await fillUp(district.db, total);
    say(`${rounded(total)} stored, filled in ${rounded((performance.now() - begun) / 1000)} s`);
    for (const { name, measure } of measures) {
      say(`${name} with ${rounded(total)} stored`);
      add(await measure(total));
    }
  }
}
