/**
 * What panels count, by what stands in `key`: `filed`; `decided` (how it ended); `ground` (of refusal); `asked`, `extended`, `near`, `missed`,
 * `complaint`; `survey` (`question/answer`); `step` (an act of the programs themselves, measured).
 */
export type Measure = 'filed' | 'decided' | 'ground' | 'asked' | 'extended' | 'near' | 'missed' | 'complaint' | 'survey' | 'step';

/** Something that happened, to be counted on its day. */
export interface Tally {
  /** `2026-11-22` */
  readonly day: string;
  /** undefined: the programs' own work. */
  readonly bodyId: string | undefined;
  readonly service: string;
  readonly channel: string;
  readonly measure: Measure;
  readonly key: string;
  readonly count: number;
  /** Of these, within their limit. */
  readonly within: number;
  readonly milliseconds: number;
}
