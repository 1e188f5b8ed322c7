import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import fc from 'fast-check';
import { readPkcs12 } from './read.ts';
import { writePkcs12 } from './write.ts';

const folder = mkdtempSync(join(tmpdir(), 'pkcs12-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });

openssl(...'req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=Issuer'.split(' '));
openssl(...'req -newkey rsa:2048 -nodes -keyout key.pem -out req.pem -subj /CN=Holder'.split(' '));
openssl(...'x509 -req -in req.pem -CA ca.pem -CAkey ca.key -CAcreateserial -out cert.pem -days 20'.split(' '));
const key = createPrivateKey(readFileSync(at('key.pem'))).export({ format: 'der', type: 'pkcs8' });
const certificate = new X509Certificate(readFileSync(at('cert.pem'))).raw;
const issuer = new X509Certificate(readFileSync(at('ca.pem'))).raw;
const password = 'Құпиясөз 1';

function exported(name: string, ...options: string[]): Uint8Array {
  openssl(
    'pkcs12',
    '-export',
    '-in',
    'cert.pem',
    '-inkey',
    'key.pem',
    '-certfile',
    'ca.pem',
    '-out',
    name,
    '-passout',
    `pass:${password}`,
    ...options,
  );
  return readFileSync(at(name));
}

const sound = {
  new: exported('new.p12', '-name', 'Жұмыс кілті'),
  old: exported('old.p12', '-legacy'),
  'old with triple DES for all': exported('des.p12', '-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'),
  'with SHA-512': exported('sha512.p12', '-macalg', 'sha512', '-keypbe', 'aes-128-cbc', '-certpbe', 'aes-192-cbc'),
  'without MAC': exported('nomac.p12', '-nomac'),
  open: exported('open.p12', '-keypbe', 'NONE', '-certpbe', 'NONE'),
};

for (const [form, bytes] of Object.entries(sound)) {
  test(`NCA-5 a key file that OpenSSL wrote is opened: ${form}`, () => {
    const read = readPkcs12(bytes, password);
    assert.ok(read.ok, JSON.stringify(read));
    assert.equal(read.value.length, 1);
    const [entry] = read.value;
    assert.deepEqual(Buffer.from(entry?.key ?? []), key);
    assert.deepEqual(Buffer.from(entry?.certificate ?? []), certificate);
    assert.deepEqual(
      entry?.chain.map((der) => Buffer.from(der)),
      [issuer],
    );
    if (form === 'new') assert.equal(entry?.name, 'Жұмыс кілті');
  });
}

for (const form of ['new', 'old', 'without MAC'] as const) {
  test(`EDS-1 a wrong password is its own fault: ${form}`, () => {
    const read = readPkcs12(sound[form], 'басқа');
    assert.deepEqual(read.ok || read.fault.code, 'password');
  });
}

for (const form of ['new', 'old'] as const) {
  test(`NCA-5 OpenSSL opens the key file that we write: ${form}`, () => {
    const bytes = writePkcs12(
      { key, certificates: [certificate, issuer], password, name: 'AUTH_RSA256' },
      { form, iterations: 3000 },
    );
    writeFileSync(at('ours.p12'), bytes);
    const info = spawnSync('openssl', ['pkcs12', '-in', 'ours.p12', '-nodes', '-info', '-passin', `pass:${password}`], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(info.status, 0, info.stderr);
    assert.match(
      info.stderr,
      form === 'new'
        ? /MAC: sha256[\s\S]*PBES2, PBKDF2, AES-256-CBC, Iteration 3000, PRF hmacWithSHA256/
        : /MAC: sha1[\s\S]*pbeWithSHA1And3-KeyTripleDES/,
    );
    const pems = info.stdout.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
    assert.deepEqual(
      pems.map((pem) => new X509Certificate(pem).raw),
      [certificate, issuer],
    );
    assert.deepEqual(createPrivateKey(info.stdout).export({ format: 'der', type: 'pkcs8' }), key);
    const read = readPkcs12(bytes, password);
    assert.ok(read.ok);
    assert.equal(read.value[0]?.name, 'AUTH_RSA256');
  });
}

test('SEC-14 damaged key files give a fault and never an exception', () => {
  const bytes = writePkcs12({ key, certificates: [certificate], password, name: '' }, { iterations: 1 });
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
      const damaged = bytes.map((octet, i) => (i === place ? octet ^ change : octet));
      const read = readPkcs12(damaged, password);
      // The MAC covers keys and certificates: whatever still opens is what was there.
      if (read.ok) assert.deepEqual(Buffer.from(read.value[0]?.key ?? []), key);
    }),
    { numRuns: 400 },
  );
  for (let length = 0; length < bytes.length; length += 37)
    assert.equal(readPkcs12(bytes.subarray(0, length), password).ok, false);
});

test('SEC-14 a key file that asks for hours of derivation is refused at once', () => {
  const bytes = Buffer.from(writePkcs12({ key, certificates: [certificate], password, name: '' }));
  const rounds = Buffer.from([0x02, 0x03, 0x01, 0x86, 0xa0]);
  for (let place = bytes.indexOf(rounds); place !== -1; place = bytes.indexOf(rounds, place + 1)) {
    const endless = Buffer.from(bytes);
    endless.set([0x7f, 0xff, 0xff], place + 2);
    const read = readPkcs12(endless, password);
    assert.ok(!read.ok && (read.fault.code === 'tooLarge' || read.fault.code === 'password'));
  }
});
