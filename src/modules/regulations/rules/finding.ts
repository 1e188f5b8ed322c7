import type { z } from 'zod';

/** What the checker can find wrong in a definition (PRO-6). */
export type FindingCode =
  | 'shape'
  | 'commonPart'
  | 'duplicate'
  | 'stepWithoutWay'
  | 'stepWithTwoWays'
  | 'missingStep'
  | 'unreachable'
  | 'endless'
  | 'sameBranches'
  | 'withoutLimit'
  | 'unknownUnit'
  | 'unknownOutput'
  | 'unusedOutput'
  | 'channelNotOffered'
  | 'deadlineDiffers'
  | 'unknownPlace'
  | 'unusedField'
  | 'askedTooLate'
  | 'pattern'
  | 'unfilledFact'
  | 'unknownAnswer'
  | 'uncoveredAnswer'
  | 'refusalWithoutGround';

/** One fault of a definition, for the person who writes it. */
export interface Finding {
  readonly code: FindingCode;
  /** Where: `process.channels.portal.steps.6.condition`. */
  readonly path: string;
  /** What is wrong, in a sentence. */
  readonly reason: string;
}

/** What was read, or everything that is wrong with it. */
export type Read<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'faulty'; readonly findings: readonly Finding[] };

export function shapeFindings({ issues }: z.ZodError): Finding[] {
  return issues.map(({ path, message }) => ({ code: 'shape', path: path.join('.'), reason: message }));
}
