import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { test } from 'node:test';
import {
  authorityInfoAccess,
  caConstraints,
  certificatePolicies,
  distinguishedName,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  oids,
  subjectEmail,
  subjectKeyIdentifier,
  writeTbsCertificate,
} from '#pki';
import type { CertificateContents, Extension, NamePart } from '#pki';
import { parseBin, parseIin } from '#subjects';
import type { Bin, Iin } from '#subjects';
import { bodies, cast } from '../../../../seed/cast.ts';
import { addressesUnder } from './addresses.ts';
import { contentsOf } from './contents.ts';
import type { IssuerFacts } from './contents.ts';
import { holders, policies, purposes, roles } from './identifiers.ts';
import { lint, Linted, lintOrThrow } from './lint.ts';
import type { LintRule } from './lint-rules.ts';
import { provenByHolding } from './possession.ts';
import { profiles } from './profiles.ts';
import type { ProfileName } from './profiles.ts';
import { serialFor } from './serial.ts';
import type { Subject } from './subject.ts';

const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const issuerKey = provenByHolding(p256());
const issuer: IssuerFacts = {
  subject: distinguishedName([['commonName', 'Issuer']]),
  keyIdentifier: issuerKey.identifier,
  algorithm: 'ecdsa-sha256',
  notAfter: new Date('2040-01-01'),
};
const notBefore = new Date('2026-03-02T09:00:00Z');

function contents(profile: ProfileName, subject: Subject, key: KeyObject = p256()): CertificateContents {
  const { spki, identifier } = provenByHolding(key);
  const plan = { profile, subject, spki, keyIdentifier: identifier, serial: serialFor(identifier, 0), issuer, notBefore };
  return contentsOf({ ...plan, addresses: addressesUnder('http://pki.example.kz') });
}

const organisation = { bin: parseBin(bodies.employment.bin) as Bin, name: bodies.employment.name.kk };
const person = { kind: 'person', iin: parseIin(cast.aigerim.iin) as Iin, name: cast.aigerim, email: cast.aigerim.email } as const;
const subjects = {
  person,
  employee: { ...person, kind: 'employee', organisation, role: 'head', identifiedBy: 'digitalId' },
  system: { kind: 'system', name: 'Gateway', organisation },
  service: { kind: 'service', name: 'OCSP' },
  authority: { kind: 'authority', name: 'CA' },
} as const satisfies Record<Subject['kind'], Subject>;

test('NCA-7 what the builder makes of each profile passes the linter', () => {
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  for (const [name, profile] of Object.entries(profiles)) {
    const made = contents(name as ProfileName, subjects[profile.subject], name === 'rootAuthority' ? p384 : p256());
    const result = lint(writeTbsCertificate(made), name as ProfileName, { ...issuer, notAfter: new Date('2060-01-01') });
    assert.ok(!Array.isArray(result), `${name}: ${JSON.stringify(result)}`);
  }
});

/** The signing certificate of a person with an extension put in place of the one with the same OID, or added. */
function withExtension(extension: Extension, base = contents('personSigning', person)): CertificateContents {
  return { ...base, extensions: [...base.extensions.filter(({ oid }) => oid !== extension.oid), extension] };
}

function without(oid: string): CertificateContents {
  const base = contents('personSigning', person);
  return { ...base, extensions: base.extensions.filter((one) => one.oid !== oid) };
}

const named = (...parts: NamePart[]): CertificateContents => ({
  ...contents('personSigning', person),
  subject: distinguishedName(parts),
});
const year = 366 * 86_400_000;
const signing = [purposes.emailProtection, holders.person];

