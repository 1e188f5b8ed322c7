import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownResult } from './survey-results.ts';

const survey = { questions: [{ id: 'process' }], answers: [{ id: 'no' }, { id: 'partly' }, { id: 'yes' }] };
const result = (no: number, partly: number, yes: number) =>
  shownResult(
    survey,
    new Map([
      ['process/no', no],
      ['process/partly', partly],
      ['process/yes', yes],
    ]),
  );

test('SUR-1 of few answers nothing is shown', () => {
  assert.deepEqual(result(3, 3, 3), { kind: 'few' });
  assert.deepEqual(shownResult(survey, new Map()), { kind: 'few' });
});

test('SUR-1 where all cells are large, or empty, they are told exactly', () => {
  const shown = result(0, 4, 8);
  assert.ok(shown.kind === 'shown');
  assert.deepEqual([shown.total, shown.rounded], [12, false]);
  assert.deepEqual(
    shown.questions[0]?.answers.map(({ count }) => count),
    [0, 4, 8],
  );
});

test('SUR-1 a small cell is hidden, and cannot be worked out from the others', () => {
  const told = [1, 2].map((no) => result(no, 5, 26 - no));
  const [one, two] = told;
  assert.ok(one?.kind === 'shown' && one.rounded);
  assert.deepEqual(one.questions[0]?.answers[0], { answer: 'no', count: 'hidden' });
  // One answer or two: whoever looks sees the same.
  assert.deepEqual(one, two);
});
