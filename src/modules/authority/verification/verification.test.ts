import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import { silentLog } from '#kit/log';
import { createTrustStore, httpFetcher, networkRevocation } from '#pki';
import { bodies, cast } from '../../../../seed/cast.ts';
import { openSsl } from '../testing-openssl.ts';
import { testAuthority } from '../testing.ts';
import type { TestAuthority, TestPerson } from '../testing.ts';
import { ownAnchor, ownIntermediates } from '../trust.ts';
import { verificationRoutes } from '../web/verification-routes.ts';
import type { VerificationSettings } from './settings.ts';
import type { CmsVerifyAnswer, X509InfoAnswer } from './schemas.ts';

/** The verification service over HTTP, as an integrator that used NCANode calls it. */
let ca: TestAuthority;
let person: TestPerson;
let site: Awaited<ReturnType<typeof siteOver>>;

function siteOver(settings: VerificationSettings) {
  return createSite({
    log: silentLog,
    routes: verificationRoutes(settings),
    guards: { everyone: () => {} },
    failurePage: () => html``,
  });
}

before(async () => {
  ca = await testAuthority();
  const { trust, revocation, authority } = ca;
  site = await siteOver({ trust, revocation, clock: authority.clock, intermediates: ownIntermediates(authority) });
  const organisation = { bin: bodies.employment.bin, name: bodies.employment.name.kk };
  person = await ca.employee({
    iin: cast.daniyar.iin,
    name: cast.daniyar,
    email: cast.daniyar.email,
    organisation,
    role: 'head',
  });
});
after(async () => {
  await site.close();
  await ca[Symbol.asyncDispose]();
});

const content = Buffer.from('Өтініш');
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

async function post<T = CmsVerifyAnswer>(url: string, payload: object, expected = 200): Promise<T> {
  const answer = await site.inject({ method: 'POST', url, payload });
  assert.equal(answer.statusCode, expected, answer.payload);
  return answer.json<T>();
}

function onlySigner({ signers }: CmsVerifyAnswer) {
  const [signer, another] = signers;
  const [certificate] = signer?.certificates ?? [];
  assert.ok(signer && certificate && another === undefined);
  return { ...signer, certificate };
}

test('EDS-VER a signature is valid, and its certificate is told in the fields of NCANode', async () => {
  const cms = base64(await ca.sign(person.signing, content, { timestamp: true }));
  const answer = await post('/cms/verify', { cms, revocationCheck: ['OCSP'] });
  assert.deepEqual([answer.status, answer.message, answer.valid, answer.reason], [200, 'OK', true, undefined]);
  const { tsp, certificate } = onlySigner(answer);
  const { publicKey, signature, notBefore, notAfter, serialNumber, ...rest } = certificate;
  assert.match(notBefore, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+00:00$/);
  assert.ok(Date.parse(notAfter) > Date.parse(notBefore));
  assert.equal(serialNumber, person.signing.serial.replace(/^0/, ''));
  assert.ok(publicKey.length > 300 && signature.length > 80);
  assert.deepEqual(rest, {
    valid: true,
    revocations: [{ revoked: false, by: 'OCSP' }],
    keyUsage: 'SIGN',
    signAlg: 'SHA256withECDSA',
    keyUser: ['ORGANIZATION', 'CEO'],
    subject: {
      commonName: 'ЖҰМАБЕКОВ ДАНИЯР',
      lastName: 'СЕРІКҰЛЫ',
      surName: 'ЖҰМАБЕКОВ',
      organization: bodies.employment.name.kk,
      country: 'KZ',
      iin: cast.daniyar.iin,
      bin: bodies.employment.bin,
      dn: certificate.subject.dn,
      email: cast.daniyar.email,
    },
    issuer: { commonName: 'Birtereze Issuing CA', organization: 'Birtereze', country: 'KZ', dn: certificate.issuer.dn },
  });
  assert.ok(tsp);
  assert.deepEqual([tsp.tspHashAlgorithm, tsp.tsa], ['SHA256', 'Birtereze time stamping']);
  assert.match(tsp.hash, /^[0-9a-f]{64}$/);
});

