import { texts } from '#text';
import type { Locale } from '#text';
import { acts } from '../process.ts';
import type { Channel, Step } from '../process.ts';
import type { ProcessState } from '../progress.ts';
import type { Regulation } from '../regulation.ts';
import { limitText } from '../wording.ts';

/** A step of a diagram in words, for who does not see it. */
export interface NarratedStep {
  readonly number: number;
  readonly text: string;
  /** The application stands here. */
  readonly here: boolean;
}

function whatFollows({ condition, next, act }: Step, locale: Locale): string {
  const words = texts(locale).regulations.diagram;
  if (condition)
    return `${words.condition(condition.number)}: ${condition.title[locale]}. ${words.branches(condition.violation, condition.ok)}`;
  if (next !== undefined) return words.goesOn(next);
  const ending = acts[act].ends;
  return ending === undefined ? '' : `${words.endings[ending]}.`;
}

/** What a diagram shows, as sentences in the order of its steps (PRO-7). */
export function narrateProcess(
  regulation: Regulation,
  channel: Channel,
  { locale, state }: { locale: Locale; state?: ProcessState | undefined },
): NarratedStep[] {
  const words = texts(locale).regulations.diagram;
  const unitOf = ({ unit }: Step) => regulation.process.units.find(({ id }) => id === unit)?.title[locale] ?? unit;
  return channel.steps.map((step) => {
    const limit = step.limit ? ` (${limitText(step.limit, locale)})` : '';
    const here = state?.step === step.number;
    const mark = here ? `${words.here}. ` : '';
    return {
      number: step.number,
      here,
      text: `${mark}${unitOf(step)}: ${step.title[locale]}${limit}. ${whatFollows(step, locale)}`,
    };
  });
}
