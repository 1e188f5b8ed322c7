import { advance } from '#regulations';
import type { Outcome, ProcessEvent, ProcessState, Regulation } from '#regulations';

/** Moves made one after the other, as when the program's own steps follow a person's. */
export function moves(
  regulation: Regulation,
  state: ProcessState,
  made: { outcomes: readonly Outcome[]; at: Date },
): { state: ProcessState; events: ProcessEvent[] } {
  const events: ProcessEvent[] = [];
  let current = state;
  for (const outcome of made.outcomes) {
    const next = advance(regulation, current, { outcome, at: made.at });
    events.push(...next.events);
    current = next.state;
  }
  return { state: current, events };
}
