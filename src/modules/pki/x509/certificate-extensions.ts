import { Malformed } from '../fault.ts';
import { oids } from '../der/oids.ts';
import type { Element, Reader } from '../der/reader.ts';
import { constructed, primitive, tags } from '../der/tags.ts';
import { bitsOf, booleanOf, hexOf, integerOctets, integerOf, nullOf, oidOf } from '../der/values.ts';
import { contentOf } from '../der/reader.ts';
import { readDistributionPoints } from './distribution-points.ts';
import type { DistributionPoint } from './distribution-points.ts';
import { extensionValue, octetStringValue, unknownCritical } from './extensions.ts';
import type { Extensions } from './extensions.ts';
import { readGeneralName, readGeneralNames } from './general-names.ts';
import type { GeneralName } from './general-names.ts';
import { keyUsagesOf } from './key-usage.ts';
import type { KeyUsage } from './key-usage.ts';
import { readNameConstraints } from './subtrees.ts';
import type { NameConstraints } from './subtrees.ts';

/** What the extensions of a certificate say (RFC 5280 4.2); absent where the extension is. */
export interface CertificateExtensions {
  readonly all: Extensions;
  /** OIDs of critical extensions that this module does not process: such a certificate is refused. */
  readonly unknownCritical: readonly string[];
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLength?: number };
  readonly keyUsage?: ReadonlySet<KeyUsage>;
  readonly extKeyUsage?: readonly string[];
  readonly subjectAltName?: readonly GeneralName[];
  readonly nameConstraints?: NameConstraints;
  readonly policies?: readonly CertificatePolicy[];
  readonly policyMappings?: readonly PolicyMapping[];
  readonly policyConstraints?: { readonly requireExplicit?: number; readonly inhibitMapping?: number };
  readonly inhibitAnyPolicy?: number;
  readonly subjectKeyIdentifier?: string;
  readonly authorityKeyIdentifier?: AuthorityKeyIdentifier;
  readonly crlDistributionPoints?: readonly DistributionPoint[];
  readonly freshestCrl?: readonly DistributionPoint[];
  readonly access?: readonly { readonly method: string; readonly location: GeneralName }[];
  readonly ocspNoCheck: boolean;
}

export interface CertificatePolicy {
  readonly id: string;
  /** Addresses of practice statements. */
  readonly cps: readonly string[];
}

export interface PolicyMapping {
  readonly issuer: string;
  readonly subject: string;
}

/** Key identifiers and serial numbers in lower-case hexadecimal. */
export interface AuthorityKeyIdentifier {
  readonly keyIdentifier?: string;
  readonly issuer?: readonly GeneralName[];
  readonly serial?: string;
}

/** Processed, or without a bearing on the validity of a path: may be critical. */
const known: ReadonlySet<string> = new Set([
  oids.basicConstraints,
  oids.keyUsage,
  oids.extKeyUsage,
  oids.subjectAltName,
  oids.issuerAltName,
  oids.nameConstraints,
  oids.certificatePolicies,
  oids.policyMappings,
  oids.policyConstraints,
  oids.inhibitAnyPolicy,
  oids.subjectKeyIdentifier,
  oids.authorityKeyIdentifier,
  oids.crlDistributionPoints,
  oids.freshestCrl,
  oids.authorityInfoAccess,
  oids.ocspNoCheck,
]);

/** Reads what is known; a known extension that cannot be read is a fault of the certificate whether it is critical or not. */
export function readCertificateExtensions(all: Extensions): CertificateExtensions {
  const value = <T>(oid: string, read: (reader: Reader) => T) => extensionValue(all, oid, read);
  value(oids.issuerAltName, (reader) => readGeneralNames(reader.sequence('issuerAltName'), 'issuerAltName'));
  return {
    all,
    unknownCritical: unknownCritical(all, known),
    ...present({
      basicConstraints: value(oids.basicConstraints, basicConstraints),
      keyUsage: value(oids.keyUsage, (reader) => keyUsagesOf(bitsOf(reader.take(tags.bitString, 'keyUsage'), 'keyUsage'))),
      extKeyUsage: value(oids.extKeyUsage, (reader) => some(reader.sequence('extKeyUsage'), policyId)),
      subjectAltName: value(oids.subjectAltName, (reader) =>
        readGeneralNames(reader.sequence('subjectAltName'), 'subjectAltName'),
      ),
      nameConstraints: value(oids.nameConstraints, readNameConstraints),
      policies: value(oids.certificatePolicies, certificatePolicies),
      policyMappings: value(oids.policyMappings, (reader) => some(reader.sequence('policyMappings'), policyMapping)),
      policyConstraints: value(oids.policyConstraints, policyConstraints),
      inhibitAnyPolicy: value(oids.inhibitAnyPolicy, (reader) => countOf(reader.take(tags.integer), 'inhibitAnyPolicy')),
      subjectKeyIdentifier: value(oids.subjectKeyIdentifier, (reader) => hexOf(octetStringValue(reader, 'subjectKeyIdentifier'))),
      authorityKeyIdentifier: value(oids.authorityKeyIdentifier, authorityKeyIdentifier),
      crlDistributionPoints: value(oids.crlDistributionPoints, (reader) => distributionPoints(reader, 'crlDistributionPoints')),
      freshestCrl: value(oids.freshestCrl, (reader) => distributionPoints(reader, 'freshestCrl')),
      access: value(oids.authorityInfoAccess, (reader) => some(reader.sequence('authorityInfoAccess'), accessDescription)),
    }),
    ocspNoCheck: value(oids.ocspNoCheck, (reader) => nullOf(reader.take(tags.null), 'ocspNoCheck')) === null,
  };
}

