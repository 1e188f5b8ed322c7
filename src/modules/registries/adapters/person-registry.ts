import type { Gates, Service, SyncCall, SyncOutcome } from '#gateway';
import { createGates } from '#gateway';
import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import { newId } from '#kit/ids';
import type { Log } from '#kit/log';
import type { Iin } from '#subjects';
import { texts } from '#text';
import type { PersonAnswer, PersonRegistry } from '../ports.ts';
import { readPersonAnswer, writePersonRequest } from '../rules/person-message.ts';
import { insertAccess } from '../store.ts';

/** The registry as the gateway's directory knows it; seeds register it and grant it to the portal. */
export const personRegistryService: Service = {
  id: 'PersonRegistry.ByIin',
  provider: 'person-registry',
  channel: 'sync',
  title: { kk: texts('kk').registries.person, ru: texts('ru').registries.person, en: texts('en').registries.person },
  // Shorter than the caller's own limit, so that the node's answer is heard.
  timeLimit: 4_000,
  concurrency: 32,
};

/** Milliseconds that a person waits for the registry, at most. */
const timeLimit = 5_000;
/** A person's data are a few kilobytes; more is not an answer. */
const mostBytes = 512 * 1024;

export interface PersonRegistryParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** The gateway's `callSync`. */
  readonly call: (call: SyncCall) => Promise<SyncOutcome>;
  /** Our system that asks, and its code at the registry. */
  readonly system: string;
}

/** The person registry through the gateway; every asking is written down, whatever comes of it. */
export function createPersonRegistry(parts: PersonRegistryParts): PersonRegistry {
  const gates = createGates(parts.clock);
  return {
    async findPerson(iin, ground) {
      const answer = await ask(parts, gates, iin);
      const access = { at: parts.clock.now(), registry: personRegistryService.id, iin, ground, outcome: answer.kind };
      await insertAccess(parts.db, access);
      return answer;
    },
  };
}

async function ask(parts: PersonRegistryParts, gates: Gates, iin: Iin): Promise<PersonAnswer> {
  const { clock, log } = parts;
  const { id: service, concurrency } = personRegistryService;
  const passage = gates.enter(service, concurrency);
  if (passage === undefined) return unavailable(gates, clock);
  const messageDate = clock.now();
  const data = writePersonRequest({ messageId: newId(), messageDate, senderCode: parts.system, iin });
  const outcome = await parts.call({ from: parts.system, service, data, timeLimit, mostBytes });
  const answer = outcome.outcome === 'answered' ? understand(outcome, iin) : undefined;
  if (answer !== undefined) {
    passage.succeeded();
    return answer;
  }
  passage.failed();
  log.warn({ service, ...reasonOf(outcome) }, 'registry not available');
  return unavailable(gates, clock);
}

function understand(outcome: Extract<SyncOutcome, { outcome: 'answered' }>, asked: Iin): PersonAnswer | undefined {
  const person = readPersonAnswer(outcome.data);
  if (person === 'absent') return { kind: 'absent' };
  // Somebody else's data are worse than none.
  return person?.iin === asked ? { kind: 'found', person } : undefined;
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

function unavailable(gates: Gates, clock: Clock): PersonAnswer {
  return { kind: 'unavailable', since: gates.health()[0]?.since ?? clock.now() };
}