/** For each rule what breaks it and no other rule; a rule that is taken out lets its line through. */
const broken: Record<Exclude<LintRule, 'version'>, CertificateContents[]> = {
  serial: [
    { ...contents('personSigning', person), serial: Uint8Array.of(1) },
    { ...contents('personSigning', person), serial: new Uint8Array(20).fill(0xff) },
  ],
  issuer: [{ ...contents('personSigning', person), issuer: distinguishedName([['commonName', 'Somebody']]) }],
  subject: [
    named(['commonName', 'A B'], ['surname', 'A'], ['serialNumber', 'IIN890312499016'], ['countryName', 'KZ']),
    named(['commonName', 'C B'], ['surname', 'A'], ['serialNumber', 'IIN890312499015'], ['countryName', 'KZ']),
    named(['commonName', 'A B'], ['surname', 'A'], ['serialNumber', 'IIN890312499015'], ['countryName', 'RU']),
    named(['commonName', 'A B'], ['surname', 'A'], ['serialNumber', '890312499015'], ['countryName', 'KZ']),
    named(
      ['commonName', 'A B'],
      ['surname', 'A'],
      ['serialNumber', 'IIN890312499015'],
      ['countryName', 'KZ'],
      ['organizationName', 'O'],
    ),
    named(['commonName', 'A B'], ['commonName', 'A C'], ['serialNumber', 'IIN890312499015'], ['countryName', 'KZ']),
    named(),
  ],
  validity: [
    { ...contents('personSigning', person), notAfter: new Date(notBefore.getTime() + year + 1000) },
    { ...contents('personSigning', person), notAfter: notBefore },
    { ...contents('personSigning', person), notBefore: new Date('2039-06-01'), notAfter: new Date('2040-02-01') },
  ],
  key: [{ ...contents('personSigning', person, generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey) }],
  keyUsage: [
    withExtension(keyUsage(['digitalSignature'])),
    withExtension(keyUsage(['digitalSignature', 'nonRepudiation', 'keyCertSign'])),
  ],
  extendedKeyUsage: [
    without(oids.extKeyUsage),
    withExtension(extendedKeyUsage([...signing, purposes.ocspSigning])),
    withExtension(extendedKeyUsage([...signing, purposes.timeStamping])),
    withExtension(extendedKeyUsage([...signing, roles.head])),
    withExtension(extendedKeyUsage([...signing, holders.person])),
    withExtension(extendedKeyUsage([holders.person])),
  ],
  basicConstraints: [withExtension(caConstraints(0))],
  subjectKeyIdentifier: [withExtension(subjectKeyIdentifier(new Uint8Array(20))), without(oids.subjectKeyIdentifier)],
  authorityKeyIdentifier: [without(oids.authorityKeyIdentifier)],
  policies: [
    without(oids.certificatePolicies),
    withExtension(certificatePolicies([policies.personAuthentication], 'http://pki.example.kz/cps')),
    withExtension(certificatePolicies([policies.personSigning], undefined)),
    withExtension(certificatePolicies([policies.personSigning], 'javascript:alert(1)')),
  ],
  revocationPointers: [
    without(oids.crlDistributionPoints),
    without(oids.freshestCrl),
    without(oids.authorityInfoAccess),
    withExtension(authorityInfoAccess({ caIssuers: 'http://pki.example.kz/ca/issuing.cer' })),
    withExtension(authorityInfoAccess({ ocsp: 'ldap://pki.example.kz', caIssuers: 'http://pki.example.kz/ca/issuing.cer' })),
  ],
  noCheck: [withExtension(ocspNoCheck())],
  email: [withExtension(subjectEmail('nobody'))],
  extensions: [
    withExtension({ oid: '2.5.29.54', critical: false, value: Uint8Array.of(2, 1, 0) }),
    withExtension({ ...extendedKeyUsage(signing), critical: true }),
  ],
};

for (const [rule, cases] of Object.entries(broken)) {
  test(`NCA-7 the linter stops a certificate that breaks «${rule}»`, () => {
    for (const [at, one] of cases.entries()) {
      const result = lint(writeTbsCertificate(one), 'personSigning', issuer);
      assert.deepEqual(result, [{ rule }], `case ${at}`);
    }
  });
}

test('NCA-7 bytes that are no certificate are stopped, and a defect of ours is thrown', () => {
  const result = lint(Uint8Array.of(0x30, 0), 'personSigning', issuer);
  assert.ok(Array.isArray(result) && result[0]?.rule === 'readable');
  assert.throws(() => lintOrThrow(Uint8Array.of(0x30, 0), 'personSigning', issuer), /readable/);
});

test('NCA-7 nobody but the linter can say that something was linted', () => {
  assert.throws(() => new Linted(Symbol('made by lint'), Uint8Array.of(0x30, 0), 'personSigning'), /by the linter only/);
  const result = lint(writeTbsCertificate(contents('personSigning', person)), 'personSigning', issuer);
  assert.ok(result instanceof Linted);
});
