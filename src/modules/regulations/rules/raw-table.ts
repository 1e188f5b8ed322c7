import { z } from 'zod';
import { checkTable } from './check-table.ts';
import type { Finding } from './finding.ts';
import type { StepTable, TableStep, When } from './trails.ts';

/** A table of an annex as it is printed: of each step its number, unit, limit and next step, in the words of the table. */
export const rawTablesSchema = z.array(
  z.strictObject({
    table: z.string(),
    steps: z.array(z.tuple([z.int().positive(), z.string(), z.string(), z.string()])).min(1),
  }),
);
type RawTable = z.infer<typeof rawTablesSchema>[number];
type Ways = TableStep['ways'];

/** What the tables call nothing. */
const dash = /^[-–—]?$/;

/** «бұзушылықтар жоқ кезде», «қателіктер болмаған жағдайда», «авторландыру өткізілген кезде»: the outcome without a fault; else the other. */
const allRight = /жоқ|болмаса|болмаған|өткізілген|өткен|өтсе/u;

/** «7 – қателіктер бар болса; 8 - қателіктер болмаса», or the next step's number alone. */
function waysIn(next: string): Ways {
  if (dash.test(next)) return [];
  if (/^\d+$/.test(next)) return [{ when: 'always', to: Number(next) }];
  return Array.from(next.matchAll(/(\d+)\s*[-–—]\s*([^;]+)/gu), ([, number, words = '']) => {
    const when: When = allRight.test(words) ? 'ok' : 'violation';
    return { when, to: Number(number) };
  });
}

/**
 * A dash in the row of the next step means two things: a message of refusal and the last step end the process, every other step goes on
 * with the one that follows it in the table.
 */
function readTable({ table, steps }: RawTable): StepTable {
  const ways = steps.map(([, , , next]) => waysIn(next.trim()));
  const refusals = new Set(ways.flat().flatMap(({ when, to }) => (when === 'violation' ? [to] : [])));
  const read = steps.map(([number, , limit], place): TableStep => {
    const own = ways[place] ?? [];
    const following = steps[place + 1]?.[0];
    const ends = own.length === 0 && (following === undefined || refusals.has(number));
    const goesOn = own.length === 0 && !ends && following !== undefined;
    const all: Ways = goesOn ? [{ when: 'always', to: following }] : own;
    return { number, ways: all, ends, timed: !dash.test(limit.trim()), decides: all.length > 1 || following === undefined };
  });
  return { name: table, path: table, steps: read };
}

/** The faults of printed tables, found by what checks definitions (PRO-6). */
export function checkRawTables(tables: readonly RawTable[]): Finding[] {
  return tables.flatMap((table) => checkTable(readTable(table)));
}
