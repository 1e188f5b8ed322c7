import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { after, test } from 'node:test';
import { requestOf } from './arguments.ts';
import { runBatch } from './batch.ts';
import { command as cert } from './cert.ts';
import type { Answer } from './command.ts';
import { Unreadable } from './command.ts';
import { command as verifyChain } from './verify-chain.ts';
import { command as verifyCms } from './verify-cms.ts';

const program = join(import.meta.dirname, '../../bin/birtereze');
const folder = mkdtempSync(join(tmpdir(), 'cli-'));
after(() => rmSync(folder, { recursive: true }));

const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
openssl('req', '-x509', ...newKey, '-keyout', 'root.key', '-out', 'root.pem', '-subj', '/CN=Root', '-days', '30');
openssl('req', ...newKey, '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=Leaf');
openssl('x509', '-req', '-in', 'leaf.csr', '-CA', 'root.pem', '-CAkey', 'root.key', '-out', 'leaf.pem', '-days', '20');
openssl('x509', '-in', 'leaf.pem', '-outform', 'DER', '-out', 'leaf.der');
openssl('req', '-x509', ...newKey, '-keyout', 'other.key', '-out', 'other.pem', '-subj', '/CN=Root');
writeFileSync(join(folder, 'text.txt'), 'some text');
openssl(
  'cms',
  '-sign',
  '-binary',
  '-in',
  'text.txt',
  '-signer',
  'leaf.pem',
  '-inkey',
  'leaf.key',
  '-outform',
  'DER',
  '-out',
  'text.cms',
);

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(program, words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return { status, stdout, stderr };
}

test('EDS-VER the command line exits with 0, 1 and 2 for valid, not valid and unreadable', () => {
  assert.equal(run('verify-chain', '--trust', 'root.pem', 'leaf.pem').status, 0);
  assert.equal(run('verify-chain', '--trust', 'other.pem', '--', 'leaf.der').status, 1);
  assert.equal(run('verify-chain', '--trust', 'root.pem', '--at', '2001-01-01', 'leaf.pem').status, 1);
  assert.equal(run('verify-chain', '--trust', 'absent.pem', 'leaf.pem').status, 2);
  assert.equal(run('verify-chain', '--trust', 'root.pem', 'text.txt').status, 2);
  assert.equal(run('verify-chain', 'leaf.pem').status, 2);
  assert.equal(run('something').status, 2);
  assert.equal(run('cert', 'leaf.pem').status, 0);
  assert.equal(run('verify-cms', '--trust', 'root.pem', 'text.txt').status, 2);
});

test('EDS-VER the command line tells people and programs what it found', () => {
  const people = run('verify-chain', '--trust', 'root.pem', 'leaf.pem').stdout;
  assert.match(people, /^VALID\nCN=Leaf\n {2}CN=Root\n/);
  assert.match(people, /revocation: not checked \(no revocation list was given\)/);
  const answer = JSON.parse(run('verify-chain', '--json', '--trust', 'other.pem', '--', 'leaf.pem').stdout) as Answer;
  assert.equal(answer.valid, false);
  assert.match(answer.reason, /^signature: CN=Leaf: /);
  assert.deepEqual(answer.checks, [{ name: 'signature', status: 'failed', detail: 'CN=Leaf' }]);
  assert.match(run('cert', 'leaf.der').stdout, /^subject: CN=Leaf\n/);
});

test('EDS-VER the command line is found through links and lives without npm', () => {
  symlinkSync(program, join(folder, 'linked'));
  symlinkSync('linked', join(folder, 'twice'));
  const { status } = spawnSync(join(folder, 'twice'), ['--help'], { env: { PATH: '/usr/bin:/bin' } });
  assert.equal(status, 0);
});

const words = (text: string) => text.split(' ');

test('EDS-VER the file in question may stand first, last or behind two dashes', () => {
  const expected = { trust: ['r', 's'], crl: ['c'], at: '2011-04-01', policy: ['1.2.3'], explicitPolicy: true, cert: 'x' };
  const orders = [
    '--trust r s --crl c --at 2011-04-01 --policy 1.2.3 --explicit-policy x',
    'x --trust r s --crl c --at 2011-04-01 --policy 1.2.3 --explicit-policy',
    '--explicit-policy x --trust r --trust s --crl c --at 2011-04-01 --policy 1.2.3',
    '--trust r s --crl c --explicit-policy --at 2011-04-01 x --policy 1.2.3',
    '--trust r s --crl c --explicit-policy --at=2011-04-01 --policy 1.2.3 x',
    '--trust r s --explicit-policy --at 2011-04-01 --policy 1.2.3 --crl c x',
    '--trust r s --explicit-policy --at 2011-04-01 --policy 1.2.3 --crl c -- x',
  ];
  for (const order of orders) assert.deepEqual(requestOf(verifyChain, words(order)), expected, order);
  assert.deepEqual(requestOf(verifyChain, words('--trust root leaf')), { trust: ['root'], cert: 'leaf' });
  assert.deepEqual(requestOf(verifyChain, words('--trust root leaf --untrusted i')), {
    trust: ['root'],
    untrusted: ['i'],
    cert: 'leaf',
  });
  assert.deepEqual(requestOf(verifyCms, words('--trust r --content t m')), { trust: ['r'], content: 't', cms: 'm' });
});

