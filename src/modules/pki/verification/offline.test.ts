import assert from 'node:assert/strict';
import test from 'node:test';
import { readCrl } from '../crl/crl.ts';
import type { Crl } from '../crl/crl.ts';
import { verifyCmsOffline } from './offline.ts';
import type { OfflineRequest } from './offline.ts';
import { OpensslAuthority, stampingAt } from './testing.ts';

const authority = new OpensslAuthority();
const person = authority.person('Aigerim', 'signing');
const tsa = authority.person('Clock', 'tsa');
const old = authority.person('Old', 'signing', { dates: ['-startdate', '20200101000000Z', '-enddate', '20210101000000Z'] });
const content = Buffer.from('мәтін');
const now = new Date(Date.now() + 60_000);
authority.write('content', content);

async function verdict(cms: Uint8Array, request: Partial<OfflineRequest> = {}): Promise<string> {
  const answer = await verifyCmsOffline({ trust: authority.trust(), cms, now, ...request });
  assert.equal(answer.valid, answer.reason === 'valid');
  return answer.reason.replace(/:.*/, '');
}
const list = (by: 'root' | 'issuing'): Crl => {
  const crl = readCrl(authority.crl(by));
  assert.ok(crl.ok);
  return crl.value;
};
/** What OpenSSL thinks of the same message. */
function opensslAccepts(cms: Uint8Array, ...options: string[]): boolean {
  authority.write('judged.cms', cms);
  try {
    authority.openssl(
      'cms',
      '-verify',
      '-inform',
      'DER',
      '-binary',
      '-in',
      'judged.cms',
      '-CAfile',
      'root.pem',
      '-out',
      'judged',
      ...options,
    );
    return true;
  } catch {
    return false;
  }
}
function opensslSigned(...options: string[]): Uint8Array {
  authority.openssl(
    'cms',
    '-sign',
    '-binary',
    '-outform',
    'DER',
    '-in',
    'content',
    '-out',
    'signed.cms',
    '-certfile',
    'issuing.pem',
    ...options,
  );
  return authority.read('signed.cms');
}
const by = (name: string): string[] => ['-signer', `${name}.pem`, '-inkey', `${name}.key`];

test('EDS-VER without lists revocation is not looked at and the checks say so; with lists it is demanded', async () => {
  const cms = opensslSigned('-nodetach', ...by('Aigerim'));
  assert.equal(await verdict(cms), 'valid');
  const { checks } = await verifyCmsOffline({ trust: authority.trust(), cms, now });
  assert.equal(checks.find(({ name }) => name === 'revocation')?.status, 'skipped');
  assert.equal(await verdict(cms, { crls: [] }), 'revocationUnknown');
  assert.equal(await verdict(cms, { crls: [list('issuing')] }), 'revocationUnknown');
  assert.equal(await verdict(cms, { crls: [list('issuing'), list('root')] }), 'valid');
});

test('EDS-VER the usage of the key is judged as OpenSSL does by default, wider for the Kazakh purposes only', async () => {
  const outcomes = await Promise.all(
    (['signing', 'server', 'encryption', 'tsa', 'bare', 'authentication'] as const).map(async (kind) => {
      const holder = authority.person(`Holder ${kind}`, kind);
      const cms = await authority.sign(holder, content);
      return [kind, await verdict(cms), opensslAccepts(cms)];
    }),
  );
  assert.deepEqual(outcomes, [
    ['signing', 'valid', true],
    ['server', 'usageNotSignature', false],
    ['encryption', 'usageNotSignature', false],
    ['tsa', 'usageNotSignature', false],
    ['bare', 'valid', true],
    ['authentication', 'valid', false],
  ]);
});

test('EDS-VER OpenSSL and we agree about sound and unsound messages', async () => {
  const detached = opensslSigned(...by('Aigerim'));
  assert.equal(await verdict(detached, { content }), 'valid');
  assert.equal(await verdict(detached), 'contentAbsent');
  assert.equal(await verdict(detached, { content: Buffer.from('басқа') }), 'digestDiffers');
  const two = opensslSigned('-nodetach', ...by('Aigerim'), ...by('Clock'));
  assert.equal(await verdict(two), 'usageNotSignature');
  assert.equal(opensslAccepts(two), false);
  assert.equal(await verdict(opensslSigned('-nodetach', ...by('Aigerim'), ...by('Old'))), 'expired');
  assert.equal(await verdict(opensslSigned('-nodetach', '-noattr', ...by('Aigerim'))), 'valid');
});

test('EDS-VER the time of the question counts, or that of a trusted time stamp', async () => {
  const cms = opensslSigned('-nodetach', ...by('Old'));
  assert.equal(await verdict(cms), 'expired');
  assert.equal(await verdict(cms, { at: new Date('2020-06-01') }), 'valid');
  assert.equal(await verdict(cms, { at: new Date('2019-06-01') }), 'notYetValid');
  const stamp = new Date(Date.now() + 1000);
  const stamped = await authority.sign(person, content, { timestamper: stampingAt(stamp, tsa) });
  const { report } = await verifyCmsOffline({ trust: authority.trust(), cms: stamped, now });
  assert.equal(report.signers[0]?.tsp?.generatedAt, `${stamp.toISOString().slice(0, 19)}.000Z`);
  assert.equal(await verdict(stamped, { at: new Date('2019-06-01') }), 'notYetValid');
  assert.equal(await verdict(old.certificate.der), 'malformed');
  assert.equal(opensslAccepts(stamped), true);
});

test('EDS-VER a revoked certificate is refused by its list', async () => {
  authority.revoke('Aigerim');
  const cms = opensslSigned('-nodetach', ...by('Aigerim'));
  assert.equal(await verdict(cms, { crls: [list('issuing'), list('root')] }), 'revoked');
});
