import { workingTimeBetween } from '#regulations';
import type { Output, Regulation } from '#regulations';
import { measuredStep } from './count.ts';
import type { Counted } from './count.ts';
import type { ApplicationServices } from './services.ts';
import type { Application, Preparation } from './store.ts';

/** Making the document is the programs' part of step 7 or 8 (PRO-9). */
export function formingOf(
  { application, regulation, output }: { application: Application; regulation: Regulation; output: Output },
  milliseconds: number,
): Counted {
  const act = output.kind === 'refusal' ? 'refuse' : 'deliver';
  return measuredStep(regulation, { channel: application.channel, act, milliseconds });
}

/** The decision beside its deadline, and what a refusal was grounded on. */
export function decidedAs(
  { calendar }: ApplicationServices,
  decided: { application: Application; preparation: Preparation; occasion: 'refused' | 'provided'; at: Date },
): Counted[] {
  const { application, preparation, occasion, at } = decided;
  const { registeredAt = at, dueAt } = application;
  const milliseconds = workingTimeBetween(calendar, registeredAt, at);
  const grounds = occasion === 'refused' ? preparation.grounds : [];
  return [
    { measure: 'decided', key: occasion, within: dueAt === undefined || at <= dueAt, milliseconds },
    ...grounds.map((key): Counted => ({ measure: 'ground', key })),
  ];
}