test('EDS-VER words that cannot be understood are refused', () => {
  for (const wrong of ['--trust r', '--trust', 'x y --trust r', '--what x', '--at 1 --at 2 x', '']) {
    assert.throws(() => requestOf(verifyChain, words(wrong).filter(Boolean)), Unreadable, wrong);
  }
});

async function batch(...lines: unknown[]): Promise<Record<string, unknown>[]> {
  const output = new PassThrough();
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const commands: Record<string, typeof cert> = { 'verify-chain': verifyChain, 'verify-cms': verifyCms, cert };
  await runBatch(Readable.from([text]), output, async (name) => {
    if (name === 'broken') throw new Error('a defect');
    return commands[name];
  });
  output.end();
  const answers = (await output.toArray()).join('').trimEnd().split('\n');
  return answers.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const file = (name: string) => join(folder, name);
const base64 = (name: string) => ({ base64: readFileSync(file(name)).toString('base64') });

test('EDS-VER the batch answers each line in order, with files as paths or in base64, one or a list', async () => {
  const answers = await batch(
    { id: 1, command: 'verify-chain', trust: file('root.pem'), cert: file('leaf.pem') },
    { id: 'two', command: 'verify-chain', trust: [base64('root.pem')], cert: base64('leaf.der') },
    { id: 3, command: 'verify-chain', trust: [file('other.pem')], untrusted: [], cert: file('leaf.pem') },
    { id: 4, command: 'verify-cms', trust: file('root.pem'), cms: file('text.cms'), content: file('text.txt') },
    { id: 5, command: 'cert', cert: file('leaf.pem') },
    { id: 6, command: 'verify-cms', trust: file('root.pem'), cms: file('text.cms') },
  );
  assert.deepEqual(
    answers.map(({ id, valid }) => [id, valid]),
    [
      [1, true],
      ['two', true],
      [3, false],
      [4, true],
      [5, true],
      [6, false],
    ],
  );
});

test('SEC-14 the batch never dies: whatever is wrong with a line is its answer', async () => {
  const leaf = { command: 'verify-chain', trust: file('root.pem'), cert: file('leaf.pem') };
  const wrong: unknown[] = [
    'no json',
    '[]',
    'null',
    '{"id":{"a":1}}',
    { id: 1, command: '__proto__' },
    { id: 1, command: 'constructor' },
    { id: 1, command: 'broken' },
    { ...leaf, trust: 7 },
    { ...leaf, trust: [{ base64: '***' }] },
    { ...leaf, trust: ['/'] },
    { ...leaf, trust: ['/dev/zero'] },
    { ...leaf, cert: { base64: '' } },
    { ...leaf, cert: [] },
    { ...leaf, at: 'yesterday' },
    { ...leaf, at: 1e300 },
    { ...leaf, at: '' },
    { ...leaf, at: '2026-02-30' },
    { ...leaf, policy: ['a.b'] },
    { ...leaf, explicitPolicy: 'yes' },
    { ...leaf, cert: '\u0000' },
  ];
  const answers = await batch(...wrong, leaf);
  assert.equal(answers.length, wrong.length + 1);
  for (const answer of answers.slice(0, -1))
    assert.deepEqual([answer['valid'], answer['unreadable']], [false, true], JSON.stringify(answer));
  assert.equal(answers.at(-1)?.['valid'], true);
});

test('EDS-VER a list that cannot be read leaves revocation open, a stranger that cannot be read is passed over', async () => {
  const leaf = { command: 'verify-chain', trust: file('root.pem'), cert: file('leaf.pem') };
  const [withList, withStranger] = await batch({ ...leaf, crl: file('text.txt') }, { ...leaf, untrusted: file('text.txt') });
  assert.equal(withList?.['valid'], false);
  assert.match(String(withList?.['reason']), /^revocationUndetermined: /);
  assert.equal(withStranger?.['valid'], true);
  assert.match(JSON.stringify(withStranger?.['checks']), /"untrusted","status":"skipped"/);
});

const pkits = join(import.meta.dirname, '../../../shared/suites/pkits');
const skip = existsSync(pkits) ? false : `NIST PKITS is not at ${pkits}`;

interface PkitsTest {
  id: string;
  cert: string;
  other_certs?: string[];
  crls?: string[];
  params?: Record<string, unknown>;
  error?: unknown;
}

test('EDS-VER all of PKITS comes out right through the batch', { skip }, async () => {
  const tests = JSON.parse(readFileSync(join(pkits, 'pyhanko-pkits.json'), 'utf8')) as PkitsTest[];
  const certificate = (name: string) => join(pkits, 'certs', name);
  const answers = await batch(
    ...tests.map(({ id, cert: name, other_certs: others = [], crls = [], params = {} }) => ({
      id,
      command: 'verify-chain',
      trust: certificate('TrustAnchorRootCertificate.crt'),
      untrusted: others.map(certificate),
      crl: ['TrustAnchorRootCRL.crl', ...crls].map((list) => join(pkits, 'crls', list)),
      at: '2011-04-01',
      policy: params['user_initial_policy_set'],
      explicitPolicy: params['initial_explicit_policy'],
      noPolicyMapping: params['initial_policy_mapping_inhibit'],
      inhibitAny: params['initial_any_policy_inhibit'],
      cert: certificate(name),
    })),
  );
  assert.deepEqual(
    answers.map(({ valid }) => valid),
    tests.map(({ error }) => error === undefined),
  );
});