/** Leaves out what is undefined, so that `in` and optional fields agree. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function some<T>(reader: Reader, read: (reader: Reader) => T): T[] {
  const values = reader.rest(read);
  if (values.length === 0) throw new Malformed('missing', reader.where);
  return values;
}

function basicConstraints(outer: Reader): { ca: boolean; pathLength?: number } {
  const reader = outer.sequence('basicConstraints');
  const flag = reader.optional(tags.boolean);
  const length = reader.optional(tags.integer);
  reader.finish();
  const ca = flag !== undefined && booleanOf(flag, 'basicConstraints');
  return length === undefined ? { ca } : { ca, pathLength: countOf(length, 'basicConstraints') };
}

/** A number of certificates, `INTEGER (0..MAX)`: whatever exceeds every path is as good as any other. */
function countOf(element: Element, where: string): number {
  const count = integerOf(element, where);
  if (count < 0n) throw new Malformed('value', where);
  return count > 1000n ? 1000 : Number(count);
}

function policyId(reader: Reader): string {
  return oidOf(reader.take(tags.oid), reader.where);
}

function certificatePolicies(outer: Reader): CertificatePolicy[] {
  const policies = some(outer.sequence('certificatePolicies'), (reader) => certificatePolicy(reader.sequence()));
  // RFC 5280 4.2.1.4: a policy does not occur twice.
  if (new Set(policies.map((policy) => policy.id)).size !== policies.length)
    throw new Malformed('duplicate', 'certificatePolicies');
  return policies;
}

function certificatePolicy(reader: Reader): CertificatePolicy {
  const id = policyId(reader);
  const qualifiers = reader.openOptional(tags.sequence);
  reader.finish();
  return { id, cps: (qualifiers && some(qualifiers, (each) => policyQualifier(each.sequence())).flat()) ?? [] };
}

function policyQualifier(reader: Reader): string[] {
  const id = policyId(reader);
  const value = reader.any();
  reader.finish();
  return id === oids.cps && value.tag === tags.ia5String ? [new TextDecoder('latin1').decode(contentOf(value))] : [];
}

function policyMapping(outer: Reader): PolicyMapping {
  const reader = outer.sequence();
  const mapping = { issuer: policyId(reader), subject: policyId(reader) };
  reader.finish();
  return mapping;
}

function policyConstraints(outer: Reader): { requireExplicit?: number; inhibitMapping?: number } {
  const reader = outer.sequence('policyConstraints');
  const requireExplicit = reader.optional(primitive(0));
  const inhibitMapping = reader.optional(primitive(1));
  reader.finish();
  // RFC 5280 4.2.1.11: not an empty sequence.
  if (requireExplicit === undefined && inhibitMapping === undefined) throw new Malformed('missing', 'policyConstraints');
  return {
    ...(requireExplicit && { requireExplicit: countOf(requireExplicit, 'policyConstraints') }),
    ...(inhibitMapping && { inhibitMapping: countOf(inhibitMapping, 'policyConstraints') }),
  };
}

/** AuthorityKeyIdentifier, in certificates and in lists. */
export function authorityKeyIdentifier(outer: Reader): AuthorityKeyIdentifier {
  const where = 'authorityKeyIdentifier';
  const reader = outer.sequence(where);
  const keyIdentifier = reader.optional(primitive(0));
  const issuer = reader.openOptional(constructed(1));
  const serial = reader.optional(primitive(2));
  reader.finish();
  return {
    ...(keyIdentifier && { keyIdentifier: hexOf(contentOf(keyIdentifier)) }),
    ...(issuer && { issuer: readGeneralNames(issuer, where) }),
    ...(serial && { serial: hexOf(integerOctets(serial, where)) }),
  };
}

function distributionPoints(reader: Reader, where: string): DistributionPoint[] {
  return readDistributionPoints(reader.sequence(where), where);
}

function accessDescription(outer: Reader): { method: string; location: GeneralName } {
  const reader = outer.sequence();
  const access = { method: policyId(reader), location: readGeneralName(reader, 'authorityInfoAccess') };
  reader.finish();
  return access;
}
