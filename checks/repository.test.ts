import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { repositoryFaults, secretFile } from './house/repository.ts';
import { lookAt, readSource, root, trackedPaths } from './house/tree.ts';

const paths = trackedPaths();
const isText = (path: string): boolean => !/\.(png|jpg|woff2|ttf|der|crl|p7s|pdf|wasm|ico|heic|webp|bin)$/.test(path);
const at = (text: string) => ({ path: 'x', text });

describe('the repository', () => {
  test('SEC-12 holds no key, no password, no path of one machine', () => {
    assert.deepEqual(lookAt(paths.filter(isText).map(readSource), repositoryFaults), []);
    assert.deepEqual(paths.filter(secretFile), []);
  });

  test('SEC-12 what must not be published is found', () => {
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    assert.equal(repositoryFaults(at(privateKey)).length, 1);
    // Put together here, so that this file does not hold them itself.
    assert.equal(repositoryFaults(at(['cd ', 'home', 'somebody', 'birtereze'].join('/'))).length, 1);
    assert.equal(repositoryFaults(at(['postgres:', '', 'admin:hunter22@db.example', 'x'].join('/'))).length, 1);
    assert.equal(repositoryFaults(at(['"resolved"', ' "https', '//packages.example/a.tgz"'].join(':'))).length, 1);
    assert.deepEqual(repositoryFaults(at('smtp://user:password@host:port, /dev/null, ~/work')), []);
    for (const path of ['a.p12', 'x/.env', '.npmrc', 'keys/id_rsa']) assert.ok(secretFile(path), path);
    assert.ok(!secretFile('src/modules/pki/making/key-identifier.ts'));
  });

  test('SEC-12 what an installation generates is not taken into the repository', () => {
    const ignored = execFileSync('git', ['check-ignore', 'var/authority/root.key', 'var/demonstration.json'], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(ignored.trim().split('\n').length, 2);
  });
});

interface Package {
  readonly license?: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const readPackage = (path: string): Package => JSON.parse(readFileSync(join(root, path), 'utf8')) as Package;

/** Licences that let a state body run, change and pass on the whole. Fonts may have theirs. */
const allowed =
  /^\(?(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|Python-2\.0|OFL-1\.1|MPL-2\.0|Zlib)\b/;

/** Packages whose licence stands in a file of theirs only. */
const unnamed: Readonly<Record<string, string>> = { 'node_modules/png-js': 'MIT' };

describe('packages', () => {
  const { dependencies, devDependencies, optionalDependencies } = readPackage('package.json');
  const direct = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });

  test('every direct dependency has its line in docs/dependencies.md, and no other has', () => {
    const page = readSource('docs/dependencies.md').text;
    const lines = [...page.matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)];
    const described = new Set(lines.map(([, name = '']) => name));
    const undescribed = direct.filter((name) => !described.has(name));
    assert.deepEqual(undescribed, [], 'without a line');
    const gone = [...described].filter((name) => !direct.includes(name));
    assert.deepEqual(gone, [], 'described, not there');
    for (const [line, name] of lines) {
      const cells = line.split('|').map((cell) => cell.trim());
      assert.ok(
        cells.length === 7 && cells.slice(1, -1).every((cell) => cell !== ''),
        `${name}: what for, why not own, who keeps it, licence`,
      );
    }
  });

  test('SEC-13 the licence in docs/dependencies.md is the one of the package', () => {
    const page = readSource('docs/dependencies.md').text;
    for (const name of direct) {
      const path = `node_modules/${name}/package.json`;
      if (!existsSync(join(root, path))) continue;
      const { license = '' } = readPackage(path);
      assert.ok(
        page.includes(`| \`${name}\` |`) &&
          new RegExp(String.raw`^\| \`${name}\` \|.*\| ${license.replaceAll(/[().]/g, String.raw`\$&`)} \|$`, 'm').test(page),
        `${name}: ${license}`,
      );
    }
  });

  test('SEC-13 all packages, those of packages too, have a licence that we may pass on', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Package> };
    const licences = Object.entries(lock.packages).map(([path, { license }]) => [path, license ?? unnamed[path] ?? ''] as const);
    assert.ok(licences.length > 250, 'the lock file is read');
    assert.deepEqual(
      licences.filter(([path, licence]) => path !== '' && !allowed.test(licence)),
      [],
    );
    assert.ok(!allowed.test('AGPL-3.0') && !allowed.test('') && allowed.test('(MIT OR CC0-1.0)'));
  });
});
