import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadRegulations } from '../adapters/folder.ts';
import { deadlineOf, dueDate } from './deadline.ts';
import { formatLimit, parseLimit } from './limit.ts';
import { advance, channelOf, openSteps, pathToResult, processStateSchema, start, stepOf } from './progress.ts';
import type { Outcome, ProcessState } from './progress.ts';
import { statusFor } from './status.ts';
import { noticeText } from './wording.ts';

const library = loadRegulations(join(import.meta.dirname, '../../../../regulations'));
const rg1 = library.regulation('rg-1', 1);
const at = new Date('2026-11-23T10:00:00+05:00');

/** Runs the portal channel by the given outcomes and tells the steps that were begun. */
function run(outcomes: Outcome[]): { state: ProcessState; steps: number[] } {
  let { state, events } = start(rg1, 'portal', { at });
  const begun = [...events];
  for (const outcome of outcomes) {
    ({ state, events } = advance(rg1, state, { outcome, at }));
    begun.push(...events);
  }
  return { state, steps: begun.flatMap((event) => (event.kind === 'stepBegun' ? [event.step] : [])) };
}

test('PRO-2 the portal channel runs over conditions 1 to 3 to the result, or to each refusal', () => {
  const toResult = run(['done', 'ok', 'done', 'ok', 'done', 'done', 'ok', 'done']);
  assert.deepEqual(toResult.steps, [1, 3, 5, 6, 8]);
  assert.deepEqual(toResult.state, { channel: 'portal', step: 8, since: at, stage: 'ended', ending: 'provided' });
  const endings = [
    [['done', 'violation', 'done'], [1, 2], 'stopped'],
    [['done', 'ok', 'done', 'violation', 'done'], [1, 3, 4], 'stopped'],
    [['done', 'ok', 'done', 'ok', 'done', 'done', 'violation', 'done'], [1, 3, 5, 6, 7], 'refused'],
  ] satisfies [Outcome[], number[], string][];
  for (const [outcomes, steps, ending] of endings) {
    const ran = run(outcomes);
    assert.deepEqual(ran.steps, steps);
    assert.equal(ran.state.stage === 'ended' && ran.state.ending, ending);
  }
  assert.deepEqual(
    pathToResult(channelOf(rg1, 'portal')).map(({ number }) => number),
    [1, 3, 5, 6, 8],
  );
});

test('PRO-2 a process awaits one thing of one performer, and refuses every other outcome', () => {
  const { state } = run(['done', 'ok', 'done', 'ok', 'done', 'done']);
  const [open] = openSteps(rg1, state);
  assert.ok(open);
  assert.deepEqual([open.step.number, open.awaits, open.performer, open.condition?.number], [6, 'judgement', 'officer', 3]);
  assert.throws(() => advance(rg1, state, { outcome: 'done', at }), /does not await done/);
  const ended = run(['done', 'violation', 'done']).state;
  assert.deepEqual(openSteps(rg1, ended), []);
  for (const outcome of ['done', 'ok', 'violation'] as const) assert.throws(() => advance(rg1, ended, { outcome, at }));
});

test('PRO-9 the measured time of a step stands beside its limit', () => {
  const begun = start(rg1, 'portal', { at, act: 'send' });
  const { events } = advance(rg1, begun.state, { outcome: 'done', at: new Date(at.getTime() + 1234) });
  const [done] = events;
  assert.deepEqual(done, { kind: 'stepDone', step: 5, act: 'send', milliseconds: 1234, limitMilliseconds: 60_000 });
});

test('PRO-5 the answer is due 10 minutes of working time after registration; the system has no working hours', () => {
  const evening = new Date('2026-11-20T19:00:00+05:00');
  assert.deepEqual(dueDate(rg1, { channel: 'portal', at: evening }, library.calendar), new Date('2026-11-23T09:10:00+05:00'));
  const registration = stepOf(channelOf(rg1, 'portal'), 6);
  assert.deepEqual(deadlineOf(registration, evening, library.calendar), new Date('2026-11-20T19:01:00+05:00'));
  assert.deepEqual(
    dueDate(rg1, { channel: 'centre', at: new Date('2026-03-19T10:00:00+05:00') }, library.calendar),
    new Date('2026-03-27T18:30:00+05:00'),
  );
});

test('PRO-1 a state is kept as JSON and read back', () => {
  const { state } = run(['done', 'ok', 'done']);
  assert.deepEqual(processStateSchema.parse(JSON.parse(JSON.stringify(state))), state);
});

test('PRO-1 a person is told of each state in one of the words for people', () => {
  const told = (outcomes: Outcome[], facts = {}) => statusFor(rg1, run(outcomes).state, facts);
  const registered: Outcome[] = ['done', 'ok', 'done', 'ok', 'done', 'done'];
  assert.equal(told([]), 'draft');
  assert.equal(told(['done', 'ok', 'done', 'violation', 'done']), 'draft');
  assert.equal(told(['done', 'ok', 'done', 'ok', 'done']), 'sent');
  assert.equal(told(registered), 'accepted');
  assert.equal(told(registered, { taken: true }), 'considered');
  assert.equal(told(registered, { taken: true, awaitsConsumer: true }), 'needsYou');
  assert.equal(told([...registered, 'ok']), 'considered');
  assert.equal(told([...registered, 'ok', 'done'], { awaitsConsumer: true }), 'provided');
  assert.equal(told([...registered, 'violation', 'done']), 'refused');
  assert.equal(told(registered, { withdrawn: true }), 'withdrawn');
});

test('PRO-1 each occasion has its notice, whose places are filled', () => {
  const values = { number: '123', service: 'С', body: 'Б', due: 'Д', reason: 'Р' };
  for (const occasion of ['sent', 'accepted', 'needsYou', 'extended', 'refused'] as const) {
    for (const locale of ['kk', 'ru', 'en'] as const) {
      const { title, text } = noticeText(rg1, occasion, { locale, values });
      assert.doesNotMatch(title + text, /\{\{|undefined/);
    }
  }
});

test('PRO-5 a limit is read as it is written, and nothing else is', () => {
  for (const text of ['90s', '30s-60s', '10m', '3wd', '30cd']) {
    const limit = parseLimit(text);
    assert.equal(limit && formatLimit(limit), text);
  }
  for (const text of ['', '0m', '10', '5h', '60s-30s', '30s-1m', '1.5m']) assert.equal(parseLimit(text), undefined, text);
});
