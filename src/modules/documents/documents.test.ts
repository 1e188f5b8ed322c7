import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fixedClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import { testDatabase } from '#kit/testing';
import { createTrustStore, createVerifier, noRevocation, trustAnchor, writePem } from '#pki';
import type { Verified } from '#pki';
import { folderFileStore } from './adapters/folder-file-store.ts';
import { createDocuments } from './documents.ts';
import { exampleContent, exampleStatements, testSealAuthority } from './testing.ts';

const world = await testDatabase(['documents']);
const folder = await mkdtemp(join(tmpdir(), 'birtereze-documents-'));
after(async () => {
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
const clock = fixedClock(new Date('2026-11-22T05:00:00.700Z'));
const documents = createDocuments({ store: folderFileStore(folder, clock), clock, verifyAt: 'example.kz/verify' });
const authority = await testSealAuthority();
const bin = '120340000006';
const seal = await authority.seal({ bin });
const signatory = await authority.signatory({ bin });
const trust = createTrustStore([trustAnchor(authority.root)]);
const signatures = createVerifier({ trust, clock, revocation: noRevocation });

async function prepared(application = newId(), owner = newId()) {
  const made = await documents.make({
    owner,
    application,
    content: exampleContent({ bin }),
    statements: exampleStatements,
    seal,
  });
  await inTransaction(world.db, (tx) => documents.prepare(tx, made));
  return made;
}

async function signed(content: Uint8Array): Promise<{ verified: Verified; cms: Uint8Array }> {
  const cms = await signatory.sign(content, clock.now());
  const verification = await signatures.verify({ cms, content, purpose: 'signing' });
  assert.equal(verification.verdict, 'passed');
  return { verified: verification.verified, cms };
}

test('DOC-3 APP-8 a document is prepared, signed and issued, and stays in the history', async () => {
  const { document, pdf } = await prepared();
  assert.deepEqual(await documents.ofOwner(world.db, document.owner), [], 'not before it is signed');
  const signature = await signed(pdf);
  const issued = await inTransaction(world.db, (tx) => documents.issue(tx, document.id, signature));
  assert.equal(issued.status, 'issued');
  assert.deepEqual(Buffer.from(issued.cms ?? []), Buffer.from(signature.cms));
  assert.deepEqual(await documents.pdf(issued), Buffer.from(pdf));
  assert.equal((await documents.findByNumber(world.db, document.number))?.id, document.id);
  assert.equal((await documents.findByPdf(world.db, pdf))?.id, document.id);
  assert.equal((await documents.ofOwner(world.db, document.owner)).length, 1);
  assert.equal(document.issuedAt.getMilliseconds(), 0);
});

test('DOC-3 OpenSSL verifies the signature that is kept with the PDF', async () => {
  const { pdf } = await prepared();
  const { cms } = await signed(pdf);
  const file = (name: string) => join(folder, name);
  await writeFile(file('a.pdf'), pdf);
  await writeFile(file('a.cms'), cms);
  await writeFile(file('root.pem'), writePem('CERTIFICATE', authority.root.der));
  const args = [
    'cms',
    '-verify',
    '-binary',
    '-inform',
    'DER',
    '-in',
    file('a.cms'),
    '-content',
    file('a.pdf'),
    '-CAfile',
    file('root.pem'),
  ];
  const output = execFileSync('openssl', [...args, '-attime', '1795000000', '-out', '/dev/null'], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  assert.equal(output, '');
});

test('DOC-3 a signature over other bytes issues nothing, and one document is issued once', async () => {
  const { document, pdf } = await prepared();
  const other = await signed(Buffer.from('another document'));
  await assert.rejects(
    inTransaction(world.db, (tx) => documents.issue(tx, document.id, other)),
    { code: 'conflict' },
  );
  const signature = await signed(pdf);
  const twice = [1, 2].map(() => inTransaction(world.db, (tx) => documents.issue(tx, document.id, signature)));
  const results = await Promise.allSettled(twice);
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('EDS-PUB an issued document is annulled or replaced once; a prepared one is discarded', async () => {
  const issue = async () => {
    const { document, pdf } = await prepared();
    const signature = await signed(pdf);
    return inTransaction(world.db, (tx) => documents.issue(tx, document.id, signature));
  };
  const [old, fresh] = [await issue(), await issue()];
  await inTransaction(world.db, (tx) => documents.replace(tx, old.id, fresh.id));
  assert.equal((await documents.find(world.db, old.id))?.replacedBy, fresh.id);
  await assert.rejects(
    inTransaction(world.db, (tx) => documents.annul(tx, old.id)),
    { code: 'conflict' },
  );
  await inTransaction(world.db, (tx) => documents.annul(tx, fresh.id));
  assert.equal((await documents.find(world.db, fresh.id))?.status, 'annulled');
  const { document } = await prepared();
  assert.equal(await inTransaction(world.db, (tx) => documents.discard(tx, fresh.id)), false);
  assert.ok(await inTransaction(world.db, (tx) => documents.discard(tx, document.id)));
});
