import { faultCode } from './faults.ts';
import { percentile } from './latency.ts';
import type { TimedCount } from './latency.ts';
import { columnOf } from './period.ts';
import type { Period } from './period.ts';

/** How messages of one service between two systems ended. */
export interface EndFigure extends TimedCount {
  /** These three are empty where a message was turned away before it was known whose it was. */
  readonly service: string;
  readonly sender: string;
  readonly recipient: string;
  /** Empty: answered or delivered; else the code of the fault. */
  readonly fault: string;
  readonly lastAt: Date;
}

/** When messages of one service to one system ended in one way the last time. */
export type LastEnd = Pick<EndFigure, 'service' | 'recipient' | 'fault' | 'lastAt'>;

/** How many messages of a stretch of time ended in one way. */
export interface StretchFigure {
  readonly from: Date;
  readonly fault: string;
  readonly count: number;
}

/** What a page says of a service, a system or all. */
export interface Measured {
  /** Answered or delivered. */
  readonly passed: number;
  readonly failed: number;
  /** Milliseconds of those that passed; undefined where none did. */
  readonly median: number | undefined;
  readonly p95: number | undefined;
}

function sum(figures: readonly { readonly count: number }[]): number {
  return figures.reduce((total, { count }) => total + count, 0);
}

/** Times of refusals are left out: a breaker refuses at once, and a time limit says nothing of those who were answered. */
export function measure(ends: readonly EndFigure[]): Measured {
  const passed = ends.filter(({ fault }) => fault === '');
  return {
    passed: sum(passed),
    failed: sum(ends) - sum(passed),
    median: percentile(passed, 0.5),
    p95: percentile(passed, 0.95),
  };
}

/**
 * Whether a message counts for its recipient: it came there, or could not because the recipient does not answer. What the node turned away for
 * the sender's fault has no time and is the sender's alone.
 */
export function concernsRecipient({ class: taken, fault }: EndFigure): boolean {
  return taken >= 0 || fault === '' || fault === faultCode('unavailable');
}

/** A column of the chart. */
export interface Column {
  readonly from: Date;
  readonly passed: number;
  readonly failed: number;
}

/** @returns all columns of the period, also those in which nothing passed. */
export function columnsOf(period: Period, stretches: readonly StretchFigure[]): Column[] {
  const byColumn = Map.groupBy(stretches, ({ from }) => columnOf(period, from));
  return period.columns.map((from, index) => {
    const own = byColumn.get(index) ?? [];
    const passed = sum(own.filter(({ fault }) => fault === ''));
    return { from, passed, failed: sum(own) - passed };
  });
}

/** Failures of one kind. */
export interface FaultCount {
  readonly service: string;
  readonly sender: string;
  readonly recipient: string;
  readonly fault: string;
  readonly count: number;
  readonly lastAt: Date;
}

function latest(dates: readonly Date[]): Date | undefined {
  return dates.reduce<Date | undefined>((last, date) => (last === undefined || date > last ? date : last), undefined);
}

/** Failures by kind, the most frequent first. */
export function faultsOf(ends: readonly EndFigure[]): FaultCount[] {
  const failed = ends.filter(({ fault }) => fault !== '');
  const kinds = Map.groupBy(failed, ({ service, sender, recipient, fault }) => [service, sender, recipient, fault].join(' '));
  const counted = [...kinds.values()].flatMap((of) => {
    const [first] = of;
    if (first === undefined) return [];
    const { service, sender, recipient, fault } = first;
    const lastAt = latest(of.map((one) => one.lastAt)) ?? first.lastAt;
    return [{ service, sender, recipient, fault, count: sum(of), lastAt }];
  });
  return counted.toSorted((one, other) => other.count - one.count);
}

/** When something with one of these ends came last. */
export function lastOf(ends: readonly Pick<LastEnd, 'fault' | 'lastAt'>[], faults: readonly string[]): Date | undefined {
  return latest(ends.filter(({ fault }) => faults.includes(fault)).map(({ lastAt }) => lastAt));
}
