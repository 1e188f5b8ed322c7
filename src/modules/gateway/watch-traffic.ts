import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import type { Translated } from '#text';
import type { GateHealth } from './gates.ts';
import { answeringOf } from './rules/health.ts';
import type { Answering } from './rules/health.ts';
import { periodAt } from './rules/period.ts';
import type { Period, PeriodName } from './rules/period.ts';
import { columnsOf, concernsRecipient, faultsOf, measure } from './rules/traffic.ts';
import type { Column, EndFigure, FaultCount, LastEnd, Measured } from './rules/traffic.ts';
import { countBacklog, countedUntil, listLastEnds, mostCounted, readDirectory, sumEnds } from './store.ts';
import type { Backlog, DirectoryRows } from './store.ts';

export interface Watching {
  readonly db: Db;
  readonly clock: Clock;
  /** System of the node that is watched. */
  readonly node: string;
  /** What this process has found out: the gateway's `health`. */
  readonly health: () => readonly GateHealth[];
}

/** Letters that wait and that lie dead. */
export interface Waiting {
  readonly waiting: number;
  readonly dead: number;
  /** Since when the oldest waits. */
  readonly oldest: Date | undefined;
}

export interface ServiceTraffic extends Measured, Waiting {
  readonly id: string;
  readonly provider: string;
}

/** What a system sent, and what it answered or took in. */
export interface SystemTraffic extends Waiting {
  readonly id: string;
  readonly sent: Measured;
  readonly received: Measured;
}

/** Who is asked by the synchronous channel, by service, or written to by the asynchronous one. */
export interface ProviderHealth extends Answering {
  readonly system: string;
  /** undefined: letters to the system, of whatever service. */
  readonly service: string | undefined;
}

/** What the monitoring page shows (GW-5). */
export interface Traffic {
  readonly period: Period;
  readonly now: Date;
  /** Where so many messages passed in the last minutes that not all are counted yet: up to when they are. */
  readonly countedUntil: Date | undefined;
  readonly total: Measured & Waiting;
  readonly columns: readonly Column[];
  readonly services: readonly ServiceTraffic[];
  readonly systems: readonly SystemTraffic[];
  readonly faults: readonly FaultCount[];
  readonly providers: readonly ProviderHealth[];
  readonly backlog: readonly Backlog[];
  /** More letters wait, or lie dead, than were counted. */
  readonly isBacklogCut: boolean;
  /** Titles of systems and services, by id. */
  readonly titles: ReadonlyMap<string, Translated>;
}

const week = 7 * 86_400_000;

/** Adds up what passed in a period, what waits now, and who answers. */
export async function watchTraffic({ db, clock, node, health }: Watching, name: PeriodName): Promise<Traffic> {
  const now = clock.now();
  const period = periodAt(name, now);
  const [directory, { ends, stretches }, lately, backlog, until] = await Promise.all([
    readDirectory(db),
    sumEnds(db, period, node),
    listLastEnds(db, new Date(now.getTime() - week)),
    countBacklog(db),
    countedUntil(db),
  ]);
  const total = waitingOf(backlog);
  return {
    period,
    now,
    countedUntil: until,
    total: { ...measure(ends), ...total },
    columns: columnsOf(period, stretches),
    services: servicesOf(directory, ends, backlog),
    systems: systemsOf(directory, ends, backlog),
    faults: faultsOf(ends),
    providers: providersOf(directory, { lately: [...lately, ...ends], backlog, gates: health() }),
    backlog: backlog.toSorted((one, other) => (one.oldest ?? now).getTime() - (other.oldest ?? now).getTime()),
    isBacklogCut: Math.max(total.waiting, total.dead) >= mostCounted,
    titles: new Map([...directory.systems, ...directory.services].map(({ id, title }) => [id, title])),
  };
}

function waitingOf(backlog: readonly Backlog[]): Waiting {
  const oldest = backlog.flatMap((one) => one.oldest ?? []).toSorted((one, other) => one.getTime() - other.getTime())[0];
  return {
    waiting: backlog.reduce((sum, { waiting }) => sum + waiting, 0),
    dead: backlog.reduce((sum, { dead }) => sum + dead, 0),
    oldest,
  };
}

function servicesOf({ services }: DirectoryRows, ends: readonly EndFigure[], backlog: readonly Backlog[]): ServiceTraffic[] {
  return services.map(({ id, provider }) => ({
    id,
    provider,
    ...measure(ends.filter(({ service }) => service === id)),
    ...waitingOf(backlog.filter(({ service }) => service === id)),
  }));
}

function systemsOf({ systems }: DirectoryRows, ends: readonly EndFigure[], backlog: readonly Backlog[]): SystemTraffic[] {
  return systems.map(({ id }) => ({
    id,
    sent: measure(ends.filter(({ sender }) => sender === id)),
    received: measure(ends.filter((end) => end.recipient === id && concernsRecipient(end))),
    ...waitingOf(backlog.filter(({ route }) => route === id)),
  }));
}

interface Known {
  /** Of the last week. */
  readonly lately: readonly LastEnd[];
  readonly backlog: readonly Backlog[];
  readonly gates: readonly GateHealth[];
}

function providersOf({ services }: DirectoryRows, { lately, backlog, gates }: Known): ProviderHealth[] {
  const signsOf = (name: string, tried?: Date | null) => {
    const gate = gates.find((one) => one.name === name);
    return { isOpen: gate?.answers === false, failingSince: tried ?? gate?.since };
  };
  const asked = services.filter(({ channel }) => channel === 'sync');
  const letters = new Set(services.filter(({ channel }) => channel === 'async').map(({ id }) => id));
  const ofLetters = lately.filter(({ service }) => letters.has(service));
  const written = new Set([
    ...services.filter(({ channel }) => channel === 'async').map(({ provider }) => provider),
    ...backlog.map(({ route }) => route),
  ]);
  return [
    ...asked.map(({ id, provider }) => ({
      system: provider,
      service: id,
      ...answeringOf(
        lately.filter(({ service }) => service === id),
        signsOf(id),
      ),
    })),
    ...[...written].map((system) => {
      const tried = waitingOf(backlog.filter(({ route, tried }) => route === system && tried > 0)).oldest;
      const own = ofLetters.filter(({ recipient }) => recipient === system);
      return { system, service: undefined, ...answeringOf(own, signsOf(system, tried)) };
    }),
  ];
}
