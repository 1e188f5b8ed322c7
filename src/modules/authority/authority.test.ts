import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { writePkcs12 } from '#pki';
import { bodies, cast } from '../../../seed/cast.ts';
import { openSsl } from './testing-openssl.ts';
import type { OpenSsl } from './testing-openssl.ts';
import { testAuthority } from './testing.ts';
import type { TestAuthority, TestCertificate, TestPerson } from './testing.ts';

/** What OpenSSL says of everything that the authority makes and publishes. */
let ca: TestAuthority;
let other: OpenSsl;
let person: TestPerson;
const organisation = { bin: bodies.employment.bin, name: bodies.employment.name.kk };
const aigerim = { iin: cast.aigerim.iin, name: cast.aigerim, email: cast.aigerim.email };

before(async () => {
  ca = await testAuthority();
  other = await openSsl();
  await other.certificates('root.pem', ca.root.der);
  await other.certificates('issuing.pem', ca.issuing.der);
  person = await ca.person(aigerim);
  await other.certificates('person.pem', person.signing.certificate.der);
});

after(async () => {
  await ca[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});

const chain = ['-CAfile', 'root.pem', '-untrusted', 'issuing.pem'];

async function download(path: string): Promise<Uint8Array> {
  const response = await fetch(`${ca.address}${path}`);
  assert.equal(response.status, 200, path);
  return new Uint8Array(await response.arrayBuffer());
}

/** What `openssl ocsp` says of a certificate, by its own question to our server. */
async function ocspSays(certificate: TestCertificate | undefined, ...digest: string[]): Promise<string> {
  const which = certificate
    ? ['-cert', await other.certificates('asked.pem', certificate.certificate.der)]
    : ['-serial', '0x0123456789abcdef0123456789abcdef01234567'];
  const ask = ['ocsp', '-issuer', 'issuing.pem', ...digest, ...which, '-url', `${ca.address}/ocsp`];
  const { ok, text } = await other.run(...ask, '-CAfile', 'root.pem', '-verify_other', 'issuing.pem');
  assert.ok(ok, text);
  assert.match(text, /Response verify OK/);
  assert.doesNotMatch(text, /nonce/i);
  return text;
}

/** What `openssl verify` says with the lists that are published now. */
async function listsSay(certificate: TestCertificate): Promise<string> {
  await other.file('full.crl', await download('/crl/issuing.crl'));
  await other.file('delta.crl', await download('/crl/issuing-delta.crl'));
  await other.file('root.crl', await download('/crl/root.crl'));
  const asked = await other.certificates('asked.pem', certificate.certificate.der);
  const lists = ['full.crl', 'delta.crl', 'root.crl'].flatMap((name) => ['-CRLfile', name]);
  const { text } = await other.run('verify', ...chain, '-crl_check_all', '-extended_crl', '-use_deltas', ...lists, asked);
  return text;
}

test('NCA-1 NCA-4 OpenSSL verifies a certificate of each profile for its purpose, strictly', async () => {
  const employee = await ca.employee({ ...aigerim, iin: cast.gulnara.iin, name: cast.gulnara, organisation });
  const seal = await ca.system({ name: 'Gateway', organisation });
  const wanted: [TestCertificate, string][] = [
    [person.authentication, 'sslclient'],
    [person.signing, 'smimesign'],
    [employee.authentication, 'sslclient'],
    [employee.signing, 'smimesign'],
    [seal, 'smimesign'],
  ];
  for (const [one, purpose] of wanted) {
    const asked = await other.certificates('asked.pem', one.certificate.der);
    const { ok, text } = await other.run('verify', '-x509_strict', '-purpose', purpose, ...chain, asked);
    assert.ok(ok, text);
  }
  const asked = await other.certificates('asked.pem', person.authentication.certificate.der);
  const refused = await other.run('verify', '-purpose', 'smimesign', ...chain, asked);
  assert.match(refused.text, /unsuitable certificate purpose/);
});

test('NCA-4 openssl ocsp finds a certificate good, by SHA-1 and SHA-256, with the nonce that it sent', async () => {
  assert.match(await ocspSays(person.signing), /: good/);
  assert.match(await ocspSays(person.signing, '-sha256'), /: good/);
});

test('NCA-4 openssl ocsp is told that a number was never given', async () => {
  assert.match(await ocspSays(undefined), /: unknown/);
});

test('NCA-3 a revocation is in the OCSP answer at once, with its reason, and on the next lists', async () => {
  const { signing } = await ca.person({ ...aigerim, iin: cast.marat.iin, name: cast.marat });
  assert.match(await listsSay(signing), /: OK/);
  await ca.revoke(signing, 'affiliationChanged');
  assert.match(await ocspSays(signing), /: revoked\s[\s\S]*Reason: affiliationChanged/);
  assert.match(await listsSay(signing), /: OK/);
  await ca.publishLists();
  assert.match(await listsSay(signing), /certificate revoked/);
});

test('NCA-3 a hold is revoked to OCSP while it lasts, a delta list brings it and takes it away', async () => {
  const { signing } = await ca.person({ ...aigerim, iin: cast.nurlan.iin, name: cast.nurlan });
  await ca.hold(signing);
  assert.match(await ocspSays(signing), /: revoked\s[\s\S]*Reason: certificateHold/);
  await ca.publishDelta();
  assert.match(await listsSay(signing), /certificate revoked/);
  await ca.publishLists();
  await ca.release(signing);
  assert.match(await ocspSays(signing), /: good/);
  await ca.publishDelta();
  assert.match(await listsSay(signing), /: OK/);
});

test('NCA-4 OpenSSL reads the lists: number, base number of the delta, where the delta is found', async () => {
  await ca.publishLists();
  await ca.publishDelta();
  await other.file('full.crl', await download('/crl/issuing.crl'));
  await other.file('delta.crl', await download('/crl/issuing-delta.crl'));
  const read = async (name: string) => (await other.run('crl', '-in', name, '-noout', '-text', '-CAfile', 'issuing.pem')).text;
  const [full, delta] = [await read('full.crl'), await read('delta.crl')];
  assert.match(full, /verify OK/);
  assert.match(full, /X509v3 Freshest CRL/);
  const number = /X509v3 CRL Number:\s+(\w+)/.exec(full)?.[1];
  assert.match(delta, new RegExp(`X509v3 Delta CRL Indicator: critical\\s+${number}\\s`));
});

test('NCA-4 openssl ts accepts a time stamp, and refuses it for other data', async () => {
  await other.file('data', 'one');
  await other.file('other', 'two');
  await other.run('ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'query.tsq');
  const body = await readFile(join(other.folder, 'query.tsq'));
  const response = await fetch(`${ca.address}/tsa`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/timestamp-query' },
  });
  assert.equal(response.headers.get('content-type'), 'application/timestamp-reply');
  await other.file('reply.tsr', new Uint8Array(await response.arrayBuffer()));
  const verify = ['ts', '-verify', '-in', 'reply.tsr', ...chain];
  const good = await other.run(...verify, '-queryfile', 'query.tsq');
  assert.ok(good.ok, good.text);
  assert.ok((await other.run(...verify, '-data', 'data')).ok);
  assert.match((await other.run(...verify, '-data', 'other')).text, /message imprint mismatch/);
});

test('NCA-4 a time stamp is refused for SHA-1 and for a policy that is not ours', async () => {
  const ask = async (...query: string[]) => {
    await other.file('data', 'one');
    await other.run('ts', '-query', '-data', 'data', ...query, '-out', 'query.tsq');
    const body = await readFile(join(other.folder, 'query.tsq'));
    const response = await fetch(`${ca.address}/tsa`, { method: 'POST', body });
    await other.file('reply.tsr', new Uint8Array(await response.arrayBuffer()));
    return (await other.run('ts', '-reply', '-in', 'reply.tsr', '-text')).text;
  };
  assert.match(await ask('-sha1'), /Status: Rejected[\s\S]*unrecognized or unsupported algorithm/);
  assert.match(await ask('-sha256', '-tspolicy', '1.2.3.4'), /Status: Rejected[\s\S]*policy is not supported/);
});

test('NCA-4 garbage sent to OCSP and time stamps gets a refusal of the protocol', async () => {
  const post = async (path: string) =>
    new Uint8Array(await (await fetch(`${ca.address}${path}`, { method: 'POST', body: 'garbage' })).arrayBuffer());
  // OCSPResponse { malformedRequest }
  assert.deepEqual([...(await post('/ocsp'))], [0x30, 3, 0x0a, 1, 1]);
  await other.file('reply.tsr', await post('/tsa'));
  assert.match((await other.run('ts', '-reply', '-in', 'reply.tsr', '-text')).text, /Status: Rejected/);
});

test('NCA-5 OpenSSL opens the file with a key, its certificate and the chain', async () => {
  const { certificate, privateKey } = person.signing;
  const key = privateKey.export({ type: 'pkcs8', format: 'der' });
  const certificates = [certificate.der, ca.issuing.der, ca.root.der] as const;
  await other.file('person.p12', writePkcs12({ key, certificates, name: 'RSA256', password: 'Qwerty12' }));
  const opened = await other.run('pkcs12', '-in', 'person.p12', '-passin', 'pass:Qwerty12', '-nodes', '-info');
  assert.ok(opened.ok, opened.text);
  assert.equal(opened.text.match(/BEGIN CERTIFICATE/g)?.length, 3);
  assert.match((await other.run('pkcs12', '-in', 'person.p12', '-passin', 'pass:wrong')).text, /invalid password/);
});
