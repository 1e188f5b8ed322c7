import type { Tx } from '#kit/db';
import { signal } from '#kit/signals';
import { openSteps, statusFor } from '#regulations';
import type { Outcome, ProcessState, Regulation } from '#regulations';
import { appendToHistory, historyStart } from './rules/history.ts';
import type { HistoryActor, HistoryEnd, HistoryEvent, HistoryRecord } from './rules/history.ts';
import { moves } from './rules/moves.ts';
import { changeApplication, historyEnd, insertHistory } from './store.ts';
import type { Application } from './store.ts';
import type { ApplicationChange } from './store.ts';

/** Of whom the next move is awaited. */
export function awaitedOf(regulation: Regulation, state: ProcessState): Application['awaits'] {
  return openSteps(regulation, state)[0]?.performer;
}

export interface Move {
  readonly regulation: Regulation;
  readonly application: Application;
  readonly outcomes: readonly Outcome[];
  /** What happened besides, before the moves. */
  readonly events?: readonly HistoryEvent[];
  readonly change?: ApplicationChange;
  readonly actor: HistoryActor;
  readonly at: Date;
}

/** Moves a locked application: state, status, history, and the word to open pages, all in the caller's transaction. */
export async function move(tx: Tx, made: Move): Promise<Application> {
  const { regulation, application, outcomes, actor, at, change = {} } = made;
  const moved = moves(regulation, application.state, { outcomes, at });
  const holder = change.holder_id === undefined ? application.holderId : (change.holder_id ?? undefined);
  const status = statusFor(regulation, moved.state, { taken: holder !== undefined });
  const awaits = awaitedOf(regulation, moved.state);
  await changeApplication(tx, application.id, { ...change, state: moved.state, status, awaits: awaits ?? null });
  await record(tx, application.id, { events: [...(made.events ?? []), ...moved.events], actor, at });
  tellDesks(tx, application.bodyId);
  return { ...application, state: moved.state, status, awaits, holderId: holder };
}

/** Tells the open desks of a body that their queues changed. */
export function tellDesks(tx: Tx, bodyId: string): void {
  signal(tx, `queue:${bodyId}`);
}

/** Events of one moment, and whose they are. */
export interface Happened {
  readonly events: readonly HistoryEvent[];
  readonly actor: HistoryActor;
  readonly at: Date;
}

/** Writes into the history of a locked application without moving it. */
export async function record(tx: Tx, applicationId: string, happened: Happened): Promise<void> {
  await continueHistory(tx, applicationId, { end: await historyEnd(tx, applicationId), happened: [happened] });
}

/** Begins the history of an application that was just entered. */
export async function recordFirst(tx: Tx, applicationId: string, happened: readonly Happened[]): Promise<void> {
  await continueHistory(tx, applicationId, { end: historyStart(applicationId), happened });
}

async function continueHistory(
  tx: Tx,
  applicationId: string,
  { end, happened }: { end: HistoryEnd; happened: readonly Happened[] },
): Promise<void> {
  const records: HistoryRecord[] = [];
  for (const { events, ...by } of happened) records.push(...appendToHistory(records.at(-1) ?? end, events, by));
  await insertHistory(tx, applicationId, records);
  signal(tx, `application:${applicationId}`);
}
