import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { writePem } from '#pki';
import { bodies, cast } from '../../../seed/cast.ts';
import { testAuthority } from './testing.ts';
import type { TestAuthority, TestPerson } from './testing.ts';

/** OpenSSL's opinion of everything that the authority makes. */
const run = promisify(execFile);
let ca: TestAuthority;
let folder: string;
let aigerim: TestPerson;
const file = (name: string): string => join(folder, name);

/** @returns what OpenSSL printed, on either channel, whether it agreed or not */
async function openssl(...args: string[]): Promise<{ ok: boolean; text: string }> {
  try {
    const { stdout, stderr } = await run('openssl', args);
    return { ok: true, text: stdout + stderr };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { ok: false, text: stdout + stderr };
  }
}

const fetchFile = async (path: string): Promise<Uint8Array> => (await fetch(`${ca.address}${path}`)).bytes();

before(async () => {
  ca = await testAuthority();
  folder = await mkdtemp(join(tmpdir(), 'openssl-'));
  aigerim = await ca.person({ iin: cast.aigerim.iin, name: cast.aigerim, email: cast.aigerim.email });
  await writeFile(file('root.pem'), writePem('CERTIFICATE', ca.root.der));
  await writeFile(file('issuing.pem'), writePem('CERTIFICATE', ca.issuing.der));
  await writeFile(file('signing.pem'), writePem('CERTIFICATE', aigerim.signing.certificate.der));
});

after(async () => {
  await ca[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test('NCA-4 openssl ocsp accepts the answer to its question, with its nonce', async () => {
  const ask = ['ocsp', '-issuer', file('issuing.pem'), '-cert', file('signing.pem'), '-url', `${ca.address}/ocsp`];
  const { ok, text } = await openssl(...ask, '-CAfile', file('root.pem'), '-verify_other', file('issuing.pem'), '-resp_text');
  assert.ok(ok, text);
  assert.match(text, /Response verify OK/);
  assert.match(text, /signing\.pem: good/);
});
