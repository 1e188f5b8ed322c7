import { keyIdentifier, oids } from '#pki';
import type { Certificate, GeneralName } from '#pki';
import type { IssuerFacts } from './contents.ts';
import { holders, identifications, roles } from './identifiers.ts';
import { keyFault } from './key-strength.ts';
import { hasProfiledName } from './lint-subject.ts';
import type { Profile } from './profiles.ts';

export interface LintFacts {
  readonly certificate: Certificate;
  readonly profile: Profile;
  readonly issuer: IssuerFacts;
}

export interface Rule {
  /** Where it is written. */
  readonly source: string;
  readonly holds: (facts: LintFacts) => boolean;
}

/** Every rule that a certificate of ours keeps; together they leave no field open. */
export const lintRules = {
  version: { source: 'RFC 5280 §4.1.2.1', holds: ({ certificate }) => certificate.version === 3 },
  /** Positive, at most 20 octets; at least 8, so that it cannot be foreseen. */
  serial: { source: 'RFC 5280 §4.1.2.2', holds: ({ certificate }) => hasGoodSerial(certificate.serial) },
  issuer: { source: 'RFC 5280 §4.1.2.4', holds: ({ certificate, issuer }) => same(certificate.issuer.der, issuer.subject) },
  subject: {
    source: 'design/pki.md §2',
    holds: ({ certificate, profile }) => hasProfiledName(certificate.subject, profile.subject),
  },
  validity: { source: 'NCA-2, RFC 5280 §4.1.2.5', holds: hasGoodValidity },
  key: {
    source: 'design/pki.md §2',
    holds: ({ certificate, profile }) => keyFault(certificate.publicKey.spki, profile.keys) === undefined,
  },
  keyUsage: {
    source: 'RFC 5280 §4.2.1.3',
    holds: ({ certificate, profile }) => equalSets([...(certificate.extensions.keyUsage ?? [])], profile.keyUsage),
  },
  extendedKeyUsage: { source: 'RFC 5280 §4.2.1.12, design/pki.md §2', holds: hasProfiledPurposes },
  basicConstraints: { source: 'RFC 5280 §4.2.1.9', holds: hasGoodConstraints },
  subjectKeyIdentifier: { source: 'RFC 5280 §4.2.1.2', holds: hasOwnKeyIdentifier },
  authorityKeyIdentifier: { source: 'RFC 5280 §4.2.1.1', holds: namesIssuersKey },
  policies: { source: 'RFC 5280 §4.2.1.4', holds: hasProfiledPolicies },
  revocationPointers: { source: 'RFC 5280 §4.2.1.13, §4.2.1.15, §4.2.2.1', holds: pointsToRevocation },
  noCheck: {
    source: 'RFC 6960 §4.2.2.2.1',
    holds: ({ certificate, profile }) => certificate.extensions.ocspNoCheck === isResponder(profile),
  },
  email: { source: 'RFC 5280 §4.2.1.6', holds: hasAllowedEmail },
  /** Only what clients must not overlook is critical; and there is nothing in it that no rule looks at. */
  extensions: { source: 'RFC 5280 §4.2', holds: hasOnlyKnownExtensions },
} as const satisfies Record<string, Rule>;

export type LintRule = keyof typeof lintRules;

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function equalSets(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && b.every((one) => a.includes(one));
}

function hasGoodSerial(serial: string): boolean {
  const octets = serial.length / 2;
  return octets >= 8 && octets <= 20 && Number.parseInt(serial.slice(0, 2), 16) < 0x80 && !/^0*$/.test(serial);
}

const day = 86_400_000;

function hasGoodValidity({ certificate, profile, issuer }: LintFacts): boolean {
  const { notBefore, notAfter } = certificate;
  const length = notAfter.getTime() - notBefore.getTime();
  return length > 0 && length <= profile.years * 366 * day && notAfter <= issuer.notAfter;
}

function hasProfiledPurposes({ certificate, profile }: LintFacts): boolean {
  const found = certificate.extensions.extKeyUsage ?? [];
  const allowedRoles = profile.roles.map((role) => roles[role]) as readonly string[];
  const methods: readonly string[] = profile.identified ? Object.values(identifications) : [];
  const others = found.filter((purpose) => !profile.purposes.includes(purpose));
  const given = others.filter((purpose) => allowedRoles.includes(purpose));
  const methodsGiven = others.filter((purpose) => methods.includes(purpose));
  return (
    new Set(found).size === found.length &&
    profile.purposes.every((purpose) => found.includes(purpose)) &&
    given.length === (profile.purposes.includes(holders.legalEntity) ? 1 : 0) &&
    methodsGiven.length <= 1 &&
    given.length + methodsGiven.length === others.length
  );
}

