import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { loadRegulations } from '../adapters/folder.ts';
import { annexLine, annexRows } from './annex-table.ts';
import { rawTablesSchema } from './raw-table.ts';

const { services } = loadRegulations(join(import.meta.dirname, '../../../../regulations'));
const seeds = rawTablesSchema.parse(parse(readFileSync(join(import.meta.dirname, '../testing/seed-tables.yaml'), 'utf8')));

/** Limits of the printed tables as the data has them: «1,5 минут» is 90s. */
const seconds: Readonly<Record<string, string>> = {
  '10 секунд': '10s',
  '30 секунд': '30s',
  '10-15 секунд': '10s-15s',
  '30 секунд-1 минут': '30s-60s',
  '1 минут': '60s',
  '1,5 минут': '90s',
  '10 минут': '10m',
  '3 жұмыс күн': '3wd',
  '5 жұмыс күн': '5wd',
  '10 жұмыс күн': '10wd',
  '30 күнтізбелік күн': '30cd',
  '-': '',
};

function limitOf(text: string): string {
  const plain = text.replaceAll(/\s*[-–]\s*/gu, '-').replace(/күні$/u, 'күн');
  return seconds[plain] ?? assert.fail(`${text}: ${plain}`);
}

/** `2,3` of «2 – … болса; 3 – … болмаса»; nothing of a dash, and of one number, which is no branch. */
function branchesOf(next: string): string {
  const numbers = Array.from(next.matchAll(/(\d+)\s*[-–]/gu), ([, number]) => number);
  return numbers.length === 0 ? ',' : numbers.join(',');
}

/** Where spec/4 reads a table otherwise than it is printed (docs/divergences.md). */
const corrected: Readonly<Record<string, string>> = { 'RG-3 provider 6': '7,8' };

describe("PRO-5 the tables that are written from the data are the seed's", () => {
  for (const { regulation } of services) {
    for (const channel of regulation?.process.channels ?? []) {
      const rows = annexRows(regulation ?? assert.fail()).filter((row) => row.channel === channel.kind);
      const name = `${rows[0]?.service} ${channel.kind}`;
      test(`PRO-5 ${name}`, () => {
        const { steps } = seeds.find(({ table }) => table === name) ?? assert.fail(`there is no table ${name}`);
        const written = rows.map((row) => annexLine(row).split(',').toSpliced(3, 1).join(','));
        const printed = steps.map(([number, , limit, next]) => {
          const branches = corrected[`${name} ${number}`] ?? branchesOf(next);
          return `${name.replace(' ', ',')},${number},${limitOf(limit)},${branches}`;
        });
        assert.deepEqual(written, printed);
      });
    }
  }
});
