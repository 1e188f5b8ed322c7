import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import { nodePrimitives } from '../crypto/node.ts';
import type { SignatureInput } from '../crypto/primitives.ts';
import { oids } from '../der/oids.ts';
import {
  byOctets,
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
import { verifyCmsOffline } from './offline.ts';
import { newRsaKey, OpensslAuthority } from './testing.ts';
import type { Holder } from './testing.ts';
import { limitedWork } from './work-limit.ts';

const authority = new OpensslAuthority();
const person = authority.person('Aigerim', 'signing');
const other = authority.person('Bolat', 'signing', { iin: '850505300019' });
const rsa = authority.person('Rsa', 'signing', { key: newRsaKey });
const content = Buffer.from('мәтін');
const now = new Date(Date.now() + 60_000);

async function verdict(cms: Uint8Array, given?: Uint8Array): Promise<string> {
  const answer = await verifyCmsOffline({ trust: authority.trust(), cms, content: given, now });
  assert.equal(answer.valid, answer.reason === 'valid');
  return answer.reason.replace(/:.*/, '');
}

const sha256 = sequence(oid(oids.sha256), nullValue());
const sha512 = sequence(oid(oids.sha512), nullValue());
const ecdsa = sequence(oid(oids.ecdsaWithSha256));

/** A message written piece by piece, so that each piece can be made wrong. */
interface Parts {
  signer?: Holder;
  digest?: Uint8Array;
  algorithm?: Uint8Array;
  attributes?: Uint8Array | null;
  /** What the signature is really made over; the attributes by default. */
  over?: Uint8Array;
  identifier?: Uint8Array;
  version?: number;
  signerVersion?: number;
  contentType?: string;
  inside?: Uint8Array | null;
  certificates?: readonly Uint8Array[];
  digests?: readonly Uint8Array[];
  unsigned?: readonly Uint8Array[];
  signers?: (one: Uint8Array) => readonly Uint8Array[];
  tail?: readonly Uint8Array[];
}

function attributesFor(signer: Holder, contentType: string = oids.data, data: Uint8Array = content): Uint8Array {
  const { certificate } = signer;
  return writeSignedAttributes({
    contentType,
    messageDigest: hash('sha256', data, 'buffer'),
    certificate,
    certificateDigest: hash('sha256', certificate.der, 'buffer'),
  });
}

const nameOf = ({ certificate }: Holder): Uint8Array =>
  sequence(certificate.issuer.der, unsignedInteger(octetsOfHex(certificate.serial)));

async function signerInfo(parts: Parts, signer: Holder): Promise<Uint8Array> {
  const attributes = parts.attributes === undefined ? attributesFor(signer) : parts.attributes;
  const signature = await signer.key.sign(parts.over ?? attributes ?? content);
  return sequence(
    integer(parts.signerVersion ?? 1),
    parts.identifier ?? nameOf(signer),
    parts.digest ?? sha256,
    ...(attributes ? [Uint8Array.from(attributes, (octet, i) => (i === 0 ? 0xa0 : octet))] : []),
    parts.algorithm ?? ecdsa,
    octetString(signature),
    ...(parts.unsigned ? [element(0xa1, ...parts.unsigned)] : []),
  );
}

async function assembled(parts: Parts = {}): Promise<Uint8Array> {
  const { signer = person, digest = sha256 } = parts;
  const usual = { version: 1, digests: [digest], contentType: oids.data, inside: octetString(content), tail: [] };
  const certificates = [signer.certificate.der, authority.issuing.certificate.der];
  const all = { ...usual, certificates, signers: (one: Uint8Array) => [one], ...parts };
  const signedData = sequence(
    integer(all.version),
    setOf(all.digests),
    sequence(oid(all.contentType), ...(all.inside ? [explicit(0, all.inside)] : [])),
    element(0xa0, ...all.certificates),
    element(0x31, ...all.signers(await signerInfo(parts, signer))),
    ...all.tail,
  );
  return sequence(oid(oids.signedData), explicit(0, signedData));
}
const attribute = (type: string, ...values: Uint8Array[]): Uint8Array => sequence(oid(type), setOf(values));
/** The attributes of a SET OF one after another. */
const contentsOf = (set: Uint8Array): Uint8Array => set.subarray(set[1] === 0x81 ? 3 : set[1] === 0x82 ? 4 : 2);

test('EDS-VER the message that the others are made from is sound', async () => {
  assert.equal(await verdict(await assembled()), 'valid');
  assert.equal(await verdict(await assembled({ inside: null }), content), 'valid');
  assert.equal(await verdict(await assembled({ attributes: null })), 'valid');
});

test('SEC-6 SEC-14 a message without signers is never valid', async () => {
  assert.equal(await verdict(await assembled({ signers: () => [] })), 'noSigner');
  assert.equal(await verdict(await assembled({ signers: () => [], inside: null }), content), 'noSigner');
});

test('SEC-6 the signer is whoever made the signature and not whoever is named', async () => {
  const identifier = nameOf(other);
  const certificates = [person.certificate.der, other.certificate.der, authority.issuing.certificate.der];
  assert.equal(await verdict(await assembled({ identifier, certificates })), 'signatureWrong');
  assert.equal(await verdict(await assembled({ certificates: [other.certificate.der] })), 'signerCertificateAbsent');
  // Bolat puts the name of his certificate on Aigerim's signed attributes: his key did not sign them.
  assert.equal(
    await verdict(
      await assembled({ signer: other, attributes: attributesFor(person), over: attributesFor(person), certificates }),
    ),
    'signingCertificateDiffers',
  );
});

test('SEC-6 of two signers the bad one decides, wherever it stands', async () => {
  const bad = await signerInfo({ over: Buffer.from('басқа') }, other);
  const certificates = [person.certificate.der, other.certificate.der, authority.issuing.certificate.der];
  const good = await signerInfo({}, other);
  assert.equal(await verdict(await assembled({ certificates, signers: (one) => [one, good] })), 'valid');
  assert.equal(await verdict(await assembled({ certificates, signers: (one) => [one, bad] })), 'signatureWrong');
  assert.equal(await verdict(await assembled({ certificates, signers: (one) => [bad, one] })), 'signatureWrong');
});

test('SEC-14 signed attributes must be there where they must, sorted, once, and about this content', async () => {
  const sound = attributesFor(person);
  assert.equal(await verdict(await assembled({ attributes: null, contentType: oids.tstInfo })), 'attributesAbsent');
  assert.equal(
    await verdict(await assembled({ attributes: null, inside: octetString(sound), over: sound })),
    'contentIsAttributes',
  );
  assert.equal(await verdict(await assembled({ contentType: oids.tstInfo })), 'contentTypeDiffers');
  assert.equal(await verdict(await assembled({ attributes: attributesFor(person, oids.tstInfo) })), 'contentTypeDiffers');
  assert.equal(
    await verdict(await assembled({ attributes: attributesFor(person, oids.data, Buffer.from('басқа')) })),
    'digestDiffers',
  );
  assert.equal(await verdict(await assembled({ inside: octetString(Buffer.from('басқа')) })), 'digestDiffers');
  const type = attribute(oids.contentType, oid(oids.data));
  const digest = attribute(oids.messageDigest, octetString(hash('sha256', content, 'buffer')));
  const another = attribute(oids.messageDigest, octetString(randomBytes(32)));
  const set = (...attributes: Uint8Array[]): Uint8Array => element(0x31, ...attributes);
  const sorted = [type, digest].toSorted(byOctets);
  assert.equal(await verdict(await assembled({ attributes: set(...sorted) })), 'valid');
  for (const attributes of [
    set(...sorted.toReversed()),
    set(type),
    set(digest),
    set(),
    set(type, type, digest),
    set(...[type, digest, another].toSorted(byOctets)),
    set(
      ...[
        type,
        attribute(oids.messageDigest, octetString(hash('sha256', content, 'buffer')), octetString(randomBytes(32))),
      ].toSorted(byOctets),
    ),
    set(...[type, attribute(oids.messageDigest)].toSorted(byOctets)),
  ]) {
    assert.equal(await verdict(await assembled({ attributes })), 'malformed');
  }
  // Sent in another order than signed: not DER, so not a signed attribute set (RFC 5652 5.3).
  assert.equal(await verdict(await assembled({ attributes: set(...sorted.toReversed()), over: set(...sorted) })), 'malformed');
});

test('SEC-6 a named signing certificate must be the signer’s', async () => {
  const { certificate } = person;
  const strange = writeSignedAttributes({
    contentType: oids.data,
    messageDigest: hash('sha256', content, 'buffer'),
    certificate,
    certificateDigest: randomBytes(32),
  });
  assert.equal(await verdict(await assembled({ attributes: strange })), 'signingCertificateDiffers');
  const otherSerial = { ...certificate, serial: '0badc0de' };
  const misnamed = writeSignedAttributes({
    contentType: oids.data,
    messageDigest: hash('sha256', content, 'buffer'),
    certificate: otherSerial,
    certificateDigest: hash('sha256', certificate.der, 'buffer'),
  });
  assert.equal(await verdict(await assembled({ attributes: misnamed })), 'signingCertificateDiffers');
  const old = (digest: Uint8Array): Uint8Array =>
    attribute(oids.signingCertificate, sequence(sequence(sequence(octetString(digest)))));
  const withOld = (digest: Uint8Array): Uint8Array =>
    setOf([
      attribute(oids.contentType, oid(oids.data)),
      attribute(oids.messageDigest, octetString(hash('sha256', content, 'buffer'))),
      old(digest),
    ]);
  assert.equal(await verdict(await assembled({ attributes: withOld(hash('sha1', certificate.der, 'buffer')) })), 'valid');
  assert.equal(await verdict(await assembled({ attributes: withOld(randomBytes(20)) })), 'signingCertificateDiffers');
});

test('SEC-6 a forged certificate with the same issuer and number changes nothing', async () => {
  const strange = new OpensslAuthority();
  const forged = strange.person('Aigerim', 'signing').certificate.der;
  const identifier = nameOf(person);
  const twins = Buffer.from(forged);
  assert.equal(
    await verdict(
      await assembled({ certificates: [twins, person.certificate.der, authority.issuing.certificate.der], identifier }),
    ),
    'valid',
  );
  assert.equal(
    await verdict(await assembled({ certificates: [twins, authority.issuing.certificate.der], identifier })),
    'signerCertificateAbsent',
  );
});

test('SEC-14 algorithms that do not belong together are refused', async () => {
  assert.equal(await verdict(await assembled({ digest: sha512, digests: [sha512] })), 'algorithmsDisagree');
  assert.equal(await verdict(await assembled({ digests: [sha512] })), 'algorithmsDisagree');
  assert.equal(await verdict(await assembled({ digests: [] })), 'algorithmsDisagree');
  assert.equal(await verdict(await assembled({ algorithm: sequence(oid(oids.sha256WithRsa), nullValue()) })), 'signatureWrong');
  assert.equal(
    await verdict(await assembled({ algorithm: sequence(oid(oids.rsaEncryption), nullValue()), signer: rsa })),
    'valid',
  );
  assert.equal(
    await verdict(await assembled({ algorithm: sequence(oid(oids.sha512WithRsa), nullValue()), signer: rsa })),
    'algorithmsDisagree',
  );
  assert.equal(await verdict(await assembled({ algorithm: sequence(oid('1.2.3.4')) })), 'algorithmUnsupported');
  const protection = (digest: Uint8Array, signature: Uint8Array): Uint8Array =>
    attribute(oids.cmsAlgorithmProtection, sequence(digest, element(0xa1, signature.subarray(2))));
  const guarded = (value: Uint8Array): Uint8Array =>
    setOf([
      attribute(oids.contentType, oid(oids.data)),
      attribute(oids.messageDigest, octetString(hash('sha256', content, 'buffer'))),
      value,
    ]);
  assert.equal(await verdict(await assembled({ attributes: guarded(protection(sha256, ecdsa)) })), 'valid');
  assert.equal(await verdict(await assembled({ attributes: guarded(protection(sha512, ecdsa)) })), 'protectionDiffers');
  assert.equal(await verdict(await assembled({ attributes: guarded(protection(sha256, sha256)) })), 'protectionDiffers');
});

test('SEC-14 PSS with parameters that do not fit is refused', async () => {
  const pss = (digest: Uint8Array, mask: Uint8Array, [salt, trailer = 1]: [salt: number, trailer?: number]): Uint8Array =>
    sequence(
      oid(oids.rsaPss),
      sequence(
        explicit(0, digest),
        explicit(1, sequence(oid(oids.mgf1), mask)),
        explicit(2, integer(salt)),
        ...(trailer === 1 ? [] : [explicit(3, integer(trailer))]),
      ),
    );
  const tried = async (algorithm: Uint8Array): Promise<string> => verdict(await assembled({ signer: rsa, algorithm }));
  assert.equal(await tried(pss(sha256, sha512, [32])), 'algorithmsDisagree');
  assert.equal(await tried(pss(sha512, sha256, [32])), 'algorithmsDisagree');
  assert.equal(await tried(pss(sha256, sha256, [32, 2])), 'algorithmUnsupported');
  assert.equal(await tried(sequence(oid(oids.rsaPss))), 'algorithmUnsupported');
  assert.equal(await tried(pss(sha256, sha256, [2 ** 31 - 1])), 'signatureWrong');
  assert.equal(await tried(pss(sha256, sha256, [32])), 'signatureWrong');
});

test('SEC-14 versions, identifiers and spare parts', async () => {
  for (const version of [0, 2, 6, 99]) assert.equal(await verdict(await assembled({ version })), 'malformed');
  for (const signerVersion of [0, 2, 3, 4]) assert.equal(await verdict(await assembled({ signerVersion })), 'malformed');
  const keyIdentifier = octetsOfHex(person.certificate.extensions.subjectKeyIdentifier ?? '');
  assert.equal(
    await verdict(await assembled({ version: 3, signerVersion: 3, identifier: element(0x80, keyIdentifier) })),
    'valid',
  );
  assert.equal(
    await verdict(await assembled({ version: 3, signerVersion: 3, identifier: element(0x80, randomBytes(20)) })),
    'signerCertificateAbsent',
  );
  assert.equal(await verdict(await assembled({ unsigned: [attribute(oids.counterSignature, sequence(integer(9)))] })), 'valid');
  assert.equal(
    await verdict(await assembled({ unsigned: [attribute(oids.timeStampToken, sequence(integer(9)))] })),
    'timestampBroken',
  );
  assert.equal(await verdict(await assembled({ tail: [nullValue()] })), 'malformed');
  assert.equal(await verdict(Buffer.concat([await assembled(), Buffer.of(0)])), 'malformed');
  assert.equal(await verdict(await assembled({ inside: sequence(octetString(content)) })), 'malformed');
});

test('SEC-14 BER: pieces within pieces are read, endless nesting and lying lengths are faults, all at once', async () => {
  const pieces = element(0x24, element(0x24, octetString(content.subarray(0, 3))), octetString(content.subarray(3)));
  assert.equal(await verdict(await assembled({ inside: pieces })), 'valid');
  let nested: Uint8Array = octetString(content);
  for (let i = 0; i < 200; i++) nested = element(0x24, nested);
  assert.equal(await verdict(await assembled({ inside: nested })), 'malformed');
  const open = Buffer.alloc(200_000, Buffer.from([0x24, 0x80]));
  assert.equal(await verdict(Buffer.concat([Buffer.from('3080', 'hex'), open])), 'malformed');
  for (const header of ['3084ffffffff', '3088ffffffffffffffff', '30ff', '3080', '30', ''])
    assert.equal(await verdict(Buffer.from(header, 'hex')), 'malformed');
  const many = await assembled({ signers: (one) => Array.from({ length: 2000 }, () => one) });
  assert.equal(await verdict(many), 'malformed');
  const crowd = await assembled({ certificates: Array.from({ length: 2000 }, () => person.certificate.der) });
  assert.equal(await verdict(crowd), 'malformed');
});

test('SEC-14 random bytes and random cuts of a message end in an answer', async () => {
  const sound = await assembled();
  await fc.assert(
    fc.asyncProperty(fc.nat(sound.length), fc.uint8Array({ maxLength: 40 }), fc.nat(40), async (place, inserted, removed) => {
      const damaged = Buffer.concat([sound.subarray(0, place), inserted, sound.subarray(place + removed)]);
      if (damaged.equals(sound)) return;
      await verdict(damaged);
    }),
    { numRuns: 500 },
  );
});

test('SEC-14 only the parts that nobody signs may change in a message that stays valid', async () => {
  const sound = await assembled();
  const attributes = contentsOf(attributesFor(person));
  await fc.assert(
    fc.asyncProperty(fc.nat(sound.length * 8 - 1), async (bit) => {
      const damaged = Buffer.from(sound);
      damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
      if ((await verdict(damaged)) !== 'valid') return;
      for (const part of [content, attributes, person.certificate.der]) assert.ok(damaged.includes(Buffer.from(part)));
    }),
    { numRuns: 500 },
  );
});

test('SEC-14 a message that asks for thousands of checks is given up', async () => {
  let checks = 0;
  const counting = { ...nodePrimitives, verify: (input: SignatureInput) => (checks++, nodePrimitives.verify(input)) };
  const strangers = Array.from({ length: 12 }, (_, i) =>
    authority.issue(`Stranger${i}`, '/CN=Test Issuing', {
      extensions: 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign',
    }),
  );
  const crowd = Array.from({ length: 10 }, () => strangers.map(({ certificate }) => certificate.der)).flat();
  const one = await signerInfo({}, person);
  const cms = await assembled({
    signers: () => Array.from({ length: 32 }, () => one),
    certificates: [person.certificate.der, ...crowd],
  });
  await verifyCmsOffline({ trust: authority.trust(), cms, now, primitives: counting });
  assert.ok(checks <= 2000, String(checks));
  const tired = limitedWork({ ...nodePrimitives, verify: () => true });
  const { publicKey: key } = person.certificate;
  const input: SignatureInput = { algorithm: { scheme: 'ecdsa', hash: 'sha256' }, key, data: content, signature: content };
  for (let i = 0; i < 2000; i++) assert.equal(tired.verify(input), true);
  assert.equal(tired.verify(input), false);
});
