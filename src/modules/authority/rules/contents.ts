import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  caConstraints,
  certificatePolicies,
  crlDistributionPoints,
  distinguishedName,
  extendedKeyUsage,
  freshestCrl,
  keyUsage,
  ocspNoCheck,
  subjectEmail,
  subjectKeyIdentifier,
} from '#pki';
import type { CertificateContents, Extension, SigningAlgorithm } from '#pki';
import type { Addresses } from './addresses.ts';
import { identifications, roles } from './identifiers.ts';
import { profileOf } from './profiles.ts';
import type { Profile, ProfileName } from './profiles.ts';
import { nameOf } from './subject.ts';
import type { Subject } from './subject.ts';

/** What an issuer brings to each certificate that it signs. */
export interface IssuerFacts {
  /** Its name, DER. */
  readonly subject: Uint8Array;
  readonly keyIdentifier: Uint8Array;
  readonly algorithm: SigningAlgorithm;
  /** Nothing that it signs outlives it. */
  readonly notAfter: Date;
}

/** A certificate that is wanted. */
export interface Plan {
  readonly profile: ProfileName;
  readonly subject: Subject;
  readonly spki: Uint8Array;
  readonly keyIdentifier: Uint8Array;
  readonly serial: Uint8Array;
  readonly issuer: IssuerFacts;
  readonly notBefore: Date;
  readonly addresses: Addresses;
}

/** Fills a profile in. What comes out is not trusted: it is written, read back and linted. */
export function contentsOf(plan: Plan): CertificateContents {
  const profile = profileOf(plan.profile);
  const notBefore = wholeSeconds(plan.notBefore);
  return {
    serial: plan.serial,
    algorithm: plan.issuer.algorithm,
    issuer: plan.issuer.subject,
    notBefore,
    notAfter: earlier(yearsAfter(notBefore, profile.years), plan.issuer.notAfter),
    subject: distinguishedName(nameOf(plan.subject)),
    spki: plan.spki,
    extensions: [
      ...usageExtensions(plan, profile),
      ...identifierExtensions(plan),
      ...policyExtensions(plan, profile),
      ...revocationExtensions(plan.addresses, profile),
      ...emailExtension(plan.subject),
    ],
  };
}

function usageExtensions({ subject }: Plan, profile: Profile): Extension[] {
  const usages = [...profile.purposes, ...rolePurposes(subject)];
  return [
    ...(profile.pathLength === undefined ? [] : [caConstraints(profile.pathLength)]),
    keyUsage(profile.keyUsage),
    ...(usages.length === 0 ? [] : [extendedKeyUsage(usages, profile.purposesCritical)]),
  ];
}

function rolePurposes(subject: Subject): string[] {
  switch (subject.kind) {
    case 'person':
      return identification(subject.identifiedBy);
    case 'employee':
      return [roles[subject.role], ...identification(subject.identifiedBy)];
    case 'system':
      return [roles.informationSystem];
    case 'authority':
    case 'service':
      return [];
    default:
      return subject satisfies never;
  }
}

function identification(method: keyof typeof identifications | undefined): string[] {
  return method === undefined ? [] : [identifications[method]];
}

function identifierExtensions({ keyIdentifier, issuer }: Plan): Extension[] {
  return [subjectKeyIdentifier(keyIdentifier), authorityKeyIdentifier(issuer.keyIdentifier)];
}

function policyExtensions({ addresses, subject }: Plan, profile: Profile): Extension[] {
  if (profile.policies.length === 0) return [];
  // anyPolicy of a CA is a permission, not a practice: the statement is named in what it issues.
  return [certificatePolicies(profile.policies, subject.kind === 'authority' ? undefined : addresses.statement)];
}

function revocationExtensions(addresses: Addresses, profile: Profile): Extension[] {
  switch (profile.revocation) {
    case 'listed':
      return [
        authorityInfoAccess({ ocsp: addresses.ocsp, caIssuers: addresses.issuingCertificate }),
        crlDistributionPoints(addresses.issuingCrl),
        freshestCrl(addresses.issuingDeltaCrl),
      ];
    case 'crlOnly':
      return [authorityInfoAccess({ caIssuers: addresses.rootCertificate }), crlDistributionPoints(addresses.rootCrl)];
    case 'exempt':
      return profile.subject === 'service' ? [ocspNoCheck()] : [];
    default:
      return profile.revocation satisfies never;
  }
}

function emailExtension(subject: Subject): Extension[] {
  return 'email' in subject && subject.email !== undefined ? [subjectEmail(subject.email)] : [];
}

function wholeSeconds(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}

/** The same day, years later. */
export function yearsAfter(time: Date, years: number): Date {
  const later = new Date(time);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later;
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
