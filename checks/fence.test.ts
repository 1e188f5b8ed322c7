import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult } from 'dependency-cruiser';
import { options, tree } from './fence/options.ts';
import { besides, plants, soundHouse } from './fence/plants.ts';
import { forbidden } from './fence/rules.ts';
import './fence/using-declarations.ts';

const root = resolve(import.meta.dirname, '..');

async function look(baseDir: string): Promise<ICruiseResult> {
  const before = process.cwd();
  // dependency-cruiser resolves package.json's "imports" from where it stands.
  process.chdir(baseDir);
  try {
    const { output } = await cruise([...tree], { ...options, baseDir, validate: true, ruleSet: { forbidden: [...forbidden] } });
    if (typeof output === 'string') throw new Error(output);
    return output;
  } finally {
    process.chdir(before);
  }
}

async function build(folder: string, files: Iterable<readonly [string, string]>): Promise<void> {
  for (const [file, text] of files) {
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

const caught = ({ summary }: ICruiseResult): Set<string> =>
  new Set(summary.violations.map(({ rule, from }) => `${rule.name} | ${from}`));

describe('the fence', () => {
  let folder: string;
  before(async () => {
    await mkdir(join(root, 'var/test'), { recursive: true });
    folder = await mkdtemp(join(root, 'var/test/fence-'));
    await cp(join(root, 'package.json'), join(folder, 'package.json'));
    await build(folder, soundHouse());
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('a house that keeps to the rules stands', async () => {
    assert.deepEqual([...caught(await look(folder))], []);
  });

  test('every rule catches what was planted against it', async () => {
    await build(
      folder,
      plants.map(({ file, text }) => [file, text] as const),
    );
    await build(folder, besides);
    const found = caught(await look(folder));
    const missed = plants.filter(({ rule, file }) => !found.has(`${rule} | ${file}`));
    assert.deepEqual(missed, []);
    const planted = new Set(plants.map(({ rule }) => rule));
    assert.deepEqual(
      forbidden.map(({ name }) => name).filter((name) => !planted.has(name ?? '')),
      [],
      'rules against which nothing is planted',
    );
  });

  test('the whole tree is read, and it stands', async () => {
    const result = await look(root);
    const listed = execFileSync('git', ['ls-files', '--', ...tree.map((part) => `${part}/**/*.ts`)], {
      cwd: root,
      encoding: 'utf8',
    });
    const read = new Set(result.modules.map(({ source }) => source));
    const unread = listed.split('\n').filter((file) => file !== '' && !read.has(file));
    assert.deepEqual(unread, []);
    assert.ok((result.summary.totalDependenciesCruised ?? 0) > 3 * read.size, 'imports are seen, not only files');
    const breaches = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    assert.deepEqual(breaches, []);
  });
});
