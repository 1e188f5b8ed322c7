import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, chainHash, chainStart, firstBreak } from './audit-chain.ts';
import type { ChainedRecord } from './audit-chain.ts';

function chainOf(name: string, records: readonly unknown[]): ChainedRecord[] {
  let previous = chainStart(name);
  return records.map((record) => {
    previous = chainHash(previous, record);
    return { record, hash: previous };
  });
}

const histories = fc.array(fc.record({ kind: fc.string(), by: fc.uuid(), at: fc.nat() }), { minLength: 2, maxLength: 8 });

test('PRO-10 REL-11 a record that is edited, dropped, moved, repeated or put in breaks the chain where it stands', () => {
  fc.assert(
    fc.property(histories, fc.nat(), (records, at) => {
      const start = chainStart('a');
      const chain = chainOf('a', records);
      assert.equal(firstBreak(start, chain), undefined);
      const index = at % chain.length;
      const one = chain[index];
      assert.ok(one);
      assert.equal(firstBreak(start, chain.with(index, { ...one, record: { ...(one.record as object), at: -1 } })), index);
      assert.equal(firstBreak(start, chain.with(index, { ...one, hash: chainStart('x') })), index);
      assert.equal(firstBreak(start, chain.toSpliced(index, 0, { ...one, record: { put: 'in' } })), index);
      assert.equal(firstBreak(start, chain.toSpliced(index + 1, 0, one)), index + 1);
      if (index < chain.length - 1) assert.equal(firstBreak(start, chain.toSpliced(index, 1)), index);
    }),
  );
});

test('PRO-10 two records in the other order, and the history of another, are found', () => {
  const chain = chainOf('a', [1, 2, 3]);
  assert.equal(
    firstBreak(
      chainStart('a'),
      [chain[1], chain[0], chain[2]].filter((one) => one !== undefined),
    ),
    0,
  );
  assert.equal(firstBreak(chainStart('b'), chain), 0);
});

test('PRO-10 the same record has one form, whatever the order of its names; what PostgreSQL gives back has it too', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const again: unknown = JSON.parse(canonicalJson(value));
      assert.deepEqual(again, JSON.parse(JSON.stringify(value)));
      assert.equal(canonicalJson(again), canonicalJson(value));
    }),
  );
  assert.equal(canonicalJson({ b: 1, a: [undefined, null], c: undefined }), '{"a":[null,null],"b":1}');
  assert.equal(canonicalJson(new Date(0)), '"1970-01-01T00:00:00.000Z"');
});
