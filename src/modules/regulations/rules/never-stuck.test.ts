import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadRegulations } from '../adapters/folder.ts';
import { readForm } from './answers.ts';
import { checkRegulation } from './checker.ts';
import type { Materials } from './fact-value.ts';
import { composeFacts, frameDocument } from './facts.ts';
import type { FindingCode } from './finding.ts';
import type { Form, Question } from './form.ts';
import type { OutputFact } from './output.ts';
import { acts } from './process.ts';
import type { Act, Channel, Step } from './process.ts';
import { advance, channelOf, openSteps, start } from './progress.ts';
import type { ProcessState } from './progress.ts';
import type { Regulation } from './regulation.ts';

const rg1 = loadRegulations(join(import.meta.dirname, '../../../../regulations')).regulation('rg-1', 1);
const at = new Date('2026-11-23T10:00:00+05:00');
const words = { kk: 'а', ru: 'а', en: 'a' };

/** What the checker says of the ways of a process: drawn steps have no people, texts and promises that would be right. */
const ofWays: ReadonlySet<FindingCode> = new Set([
  'duplicate',
  'stepWithoutWay',
  'stepWithTwoWays',
  'missingStep',
  'unreachable',
  'endless',
  'sameBranches',
]);

function withSteps(steps: readonly Step[]): Regulation {
  const channel: Channel = { ...channelOf(rg1, 'portal'), steps: [...steps] };
  return { ...rg1, process: { ...rg1.process, channels: [channel] } };
}

function nextStates(regulation: Regulation, state: ProcessState): ProcessState[] {
  const outcomes = state.stage === 'work' ? (['done'] as const) : (['ok', 'violation'] as const);
  assert.equal(openSteps(regulation, state).length, 1);
  return outcomes.map((outcome) => advance(regulation, state, { outcome, at }).state);
}

function keyOf({ step, stage }: ProcessState): string {
  return `${step}/${stage}`;
}

/** All states that a process can come to, by every outcome; undefined where the engine cannot go on. */
function statesOf(regulation: Regulation, from: ProcessState): Map<string, ProcessState> | undefined {
  const states = new Map([[keyOf(from), from]]);
  try {
    for (const state of states.values()) {
      if (state.stage === 'ended') continue;
      for (const next of nextStates(regulation, state)) if (!states.has(keyOf(next))) states.set(keyOf(next), next);
    }
    return states;
  } catch {
    return undefined;
  }
}

/** Walks the engine: whether there are outcomes after which nothing goes on, or no end can be reached any more. */
function canGetStuck(regulation: Regulation): boolean {
  const states = statesOf(regulation, start(regulation, 'portal', { at }).state);
  if (!states) return true;
  return [...states.values()].some((state) => {
    const later = statesOf(regulation, state);
    return !later || ![...later.values()].some(({ stage }) => stage === 'ended');
  });
}

const actNames = Object.keys(acts) as Act[];
const going = fc.constantFrom(...actNames.filter((act) => acts[act].ends === undefined));
const ending = fc.constantFrom(...actNames.filter((act) => acts[act].ends !== undefined));

/** One step of a channel of `count` steps: it leads on, it branches, it ends; or it does what no step may. */
function arbitraryStep(count: number): fc.Arbitrary<Pick<Step, 'act' | 'next' | 'condition'>> {
  const target = fc.integer({ min: 1, max: count + 1 });
  const condition = fc
    .record({ violation: target, ok: target })
    .map((ways) => ({ number: 1, title: words, judge: 'system' as const, ...ways }));
  const any = fc.record({ act: fc.constantFrom(...actNames), next: fc.option(target, { nil: undefined }) });
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: going, next: target }) },
    { weight: 4, arbitrary: fc.record({ act: going, condition }) },
    { weight: 4, arbitrary: ending.map((act) => ({ act })) },
    { weight: 1, arbitrary: any },
  );
}

const arbitrarySteps: fc.Arbitrary<Step[]> = fc.integer({ min: 1, max: 7 }).chain((count) =>
  fc.array(arbitraryStep(count), { minLength: count, maxLength: count }).map((steps) =>
    steps.map((step, place) => ({
      ...step,
      number: place + 1,
      unit: 'portal',
      title: words,
      completion: words,
      performer: 'system' as const,
      limit: { atMost: 10, unit: 'm' as const },
    })),
  ),
);

test('PRO-6 a process that passes the checker never gets stuck, whatever the outcomes; one that can get stuck never passes', () => {
  const seen = { sound: 0, stuck: 0 };
  fc.assert(
    fc.property(arbitrarySteps, (steps) => {
      const regulation = withSteps(steps);
      const passes = !checkRegulation(regulation).some(({ code }) => ofWays.has(code));
      const stuck = canGetStuck(regulation);
      assert.ok(!(passes && stuck));
      seen.sound += Number(passes);
      seen.stuck += Number(stuck);
    }),
    { numRuns: 1200 },
  );
  assert.ok(seen.sound > 20 && seen.stuck > 20, JSON.stringify(seen));
});

