import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { checkRawTables, rawTablesSchema } from './raw-table.ts';

const file = join(import.meta.dirname, '../testing/seed-tables.yaml');
const tables = rawTablesSchema.parse(parse(readFileSync(file, 'utf8')));

describe("PRO-6 the seed's own tables, as they are printed", () => {
  const findings = checkRawTables(tables);
  const of = (table: string) =>
    findings.filter(({ path }) => path.startsWith(table)).map(({ code, step, trail }) => [code, step, trail]);

  test('PRO-6 all seventeen channel processes are there', () => {
    assert.equal(tables.length, 17);
    assert.deepEqual(
      [...new Set(tables.map(({ steps }) => steps.length))].toSorted((a, b) => a - b),
      [8, 9],
    );
  });

  test('PRO-6 RG-3 provider leads step 6 to step 9 of a table that ends with 8, and to no step 7', () => {
    assert.deepEqual(of('RG-3 provider'), [
      ['missingStep', 6, 'RG-3 provider: 1 → 2 → 3 → 5 → 6 → 9 ↯'],
      ['unreachable', 7, 'RG-3 provider: 1 ↛ 7 ↯'],
    ]);
  });

  test('PRO-6 RG-7 centre words both branches of step 7 as errors: they overlap, and nothing follows when all is right', () => {
    assert.deepEqual(of('RG-7 centre'), [
      ['overlappingOutcomes', 7, 'RG-7 centre: 1 → 2 → 3 → 5 → 6 → 7 → 8 ↯'],
      ['uncoveredOutcome', 7, 'RG-7 centre: 1 → 2 → 3 → 5 → 6 → 7 ↯'],
    ]);
  });

  test('PRO-6 nothing is found in the other fifteen tables', () => {
    assert.deepEqual(
      findings.filter(({ path }) => !/^RG-3 provider|^RG-7 centre/.test(path)),
      [],
    );
  });

  test('PRO-6 with the words put right, both tables are sound', () => {
    const corrected = tables.map(({ table, steps }) => ({
      table,
      steps: steps.map(([number, unit, limit, next]): (typeof steps)[number] => [
        number,
        unit,
        limit,
        table === 'RG-3 provider'
          ? next.replace('8 –', '7 –').replace('9 –', '8 –')
          : next.replace(/(9 – .*) болған /, '$1 болмаған '),
      ]),
    }));
    assert.deepEqual(checkRawTables(corrected), []);
  });
});
