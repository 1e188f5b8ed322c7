/** What the checker can find wrong in a definition (PRO-6). */
export type FindingCode =
  | 'shape'
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
  | 'outputOfOtherKind'
  | 'unusedOutput'
  | 'channelNotOffered'
  | 'deadlineDiffers'
  | 'unknownPlace'
  | 'unusedField'
  | 'askedTooLate'
  | 'pattern'
  | 'unfilledFact'
  | 'refusalWithoutGround'
  | 'signerWithoutField';

/** One fault of a definition, for the person who writes it. */
export interface Finding {
  readonly code: FindingCode;
  /** Where: `process.channels.portal.steps.6.condition`. */
  readonly path: string;
  /** What is wrong, in a sentence. */
  readonly reason: string;
}
