import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

const passwordLength = { least: 8, most: 128 } as const;

/** Why a password is refused (REG-6). */
export type PasswordFault = 'short' | 'long' | 'lower' | 'upper' | 'digit' | 'guessable' | 'differs';

/** zxcvbn's score from 0 to 4; below 3 a password falls within 10^8 guesses. */
const leastScore = 3;
/** Longer input adds nothing to the estimate but time. */
const estimated = 64;

const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: estimated });

const forms: readonly [PasswordFault, RegExp][] = [
  ['lower', /[a-z]/],
  ['upper', /[A-Z]/],
  ['digit', /\d/],
];

/**
 * Judges a new password.
 *
 * @param own words that a guesser of this person tries first: IIN, names, e-mail.
 * @returns the first fault in the order in which a person would mend them, or undefined.
 */
export function passwordFault(password: string, own: readonly string[]): PasswordFault | undefined {
  if (password.length < passwordLength.least) return 'short';
  if (password.length > passwordLength.most) return 'long';
  for (const [fault, form] of forms) if (!form.test(password)) return fault;
  return estimator.check(password.slice(0, estimated), [...own]).score < leastScore ? 'guessable' : undefined;
}
