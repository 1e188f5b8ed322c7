import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { build } from 'esbuild';
import fc from 'fast-check';
import { nodePrimitives } from '../crypto/node.ts';
import { keySigner } from '../making/signer.ts';
import { readCertificate } from '../x509/read.ts';
import { certificatesIn } from '../tsp/token.ts';
import { examineSigner, messageOf } from './examine.ts';
import type { SignerExamination } from './examine.ts';
import { signCms } from './sign.ts';
import { readSignedData } from './signed-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'cms-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
const run = (line: string): Buffer => openssl(...line.split(' '));

run('req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=Issuer');
writeFileSync(
  at('ext'),
  'keyUsage=critical,digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid',
);
function holder(name: string, ...newKey: string[]): void {
  openssl(
    'req',
    ...newKey,
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.req`,
    '-subj',
    `/CN=${name}/serialNumber=IIN000000000000`,
  );
  run(`x509 -req -in ${name}.req -CA ca.pem -CAkey ca.key -CAcreateserial -out ${name}.pem -days 20 -extfile ext`);
}
holder('rsa', '-newkey', 'rsa:2048');
holder('ec', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256');
holder('ec384', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384');
const content = Buffer.from('Өтініш: анықтама беруіңізді сұраймын.\n'.repeat(40));
writeFileSync(at('content'), content);

/** Every signature of a message examined as CAdES or as bare CMS. */
function examine(cms: Uint8Array, options: { content?: Uint8Array; cades?: boolean } = {}): SignerExamination[] | string {
  const read = readSignedData(cms);
  if (!read.ok) return `${read.fault.code} ${read.fault.where}`;
  const certificates = certificatesIn(read.value.certificates);
  const signed = read.value.content ?? options.content ?? new Uint8Array();
  const message = messageOf({ data: read.value, content: signed, certificates, cades: options.cades ?? false }, nodePrimitives);
  return read.value.signers.map((signer) => examineSigner(message, signer, nodePrimitives));
}
const outcome = (cms: Uint8Array, options?: Parameters<typeof examine>[1]): unknown => {
  const examined = examine(cms, options);
  return typeof examined === 'string' ? examined : examined.map((each) => (each.ok ? 'ok' : each.reason));
};

function signed(name: string, ...options: string[]): Uint8Array {
  const keep = ['-outform', 'DER', '-binary', '-in', 'content', '-out', 'out.cms'];
  openssl('cms', '-sign', '-signer', `${name}.pem`, '-inkey', `${name}.key`, ...keep, ...options);
  return readFileSync(at('out.cms'));
}

const pss = ['-keyopt', 'rsa_padding_mode:pss'];
const variants: Record<string, () => Uint8Array> = {
  'RSA attached': () => signed('rsa', '-nodetach'),
  'RSA detached': () => signed('rsa'),
  'RSA with CAdES attributes': () => signed('rsa', '-nodetach', '-cades'),
  'RSA with SHA-512': () => signed('rsa', '-nodetach', '-md', 'sha512'),
  'RSA-PSS': () => signed('rsa', '-nodetach', ...pss),
  'RSA-PSS with SHA-384 and salt of 48': () =>
    signed('rsa', '-nodetach', '-md', 'sha384', ...pss, '-keyopt', 'rsa_pss_saltlen:48'),
  'ECDSA P-256': () => signed('ec', '-nodetach'),
  'ECDSA P-384 with SHA-384': () => signed('ec384', '-nodetach', '-md', 'sha384'),
  'by key identifier': () => signed('ec', '-nodetach', '-keyid'),
  'in BER with indefinite lengths and pieces': () => signed('rsa', '-nodetach', '-stream', '-indef'),
  'without signed attributes': () => signed('ec', '-nodetach', '-noattr'),
  'in PEM armour': () => {
    openssl(
      'cms',
      '-sign',
      '-signer',
      'ec.pem',
      '-inkey',
      'ec.key',
      '-outform',
      'PEM',
      '-binary',
      '-nodetach',
      '-in',
      'content',
      '-out',
      'out.pem',
    );
    return readFileSync(at('out.pem'));
  },
};

for (const [name, make] of Object.entries(variants)) {
  test(`EDS-VER a signature that OpenSSL made is read and verified: ${name}`, () => {
    const cms = make();
    assert.deepEqual(outcome(cms, { content }), ['ok']);
    const changed = Uint8Array.from(content);
    changed[5] = 0;
    if (name === 'RSA detached') assert.deepEqual(outcome(cms, { content: changed }), ['digestDiffers']);
  });
}

test('EDS-VER CAdES attributes are demanded where a person signs, and named certificates must be the signer’s', () => {
  assert.deepEqual(outcome(signed('rsa', '-nodetach', '-cades'), { cades: true }), ['ok']);
  assert.deepEqual(outcome(signed('rsa', '-nodetach'), { cades: true }), ['signingCertificateAbsent']);
  assert.deepEqual(outcome(signed('ec', '-nodetach', '-noattr'), { cades: true }), ['attributesAbsent']);
});

test('EDS-VER a message without the signer’s certificate names its reason', () => {
  assert.deepEqual(outcome(signed('ec', '-nodetach', '-nocerts')), ['signerCertificateAbsent']);
});

test('EDS-VER weak digests are refused', () => {
  assert.deepEqual(outcome(signed('rsa', '-nodetach', '-md', 'sha1')), ['algorithmWeak']);
  assert.deepEqual(outcome(signed('rsa', '-nodetach', '-md', 'md5')), ['algorithmUnsupported']);
});

test('SEC-6 signed attributes passed off as content are refused', () => {
  const read = readSignedData(signed('ec', '-nodetach'));
  assert.ok(read.ok);
  const [signer] = read.value.signers;
  assert.ok(signer?.signedAttributes);
  const stripped = { ...read.value, signers: [{ ...signer, signedAttributes: undefined }] };
  const certificates = certificatesIn(read.value.certificates);
  const message = messageOf(
    { data: stripped, content: signer.signedAttributes.encoded, certificates, cades: false },
    nodePrimitives,
  );
  const [forged] = stripped.signers;
  assert.ok(forged);
  const examined = examineSigner(message, forged, nodePrimitives);
  assert.equal(examined.ok || examined.reason, 'contentIsAttributes');
});

for (const [name, algorithm] of [
  ['rsa', 'rsa-sha256'],
  ['rsa', 'rsa-sha512'],
  ['ec', 'ecdsa-sha256'],
  ['ec384', 'ecdsa-sha384'],
] as const) {
  for (const detached of [false, true]) {
    test(`EDS-1 OpenSSL verifies what we sign: ${algorithm} ${detached ? 'detached' : 'attached'}`, async () => {
      const certificate = readCertificate(readFileSync(at(`${name}.pem`)));
      assert.ok(certificate.ok);
      const key = keySigner(createPrivateKey(readFileSync(at(`${name}.key`))), algorithm);
      const cms = await signCms({
        content,
        certificate: certificate.value,
        chain: [],
        key,
        detached,
        signingTime: new Date(),
        timestamper: undefined,
      });
      writeFileSync(at('ours.cms'), cms);
      const beside = detached ? ['-content', 'content'] : [];
      const args = [
        'cms',
        '-verify',
        '-cades',
        '-inform',
        'DER',
        '-binary',
        '-in',
        'ours.cms',
        '-CAfile',
        'ca.pem',
        '-purpose',
        'any',
        ...beside,
      ];
      const verified = spawnSync('openssl', args, { cwd: folder });
      assert.equal(verified.status, 0, String(verified.stderr));
      assert.deepEqual(verified.stdout, content);
      assert.deepEqual(outcome(cms, { content, cades: true }), ['ok']);
    });
  }
}

test('SEC-14 EDS-VER no flipped bit of a signed message leaves it valid with other content or another signer', () => {
  const sound = signed('ec', '-nodetach', '-cades');
  const [original] = examine(sound) as SignerExamination[];
  assert.ok(original?.ok);
  fc.assert(
    fc.property(fc.nat(sound.length * 8 - 1), (bit) => {
      const damaged = sound.map((octet, i) => (i === bit >> 3 ? octet ^ (1 << (bit & 7)) : octet));
      const examined = examine(damaged, { cades: true });
      if (typeof examined === 'string') return;
      for (const each of examined) {
        // What the signature does not cover, versions and unsigned parts, may change; what was signed and by whom may not.
        if (!each.ok) continue;
        assert.equal(each.certificate.publicKey.kind, 'ec');
        const read = readSignedData(damaged);
        assert.deepEqual(read.ok && Buffer.from(read.value.content ?? []), content);
        assert.equal(each.certificate.fingerprint, original.certificate.fingerprint);
      }
    }),
    { numRuns: 600 },
  );
});

test('SEC-14 truncated and trailing bytes are faults', () => {
  const sound = signed('ec', '-nodetach');
  for (let length = 0; length < sound.length; length += 53) assert.equal(typeof examine(sound.subarray(0, length)), 'string');
  assert.equal(examine(Buffer.concat([sound, Buffer.of(0)])), 'trailing cms');
});

test('EDS-2 signing and the structure of key files need nothing that a page does not have', async () => {
  for (const file of ['cms/sign.ts', 'pkcs12/structure.ts']) {
    const entryPoints = [join(import.meta.dirname, '..', file)];
    // A browser has no node: modules; the bundler fails on the first of them.
    const { outputFiles } = await build({
      entryPoints,
      bundle: true,
      write: false,
      minify: true,
      format: 'esm',
      platform: 'browser',
      logLevel: 'silent',
    });
    const [bundle] = outputFiles;
    assert.ok(bundle && bundle.contents.length < 30_000, `${file}: ${bundle?.contents.length} bytes`);
  }
});
