import { algorithmIdentifier, describeFault, readCertificate, signedForm } from '#pki';
import type { IssuerFacts } from './contents.ts';
import { lintRules } from './lint-rules.ts';
import type { LintRule } from './lint-rules.ts';
import { profileOf } from './profiles.ts';
import type { ProfileName } from './profiles.ts';

const made = Symbol('made by lint');

/** A TBSCertificate that passed every rule of its profile. Only `lint` makes it, and an issuer signs nothing else (NCA-7). */
export class Linted {
  /** DER; a copy, so that nobody can change it after it was looked at. */
  readonly #tbs: Uint8Array;
  readonly profile: ProfileName;

  constructor(key: symbol, tbs: Uint8Array, profile: ProfileName) {
    if (key !== made) throw new TypeError('Linted is made by the linter only');
    this.#tbs = Uint8Array.from(tbs);
    this.profile = profile;
  }

  get tbs(): Uint8Array {
    return this.#tbs;
  }
}

/** A rule that is broken, or why the bytes could not be read at all. */
export type LintFault = { readonly rule: LintRule } | { readonly rule: 'readable'; readonly fault: string };

/**
 * Holds the bytes that are about to be signed against the profile: they are read back by the reader that everybody uses, and nothing of
 * what the builder believed is taken into account.
 *
 * @param tbs TBSCertificate, DER
 */
export function lint(tbs: Uint8Array, name: ProfileName, issuer: IssuerFacts): Linted | LintFault[] {
  // The reader takes whole certificates: this one carries an empty signature, which nobody could take for one.
  const read = readCertificate(signedForm(tbs, algorithmIdentifier(issuer.algorithm), new Uint8Array()));
  if (!read.ok) return [{ rule: 'readable', fault: describeFault(read.fault) }];
  const facts = { certificate: read.value, profile: profileOf(name), issuer };
  const broken = Object.entries(lintRules).filter(([, rule]) => !rule.holds(facts));
  if (broken.length > 0) return broken.map(([rule]) => ({ rule: rule as LintRule }));
  return new Linted(made, tbs, name);
}

/** As {@link lint}, where a fault can only be our own. */
export function lintOrThrow(tbs: Uint8Array, name: ProfileName, issuer: IssuerFacts): Linted {
  const result = lint(tbs, name, issuer);
  if (!Array.isArray(result)) return result;
  throw new Error(`A certificate of profile ${name} breaks ${result.map(({ rule }) => rule).join(', ')}`);
}
