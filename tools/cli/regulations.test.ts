import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Finding } from '#regulations';

const root = join(import.meta.dirname, '../..');
const regulations = join(root, 'regulations');
const folder = mkdtempSync(join(tmpdir(), 'regulations-'));
after(() => rmSync(folder, { recursive: true }));

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(join(root, 'bin/birtereze'), words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return { status, stdout, stderr };
}

/** RG-1 copied away from its common parts, with one file changed. */
function changed(name: string, file: string, change: (text: string) => string): string {
  const copy = join(folder, name);
  cpSync(join(regulations, 'rg-1'), copy, { recursive: true });
  const path = join(copy, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return copy;
}

test('PRO-6 check-regulation exits with 0 for sound definitions: of one service, of several, of all in a folder', () => {
  assert.equal(run('check-regulation', join(regulations, 'rg-1'), join(regulations, 'rg-2')).status, 0);
  const all = run('check-regulation', regulations);
  assert.equal(all.status, 0, all.stdout + all.stderr);
  assert.match(all.stdout, /^VALID\n/);
  const copy = changed('alone', 'regulation.yaml', (text) => text);
  assert.equal(run('check-regulation', copy).status, 0, 'a folder that stands alone takes the common parts from here');
});

test('PRO-6 check-regulation exits with 1 for a fault and shows step, reason and way, to people and to programs', () => {
  const faulty = changed('faulty', 'regulation.yaml', (text) => text.replace('3wd', '4wd'));
  const people = run('check-regulation', faulty);
  assert.equal(people.status, 1);
  assert.match(people.stdout, /^NOT VALID: deadlineDiffers: /);
  assert.match(
    people.stdout,
    /steps\.9: the passport promises 3wd, step 9 has 4wd \(deadlineDiffers\)\n\s+centre: 1 → 2 → 3 → 5 → 6 → 7 → 9 ↯/,
  );
  const programs = run('check-regulation', '--json', faulty);
  assert.equal(programs.status, 1);
  const answer = JSON.parse(programs.stdout) as { valid: boolean; definitions: { service: string; findings: Finding[] }[] };
  assert.equal(answer.valid, false);
  assert.equal(answer.definitions[0]?.service, 'rg-1');
  assert.deepEqual(answer.definitions[0]?.findings, [
    {
      code: 'deadlineDiffers',
      path: 'process.channels.centre.steps.9',
      reason: 'the passport promises 3wd, step 9 has 4wd',
      step: 9,
      trail: 'centre: 1 → 2 → 3 → 5 → 6 → 7 → 9 ↯',
    },
  ]);
});

test("PRO-6 check-regulation finds the seed's own two errors in the tables as they are printed", () => {
  const { status, stdout } = run('check-regulation', join(root, 'src/modules/regulations/testing/seed-tables.yaml'));
  assert.equal(status, 1);
  assert.match(stdout, /RG-3 provider: 1 → 2 → 3 → 5 → 6 → 9 ↯/);
  assert.match(stdout, /RG-7 centre\.steps\.7: steps 8 and 9 both follow when the outcome is violation/);
});

test('PRO-6 check-regulation exits with 2 for what cannot be read', () => {
  const broken = changed('broken', 'form.yaml', (text) => `${text}\n  [: {`);
  mkdirSync(join(folder, 'empty'));
  for (const unreadable of [broken, join(folder, 'empty'), join(folder, 'absent'), join(folder, 'absent.yaml')]) {
    assert.equal(run('check-regulation', unreadable).status, 2, unreadable);
  }
  assert.equal(run('check-regulation').status, 2);
});

test('PRO-5 regulation-table prints a line of CSV for each step of each channel, and nothing else', () => {
  const { status, stdout } = run('regulation-table', join(regulations, 'rg-1'));
  assert.equal(status, 0);
  assert.deepEqual(stdout.trimEnd().split('\n'), [
    'RG-1,portal,1,consumer,30s-60s,2,3',
    'RG-1,portal,2,portal,30s,,',
    'RG-1,portal,3,consumer,90s,4,5',
    'RG-1,portal,4,portal,90s,,',
    'RG-1,portal,5,consumer,30s-60s,,',
    'RG-1,portal,6,workplace,60s,7,8',
    'RG-1,portal,7,workplace,30s,,',
    'RG-1,portal,8,workplace,10m,,',
    'RG-1,provider,1,provider,10s-15s,,',
    'RG-1,provider,2,provider,10s,,',
    'RG-1,provider,3,provider,90s,4,5',
    'RG-1,provider,4,personRegistry,10s-15s,,',
    'RG-1,provider,5,provider,10s-15s,,',
    'RG-1,provider,6,workplace,90s,7,8',
    'RG-1,provider,7,workplace,90s,,',
    'RG-1,provider,8,workplace,10m,,',
    'RG-1,centre,1,centreWorkplace,30s-60s,,',
    'RG-1,centre,2,operator,30s,,',
    'RG-1,centre,3,operator,90s,4,5',
    'RG-1,centre,4,registries,90s,,',
    'RG-1,centre,5,operator,30s-60s,,',
    'RG-1,centre,6,operator,60s,,',
    'RG-1,centre,7,workplace,60s,8,9',
    'RG-1,centre,8,workplace,30s-60s,,',
    'RG-1,centre,9,workplace,3wd,,',
  ]);
  assert.equal(
    run(
      'regulation-table',
      changed('faulty-table', 'regulation.yaml', (text) => text.replace('3wd', '4wd')),
    ).status,
    2,
  );
});
