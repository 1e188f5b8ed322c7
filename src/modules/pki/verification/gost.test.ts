import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import test from 'node:test';
import { streebog512 } from '../crypto/gost/index.ts';
import { makeGostTestKey } from '../crypto/gost/testing.ts';
import { oids } from '../der/oids.ts';
import {
  bitString,
  element,
  explicit,
  integer,
  nullValue,
  octetString,
  octetsOfHex,
  oid,
  sequence,
  setOf,
  unsignedInteger,
} from '../der/writer.ts';
import { writeSignedAttributes } from '../cms/write.ts';
import { makeCertificate, writeTbsCertificate } from '../making/certificate.ts';
import { extendedKeyUsage, keyUsage } from '../making/extensions.ts';
import { readCertificate } from '../x509/read.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { RevocationSource } from './revocation.ts';
import { OpensslAuthority } from './testing.ts';
import { createVerifier } from './verifier.ts';

const authority = new OpensslAuthority();
const content = Buffer.from('мәтін');
const key = makeGostTestKey();
const parameters = sequence(oid(oids.kzGost512Params), oid(oids.kzStreebog512));
const spki = sequence(sequence(oid(oids.kzGost512Key), parameters), bitString(octetString(key.publicKey)));
const streebog = sequence(oid(oids.kzStreebog512), nullValue());
const good: RevocationSource = { check: async () => ({ status: 'good', documents: [] }) };
const now = new Date(Date.now() + 60_000);

/** One key for both, since 2022: e-mail protection and the person's purpose, no clientAuth (design/pki.md 2). */
async function gostCertificate(): Promise<Certificate> {
  const template = authority.person('Aigerim', 'signing').certificate;
  const tbs = writeTbsCertificate({
    serial: octetsOfHex('0102030405'),
    algorithm: authority.issuing.key.algorithm,
    issuer: template.issuer.der,
    notBefore: template.notBefore,
    notAfter: template.notAfter,
    subject: template.subject.der,
    spki,
    extensions: [keyUsage(['digitalSignature', 'nonRepudiation']), extendedKeyUsage([oids.emailProtection, oids.kzPerson])],
  });
  const certificate = readCertificate(await makeCertificate(tbs, authority.issuing.key));
  assert.ok(certificate.ok, JSON.stringify(certificate));
  return certificate.value;
}

function gostSigned(certificate: Certificate, algorithm: Uint8Array, change = (signature: Uint8Array) => signature): Uint8Array {
  const attributes = writeSignedAttributes({
    contentType: oids.data,
    messageDigest: streebog512(content),
    certificate,
    certificateDigest: hash('sha256', certificate.der, 'buffer'),
  });
  const info = sequence(
    integer(1),
    sequence(certificate.issuer.der, unsignedInteger(octetsOfHex(certificate.serial))),
    streebog,
    Uint8Array.from(attributes, (octet, i) => (i === 0 ? 0xa0 : octet)),
    algorithm,
    octetString(change(key.sign(streebog512(attributes)))),
  );
  const certificates = element(0xa0, certificate.der, authority.issuing.certificate.der);
  const signedData = sequence(
    integer(1),
    setOf([streebog]),
    sequence(oid(oids.data), explicit(0, octetString(content))),
    certificates,
    setOf([info]),
  );
  return sequence(oid(oids.signedData), explicit(0, signedData));
}

test('EDS-VER AUTH-2 a GOST signature is verified, and its one key serves documents and sign-in', async () => {
  const certificate = await gostCertificate();
  const verifier = createVerifier({ trust: authority.trust(), revocation: good, clock: { now: () => now } });
  const verdict = async (cms: Uint8Array, purpose: 'signing' | 'authentication') => {
    const verification = await verifier.verify({ cms, purpose, expectedIin: '900101300017' });
    return verification.verdict === 'passed' ? 'passed' : verification.reason;
  };
  const signature = sequence(oid(oids.kzGost512Signature), nullValue());
  for (const algorithm of [signature, sequence(oid(oids.kzGost512Signature)), sequence(oid(oids.kzGost512Key), parameters)]) {
    const cms = gostSigned(certificate, algorithm);
    assert.equal(await verdict(cms, 'signing'), 'passed');
    assert.equal(await verdict(cms, 'authentication'), 'passed');
  }
  const swapped = (octets: Uint8Array): Uint8Array => Buffer.concat([octets.subarray(64), octets.subarray(0, 64)]);
  assert.equal(await verdict(gostSigned(certificate, signature, swapped), 'signing'), 'signatureWrong');
  assert.equal(
    await verdict(
      gostSigned(certificate, signature, (octets) => octets.toReversed()),
      'signing',
    ),
    'signatureWrong',
  );
  assert.equal(await verdict(gostSigned(certificate, sequence(oid(oids.ecdsaWithSha512))), 'signing'), 'algorithmsDisagree');
});
