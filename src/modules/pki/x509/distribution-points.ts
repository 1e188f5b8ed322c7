import { Malformed } from '../fault.ts';
import type { Reader } from '../der/reader.ts';
import { constructed, primitive } from '../der/tags.ts';
import { bitsOf, hasBit } from '../der/values.ts';
import type { Bits } from '../der/values.ts';
import { readGeneralNames } from './general-names.ts';
import type { GeneralName } from './general-names.ts';
import { rdnKeyOf, readRdn } from './names.ts';
import type { Name } from './names.ts';

/** Where a list is: by full names, or by an RDN below the name of the CRL issuer (RFC 5280 4.2.1.13). */
export type DistributionPointName =
  | { readonly kind: 'full'; readonly names: readonly GeneralName[] }
  | { readonly kind: 'relative'; readonly rdnKey: string };

/** Named bits of ReasonFlags; bit 0 is not used. */
const reasonFlags = {
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 7,
  aACompromise: 8,
} as const;

/** A set of reasons as a bit mask: bit `n` is flag `n`. */
export type ReasonSet = number;

export const allReasons: ReasonSet = Object.values(reasonFlags).reduce<number>((mask, bit) => mask | (1 << bit), 0);

/** One place where revocation of a certificate is published, for which reasons and by whom. */
export interface DistributionPoint {
  readonly name?: DistributionPointName;
  readonly reasons: ReasonSet;
  readonly crlIssuer?: readonly GeneralName[];
}

/** CRLDistributionPoints, also the value of freshestCRL. */
export function readDistributionPoints(reader: Reader, where: string): DistributionPoint[] {
  const points = reader.rest((each) => readPoint(each.sequence(where), where));
  if (points.length === 0) throw new Malformed('missing', where);
  return points;
}

function readPoint(reader: Reader, where: string): DistributionPoint {
  const nameReader = reader.openOptional(constructed(0), where);
  const reasons = reader.optional(primitive(1), where);
  const issuer = reader.openOptional(constructed(2), where);
  reader.finish();
  const name = nameReader && readDistributionPointName(nameReader, where);
  const crlIssuer = issuer && readGeneralNames(issuer, where);
  // RFC 5280 4.2.1.13: a point does not consist of reasons alone.
  if (name === undefined && crlIssuer === undefined) throw new Malformed('missing', where);
  return {
    reasons: reasons === undefined ? allReasons : reasonSet(bitsOf(reasons, where)),
    ...(name && { name }),
    ...(crlIssuer && { crlIssuer }),
  };
}

/** DistributionPointName: the reader stands inside its explicit tag. */
export function readDistributionPointName(reader: Reader, where: string): DistributionPointName {
  const full = reader.openOptional(constructed(0), where);
  if (full !== undefined) {
    reader.finish();
    return { kind: 'full', names: readGeneralNames(full, where) };
  }
  const relative = reader.open(constructed(1), where);
  reader.finish();
  return { kind: 'relative', rdnKey: rdnKeyOf(readRdn(relative, where)) };
}

/** ReasonFlags as a mask. */
export function reasonSet(bits: Bits): ReasonSet {
  return Object.values(reasonFlags).reduce<number>((mask, bit) => (hasBit(bits, bit) ? mask | (1 << bit) : mask), 0);
}

/** The full names of a point; a relative one is completed with the name of whoever issues the list. */
export function fullNameKeys(name: DistributionPointName, issuer: Name): string[] {
  if (name.kind === 'full') return name.names.map(generalNameKey);
  return [`directory:${[...issuer.rdnKeys, name.rdnKey].join(',')}`];
}

/** One string per general name for comparison. */
export function generalNameKey(name: GeneralName): string {
  switch (name.kind) {
    case 'directory':
      return `directory:${name.name.key}`;
    case 'email':
    case 'dns':
    case 'uri':
    case 'registeredId':
      return `${name.kind}:${name.text}`;
    case 'ip':
      return `ip:${name.octets.join('.')}`;
    case 'other':
      return `other:${name.type}:${name.value.join('.')}`;
    case 'x400':
    case 'ediParty':
      return `${name.kind}:${name.value.join('.')}`;
    default:
      return name satisfies never;
  }
}
