import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { modules } from '../modules.mjs';
import { ambientFaults, clockReaders, doorFaults, environmentReaders, givenNames, nameFaults } from './house/rooms.ts';
import { migrationFaults, numberingFaults, sqlFaults } from './house/sql.ts';
import { isTest, lookAt, readSource, root, sources, trackedPaths } from './house/tree.ts';

const files = sources();
const product = files.filter(({ path }) => !isTest(path));
const schemas = ['kit', ...modules.filter(({ schema }) => schema).map(({ name }) => name)];
const at = (path: string, text: string) => ({ path, text });

describe('one place for the environment and for the time', () => {
  test('OPS-2 settings are read in one module, the time from one clock', () => {
    assert.deepEqual(lookAt(files, ambientFaults), []);
  });

  test('a stray reader is found', () => {
    assert.equal(ambientFaults(at('src/modules/x/a.ts', 'const a = process.env.HOME;')).length, 1);
    assert.equal(ambientFaults(at('src/modules/x/a.ts', 'const a = Date.now();')).length, 1);
    assert.equal(ambientFaults(at('src/modules/x/a.ts', 'const a = new Date();')).length, 1);
    assert.deepEqual(ambientFaults(at('src/modules/x/a.ts', '// not new Date()\nconst a = new Date(text);')), []);
  });

  test('the exceptions still need to be there', () => {
    for (const path of Object.keys(environmentReaders)) assert.match(readSource(path).text, /process\.env/);
    for (const path of Object.keys(clockReaders)) assert.match(readSource(path).text, /new Date\(\)|Date\.now/);
    for (const path of Object.keys(givenNames)) assert.ok(existsSync(join(root, path)), path);
  });
});

describe('names and doors', () => {
  test('no file is named utils, helpers, common or manager', () => {
    const found = files.flatMap(({ path }) => nameFaults(path).map((what) => ({ where: path, what })));
    assert.deepEqual(found, []);
  });

  test('an empty name is found', () => {
    for (const path of ['src/kit/utils.ts', 'src/helpers/x.ts', 'src/kit/session-manager.ts'])
      assert.equal(nameFaults(path).length, 1);
    assert.deepEqual(nameFaults('src/modules/identity/adapters/passwords.ts'), []);
  });

  test('doors name what they give, one by one', () => {
    assert.deepEqual(lookAt(files, doorFaults), []);
    assert.equal(doorFaults(at('src/modules/x/index.ts', "export * from './a.ts';")).length, 1);
  });

  test('modules.mjs, the folders and the names in package.json are the same', () => {
    const folders = new Set(trackedPaths('src/modules/*.ts').map((path) => path.split('/')[2] ?? ''));
    const names = modules.map(({ name }) => name);
    assert.deepEqual([...folders].sort(), [...names].sort());
    const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: Record<string, string> };
    for (const name of names) assert.equal(imports[`#${name}`], `./src/modules/${name}/index.ts`);
    for (const target of Object.values(imports)) {
      const path = target.includes('*') ? dirname(target) : target;
      assert.ok(existsSync(join(root, path)), `${target} of package.json "imports" is not there`);
    }
  });

  test('a module uses only what stands before it in modules.mjs', () => {
    const names = modules.map(({ name }) => name);
    for (const [index, { name, uses }] of modules.entries())
      for (const used of uses) assert.ok(names.indexOf(used) < index, `${name} uses ${used}, which does not stand lower`);
  });
});

describe('whose SQL', () => {
  test('SQL stands in stores, and each store keeps to its own schema', () => {
    assert.deepEqual(
      lookAt(product, (file) => sqlFaults(file, schemas)),
      [],
    );
  });

  test('SQL in the wrong place is found', () => {
    const verb = (text: string) => sqlFaults(at('src/modules/identity/register.ts', text), schemas).length;
    const store = (text: string) => sqlFaults(at('src/modules/identity/store/accounts.ts', text), schemas).length;
    assert.equal(verb('const a = await db.selectFrom("identity.account");'), 1);
    assert.equal(verb('const a = sql`select 1`;'), 1);
    assert.equal(verb('const a = sql<{ n: number }>`select 1`;'), 1);
    assert.equal(store('const a = sql`select * from identity.account join notices.notice n on true`;'), 1);
    assert.equal(store("type Tables = { 'applications.application': A };"), 1);
    assert.equal(store("const a = t(q).selectFrom('identity.account');"), 0);
  });

  const migrations = trackedPaths('src/*.sql').filter((path) => path.includes('/migrations/'));

  test('migrations are numbered without gaps and touch their own schema', () => {
    assert.deepEqual(
      lookAt(migrations.map(readSource), (file) => migrationFaults(file, schemas)),
      [],
    );
    const folders = Map.groupBy(migrations, (path) => dirname(path));
    assert.equal(folders.size, schemas.length);
    for (const [folder, paths] of folders) assert.deepEqual(numberingFaults(paths.map((path) => basename(path))), [], folder);
  });

  test('a bad migration is found', () => {
    const faults = (text: string) => migrationFaults(at('src/modules/notices/migrations/0001-a.sql', text), schemas).length;
    assert.equal(faults('create table notices.letter (id bigint references identity.account);'), 1);
    assert.equal(faults('create table letter (id bigint);'), 1);
    assert.equal(faults('create table notices.letter (id bigint); -- beside identity.account'), 0);
    assert.deepEqual(numberingFaults(['0001-a.sql', '0003-b.sql']), ['0003-b.sql is not 0002-<what>.sql']);
  });
});