function hasGoodConstraints({ certificate, profile }: LintFacts): boolean {
  const constraints = certificate.extensions.basicConstraints;
  if (profile.pathLength === undefined) return constraints === undefined;
  return constraints !== undefined && constraints.ca && constraints.pathLength === profile.pathLength;
}

function hasOwnKeyIdentifier({ certificate }: LintFacts): boolean {
  const own = keyIdentifier(certificate.publicKey.spki);
  return own.ok && certificate.extensions.subjectKeyIdentifier === Buffer.from(own.value).toString('hex');
}

function namesIssuersKey({ certificate, issuer }: LintFacts): boolean {
  const identifier = certificate.extensions.authorityKeyIdentifier;
  const key = Buffer.from(issuer.keyIdentifier).toString('hex');
  return identifier?.keyIdentifier === key && identifier.issuer === undefined && identifier.serial === undefined;
}

function hasProfiledPolicies({ certificate, profile }: LintFacts): boolean {
  const found = certificate.extensions.policies ?? [];
  const stated = found.every(({ cps }) =>
    profile.subject === 'authority' ? cps.length === 0 : cps.length === 1 && cps.every(isAddress),
  );
  return (
    stated &&
    equalSets(
      found.map(({ id }) => id),
      profile.policies,
    )
  );
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
}

/** What each kind of profile tells of where its certificates' status is found. */
const pointers = {
  listed: { methods: [oids.ocsp, oids.caIssuers], full: true, delta: true },
  crlOnly: { methods: [oids.caIssuers], full: true, delta: false },
  exempt: { methods: [], full: false, delta: false },
} as const satisfies Record<Profile['revocation'], { methods: readonly string[]; full: boolean; delta: boolean }>;

function pointsToRevocation({ certificate, profile }: LintFacts): boolean {
  const { access = [], crlDistributionPoints, freshestCrl } = certificate.extensions;
  const expected = pointers[profile.revocation];
  const methods = access.map(({ method }) => method);
  const located = access.every(({ location }) => isUri(location)) && equalSets(methods, expected.methods);
  return located && isAsExpected(crlDistributionPoints, expected.full) && isAsExpected(freshestCrl, expected.delta);
}

type Points = Certificate['extensions']['crlDistributionPoints'];

function isAsExpected(points: Points, expected: boolean): boolean {
  return expected ? isOnePoint(points) : points === undefined;
}

function isOnePoint(points: Points): boolean {
  const name = points?.length === 1 ? points[0]?.name : undefined;
  return name?.kind === 'full' && name.names.length === 1 && name.names.every(isUri);
}

function isUri(name: GeneralName): boolean {
  return name.kind === 'uri' && isAddress(name.text);
}

function isResponder(profile: Profile): boolean {
  return profile.purposes.includes(oids.ocspSigning);
}

function hasAllowedEmail({ certificate, profile }: LintFacts): boolean {
  const names = certificate.extensions.subjectAltName;
  if (names === undefined) return true;
  return (
    profile.email === 'allowed' && names.length === 1 && names.every((name) => name.kind === 'email' && name.text.includes('@'))
  );
}

/** Of each known extension whether it is critical; extended key usages are where the profile says so. */
const criticality: Readonly<Record<string, boolean>> = {
  [oids.basicConstraints]: true,
  [oids.keyUsage]: true,
  [oids.subjectKeyIdentifier]: false,
  [oids.authorityKeyIdentifier]: false,
  [oids.certificatePolicies]: false,
  [oids.authorityInfoAccess]: false,
  [oids.crlDistributionPoints]: false,
  [oids.freshestCrl]: false,
  [oids.ocspNoCheck]: false,
  [oids.subjectAltName]: false,
};

function hasOnlyKnownExtensions({ certificate, profile }: LintFacts): boolean {
  return [...certificate.extensions.all.values()].every(({ oid, critical }) => {
    const expected = oid === oids.extKeyUsage ? profile.purposesCritical : criticality[oid];
    return expected === critical;
  });
}
