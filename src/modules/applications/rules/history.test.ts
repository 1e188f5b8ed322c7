import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { appendToHistory, historyBreak, historyStart } from './history.ts';
import type { HistoryActor, HistoryEvent, HistoryRecord } from './history.ts';

const id = '01a20481-01da-7628-910b-cc02d0d4ee14';
const officer: HistoryActor = { kind: 'officer', id: 'a', bodyId: 'b' };
const events = fc.array(
  fc.oneof(
    fc.constant<HistoryEvent>({ kind: 'taken' }),
    fc.constant<HistoryEvent>({ kind: 'viewed' }),
    fc.string().map((reason): HistoryEvent => ({ kind: 'returned', reason })),
    fc.uuid().map((to): HistoryEvent => ({ kind: 'handedOver', to })),
  ),
  { minLength: 2, maxLength: 8 },
);

function historyOf(of: readonly HistoryEvent[]): HistoryRecord[] {
  return appendToHistory(historyStart(id), of, { actor: officer, at: new Date('2026-11-20T06:00:00Z') });
}

/** Read as the database gives it back. */
const stored = (records: readonly HistoryRecord[]): HistoryRecord[] =>
  records.map((record) => ({ ...record, facts: JSON.parse(JSON.stringify(record.facts)) as HistoryRecord['facts'] }));

test('PRO-10 a history that was only appended to is whole, in one piece or in several', () => {
  fc.assert(
    fc.property(events, events, (first, second) => {
      const begun = historyOf(first);
      const end = begun.at(-1) ?? historyStart(id);
      const all = [...begun, ...appendToHistory(end, second, { actor: officer, at: new Date('2026-11-21T06:00:00Z') })];
      assert.equal(historyBreak(id, stored(all)), undefined);
    }),
  );
});

test('PRO-10 REL-11 whatever is edited, dropped, moved, cut off or passed off as another is found at its place', () => {
  fc.assert(
    fc.property(events, fc.nat(), (of, at) => {
      const records = historyOf(of);
      const index = at % records.length;
      const one = records[index];
      assert.ok(one);
      const edits: HistoryRecord[] = [
        { ...one, at: new Date(one.at.getTime() + 1) },
        { ...one, actor: { ...officer, id: 'c' } },
        { ...one, kind: 'released' },
        { ...one, facts: { ...one.facts, added: 1 } },
        { ...one, hash: `0${one.hash.slice(1)}x` },
      ];
      for (const edited of edits) assert.equal(historyBreak(id, records.with(index, edited)), index + 1);
      if (index < records.length - 1) {
        assert.equal(historyBreak(id, records.toSpliced(index, 1)), index + 1);
        const next = records[index + 1];
        assert.ok(next);
        assert.equal(historyBreak(id, records.toSpliced(index, 2, next, one)), index + 1);
      }
      assert.equal(
        historyBreak(id, records.slice(0, index), records.at(-1)),
        index + 1,
        'a cut end is found by where it should be',
      );
      assert.equal(historyBreak(id, records, records.at(-1)), undefined);
      assert.equal(historyBreak('01a20481-0000-7628-910b-cc02d0d4ee14', records), 1);
    }),
  );
});
