import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { makeDocument } from '../../src/modules/documents/testing.ts';
import { exampleContent, exampleStatements, testSealAuthority } from '../../src/modules/documents/testing.ts';

const folder = await mkdtemp(join(tmpdir(), 'birtereze-verify-'));
after(() => rm(folder, { recursive: true }));
const file = (name: string) => join(folder, name);
const authority = await testSealAuthority();
const bin = '120340000006';
const seal = await authority.seal({ bin });
const signatory = await authority.signatory({ bin });
const content = exampleContent({ bin });
const made = await makeDocument({ content, statements: exampleStatements, seal, verifyAt: 'example.kz/verify' });
const at = '2026-12-01';
await writeFile(file('root.cer'), authority.root.der);
await writeFile(file('a.pdf'), made.pdf);
await writeFile(file('a.pdf.cms'), await signatory.sign(made.pdf, new Date(at)));
await writeFile(file('codes.txt'), made.codes.join('\n'));
await writeFile(file('good.crl'), await authority.crl(new Date(at)));
const revoked = { certificate: seal.certificate, revokedAt: new Date('2026-11-25'), reason: 'keyCompromise' } as const;
await writeFile(file('revoked.crl'), await authority.crl(new Date(at), [revoked]));
execFileSync('pdftoppm', ['-r', '200', '-png', file('a.pdf'), file('scan')], { stdio: 'ignore' });

interface Result {
  readonly code: number;
  readonly output: string;
}

function run(...args: string[]): Promise<Result> {
  const program = resolve(import.meta.dirname, '../../bin/birtereze');
  return new Promise((done) => {
    execFile(program, ['verify-document', ...args], (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}

test('DOC-2 verify-document says 0 for a genuine PDF, scan and text, without a network, and shows the data', async () => {
  for (const subject of ['a.pdf', 'scan-1.png', 'codes.txt']) {
    const { code, output } = await run('--trust', file('root.cer'), '--at', at, '--crl', file('good.crl'), '--', file(subject));
    assert.equal(code, 0, output);
    assert.match(output, /Сейітова Айгерім/);
  }
});

test('DOC-2 DOC-3 the signature beside the PDF is checked, and JSON says what was found', async () => {
  const { code, output } = await run('--json', file('a.pdf'), '--trust', file('root.cer'), '--at', at);
  assert.equal(code, 0, output);
  const answer = JSON.parse(output);
  assert.equal(answer.valid, true);
  assert.equal(answer.documents[0].data.content.number, content.number);
  const names = Object.fromEntries(answer.checks.map((check: { name: string; status: string }) => [check.name, check.status]));
  assert.deepEqual([names.signatory, names.print, names.revocation], ['passed', 'passed', 'skipped']);
});

test('DOC-2 it says 1 for a revoked seal, a changed letter and another root', async () => {
  const trust = ['--at', at, '--trust', file('root.cer')];
  const bySeal = await run(...trust, '--crl', file('revoked.crl'), '--', file('codes.txt'));
  assert.equal(bySeal.code, 1);
  assert.match(bySeal.output, /revoked/);
  await writeFile(file('changed.txt'), made.codes.join('\n').replace(/A/, 'B'));
  assert.equal((await run(...trust, '--', file('changed.txt'))).code, 1);
  await writeFile(file('other.cer'), (await testSealAuthority('Other')).root.der);
  const byRoot = await run('--at', at, '--trust', file('other.cer'), '--', file('codes.txt'));
  assert.equal(byRoot.code, 1);
  assert.match(byRoot.output, /rootUnknown/);
});

test('DOC-2 SEC-14 it says 2 where nothing can be read', async () => {
  await writeFile(file('noise.bin'), Buffer.from([0, 1, 2, 255]));
  assert.equal((await run('--trust', file('root.cer'), '--', file('noise.bin'))).code, 2);
  assert.equal((await run('--trust', file('root.cer'), '--', file('absent.pdf'))).code, 2);
});
