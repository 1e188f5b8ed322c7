import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvOf } from './csv.ts';

test('WRK-6 a table is written as spreadsheets read it, and nothing in it runs as a formula', () => {
  const rows = [
    ['Нөмір', 'Атауы'],
    ['А012', 'Балабақша, "Күншуақ"'],
    ['=1+1', undefined],
  ];
  assert.equal(csvOf([...rows, [-5]]), '\uFEFFНөмір;Атауы\r\nА012;"Балабақша, ""Күншуақ"""\r\n\'=1+1;\r\n-5\r\n');
});
