import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fixedClock } from '#kit/clock';
import { testDatabase } from '#kit/testing';
import { writePem } from '#pki';
import { setUpAuthority } from './set-up.ts';

const now = new Date('2026-03-02T09:00:00Z');

async function world() {
  const database = await testDatabase(['authority']);
  const dataFolder = await mkdtemp(join(tmpdir(), 'authority-'));
  return {
    dataFolder,
    options: { db: database.db, clock: fixedClock(now), dataFolder, address: 'http://pki.example.kz', production: false },
    async [Symbol.asyncDispose]() {
      await rm(dataFolder, { recursive: true });
      await database[Symbol.asyncDispose]();
    },
  };
}

test('NCA-1 the first start makes a root apart and an issuing authority under it, which OpenSSL accepts', async () => {
  await using place = await world();
  await setUpAuthority(place.options);
  const folder = join(place.dataFolder, 'authority');
  const at = String(now.getTime() / 1000);
  await writeFile(join(folder, 'root.pem'), writePem('CERTIFICATE', await readFile(join(folder, 'root.cer'))));
  const lists = ['-crl_check', '-CRLfile', join(folder, 'root.crl')];
  const files = ['-CAfile', join(folder, 'root.pem'), join(folder, 'issuing.cer')];
  const text = execFileSync('openssl', ['verify', '-x509_strict', '-attime', at, ...lists, ...files]);
  assert.match(text.toString(), /issuing\.cer: OK/);
  assert.deepEqual((await readdir(join(folder, 'root'))).sort(), ['crl-number', 'key.pem']);
});