test('EDS-VER a detached signature needs its data, and the right one', async () => {
  const cms = base64(await ca.sign(person.signing, content, { detached: true }));
  assert.equal((await post('/cms/verify', { cms, data: base64(content) })).valid, true);
  assert.deepEqual(verdict(await post('/cms/verify', { cms, data: base64(Buffer.from('other')) })), [false, 'digestDiffers']);
  assert.deepEqual(verdict(await post('/cms/verify', { cms })), [false, 'contentAbsent']);
});

const verdict = ({ valid, reason }: CmsVerifyAnswer) => [valid, reason?.code];

test('EDS-VER a message without a signature is never valid', async () => {
  const signedData = '30 28 06092a864886f70d010702 a01b 3019 020101 3100 3010 06092a864886f70d010701 a003 0401 68 3100';
  const cms = Buffer.from(signedData.replaceAll(' ', ''), 'hex').toString('base64');
  const answer = await post('/cms/verify', { cms });
  assert.deepEqual([...verdict(answer), answer.signers], [false, 'noSigner', []]);
  assert.equal((await post<{ data: string }>('/cms/extract', { cms })).data, base64(Buffer.from('h')));
});

test('EDS-VER a revoked certificate is told with the time and the reason, where revocation is asked for', async () => {
  const { signing } = await ca.person({ iin: cast.marat.iin, name: cast.marat });
  const cms = base64(await ca.sign(signing, content));
  await ca.revoke(signing, 'affiliationChanged');
  await ca.publishLists();
  const asked = await post('/cms/verify', { cms, revocationCheck: ['OCSP', 'CRL'] });
  assert.deepEqual(verdict(asked), [false, 'revoked']);
  const { certificate } = onlySigner(asked);
  assert.equal(certificate.valid, false);
  const [{ revocationTime = '', ...revocation } = {}] = certificate.revocations;
  assert.deepEqual(revocation, { revoked: true, by: 'OCSP', reason: 'affiliationChanged' });
  assert.match(revocationTime, /\+00:00$/);
  const notAsked = await post('/cms/verify', { cms });
  assert.deepEqual([notAsked.valid, onlySigner(notAsked).certificate.revocations], [true, []]);
  const info = await post<X509InfoAnswer>('/x509/info', { certs: [base64(signing.certificate.der)], revocationCheck: ['OCSP'] });
  assert.deepEqual([info.valid, info.signers[0]?.reason?.code], [false, 'revoked']);
});

