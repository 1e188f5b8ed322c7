import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, sources } from './house/tree.ts';
import type { SourceFile } from './house/tree.ts';

const directive =
  /(?:\/\/|\/\*)\s*(oxlint-disable|eslint-disable|biome-ignore|@ts-expect-error|@ts-ignore|@ts-nocheck)\S*([^\n]*)/g;

interface Exception {
  readonly rule: string;
  readonly reasoned: boolean;
}

/** Every place where a file asks to be spared a rule. */
function exceptionsIn({ text }: SourceFile): Exception[] {
  return [...text.matchAll(directive)].flatMap(([, kind = '', rest = '']) => {
    // biome: `biome-ignore format: reason`; the others: `oxlint-disable rule -- reason`.
    const [rules = '', reason = ''] = rest.split(kind === 'biome-ignore' ? ': ' : ' -- ');
    const named = rules.split(',').map((rule) => rule.trim());
    return named.map((rule) => ({ rule: rule === '' ? kind : rule, reasoned: reason.trim().length >= 10 }));
  });
}

const own = 'checks/exceptions.test.ts';
const files = sources().filter(({ path }) => path !== own);

test('every exception from a rule says why', () => {
  const silent = files.flatMap((file) =>
    exceptionsIn(file).flatMap(({ rule, reasoned }) => (reasoned ? [] : [`${file.path}: ${rule}`])),
  );
  assert.deepEqual(silent, []);
});

test('exceptions are counted, and the count only falls', () => {
  const allowed = JSON.parse(readFileSync(join(root, 'checks/exceptions.json'), 'utf8')) as Record<string, number>;
  const found = Map.groupBy(files.flatMap(exceptionsIn), ({ rule }) => rule);
  const counted = Object.fromEntries(
    [...found].map(([rule, all]) => [rule, all.length] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  // One more: mend the code instead. One less: write the smaller number down, so that it stays.
  assert.deepEqual(counted, allowed);
});

test('an exception without a reason is found', () => {
  const found = exceptionsIn({
    path: 'a.ts',
    text: 'x(); // oxlint-disable-line complexity\n// oxlint-disable-next-line a/b, c -- because of the law\n',
  });
  assert.deepEqual(found, [
    { rule: 'complexity', reasoned: false },
    { rule: 'a/b', reasoned: true },
    { rule: 'c', reasoned: true },
  ]);
});
