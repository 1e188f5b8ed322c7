import { faultCode, otherFault } from './faults.ts';
import { lastOf } from './traffic.ts';
import type { LastEnd } from './traffic.ts';

/** How somebody who is asked or written to behaves (GW-4). */
export interface Answering {
  /** `unknown`: nothing was asked of them for a week. */
  readonly state: 'answers' | 'silent' | 'unknown';
  /** When the last answer or receipt came; undefined: none for a week. */
  readonly lastAnswer: Date | undefined;
  /** When the last attempt failed. */
  readonly lastFailure: Date | undefined;
  /** The breaker of this process is open: calls are refused at once, one tries. */
  readonly isOpen: boolean;
}

/** What is known beside the figures. */
export interface Signs {
  readonly isOpen: boolean;
  /** First failure of the present row of failures in this process, or since when the oldest letter waits that was tried in vain. */
  readonly failingSince: Date | undefined;
}

/** The provider answered, be it with a fault of its own. */
const answers = ['', otherFault];
const silences = (['unavailable', 'timeLimit', 'answer', 'defect'] as const).map(faultCode);

/**
 * Whether somebody answers. What other processes and the time before this one's start know stands in the figures, what this process has just
 * found out in the signs.
 *
 * @param ends of the last week, of the service or the system in question
 */
export function answeringOf(ends: readonly LastEnd[], { isOpen, failingSince }: Signs): Answering {
  const lastAnswer = lastOf(ends, answers);
  const lastFailure = lastOf(ends, silences) ?? failingSince;
  const isSilent = isOpen || (lastFailure !== undefined && (lastAnswer === undefined || lastFailure > lastAnswer));
  if (isSilent) return { state: 'silent', lastAnswer, lastFailure, isOpen };
  return { state: lastAnswer === undefined ? 'unknown' : 'answers', lastAnswer, lastFailure, isOpen };
}
