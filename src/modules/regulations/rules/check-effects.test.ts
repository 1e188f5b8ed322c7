import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadRegulations } from '../adapters/folder.ts';
import { checkRegulation } from './checker.ts';
import { formSchema } from './form.ts';
import type { Output } from './output.ts';
import type { Regulation } from './regulation.ts';

const library = loadRegulations(join(import.meta.dirname, '../../../../regulations'));
const rg2 = library.regulation('rg-2', 1);
const both = { kk: 'Бала', ru: 'Ребёнок' };
const label = { ...both, en: 'Child' };

/** RG-2 with another result. */
function withResult(change: (result: Output) => Partial<Output>, form = rg2.form): Regulation {
  const outputs = rg2.outputs.map((output) => (output.kind === 'result' ? { ...output, ...change(output) } : output));
  return { ...rg2, form, outputs };
}

const found = (regulation: Regulation) => checkRegulation(regulation).map(({ code, path }) => `${code} ${path}`);

test('PRO-6 the checker finds a column of an effect that no fact fills', () => {
  const broken = withResult(({ effect }) => ({
    effect: effect && { ...effect, values: { ...effect.values, amount: { from: 'fact', fact: 'summ' } } },
  }));
  assert.deepEqual(found(rg2), []);
  assert.deepEqual(found(broken), ['unfilledFact outputs.result.effect.amount']);
});

test('PRO-6 the checker finds a table of a list that is not asked, and a column that the list does not have', () => {
  const children = { id: 'children', type: 'list', label, item: label, fields: [{ id: 'name', type: 'text', label }] };
  const page = { id: 'children', title: label, questions: [children] };
  const raw = { ...rg2.form, statement: rg2.form.statement.map(({ text }) => ({ text })), pages: [...rg2.form.pages, page] };
  const form = formSchema.parse(raw);
  const printing = (question: string, field: string) =>
    withResult(({ facts }) => {
      const source = { from: 'list' as const, question, columns: [{ field, label: both, format: 'text' as const }] };
      const [first] = facts;
      assert.ok(first);
      return { facts: [...facts, { ...first, id: 'children', place: 'row' as const, source }] };
    }, form);
  assert.deepEqual(found(printing('children', 'name')), []);
  assert.deepEqual(found(printing('children', 'age')), ['unknownColumn outputs.result.children']);
  assert.deepEqual(found(printing('pupils', 'name')).toSorted(), [
    'unfilledFact outputs.result.children',
    'unusedField form.children',
  ]);
});
