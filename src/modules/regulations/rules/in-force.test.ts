import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadRegulations } from '../adapters/folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'regulations-'));
after(() => rmSync(folder, { recursive: true }));

/** RG-1 with a second version from 1 December 2026, whose passport has another cost, and a third from 2027. */
function threeVersions() {
  const rg1 = join(folder, 'rg-1');
  cpSync(join(import.meta.dirname, '../../../../regulations'), folder, { recursive: true });
  const renew = (version: number, from: string) => {
    cpSync(rg1, join(folder, 'kept'), { recursive: true, filter: (path) => !path.includes('/versions') });
    cpSync(join(folder, 'kept'), join(rg1, `versions/${version - 1}`), { recursive: true });
    rmSync(join(folder, 'kept'), { recursive: true });
    const file = join(rg1, 'regulation.yaml');
    const text = readFileSync(file, 'utf8').replace(/version: \d/, `version: ${version}`);
    writeFileSync(file, text.replace(/validFrom: .*/, `validFrom: ${from}`));
    const passport = join(rg1, 'passport.yaml');
    writeFileSync(
      passport,
      readFileSync(passport, 'utf8').replace(/^cost:.*$/m, `cost: { kk: '${version}', ru: '${version}', en: '${version}' }`),
    );
  };
  renew(2, '2026-12-01');
  renew(3, '2027-01-01');
  return loadRegulations(folder);
}

test('PRO-1 a new version takes effect at midnight of its day, with its passport; an earlier one stays at hand', () => {
  const library = threeVersions();
  const at = (moment: string) => {
    const service = library.servicesAt(new Date(`${moment}+05:00`)).find(({ id }) => id === 'rg-1');
    return [service?.regulation?.version, service?.passport.cost.kk];
  };
  assert.deepEqual(at('2026-11-30T23:59:59'), [1, 'Тегін']);
  assert.deepEqual(at('2026-12-01T00:00:00'), [2, '2']);
  assert.deepEqual(at('2026-12-31T23:59:59'), [2, '2']);
  assert.deepEqual(at('2027-06-01T12:00:00'), [3, '3']);
  assert.deepEqual(at('2024-12-31T12:00:00'), [undefined, '3'], 'nothing is in force yet: it cannot be ordered');
  for (const version of [1, 2, 3]) assert.equal(library.regulation('rg-1', version).version, version);
  assert.throws(() => library.regulation('rg-1', 4), /no version 4/);
  const next = (moment: string) => library.nextChange(new Date(`${moment}+05:00`))?.toISOString();
  assert.equal(next('2026-11-30T23:59:59'), '2026-11-30T19:00:00.000Z');
  assert.equal(next('2026-12-01T00:00:00'), '2026-12-31T19:00:00.000Z');
  assert.equal(next('2027-01-01T00:00:00'), undefined);
});
