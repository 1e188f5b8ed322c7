import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { readCrl } from '../crl/crl.ts';
import { readCertificate } from '../x509/read.ts';
import { makeCertificate, writeTbsCertificate } from './certificate.ts';
import { makeCrl } from './crl.ts';
import type { CrlContents } from './crl.ts';
import { caConstraints, keyUsage, subjectKeyIdentifier } from './extensions.ts';
import { keyIdentifier } from './key-identifier.ts';
import { distinguishedName } from './name.ts';
import { keySigner } from './signer.ts';

const p256 = keySigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const name = distinguishedName([
  ['commonName', 'Тексеру'],
  ['countryName', 'KZ'],
]);
const now = new Date('2026-03-02T09:00:00.789Z');
const list: CrlContents = {
  issuer: name,
  issuerKeyIdentifier: new Uint8Array(20),
  thisUpdate: now,
  nextUpdate: new Date('2050-01-01T00:00:00Z'),
  number: 255,
  entries: [],
};

const opensslSays = (command: string, der: Uint8Array) =>
  execFileSync('openssl', [command, '-inform', 'DER', '-noout', '-text'], { input: der }).toString();

test('NCA-4 a list for a part of the certificates says so, critically', async () => {
  const scope = { address: 'http://pki.example.kz/users.crl', only: 'userCertificates' } as const;
  const text = opensslSays('crl', await makeCrl({ ...list, scope }, p256));
  assert.match(
    text,
    /Issuing Distribution Point: critical\s+Full Name:\s+URI:http:\/\/pki\.example\.kz\/users\.crl\s+Only User Certificates/,
  );
});

test('NCA-4 times have whole seconds, and four digits of the year from 2050', async () => {
  const crl = readCrl(await makeCrl(list, p256));
  assert.ok(crl.ok);
  assert.equal(crl.value.thisUpdate.toISOString(), '2026-03-02T09:00:00.000Z');
  assert.equal(crl.value.nextUpdate?.toISOString(), '2050-01-01T00:00:00.000Z');
  const written = Buffer.from(crl.value.der);
  assert.ok(written.includes('\x17\x0d260302090000Z\x18\x0f20500101000000Z'));
});

test('NCA-4 a list may have more entries than a function has arguments', async () => {
  const serial = (n: number) => Uint8Array.of(1, n >> 16, n >> 8, n);
  const entries = Array.from({ length: 200_000 }, (_, n) => ({
    serial: serial(n),
    revokedAt: now,
    reason: 'unspecified' as const,
  }));
  const crl = readCrl(await makeCrl({ ...list, entries }, p256));
  assert.ok(crl.ok);
});

test('NCA-1 a serial number loses its leading zeros and stays positive', async () => {
  const identifier = keyIdentifier(p256.spki);
  assert.ok(identifier.ok);
  const contents = {
    algorithm: p256.algorithm,
    issuer: name,
    subject: name,
    spki: p256.spki,
    notBefore: now,
    notAfter: new Date('2027-01-01'),
    extensions: [caConstraints(undefined), keyUsage(['keyCertSign']), subjectKeyIdentifier(identifier.value)],
  };
  const serialOf = async (serial: Uint8Array) => {
    const read = readCertificate(await makeCertificate(writeTbsCertificate({ ...contents, serial }), p256));
    return read.ok ? read.value.serial : read.fault.code;
  };
  assert.equal(await serialOf(Uint8Array.of(0, 0, 5, 6)), '0506');
  assert.equal(await serialOf(Uint8Array.of(0, 0xff, 6)), '00ff06');
});

test('NCA-4 RSA signs in the thread pool with the algorithm that it says, and what is no signing key is refused', async () => {
  const rsa = keySigner(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'rsa-sha512');
  assert.match(opensslSays('crl', await makeCrl(list, rsa)), /Signature Algorithm: sha512WithRSAEncryption/);
  assert.throws(() => keySigner(generateKeyPairSync('x25519').privateKey), TypeError);
});
