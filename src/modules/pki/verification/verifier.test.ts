import assert from 'node:assert/strict';
import test from 'node:test';
import { pairOf } from './revocation.ts';
import type { RevocationAnswer, RevocationSource } from './revocation.ts';
import { OpensslAuthority, stampingAt } from './testing.ts';
import type { Holder } from './testing.ts';
import { createVerifier } from './verifier.ts';
import type { VerificationRequest, VerifierSettings } from './verifier.ts';

const authority = new OpensslAuthority();
const person = authority.person('Aigerim', 'signing');
const entrance = authority.person('AigerimAuth', 'authentication');
const other = authority.person('Bolat', 'signing', { iin: '850505300019' });
const tsa = authority.person('Clock', 'tsa');
const old = authority.person('Old', 'signing', { dates: ['-startdate', '20200101000000Z', '-enddate', '20210101000000Z'] });
const oldTsa = authority.person('OldClock', 'tsa', { dates: ['-startdate', '20200101000000Z', '-enddate', '20210101000000Z'] });
const content = Buffer.from('Мен, Айгерім, анықтама сұраймын');
const now = new Date(Date.now() + 3_600_000);

/** The world outside: what each certificate's responder says. */
function answering(answers: Record<string, RevocationAnswer>): RevocationSource {
  return { check: async (question) => answers[pairOf(question).certificate.fingerprint] ?? { status: 'good', documents: [] } };
}
const revoked = (revokedAt: Date, reason = 'cessationOfOperation'): RevocationAnswer => ({
  status: 'revoked',
  revokedAt,
  reason,
  documents: [],
});

async function verify(cms: Uint8Array, request: Partial<VerificationRequest> = {}, settings: Partial<VerifierSettings> = {}) {
  const verifier = createVerifier({
    trust: authority.trust(),
    revocation: answering({}),
    clock: { now: () => now },
    ...settings,
  });
  return verifier.verify({ cms, purpose: 'signing', ...request });
}
async function reasonFor(...args: Parameters<typeof verify>): Promise<string> {
  const verification = await verify(...args);
  return verification.verdict === 'passed' ? 'passed' : `${verification.verdict} ${verification.failed} ${verification.reason}`;
}
const signedBy = (holder: Holder, request = {}) => authority.sign(holder, content, request);

test('EDS-VER a sound signature passes, and says who signed what', async () => {
  const verification = await verify(await signedBy(person), { expectedIin: '900101300017' });
  assert.equal(verification.verdict, 'passed');
  assert.ok(verification.verdict === 'passed');
  assert.equal(verification.verified.iin, '900101300017');
  assert.deepEqual(Buffer.from(verification.verified.content), content);
  assert.equal(verification.verified.signer.fingerprint, person.certificate.fingerprint);
  const [signer] = verification.report.signers;
  assert.equal(verification.report.indication, 'TOTAL-PASSED');
  assert.equal(signer?.subjectID, 'IIN900101300017');
  assert.deepEqual(
    signer?.checks.map(({ name, status }) => `${name} ${status}`),
    [
      'structure passed',
      'integrity passed',
      'attributes passed',
      'timestamp skipped',
      'chain passed',
      'usage passed',
      'validity passed',
      'revocation passed',
      'identity passed',
    ],
  );
});

test('EDS-VER AUTH-2 a key for sign-in signs no document and a key for documents does not sign in', async () => {
  assert.equal(await reasonFor(await signedBy(entrance)), 'failed usage usageNotSigning');
  assert.equal(await reasonFor(await signedBy(entrance), { purpose: 'authentication' }), 'passed');
  assert.equal(await reasonFor(await signedBy(person), { purpose: 'authentication' }), 'failed usage usageNotAuthentication');
  for (const kind of ['server', 'tsa', 'encryption', 'bare'] as const) {
    const cms = await signedBy(authority.person(`Stranger ${kind}`, kind));
    assert.equal(await reasonFor(cms), 'failed usage usageNotSigning', kind);
    assert.equal(await reasonFor(cms, { purpose: 'authentication' }), 'failed usage usageNotAuthentication', kind);
  }
});

