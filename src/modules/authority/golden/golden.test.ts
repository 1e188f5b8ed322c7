import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { goldenCertificates } from './certificates.ts';

/** `node golden.test.ts --update` writes the files anew; what changed is then read in the commit. */
const folder = import.meta.dirname;

test('NCA-1 NCA-7 certificates of each profile are to the octet what they were', async () => {
  const files = goldenCertificates();
  if (process.argv.includes('--update')) {
    for (const [name, text] of files) await writeFile(join(folder, name), text);
  }
  for (const [name, text] of files) assert.equal(await readFile(join(folder, name), 'utf8'), text, name);
  const kept = (await readdir(folder)).filter((name) => name.endsWith('.b64'));
  assert.deepEqual(kept.sort(), [...files.keys()].sort());
});