test('EDS-VER a message with a signer of a strange authority beside a good one is not valid', async () => {
  await using strange = await testAuthority();
  const stranger = await strange.system({ name: 'Strange', organisation: { bin: bodies.education.bin, name: 'Strange' } });
  const foreign = await post('/cms/verify', { cms: base64(await strange.sign(stranger, content)) });
  // It bears our names, with keys of its own.
  assert.deepEqual(verdict(foreign), [false, 'chainInvalid']);
  assert.equal(onlySigner(foreign).certificate.subject.bin, bodies.education.bin);
  await using other = await openSsl();
  const seal = await ca.system({ name: 'Ours', organisation: { bin: bodies.employment.bin, name: 'Ours' } });
  for (const [name, one] of Object.entries({ seal, stranger })) {
    await other.certificates(`${name}.pem`, one.certificate.der);
    await other.file(`${name}.key`, one.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }
  await other.file('data', content);
  const sign = ['cms', '-sign', '-binary', '-nodetach', '-in', 'data', '-outform', 'PEM', '-out'];
  const first = ['-signer', 'seal.pem', '-inkey', 'seal.key'];
  await other.run(...sign, 'one.pem', ...first);
  assert.deepEqual(verdict(await post('/cms/verify', { cms: await other.read('one.pem') })), [true, undefined]);
  await other.run(...sign, 'both.pem', ...first, '-signer', 'stranger.pem', '-inkey', 'stranger.key');
  const both = await post('/cms/verify', { cms: await other.read('both.pem') });
  assert.equal(both.valid, false);
  assert.deepEqual(new Set(both.signers.map(({ valid }) => valid)), new Set([true, false]));
});

test('REL-3 EDS-VER a responder that is away is replaced by lists, and where nobody knows that is the reason', async () => {
  const { authority, trust, address } = ca;
  const { clock } = authority;
  const fetcher = httpFetcher(() => clock.now().getTime());
  const settings = (base: { ocsp?: string[]; crl?: string[] }) => ({
    clock,
    intermediates: ownIntermediates(authority),
    revocation: networkRevocation({ fetcher }),
    trust: createTrustStore([{ ...ownAnchor(authority), ...base }]),
  });
  await ca.publishLists();
  const cms = base64(await ca.sign(person.signing, content));
  const away = ['http://127.0.0.1:1/'];
  assert.ok(trust.anchors[0]?.crl.some((url) => url.startsWith(address)));
  const payload = { cms, revocationCheck: ['OCSP'] };
  const byLists = await siteOver(settings({ ocsp: away }));
  const listed = (await byLists.inject({ method: 'POST', url: '/cms/verify', payload })).json<CmsVerifyAnswer>();
  assert.deepEqual([listed.valid, onlySigner(listed).certificate.revocations], [true, [{ revoked: false, by: 'CRL' }]]);
  const byNobody = await siteOver(settings({ ocsp: away, crl: away }));
  const answer = await byNobody.inject({ method: 'POST', url: '/cms/verify', payload });
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(verdict(answer.json()), [false, 'revocationUnknown']);
  await Promise.all([byLists.close(), byNobody.close()]);
});

test('SEC-14 what cannot be read is refused with its reason, never with a defect', async () => {
  const reason = async (url: string, payload: object) =>
    (await post<{ reason: { code: string } }>(url, payload, 400)).reason.code;
  assert.equal(await reason('/cms/verify', { cms: base64(Buffer.from('garbage')) }), 'malformed');
  assert.equal(await reason('/cms/verify', { cms: '***' }), 'request');
  assert.equal(await reason('/cms/verify', { cms: 5 }), 'request');
  assert.equal(await reason('/cms/verify', {}), 'request');
  assert.equal(await reason('/cms/verify', { cms: 'AAAA', revocationCheck: ['NONE'] }), 'request');
  assert.equal(
    await reason('/cms/extract', { cms: base64(await ca.sign(person.signing, content, { detached: true })) }),
    'contentAbsent',
  );
  assert.equal(await reason('/x509/info', { certs: ['AAAA'] }), 'malformed');
  assert.equal(await reason('/x509/info', { certs: [] }), 'request');
  const broken = await site.inject({
    method: 'POST',
    url: '/cms/verify',
    payload: '{',
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(broken.statusCode, 400);
});

test('SEC-6 SEC-14 a message with any one bit turned is not valid, and never a defect', async () => {
  const cms = await ca.sign(person.signing, content);
  const good = await post('/cms/verify', { cms: base64(cms) });
  assert.equal(good.valid, true);
  const bits = fc.integer({ min: 0, max: cms.length * 8 - 1 });
  await fc.assert(
    fc.asyncProperty(bits, async (bit) => {
      const turned = Uint8Array.from(cms);
      turned[bit >> 3] = (turned[bit >> 3] as number) ^ (1 << (bit & 7));
      const answer = await site.inject({ method: 'POST', url: '/cms/verify', payload: { cms: base64(turned) } });
      assert.ok(answer.statusCode === 200 || answer.statusCode === 400);
      const told = answer.json<CmsVerifyAnswer>();
      // Bits of the chain's certificates that lie outside of the signature may be lost without harm: the issuer is at hand.
      if (answer.statusCode !== 200 || !told.valid) return;
      assert.deepEqual(onlySigner(told).certificate, onlySigner(good).certificate);
      assert.equal((await post<{ data: string }>('/cms/extract', { cms: base64(turned) })).data, base64(content));
    }),
    { numRuns: 150 },
  );
});