test('SEC-6 the signature of A with the content of B is refused', async () => {
  const detached = await signedBy(person, { detached: true });
  assert.equal(await reasonFor(detached, { content }), 'passed');
  assert.equal(await reasonFor(detached, { content: Buffer.from('Басқа') }), 'failed integrity digestDiffers');
  assert.equal(await reasonFor(detached), 'indeterminate integrity contentAbsent');
  assert.equal(await reasonFor(await signedBy(person), { content: Buffer.from('Басқа') }), 'failed integrity contentDiffers');
});

test('SEC-6 the signature of another person is refused', async () => {
  assert.equal(await reasonFor(await signedBy(other), { expectedIin: '900101300017' }), 'failed identity iinDiffers');
  assert.equal(await reasonFor(await signedBy(person), { expectedBin: '900140000018' }), 'failed identity binDiffers');
});

test('EDS-VER a number that cannot exist is refused below anchors that are strict about it', async () => {
  const cms = await signedBy(person);
  const numbers = { isIin: (text: string) => text !== '900101300017', isBin: () => true };
  assert.equal(await reasonFor(cms, {}, { numbers }), 'failed identity numberWrong');
  assert.equal(await reasonFor(cms, {}, { numbers, trust: authority.trust({ strictNumbers: false }) }), 'passed');
  assert.equal(await reasonFor(await signedBy(other), {}, { numbers }), 'passed');
});

test('SEC-6 a message with a second signer is refused, whether that one is sound or not', async () => {
  authority.write('content', content);
  const sign = (...signers: string[]) => {
    const args = signers.flatMap((name) => ['-signer', `${name}.pem`, '-inkey', `${name}.key`]);
    authority.openssl(
      'cms',
      '-sign',
      '-cades',
      '-binary',
      '-nodetach',
      '-outform',
      'DER',
      '-in',
      'content',
      '-out',
      'two.cms',
      '-certfile',
      'issuing.pem',
      ...args,
    );
    return authority.read('two.cms');
  };
  assert.equal(await reasonFor(sign('Aigerim')), 'passed');
  assert.equal(await reasonFor(sign('Aigerim', 'Bolat')), 'failed structure severalSigners');
  const verifier = createVerifier({ trust: authority.trust(), revocation: answering({}), clock: { now: () => now } });
  assert.equal((await verifier.examine({ cms: sign('Aigerim', 'Bolat') })).indication, 'TOTAL-PASSED');
  const oneBad = await verifier.examine({ cms: sign('Aigerim', 'Old') });
  assert.equal(oneBad.subIndication, 'EXPIRED');
});

test('EDS-VER a message without signers or without the signer’s certificate is refused', async () => {
  authority.openssl('crl2pkcs7', '-nocrl', '-certfile', 'Aigerim.pem', '-outform', 'DER', '-out', 'nobody.cms');
  assert.equal(await reasonFor(authority.read('nobody.cms'), { content: new Uint8Array() }), 'failed structure noSigner');
  authority.openssl(
    'cms',
    '-sign',
    '-cades',
    '-nocerts',
    '-binary',
    '-nodetach',
    '-outform',
    'DER',
    '-in',
    'content',
    '-out',
    'bare.cms',
    '-signer',
    'Aigerim.pem',
    '-inkey',
    'Aigerim.key',
  );
  assert.equal(await reasonFor(authority.read('bare.cms')), 'failed structure signerCertificateAbsent');
  assert.equal(await reasonFor(Buffer.from('no message')), 'failed structure malformed');
});

test('EDS-VER a chain to no trusted root is refused', async () => {
  const stranger = new OpensslAuthority('Strange');
  const cms = await stranger.sign(stranger.person('Aigerim', 'signing'), content);
  assert.equal(await reasonFor(cms), 'failed chain chainNotFound');
});

