import type { Clock } from '#kit/clock';
import { afterFailure, allows, closedBreaker, entered } from './rules/breaker.ts';
import type { Breaker } from './rules/breaker.ts';

/** One gate for each service or route: how many pass at once, and the breaker. Of this process; each process finds out for itself. */
export interface Gates {
  /** Takes a place; undefined where there is none, or the breaker is open. */
  enter(name: string, concurrency: number): Passage | undefined;
  /** Names that nobody could enter now. */
  closed(concurrency: number): string[];
  health(): GateHealth[];
}

/** A place taken; it is given back once, with what came of it. */
export interface Passage {
  /** @returns true where this success closed an open breaker. */
  succeeded(): boolean;
  failed(): void;
}

export interface GateHealth {
  readonly name: string;
  readonly answers: boolean;
  /** First failure of the present row of failures. */
  readonly since: Date | undefined;
  readonly underWay: number;
}

interface Gate {
  breaker: Breaker;
  underWay: number;
}

export function createGates(clock: Clock): Gates {
  const gates = new Map<string, Gate>();

  function gateOf(name: string): Gate {
    const gate = gates.get(name) ?? { breaker: closedBreaker, underWay: 0 };
    gates.set(name, gate);
    return gate;
  }

  const isClosed = (gate: Gate, concurrency: number): boolean =>
    gate.underWay >= concurrency || !allows(gate.breaker, clock.now());

  return {
    enter(name, concurrency) {
      const gate = gateOf(name);
      if (isClosed(gate, concurrency)) return undefined;
      gate.breaker = entered(gate.breaker);
      gate.underWay += 1;
      return passageOf(gate, clock);
    },
    closed: (concurrency) => [...gates].filter(([, gate]) => isClosed(gate, concurrency)).map(([name]) => name),
    health: () => [...gates].map(([name, gate]) => healthOf(name, gate)),
  };
}

function passageOf(gate: Gate, clock: Clock): Passage {
  return {
    succeeded() {
      gate.underWay -= 1;
      const reopened = gate.breaker.state !== 'closed';
      gate.breaker = closedBreaker;
      return reopened;
    },
    failed() {
      gate.underWay -= 1;
      gate.breaker = afterFailure(gate.breaker, clock.now());
    },
  };
}

function healthOf(name: string, { breaker, underWay }: Gate): GateHealth {
  return { name, answers: breaker.state === 'closed', since: breaker.since, underWay };
}
