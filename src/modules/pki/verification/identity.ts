import type { TrustAnchor } from '../path/trust.ts';
import type { CertificatePerson } from '../x509/person.ts';
import type { Reason } from './reasons.ts';

/** Whose signature is wanted; what is left out may be anybody's. */
export interface Expected {
  readonly iin?: string | undefined;
  readonly bin?: string | undefined;
}

/** Which numbers can exist: the rules are those of another module. */
export interface NumberRules {
  isIin(text: string): boolean;
  isBin(text: string): boolean;
}

/** @returns why the person of a certificate is not the one expected; undefined where nothing speaks against it. */
export function identityFault(
  { iin, bin }: CertificatePerson,
  anchor: TrustAnchor,
  { expected, numbers }: { expected: Expected; numbers: NumberRules | undefined },
): Reason | undefined {
  // Published test certificates break the check digit, so strictness is the anchor's (design/pki.md 4).
  if (numbers && anchor.strictNumbers && !canExist({ iin, bin }, numbers)) return 'numberWrong';
  if (expected.iin !== undefined && iin !== expected.iin) return 'iinDiffers';
  if (expected.bin !== undefined && bin !== expected.bin) return 'binDiffers';
  return undefined;
}

function canExist({ iin, bin }: Expected, numbers: NumberRules): boolean {
  return (iin === undefined || numbers.isIin(iin)) && (bin === undefined || numbers.isBin(bin));
}