test('EDS-VER expired without a time stamp is refused; with one from its lifetime it stands', async () => {
  const then = new Date('2020-06-01T12:00:00Z');
  assert.equal(await reasonFor(await signedBy(old)), 'failed validity expired');
  const stamped = await signedBy(old, { timestamper: stampingAt(then, oldTsa) });
  const verification = await verify(stamped, { requireTimestamp: true });
  assert.ok(verification.verdict === 'passed', JSON.stringify(verification));
  assert.deepEqual(verification.verified.referenceTime, then);
  const late = await signedBy(old, { timestamper: stampingAt(new Date(now.getTime() - 1000), tsa) });
  assert.equal(await reasonFor(late), 'failed validity expired');
});

test('EDS-VER a time stamp that is demanded must be there, sound and of a trusted authority', async () => {
  assert.equal(await reasonFor(await signedBy(person), { requireTimestamp: true }), 'failed timestamp timestampAbsent');
  const stranger = new OpensslAuthority();
  const foreign = await signedBy(person, { timestamper: stampingAt(now, stranger.person('Clock', 'tsa')) });
  assert.equal(await reasonFor(foreign), 'passed');
  assert.equal(await reasonFor(foreign, { requireTimestamp: true }), 'indeterminate timestamp timestampUntrusted');
  const moved = await signedBy(person, {
    timestamper: (signature: Uint8Array) =>
      stampingAt(now, tsa)(Uint8Array.from(signature, (octet, i) => (i === 9 ? octet ^ 1 : octet))),
  });
  assert.equal(await reasonFor(moved), 'failed timestamp timestampBroken');
});

test('EDS-VER revoked, suspended and unknown are never passed; revoked after the time stamp is', async () => {
  const cms = await signedBy(person);
  const { fingerprint } = person.certificate;
  const hour = 3_600_000;
  const asked = (answer: RevocationAnswer, who = fingerprint) => ({ revocation: answering({ [who]: answer }) });
  assert.equal(await reasonFor(cms, {}, asked(revoked(now))), 'failed revocation revoked');
  assert.equal(await reasonFor(cms, {}, asked(revoked(now, 'certificateHold'))), 'failed revocation onHold');
  assert.equal(
    await reasonFor(cms, {}, asked(revoked(now), authority.issuing.certificate.fingerprint)),
    'failed revocation issuerRevoked',
  );
  assert.equal(
    await reasonFor(cms, {}, asked({ status: 'unknown', tried: ['ocsp unreachable'] })),
    'indeterminate revocation revocationUnknown',
  );
  const stamped = await signedBy(person, { timestamper: stampingAt(new Date(now.getTime() - hour), tsa) });
  assert.equal(await reasonFor(stamped, {}, asked(revoked(now, 'keyCompromise'))), 'passed');
  assert.equal(await reasonFor(stamped, {}, asked(revoked(new Date(now.getTime() - 2 * hour)))), 'failed revocation revoked');
});

test('EDS-VER a time stamp of an authority whose key was stolen proves nothing', async () => {
  const hour = 3_600_000;
  const stamped = await signedBy(old, { timestamper: stampingAt(new Date('2020-06-01T12:00:00Z'), oldTsa) });
  const about = (answer: RevocationAnswer) => ({ revocation: answering({ [oldTsa.certificate.fingerprint]: answer }) });
  assert.equal(await reasonFor(stamped, {}, about(revoked(new Date(now.getTime() - hour), 'superseded'))), 'passed');
  assert.equal(
    await reasonFor(stamped, {}, about(revoked(new Date(now.getTime() - hour), 'keyCompromise'))),
    'failed validity expired',
  );
  assert.equal(await reasonFor(stamped, {}, about({ status: 'unknown', tried: [] })), 'failed validity expired');
});
