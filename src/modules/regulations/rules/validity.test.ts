import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadRegulations } from '../adapters/folder.ts';
import type { Output } from './output.ts';
import { validUntil } from './validity.ts';

const { calendar, ...library } = loadRegulations(join(import.meta.dirname, '../../../../regulations'));
const [output] = library.regulation('rg-1', 1).outputs;
assert.ok(output);

/** @param at a time at the place */
function until(validity: Pick<Output, 'validDays' | 'validMonths'>, at: string): string | undefined {
  assert.ok(output);
  return validUntil({ ...output, ...validity }, new Date(`${at}+05:00`), calendar)?.toISOString();
}

test('DOC-1 a document of one month is valid to the end of the same day of the next month, at the place', () => {
  assert.equal(until({ validMonths: 1 }, '2026-11-20T11:00:00'), '2026-12-20T18:59:59.000Z');
  assert.equal(until({ validMonths: 1 }, '2026-11-20T00:10:00'), '2026-12-20T18:59:59.000Z');
  assert.equal(until({ validMonths: 1 }, '2027-01-30T11:00:00'), '2027-02-28T18:59:59.000Z', 'February has no 30th');
  assert.equal(until({ validMonths: 1 }, '2026-12-31T11:00:00'), '2027-01-31T18:59:59.000Z');
});

test('DOC-1 a document of some days is valid to the end of the last one; others are valid without end', () => {
  assert.equal(until({ validDays: 5 }, '2026-12-29T18:00:00'), '2027-01-03T18:59:59.000Z');
  assert.equal(until({}, '2026-11-20T11:00:00'), undefined);
});
