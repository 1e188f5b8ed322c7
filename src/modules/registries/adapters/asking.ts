import type { MessageData, Service, SyncCall, SyncOutcome } from '#gateway';
import { createGates } from '#gateway';
import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import { newId } from '#kit/ids';
import type { Log } from '#kit/log';
import { texts } from '#text';
import type { Unavailable } from '../ports.ts';
import type { RequestHeader } from '../rules/message.ts';

/** Milliseconds that a person waits for a registry, at most; the node's own limit is shorter, so that its answer is heard. */
const timeLimit = 5_000;
/** Milliseconds that the node waits for a registry. */
const nodeTimeLimit = 4_000;
/** One answer is a few kilobytes; more is not an answer. */
const mostBytes = 512 * 1024;

/** A registry as the gateway's directory knows it; the set-up registers it and grants it. */
export function registryService(named: { id: string; provider: string; title: 'person' | 'notary' | 'addresses' }): Service {
  const { id, provider, title } = named;
  const translated = { kk: texts('kk').registries[title], ru: texts('ru').registries[title], en: texts('en').registries[title] };
  return { id, provider, channel: 'sync', title: translated, timeLimit: nodeTimeLimit, concurrency: 32 };
}

/** What a client of a registry is made from. */
export interface RegistryParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** The gateway's `callSync`. */
  readonly call: (call: SyncCall) => Promise<SyncOutcome>;
  /** Our system that asks, and its code at the registry. */
  readonly system: string;
}

interface Asked<A> {
  readonly write: (header: RequestHeader) => MessageData;
  /** @returns undefined for what is not an answer to this question */
  readonly understand: (data: MessageData | undefined) => A | undefined;
}

/** Asks one registry; whatever is not an understandable answer is `unavailable`, never an error (GW-4). */
export type Asking = <A>(asked: Asked<A>) => Promise<A | Unavailable>;

/** One breaker and one limit of calls under way for each service, of this process. */
export function createAsking({ clock, log, call, system }: RegistryParts, service: Service): Asking {
  const gates = createGates(clock);
  const unavailable = (): Unavailable => ({ kind: 'unavailable', since: gates.health()[0]?.since ?? clock.now() });
  return async ({ write, understand }) => {
    const passage = gates.enter(service.id, service.concurrency);
    if (passage === undefined) return unavailable();
    const data = write({ messageId: newId(), messageDate: clock.now(), senderCode: system });
    const outcome = await call({ from: system, service: service.id, data, timeLimit, mostBytes });
    const answer = outcome.outcome === 'answered' ? understand(outcome.data) : undefined;
    if (answer !== undefined) {
      passage.succeeded();
      return answer;
    }
    passage.failed();
    log.warn({ service: service.id, ...reasonOf(outcome) }, 'registry not available');
    return unavailable();
  };
}

function reasonOf(outcome: SyncOutcome): { reason: string } {
  switch (outcome.outcome) {
    case 'answered':
      return { reason: 'notUnderstood' };
    case 'refused':
      return { reason: outcome.code };
    case 'unreachable':
      return { reason: outcome.reason };
    default:
      return outcome satisfies never;
  }
}
