import type { Act } from './process.ts';
import { channelOf, stepOf } from './progress.ts';
import type { ProcessState } from './progress.ts';
import type { Regulation } from './regulation.ts';

/** What a person is told of an application: seven words, the decision in two kinds. Step names are for officers. */
export const publicStatuses = [
  'draft',
  'sent',
  'accepted',
  'considered',
  'needsYou',
  'provided',
  'refused',
  'withdrawn',
] as const;
export type PublicStatus = (typeof publicStatuses)[number];

/** What the application knows beside the process. */
export interface StatusFacts {
  /** An officer has taken it up. */
  readonly taken?: boolean;
  /** More was asked of the consumer and has not come. */
  readonly awaitsConsumer?: boolean;
  readonly withdrawn?: boolean;
}

/** What a person is told while a step's work goes on. */
const duringWork = {
  signIn: 'draft',
  refuseSignIn: 'draft',
  fillIn: 'draft',
  askRegistries: 'draft',
  tellNoData: 'draft',
  attachAndSign: 'draft',
  refuseSignature: 'draft',
  send: 'draft',
  register: 'sent',
  refuse: 'considered',
  deliver: 'considered',
} as const satisfies Record<Act, PublicStatus>;

export function statusFor(regulation: Regulation, state: ProcessState, facts: StatusFacts = {}): PublicStatus {
  if (facts.withdrawn) return 'withdrawn';
  if (state.stage === 'ended') return state.ending === 'stopped' ? 'draft' : state.ending;
  if (facts.awaitsConsumer) return 'needsYou';
  const { act } = stepOf(channelOf(regulation, state.channel), state.step);
  const registered = act === 'register' && state.stage === 'condition';
  if (registered) return facts.taken ? 'considered' : 'accepted';
  return duringWork[act];
}

/** Whether a process has come to a decision, from which nothing leads back. */
export function isDecided(state: ProcessState): boolean {
  return state.stage === 'ended' && state.ending !== 'stopped';
}