/** The ways of a step, changed: what a slip of the pen does to a sound definition. */
function slip(step: Step, to: number, kind: number): Step {
  const { condition } = step;
  if (kind === 0) return { ...step, next: to };
  if (kind === 1) return { ...step, next: undefined };
  if (!condition) return step;
  return { ...step, condition: { ...condition, [kind === 2 ? 'ok' : 'violation']: to } };
}

test('PRO-6 a slip of the pen in the ways of RG-1 either passes the whole checker and never gets stuck, or is found', () => {
  const arbitrarySlip = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 3 }));
  const seen = { sound: 0, found: 0 };
  fc.assert(
    fc.property(fc.array(arbitrarySlip, { maxLength: 2 }), (slips) => {
      const { steps } = channelOf(rg1, 'portal');
      const changed = slips.reduce(
        (sum, [number, to, kind]) => sum.map((step) => (step.number === number ? slip(step, to, kind) : step)),
        steps,
      );
      const portal = { ...channelOf(rg1, 'portal'), steps: changed };
      const channels = rg1.process.channels.map((one) => (one.kind === 'portal' ? portal : one));
      const regulation = { ...rg1, process: { ...rg1.process, channels } };
      const passes = checkRegulation(regulation).length === 0;
      assert.ok(!(passes && canGetStuck(regulation)));
      seen[passes ? 'sound' : 'found'] += 1;
    }),
    { numRuns: 800 },
  );
  assert.ok(seen.sound > 20 && seen.found > 20, JSON.stringify(seen));
});

const label = { kk: 'Сұрақ', ru: 'Вопрос', en: 'Question' };
const options = ['bank', 'fund'].map((value) => ({ value, label }));

/** Questions q0 to q5, of which some hang on earlier ones: on a choice, or by mistake on what is no choice or comes later. */
const arbitraryQuestions: fc.Arbitrary<Question[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom('text' as const, 'choice' as const),
      required: fc.boolean(),
      hangsOn: fc.oneof(
        { weight: 3, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }) },
      ),
    }),
    { minLength: 3, maxLength: 6 },
  )
  .map((drawn) =>
    drawn.map(({ type, required, hangsOn }, place): Question => {
      const when = hangsOn === undefined ? undefined : { question: `q${hangsOn}`, is: ['bank'] };
      const common = { id: `q${place}`, label, required, messages: {}, ...(when && { when }) };
      if (type === 'choice') return { ...common, type, options };
      return { ...common, type, locked: false, minLength: 1, maxLength: 200, lines: 1 };
    }),
  );

const arbitraryFacts: fc.Arbitrary<OutputFact[]> = fc
  .array(fc.record({ field: fc.integer({ min: 0, max: 4 }), required: fc.boolean(), hasWords: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((drawn) =>
    drawn.map(({ field, required, hasWords }, place) => ({
      id: `f${place}`,
      label: { kk: 'Дерек', ru: 'Данные' },
      source: { from: 'answer' as const, field: `q${field}` },
      place: 'row' as const,
      format: 'text' as const,
      correctable: false,
      required,
      ...(hasWords && { absent: { kk: 'жоқ', ru: 'нет' } }),
    })),
  );

const nothingElse: Omit<Materials, 'answers' | 'form'> = { person: {}, application: {}, registers: {}, officer: {}, grounds: [] };

test('PRO-6 whatever is answered, a definition that passes can make its document: no fact is missing, no place is empty', () => {
  const raw = fc.record(
    Object.fromEntries(Array.from({ length: 6 }, (_, place) => [`q${place}`, fc.constantFrom('', 'bank', 'fund')])),
  );
  let made = 0;
  fc.assert(
    fc.property(arbitraryQuestions, arbitraryFacts, raw, (questions, facts, given) => {
      const form: Form = {
        ...rg1.form,
        sender: words,
        statement: [{ text: words }],
        pages: [{ id: 'page', title: label, questions }],
      };
      const opening = { kk: '{{f0}}', ru: '{{f0}}' };
      const [result] = rg1.outputs.filter(({ kind }) => kind === 'result');
      assert.ok(result);
      const output = { ...result, facts, opening };
      const regulation = { ...rg1, form, outputs: [...rg1.outputs.filter(({ kind }) => kind === 'refusal'), output] };
      const findings = checkRegulation(regulation).filter(({ code }) => code !== 'unusedField');
      if (findings.length > 0) return;
      const read = readForm(form, given, { today: '2026-11-29', known: {} });
      if (read.faults.length > 0) return;
      const { facts: printed, missing } = composeFacts(output, { ...nothingElse, form, answers: read.answers });
      assert.deepEqual(missing, []);
      frameDocument(output, { body: { kk: 'Бөлім', ru: 'Отдел' }, facts: printed });
      made += 1;
    }),
    { numRuns: 1500 },
  );
  assert.ok(made > 20, `only ${made} documents were made`);
});
