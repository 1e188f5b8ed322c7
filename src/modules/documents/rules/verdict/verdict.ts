import type { DocumentContent } from '../code/payload.ts';
import type { DocumentNumber } from '../number.ts';

/** What is looked at, in this order (`design/edoc.md`). */
export const checkNames = [
  'codes',
  'signature',
  'chain',
  'usage',
  'body',
  'validity',
  'revocation',
  'period',
  'register',
  'print',
  'signatory',
] as const;
export type CheckName = (typeof checkNames)[number];

/** What a check found, each with what it means for the document. The words for people are in the catalogues under the same names. */
export const findings = {
  whole: 'passed',
  codesMissing: 'failed',
  codesMixed: 'failed',
  codesDamaged: 'failed',
  codesForeign: 'failed',
  codesNewer: 'failed',
  codesNone: 'failed',
  numberDiffers: 'failed',
  sealed: 'passed',
  sealBroken: 'failed',
  trusted: 'passed',
  rootUnknown: 'failed',
  chainBroken: 'failed',
  systemSeal: 'passed',
  noSeal: 'failed',
  bodySealed: 'passed',
  otherBody: 'failed',
  sealValid: 'passed',
  sealExpired: 'failed',
  sealTooYoung: 'failed',
  notRevoked: 'passed',
  revokedLater: 'passed',
  revoked: 'failed',
  notAsked: 'unknown',
  listOld: 'unknown',
  inForce: 'passed',
  outOfDate: 'failed',
  issuedInFuture: 'failed',
  registered: 'passed',
  annulled: 'failed',
  replaced: 'failed',
  unregistered: 'failed',
  registerUnknown: 'unknown',
  printAgrees: 'passed',
  printDiffers: 'failed',
  printUnread: 'unknown',
  signedByPerson: 'passed',
  signatureFails: 'failed',
  signedNotAsked: 'unknown',
  signatureNotGiven: 'unknown',
} as const satisfies Record<string, 'passed' | 'failed' | 'unknown'>;
export type Finding = keyof typeof findings;

/** One check and what it found. */
export interface Check {
  readonly name: CheckName;
  readonly finding: Finding;
  /** A date that belongs to the finding: of a revocation list, a revocation, an expiry. */
  readonly at?: Date;
  /** Names, numbers or printed lines that belong to the finding. */
  readonly about?: readonly string[];
}

/** Who sealed, as the certificate says. */
export interface SealData {
  readonly bin: string;
  readonly name: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * `valid`: every check that could be made passed. `invalid`: one failed. What could not be checked stands in the checks as `unknown` and is
 * said in so many words beside a valid verdict.
 */
export interface DocumentVerdict {
  readonly outcome: 'valid' | 'invalid';
  readonly checks: readonly Check[];
  /** The data from the code, where the seal's signature holds for them: what does not hold is never shown as data. */
  readonly content?: DocumentContent;
  readonly seal?: SealData;
  /** What the codes call themselves, where nothing more is known. */
  readonly number?: DocumentNumber;
}

/** The codes of one document, or of what took itself for one. */
export function verdictOf(checks: readonly Check[], data: Omit<DocumentVerdict, 'outcome' | 'checks'> = {}): DocumentVerdict {
  const failed = checks.length === 0 || checks.some(({ finding }) => findings[finding] === 'failed');
  return { outcome: failed ? 'invalid' : 'valid', checks, ...data };
}

/** Adds checks that only some verifiers can make: the register, the print, the signatory. */
export function withChecks(verdict: DocumentVerdict, more: readonly Check[]): DocumentVerdict {
  const { outcome: _, checks, ...data } = verdict;
  return verdictOf([...checks, ...more], data);
}
