import type { Act } from '../acts.ts';
import type { Filing } from '../file.ts';

/** A moment of the district's past: on which working day before today, and at which time of the state. */
export type Moment = readonly [workingDaysAgo: number, time: string];

/** One application from its beginning to where it stands today. */
export interface Story {
  readonly filing: Filing;
  readonly filed: Moment;
  readonly acts: readonly (readonly [Moment, Act])[];
}

/** The same story, longer. */
export const longer = (story: Story, ...more: Story['acts']): Story => ({ ...story, acts: [...story.acts, ...more] });
