import type { CastKey } from '#seed';
import { ask, prepare, sign, take, takeBack } from '../acts.ts';
import type { Decision } from '../acts.ts';
import type { Filing } from '../file.ts';
import type { Story } from './story.ts';

/** Who works on the applications of a service, and what they write. */
export interface Bench {
  readonly specialist: CastKey;
  readonly head: CastKey;
  readonly refusal: Decision;
  readonly question: { readonly text: string; readonly documents: readonly string[] };
}

/** Filed, and nobody has it yet. */
export function untouched(filing: Filing, day: number): Story {
  return { filing, filed: [day, '15:10'], acts: [] };
}

export function taken({ specialist }: Bench, filing: Filing, day: number): Story {
  return { filing, filed: [day, '10:10'], acts: [[[day, '11:30'], take(specialist)]] };
}

/** Waits for the consumer since the day after. */
export function asked({ specialist, question }: Bench, filing: Filing, day: number): Story {
  const acts = [
    [[day, '12:20'], take(specialist)],
    [[day - 1, '10:40'], ask(specialist, question)],
  ] as const;
  return { filing, filed: [day, '09:50'], acts };
}

/** Prepared on the day after, for the head's signature. */
export function prepared({ specialist }: Bench, filing: Filing, { day, ...decision }: Decision & { day: number }): Story {
  const acts = [
    [[day, '14:50'], take(specialist)],
    [[day - 1, '11:10'], prepare(specialist, decision)],
  ] as const;
  return { filing, filed: [day, '12:30'], acts };
}

/** Prepared and signed on the day after. */
export function decided(bench: Bench, filing: Filing, decision: Decision & { day: number }): Story {
  const story = prepared(bench, filing, decision);
  return { ...story, acts: [...story.acts, [[decision.day - 1, '16:20'], sign(bench.head)]] };
}

export function refused(bench: Bench, filing: Filing, day: number): Story {
  return decided(bench, filing, { ...bench.refusal, day });
}

/** Taken back at the portal before anybody decided. */
export function withdrawn({ specialist }: Bench, filing: Filing, day: number): Story {
  const acts = [
    [[day, '10:45'], take(specialist)],
    [[day, '18:20'], takeBack(filing.consumer)],
  ] as const;
  return { filing, filed: [day, '09:15'], acts };
}
