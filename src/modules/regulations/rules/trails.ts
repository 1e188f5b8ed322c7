/** When a way is taken: always after the work, or by the outcome of the step's condition. */
export type When = 'always' | 'violation' | 'ok';

/** A step as the annex's tables give it: its number, where it leads, whether the process ends with it. */
export interface TableStep {
  readonly number: number;
  readonly ways: readonly { readonly when: When; readonly to: number }[];
  readonly ends: boolean;
  /** It has a time limit. */
  readonly timed: boolean;
  /** It needs one. */
  readonly decides: boolean;
}

/** A channel's steps, of a definition or of a table in the seeds: what is proved of one is proved of the other. */
export interface StepTable {
  /** How trails call it: `portal`. */
  readonly name: string;
  /** Where it stands in its definition. */
  readonly path: string;
  readonly steps: readonly TableStep[];
}

function targetsOf({ steps }: StepTable, number: number): number[] {
  return steps.find((step) => step.number === number)?.ways.map(({ to }) => to) ?? [];
}

/** The shortest way from the first step to a step, both included; undefined where none leads there. */
function wayTo(table: StepTable, number: number): number[] | undefined {
  const first = table.steps[0]?.number;
  const ways = first === undefined ? [] : [[first]];
  const seen = new Set<number>();
  for (const way of ways) {
    const last = way.at(-1) ?? 0;
    if (last === number) return way;
    if (seen.has(last)) continue;
    seen.add(last);
    for (const next of targetsOf(table, last)) ways.push([...way, next]);
  }
  return undefined;
}

/**
 * A path that shows a fault: `portal: 1 → 3 → 5 → 6 ↯`; `portal: 1 ↛ 7 ↯` for a step to which no way leads.
 *
 * @param beyond where the fault leads from the step
 */
export function trailTo(table: StepTable, number: number, beyond: readonly number[] = []): string {
  const way = wayTo(table, number);
  const begin = way?.join(' → ') ?? `${table.steps[0]?.number ?? ''} ↛ ${number}`;
  return `${table.name}: ${[begin, ...beyond].join(' → ')} ↯`;
}

/** The steps in which a process goes round that cannot end, after `number`. */
export function circleAfter(table: StepTable, number: number): number[] {
  const round = [number];
  for (;;) {
    const [next] = targetsOf(table, round.at(-1) ?? number);
    if (next === undefined) return round.slice(1);
    if (round.includes(next)) return [...round.slice(1), next];
    round.push(next);
  }
}
