import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { readConfig } from '#config';
import { systemClock } from '#kit/clock';
import { openDatabase } from '#kit/db';
import { testDatabase } from '#kit/testing';
import { readPkcs12 } from '#pki';
import { enterDemonstration, setUp } from './set-up.ts';

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function fingerprints(folder: string): Promise<Record<string, string>> {
  const files = await filesIn(folder);
  const hashes = await Promise.all(
    files.map(async (file) =>
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    ),
  );
  return Object.fromEntries(files.map((file, index) => [file, hashes[index] ?? '']));
}

test('OPS-1 SEC-12 an installation makes its own secrets, for the eyes of its owner only; repeated, it changes nothing', async () => {
  await using world = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'birtereze-set-up-'));
  const config = readConfig({ DATA_DIR: folder, DISTRICT: 'no' });
  const again = async () => {
    const options = { config, databaseUrl: world.url, clock: systemClock };
    return { migrated: await setUp(options), world: await enterDemonstration(options) };
  };
  const first = await again();
  assert.ok(first.migrated.length > 0 && first.world);
  const secret = (await filesIn(folder)).filter((file) => /key|\.p12$|pass|secret|demonstration/i.test(file));
  assert.ok(secret.length > 10, secret.join());
  for (const file of secret) assert.equal((await stat(file)).mode & 0o077, 0, file);
  const before = await fingerprints(folder);
  const second = await again();
  assert.deepEqual(second, { world: first.world, migrated: [] });
  assert.deepEqual(await fingerprints(folder), before);
  const { password, people } = first.world;
  for (const { keys, name } of people) {
    const [file = ''] = await filesIn(keys);
    const bytes = await readFile(file);
    assert.ok(readPkcs12(bytes, password).ok, name);
    assert.ok(!readPkcs12(bytes, `${password}x`).ok, name);
  }
  await rm(folder, { recursive: true });
});

test('SEC-12 production starts neither with people who were invented nor with keys made on the way', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'birtereze-set-up-'));
  await using world = await testDatabase();
  const production = {
    MODE: 'production',
    SEED: 'no',
    TWINS: 'no',
    DATA_DIR: folder,
    AUTHORITY_PASSPHRASE: 'not of any ceremony',
    PORTAL_URL: 'https://portal.example.kz',
    WORKPLACE_URL: 'https://work.example.kz',
  };
  await assert.rejects(setUp({ config: readConfig(production), databaseUrl: world.url, clock: systemClock }));
  const db = openDatabase({ url: world.url, connections: 1 });
  const { rows } = await sql<{ found: number }>`select count(*) as found from identity.account`.execute(db);
  assert.equal(rows[0]?.found, 0);
  await db.destroy();
  await rm(folder, { recursive: true });
});
