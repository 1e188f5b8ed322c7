import { chainHash, chainStart } from '#kit/audit-chain';
import type { ChainHash } from '#kit/audit-chain';
import type { ProcessEvent } from '#regulations';
import type { Iin } from '#subjects';
import type { Visitor } from './visitor.ts';

/** Who did something: a person, an officer or the program, by id; names are looked up, so that they stand in one place. */
export type HistoryActor =
  | { readonly kind: 'consumer'; readonly id: string }
  /** Somebody who signs beside the consumer; by IIN they stand in the request that was signed. */
  | { readonly kind: 'signer'; readonly id: string; readonly iin: Iin }
  | { readonly kind: 'officer'; readonly id: string; readonly bodyId: string }
  | { readonly kind: 'system'; readonly id: 'portal' | 'workplace' };

/** Why signatures that were gathered are void: the applicant changed the request, threw it away, or the time was over. */
export type SigningEnd = 'changed' | 'discarded' | 'expired';

/** What the consumer did at a counter, not at the portal: who stood there. */
interface AtCounter {
  readonly visitor: Visitor;
}

/** By a paper statement, which somebody of the counter scanned and signed. */
export interface OnPaper extends AtCounter {
  readonly serial: string;
  readonly sha256: string;
}

/** What happens to an application besides the moves of its process. */
export type HandlingEvent =
  | { readonly kind: 'signed'; readonly serial: string; readonly sha256: string }
  | { readonly kind: 'signersInvited'; readonly until: string }
  | { readonly kind: 'requestSeen' }
  | { readonly kind: 'signatureDeclined'; readonly reason: string }
  | { readonly kind: 'signatureWithdrawn' }
  | { readonly kind: 'signaturesVoided'; readonly cause: SigningEnd }
  | { readonly kind: 'signaturesVerified'; readonly serials: readonly string[] }
  | { readonly kind: 'numbered'; readonly number: string; readonly due: string }
  | { readonly kind: 'taken' }
  | { readonly kind: 'released' }
  | { readonly kind: 'handedOver'; readonly to: string }
  | { readonly kind: 'viewed' }
  | { readonly kind: 'checked'; readonly checks: Readonly<Record<string, string>> }
  | { readonly kind: 'prepared'; readonly output: string; readonly grounds: readonly string[] }
  | { readonly kind: 'sentForSignature'; readonly output: string }
  | { readonly kind: 'returned'; readonly reason: string }
  /** The result was given into somebody's hands at a counter. */
  | { readonly kind: 'resultGiven'; readonly to: 'consumer' | 'representative' }
  | { readonly kind: 'documentSigned'; readonly document: string; readonly serial: string; readonly sha256: string }
  | { readonly kind: 'askedForMore'; readonly text: string; readonly documents: readonly string[] }
  | ({ readonly kind: 'answered'; readonly serial: string; readonly sha256: string; readonly due: string } & Partial<AtCounter>)
  | { readonly kind: 'extended'; readonly reason: string; readonly before: string; readonly due: string }
  | ({ readonly kind: 'withdrawn' } & Partial<OnPaper>)
  | { readonly kind: 'deadlineNear'; readonly due: string }
  | { readonly kind: 'deadlineMissed'; readonly due: string }
  | { readonly kind: 'noted' }
  | ({ readonly kind: 'complained' } & Partial<OnPaper>)
  | { readonly kind: 'complaintAnswered' };

export type HistoryEvent = ProcessEvent | HandlingEvent;

/** An event as it stands in the history, chained to the one before. */
export interface HistoryRecord {
  readonly position: number;
  readonly at: Date;
  readonly kind: HistoryEvent['kind'];
  readonly actor: HistoryActor;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly hash: ChainHash;
}

export interface HistoryEnd {
  readonly position: number;
  readonly hash: ChainHash;
}

/** Each application's history begins with its own id, so that none passes for another's. */
export function historyStart(applicationId: string): HistoryEnd {
  return { position: 0, hash: chainStart(applicationId) };
}

function chained(record: Omit<HistoryRecord, 'hash'>): unknown {
  return { ...record, at: record.at.toISOString() };
}

/** The events as records that follow `end`. */
export function appendToHistory(
  end: HistoryEnd,
  events: readonly HistoryEvent[],
  by: { actor: HistoryActor; at: Date },
): HistoryRecord[] {
  let last = end;
  return events.map((event) => {
    const { kind, ...facts } = event;
    const record = { position: last.position + 1, at: by.at, kind, actor: by.actor, facts };
    const hash = chainHash(last.hash, chained(record));
    last = { position: record.position, hash };
    return { ...record, hash };
  });
}

/**
 * @param end where the history should end; without it a cut end is not seen
 * @returns the position of the first record that was changed, moved or put in, or after which one is missing; undefined where all is well.
 */
export function historyBreak(applicationId: string, records: readonly HistoryRecord[], end?: HistoryEnd): number | undefined {
  let last = historyStart(applicationId);
  for (const { hash, ...record } of records) {
    const follows = record.position === last.position + 1 && chainHash(last.hash, chained(record)) === hash;
    if (!follows) return last.position + 1;
    last = { position: record.position, hash };
  }
  return end === undefined || (end.position === last.position && end.hash === last.hash) ? undefined : last.position + 1;
}
