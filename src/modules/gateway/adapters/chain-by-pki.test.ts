import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { systemClock } from '#kit/clock';
import { createTrustStore, noRevocation, readCertificate, trustAnchor } from '#pki';
import type { Certificate, RevocationAnswer } from '#pki';
import { chainByPki } from './chain-by-pki.ts';

const folder = mkdtempSync(join(tmpdir(), 'chain-'));
after(() => rmSync(folder, { recursive: true }));
const file = (name: string): string => join(folder, name);
const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'ignore', cwd: folder });

function makeRoot(name: string): void {
  const extensions = ['-addext', 'basicConstraints=critical,CA:true', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  openssl(
    'req',
    '-x509',
    '-nodes',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-subj',
    `/CN=${name}`,
    '-days',
    '30',
    ...extensions,
    '-keyout',
    file(`${name}.key`),
    '-out',
    file(`${name}.pem`),
  );
}

function issue(name: string, issuer: string, usage: string): Uint8Array {
  openssl(
    'req',
    '-nodes',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    file(`${name}.key`),
    '-out',
    file(`${name}.csr`),
  );
  writeFileSync(
    file('extensions'),
    `basicConstraints=CA:false\nkeyUsage=critical,digitalSignature,nonRepudiation\nextendedKeyUsage=${usage}\n`,
  );
  openssl(
    'x509',
    '-req',
    '-in',
    file(`${name}.csr`),
    '-CA',
    file(`${issuer}.pem`),
    '-CAkey',
    file(`${issuer}.key`),
    '-CAcreateserial',
    '-days',
    '20',
    '-extfile',
    file('extensions'),
    '-out',
    file(`${name}.pem`),
  );
  return certificateOf(name).der;
}

function certificateOf(name: string): Certificate {
  const read = readCertificate(readFileSync(file(`${name}.pem`)));
  assert.ok(read.ok);
  return read.value;
}

/** Role «information system» of the national profile. */
const systemRole = '1.2.398.3.3.4.1.2.6';
let system: Uint8Array;
let person: Uint8Array;
let foreign: Uint8Array;
before(() => {
  makeRoot('root');
  makeRoot('other');
  system = issue('portal', 'root', systemRole);
  person = issue('person', 'root', '1.2.398.3.3.4.1.1');
  foreign = issue('foreign', 'other', systemRole);
});

const now = (): Date => new Date(systemClock.now().getTime() + 60_000);
const check = (der: Uint8Array, answer?: RevocationAnswer, at = now()): Promise<boolean> => {
  const trust = createTrustStore([trustAnchor(certificateOf('root'))]);
  const revocation = answer === undefined ? noRevocation : { check: async () => answer };
  return chainByPki({ trust, intermediates: [], revocation })(der, at);
};

test('GW-2 a certificate of an information system under a trusted root is in force', async () => {
  assert.equal(await check(system), true);
});

test('GW-2 refused: a person’s certificate, another authority’s, one that has ended, bytes that are none', async () => {
  assert.equal(await check(person), false);
  assert.equal(await check(foreign), false);
  assert.equal(await check(system, undefined, new Date('2090-01-01')), false);
  assert.equal(await check(Buffer.from('nothing')), false);
});

test('GW-2 REL-3 a revoked certificate is refused; an authority that cannot be reached stops nothing', async () => {
  const revoked = { status: 'revoked', revokedAt: systemClock.now(), reason: 'keyCompromise', documents: [] } as const;
  assert.equal(await check(system, revoked), false);
  assert.equal(await check(system, { status: 'unknown', tried: ['down'] }), true);
});
