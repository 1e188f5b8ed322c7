import type { KeyUsageName } from '#pki';
import { holders, policies, purposes } from './identifiers.ts';
import type { Role } from './identifiers.ts';
import type { SubjectKind } from './subject.ts';

export type KeyKind = 'rsa-2048' | 'rsa-3072' | 'rsa-4096' | 'ec-p256' | 'ec-p384';

/** What certificates of one sort look like: the builder fills it in, the linter holds the result against it (design/pki.md §2). */
export interface Profile {
  readonly subject: SubjectKind;
  readonly keys: readonly KeyKind[];
  readonly keyUsage: readonly KeyUsageName[];
  /** Extended key usages that must be there; a role and an identification may join them where `roles` and `identified` allow. */
  readonly purposes: readonly string[];
  /** RFC 3161 §2.3 wants it critical for time stamping; elsewhere clients stumble over a critical one. */
  readonly purposesCritical: boolean;
  /** One of these must be there; empty: none may be. */
  readonly roles: readonly Role[];
  readonly identified: boolean;
  readonly policies: readonly string[];
  readonly years: number;
  readonly email: 'allowed' | 'never';
  /** `listed`: tells where its status is found, OCSP and both CRLs; `crlOnly`: the offline root answers no OCSP; `exempt`: carries ocsp-nocheck, or is a root. */
  readonly revocation: 'listed' | 'crlOnly' | 'exempt';
  /** Of a CA: how many CAs may follow it. */
  readonly pathLength?: number;
}

const anyPolicy = '2.5.29.32.0';
const peopleKeys = ['rsa-2048', 'rsa-3072', 'rsa-4096', 'ec-p256'] as const;
const employeeRoles = ['head', 'rightToSign', 'rightToSignFinancial', 'personnel', 'employee'] as const;

const authentication = {
  keys: peopleKeys,
  keyUsage: ['digitalSignature', 'keyEncipherment'],
  purposesCritical: false,
  identified: true,
  years: 1,
  email: 'allowed',
  revocation: 'listed',
} as const;

const signing = { ...authentication, keyUsage: ['digitalSignature', 'nonRepudiation'] } as const;

const service = {
  subject: 'service',
  keys: ['ec-p256'],
  keyUsage: ['digitalSignature'],
  roles: [],
  identified: false,
  policies: [policies.service],
  email: 'never',
} as const;

const certificationAuthority = {
  subject: 'authority',
  keyUsage: ['keyCertSign', 'cRLSign'],
  purposes: [],
  purposesCritical: false,
  roles: [],
  identified: false,
  email: 'never',
} as const;

export const profiles = {
  /** AUTH_RSA256: proves who signs in, never signs a document. */
  personAuthentication: {
    ...authentication,
    subject: 'person',
    purposes: [purposes.clientAuth, holders.person],
    roles: [],
    policies: [policies.personAuthentication],
  },
  /** RSA256: signs documents. */
  personSigning: {
    ...signing,
    subject: 'person',
    purposes: [purposes.emailProtection, holders.person],
    roles: [],
    policies: [policies.personSigning],
  },
  employeeAuthentication: {
    ...authentication,
    subject: 'employee',
    purposes: [purposes.clientAuth, holders.legalEntity],
    roles: employeeRoles,
    policies: [policies.legalAuthentication],
  },
  employeeSigning: {
    ...signing,
    subject: 'employee',
    purposes: [purposes.emailProtection, holders.legalEntity],
    roles: employeeRoles,
    policies: [policies.legalSigning],
  },
  /** The seal of a body's information system: on electronic documents and on gateway messages. One curve, so that a browser can verify it. */
  systemSeal: {
    ...signing,
    subject: 'system',
    keys: ['ec-p256'],
    purposes: [purposes.emailProtection, holders.legalEntity],
    roles: ['informationSystem'],
    policies: [policies.informationSystem],
    identified: false,
    years: 3,
    email: 'never',
  },
  ocspResponder: { ...service, purposes: [purposes.ocspSigning], purposesCritical: false, years: 1, revocation: 'exempt' },
  /** Longer-lived, as what it stamps is looked at for years. */
  timeStamping: { ...service, purposes: [purposes.timeStamping], purposesCritical: true, years: 3, revocation: 'listed' },
  issuingAuthority: {
    ...certificationAuthority,
    keys: ['ec-p256'],
    policies: [anyPolicy],
    years: 10,
    revocation: 'crlOnly',
    pathLength: 0,
  },
  rootAuthority: { ...certificationAuthority, keys: ['ec-p384'], policies: [], years: 20, revocation: 'exempt', pathLength: 1 },
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

/** @returns the profile by its name, with the width of the interface. */
export function profileOf(name: ProfileName): Profile {
  return profiles[name];
}
