import { z } from 'zod';
import { limitMilliseconds } from './deadline.ts';
import { channelKinds } from './passport.ts';
import type { ChannelKind } from './passport.ts';
import { acts } from './process.ts';
import type { Act, Channel, Condition, Ending, Performer, Step } from './process.ts';
import type { Regulation } from './regulation.ts';

const standing = { channel: z.enum(channelKinds), step: z.int().positive(), since: z.coerce.date() };

/** Where a process stands. It is kept beside the application, with the regulation's id and version, and read back through this schema. */
export const processStateSchema = z.discriminatedUnion('stage', [
  z.object({ ...standing, stage: z.literal('work') }),
  /** The step's work is done and its condition waits to be judged. */
  z.object({ ...standing, stage: z.literal('condition') }),
  z.object({ ...standing, stage: z.literal('ended'), ending: z.enum(['stopped', 'refused', 'provided']) }),
]);
export type ProcessState = z.infer<typeof processStateSchema>;

/** `done` ends the work of a step; `ok` and `violation` judge its condition. */
export type Outcome = 'done' | 'ok' | 'violation';

export type ProcessEvent =
  | { readonly kind: 'stepBegun'; readonly step: number; readonly act: Act; readonly performer: Performer }
  | {
      readonly kind: 'stepDone';
      readonly step: number;
      readonly act: Act;
      readonly milliseconds: number;
      /** The regulation's limit where it is one by the clock, to be shown beside what was measured (PRO-9). */
      readonly limitMilliseconds: number | undefined;
    }
  | {
      readonly kind: 'conditionJudged';
      readonly step: number;
      readonly condition: number;
      readonly outcome: 'ok' | 'violation';
    }
  | { readonly kind: 'ended'; readonly step: number; readonly ending: Ending };

/** What came of one outcome: where the process stands now, and what happened on the way, in order. */
export interface Advance {
  readonly state: ProcessState;
  readonly events: readonly ProcessEvent[];
}

/** What is awaited now, and of whom. */
export interface OpenStep {
  readonly step: Step;
  readonly performer: Performer;
  readonly awaits: 'work' | 'judgement';
  readonly condition: Condition | undefined;
  readonly since: Date;
}

/** @throws an ordinary error for a channel that the regulation does not have: the passport offers no other */
export function channelOf(regulation: Regulation, kind: ChannelKind): Channel {
  const channel = regulation.process.channels.find((one) => one.kind === kind);
  if (!channel) throw new Error(`${regulation.id} has no channel ${kind}`);
  return channel;
}

export function stepOf(channel: Channel, number: number): Step {
  const step = channel.steps.find((one) => one.number === number);
  if (!step) throw new Error(`Channel ${channel.kind} has no step ${number}`);
  return step;
}

function begin(channel: Channel, number: number, at: Date): Advance {
  const step = stepOf(channel, number);
  return {
    state: { channel: channel.kind, step: number, stage: 'work', since: at },
    events: [{ kind: 'stepBegun', step: number, act: step.act, performer: step.performer }],
  };
}

/**
 * A new process, at its first step, or at the first step that does `act`: a person who has signed in already begins with the form.
 *
 * @throws an ordinary error where the channel has no such step
 */
export function start(regulation: Regulation, kind: ChannelKind, { at, act }: { at: Date; act?: Act }): Advance {
  const channel = channelOf(regulation, kind);
  const first = act === undefined ? channel.steps[0] : channel.steps.find((step) => step.act === act);
  if (!first) throw new Error(`Channel ${kind} of ${regulation.id} has no step ${act}`);
  return begin(channel, first.number, at);
}

function finishWork(channel: Channel, state: ProcessState, at: Date): Advance {
  const step = stepOf(channel, state.step);
  const done: ProcessEvent = {
    kind: 'stepDone',
    step: step.number,
    act: step.act,
    milliseconds: at.getTime() - state.since.getTime(),
    limitMilliseconds: step.limit && limitMilliseconds(step.limit),
  };
  if (step.condition) return { state: { ...standingAt(state, at), stage: 'condition' }, events: [done] };
  if (step.next !== undefined) return after([done], begin(channel, step.next, at));
  const ending = acts[step.act].ends;
  if (ending === undefined) throw new Error(`Step ${step.number} of ${channel.kind} leads nowhere`);
  return {
    state: { ...standingAt(state, at), stage: 'ended', ending },
    events: [done, { kind: 'ended', step: step.number, ending }],
  };
}

function standingAt({ channel, step }: ProcessState, since: Date) {
  return { channel, step, since };
}

function after(events: ProcessEvent[], next: Advance): Advance {
  return { state: next.state, events: [...events, ...next.events] };
}

function judge(channel: Channel, state: ProcessState, judgement: { outcome: 'ok' | 'violation'; at: Date }): Advance {
  const { condition } = stepOf(channel, state.step);
  if (!condition) throw new Error(`Step ${state.step} of ${channel.kind} has no condition`);
  const { outcome, at } = judgement;
  const judged: ProcessEvent = { kind: 'conditionJudged', step: state.step, condition: condition.number, outcome };
  return after([judged], begin(channel, condition[outcome], at));
}

/**
 * One move of a process.
 *
 * @throws an ordinary error for an outcome that the stage does not await: the caller asks `openSteps` first
 */
export function advance(regulation: Regulation, state: ProcessState, { outcome, at }: { outcome: Outcome; at: Date }): Advance {
  const channel = channelOf(regulation, state.channel);
  if (state.stage === 'work' && outcome === 'done') return finishWork(channel, state, at);
  if (state.stage === 'condition' && outcome !== 'done') return judge(channel, state, { outcome, at });
  throw new Error(`Step ${state.step} of ${regulation.id} ${state.channel} is at ${state.stage}: it does not await ${outcome}`);
}

/** What is awaited now; empty when the process has ended. */
export function openSteps(regulation: Regulation, state: ProcessState): OpenStep[] {
  if (state.stage === 'ended') return [];
  const step = stepOf(channelOf(regulation, state.channel), state.step);
  const { condition } = step;
  const judging = state.stage === 'condition' && condition !== undefined;
  return [
    {
      step,
      condition,
      performer: judging ? condition.judge : step.performer,
      awaits: judging ? 'judgement' : 'work',
      since: state.since,
    },
  ];
}

/** The steps of a channel from the first to the result, as they follow when nothing is wrong: what a timeline shows. */
export function pathToResult(channel: Channel): Step[] {
  const path: Step[] = [];
  let number = channel.steps[0]?.number;
  while (number !== undefined && !path.some((step) => step.number === number)) {
    const step = stepOf(channel, number);
    path.push(step);
    number = step.condition ? step.condition.ok : step.next;
  }
  return path;
}
