import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { nodePrimitives } from '../crypto/node.ts';
import { currentAlgorithms } from '../crypto/primitives.ts';
import { oids } from '../der/oids.ts';
import { hexOf } from '../der/values.ts';
import { boolean, namedBits, octetString, oid, sequence } from '../der/writer.ts';
import { makeCertificate, writeTbsCertificate } from '../making/certificate.ts';
import { distinguishedName } from '../making/name.ts';
import { makeOcspResponse, prepareResponder } from '../making/ocsp.ts';
import type { OcspStatus } from '../making/ocsp.ts';
import { readOcspQuestion } from '../making/ocsp-request.ts';
import { keySigner } from '../making/signer.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readCertificate } from '../x509/read.ts';
import { writeCertId } from './cert-id.ts';
import { checkOcspResponse } from './check.ts';
import type { OcspCheck } from './check.ts';
import { makeOcspRequest } from './request.ts';
import { readOcspResponse } from './response.ts';

const at = new Date('2026-03-01T12:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const { hash } = nodePrimitives;
const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

interface Made {
  certificate: Certificate;
  key: KeyObject;
}

/** A certificate under `issuer`, or one of its own. */
async function make(
  commonName: string,
  extensions: { oid: string; critical: boolean; value: Uint8Array }[],
  issuer?: Made,
): Promise<Made> {
  const { privateKey, publicKey } = newKey();
  const name = distinguishedName([['commonName', commonName]]);
  const signer = keySigner(issuer?.key ?? privateKey);
  const tbs = writeTbsCertificate({
    serial: Uint8Array.of(1, commonName.length),
    algorithm: signer.algorithm,
    issuer: issuer?.certificate.subject.der ?? name,
    notBefore: later(-86_400),
    notAfter: later(86_400),
    subject: name,
    spki: publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  });
  const read = readCertificate(await makeCertificate(tbs, signer));
  assert.ok(read.ok);
  return { certificate: read.value, key: privateKey };
}

const basicCa = { oid: oids.basicConstraints, critical: true, value: sequence(boolean(true)) };
const forAnswers = { oid: oids.extKeyUsage, critical: false, value: sequence(oid(oids.ocspSigning)) };
const forMail = { oid: oids.extKeyUsage, critical: false, value: sequence(oid(oids.emailProtection)) };

const ca = await make('Authority', [basicCa]);
const otherCa = await make('Authority', [basicCa]);
const person = await make('Person', [{ oid: oids.keyUsage, critical: true, value: namedBits([0, 1]) }], ca);
const pair = { certificate: person.certificate, issuer: ca.certificate };
const nonce = new Uint8Array(32).fill(7);

interface Answer {
  state?: OcspStatus;
  signer?: Made;
  nonce?: Uint8Array | undefined;
  about?: Uint8Array;
  producedAt?: Date;
}

function answer({
  state = { status: 'good' },
  signer = ca,
  nonce: echo,
  about,
  producedAt = at,
}: Answer = {}): Promise<Uint8Array> {
  const identifier = hash('sha1', signer.certificate.publicKey.key);
  const responder = prepareResponder(keySigner(signer.key), signer.certificate.der, identifier);
  const nextUpdate = new Date(producedAt.getTime() + 600_000);
  const contents = { answers: [{ certId: about ?? writeCertId(pair, hash), state }], producedAt, nextUpdate };
  return makeOcspResponse({ ...contents, nonce: echo && octetString(echo) }, responder);
}

function check(bytes: Uint8Array, more: Partial<OcspCheck> = {}) {
  const response = readOcspResponse(bytes);
  assert.ok(response.ok && response.value.kind === 'basic');
  const verdict = checkOcspResponse({
    response: response.value,
    ...pair,
    at,
    algorithms: currentAlgorithms,
    primitives: nodePrimitives,
    ...more,
  });
  return verdict.believed ? verdict.state.status : verdict.why;
}

test('EDS-VER an answer of the issuer or of its delegate is believed, with the state that it tells', async () => {
  const delegate = await make('Responder', [forAnswers], ca);
  const revoked: OcspStatus = { status: 'revoked', revokedAt: later(-60), reason: 'keyCompromise' };
  assert.equal(check(await answer()), 'good');
  assert.equal(check(await answer({ signer: delegate })), 'good');
  assert.equal(check(await answer({ state: revoked, signer: delegate })), 'revoked');
  assert.equal(check(await answer({ state: { status: 'unknown' } })), 'unknown');
});

test('EDS-VER an answer by anyone else is not believed', async () => {
  const withoutPurpose = await make('Responder', [forMail], ca);
  const withoutAny = await make('Responder', [{ oid: oids.keyUsage, critical: true, value: namedBits([0]) }], ca);
  const ofAnother = await make('Responder', [forAnswers], otherCa);
  for (const signer of [withoutPurpose, withoutAny, ofAnother, otherCa, person])
    assert.equal(check(await answer({ signer })), 'notAuthorised');
});

test('EDS-VER an answer about another certificate, an old one, an early one and one for another request are not believed', async () => {
  const other = { certificate: { serial: '0102' }, issuer: ca.certificate };
  assert.equal(check(await answer({ about: writeCertId(other, hash) })), 'otherCertificate');
  assert.equal(check(await answer({ about: writeCertId({ ...pair, issuer: otherCa.certificate }, hash) })), 'otherCertificate');
  assert.equal(check(await answer({ about: writeCertId(pair, hash, 'sha256') })), 'good');
  assert.equal(check(await answer({ producedAt: later(-3600) })), 'notCurrent');
  assert.equal(check(await answer({ producedAt: later(3600) })), 'notCurrent');
  assert.equal(check(await answer({ nonce }), { nonce }), 'good');
  assert.equal(check(await answer(), { nonce }), 'good');
  assert.equal(check(await answer({ nonce: new Uint8Array(32) }), { nonce }), 'otherNonce');
});

test('SEC-14 an answer with any bit turned is unreadable, not believed, or says the same', async () => {
  const bytes = await answer({ state: { status: 'revoked', revokedAt: later(-60), reason: 'superseded' } });
  const property = fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
    const turned = Uint8Array.from(bytes);
    turned[bit >> 3] = (turned[bit >> 3] as number) ^ (1 << (bit & 7));
    const response = readOcspResponse(turned);
    if (!response.ok || response.value.kind !== 'basic') return;
    const verdict = checkOcspResponse({
      response: response.value,
      ...pair,
      at,
      algorithms: currentAlgorithms,
      primitives: nodePrimitives,
    });
    assert.ok(!verdict.believed || verdict.state.status === 'revoked');
  });
  fc.assert(property, { numRuns: 400 });
});

test('NCA-4 our request is read by our responder, nonce and all', () => {
  const read = readOcspQuestion(makeOcspRequest(pair, hash, nonce), 4);
  assert.ok(read.ok);
  assert.equal(hexOf(read.value.nonce ?? new Uint8Array()), hexOf(octetString(nonce)));
  assert.equal(hexOf(read.value.certIds[0]?.serial ?? new Uint8Array()), person.certificate.serial);
});

test('EDS-VER refusals of a responder are read as such, and unknown ones are faults', () => {
  const refusal = (status: number) => readOcspResponse(Uint8Array.of(0x30, 3, 0x0a, 1, status));
  assert.deepEqual(refusal(3), { ok: true, value: { kind: 'refusal', why: 'tryLater' } });
  assert.equal(refusal(4).ok, false);
  assert.equal(refusal(0).ok, false);
});
