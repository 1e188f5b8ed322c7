import type { CheckName, Verification } from '#pki';

/** Why a signature was not taken: the check that failed, or that something which has to be asked could not be reached and may be tried again. */
export type Refusal = CheckName | 'unreachable';

export function refusalOf(verification: Exclude<Verification, { verdict: 'passed' }>): Refusal {
  return verification.verdict === 'indeterminate' ? 'unreachable' : verification.failed;
}
