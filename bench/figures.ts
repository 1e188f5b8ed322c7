/** One line of the table: a figure beside the limit that was measured in the same run (spec/5, PERF). */
export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Undefined where a figure is held against nothing but what is wanted. */
  readonly limit?: { readonly what: string; readonly value: number };
  readonly wanted: string;
  readonly met: boolean;
  /** What else was seen: percentiles, processor time. */
  readonly beside?: string;
  /** Of a figure that is measured again as the database grows (PERF-12). */
  readonly growth?: Growth;
}

/** How much one of something costs with so many applications stored. */
export interface Growth {
  readonly of: string;
  readonly stored: number;
  readonly milliseconds: number;
}

/** A benchmark: what it measures, and what a profile said takes the time. */
export interface Benchmark {
  readonly name: string;
  run(say: (line: string) => void): Promise<Figure[]>;
  /** Where the time goes, in words; stands under the table. */
  readonly profile: string;
}

export function ratioOf({ value, limit }: Figure): number | undefined {
  return limit && value / limit.value;
}

/** Three digits are what a measurement is worth. */
export function rounded(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toFixed(digits).replaceAll(/\B(?=(?:\d{3})+$)/g, ' ');
}

export function percent(ratio: number): string {
  return ratio < 0.095 ? `${(ratio * 100).toFixed(1)} %` : `${Math.round(ratio * 100)} %`;
}

/** @param part 0.95 for the 95th percentile */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
