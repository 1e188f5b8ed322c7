import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { loadRegulations, readDefinition, readCommonParts } from '../adapters/folder.ts';
import { parsePassport, parseRegulation } from './checker.ts';
import type { FindingCode } from './finding.ts';
import { wholeDefinition } from './whole-definition.ts';

const folder = join(import.meta.dirname, '../../../../regulations');
const source = loadRegulations(folder).regulation('rg-1', 1);

const common = readCommonParts(join(folder, 'common'));

/** The definition as it stands in its files, with the common parts written out: plain, so that a test can break it. */
function raw() {
  const whole = wholeDefinition(readDefinition(join(folder, 'rg-1')), common);
  assert.ok(whole.kind === 'read');
  return JSON.parse(JSON.stringify(whole.value));
}

function findingsAfter(breaking: (definition: ReturnType<typeof raw>) => void) {
  const definition = raw();
  breaking(definition);
  const read = parseRegulation(definition, source.passport);
  return read.kind === 'faulty' ? read.findings : [];
}

test('PRO-6 the definition of RG-1 has no finding', () => {
  assert.deepEqual(
    findingsAfter(() => {}),
    [],
  );
});

/** Seeded defects: what is broken, and what the checker must say of it, where. */
const defects: [what: string, code: FindingCode, path: RegExp, (definition: ReturnType<typeof raw>) => void][] = [
  [
    'a title without English',
    'translationMissing',
    /portal\.steps\.1\.title\.en$/,
    (d) => delete d.process.channels[0].steps[0].title.en,
  ],
  [
    'a form label without Russian',
    'translationMissing',
    /form\.pages\.applicant.*ru/,
    (d) => delete d.form.pages[0].questions[0].label.ru,
  ],
  [
    'an output label in one language',
    'translationMissing',
    /outputs\.result\.facts\.fullName\.label\.ru/,
    (d) => delete d.outputs[1].facts[0].label.ru,
  ],
  ['a notice left out', 'noticeMissing', /notices\.extended/, (d) => delete d.notices.extended],
  ['a word that nobody knows', 'shape', /steps\.1/, (d) => (d.process.channels[0].steps[0].colour = 'red')],
  ['a limit that cannot be read', 'shape', /steps\.8\.limit/, (d) => (d.process.channels[0].steps[7].limit = '1.5m')],
  ['a branch to a step that is not there', 'missingStep', /steps\.3$/, (d) => (d.process.channels[0].steps[2].condition.ok = 99)],
  ['a step that no way leads to', 'unreachable', /steps\.6$/, (d) => delete d.process.channels[0].steps[4].next],
  ['a step that leads nowhere', 'stepWithoutWay', /steps\.5$/, (d) => delete d.process.channels[0].steps[4].next],
  ['a circle without an end', 'endless', /steps\.5$/, (d) => (d.process.channels[0].steps[4].next = 5)],
  ['two outcomes to one step', 'sameBranches', /steps\.6$/, (d) => (d.process.channels[0].steps[5].condition.ok = 7)],
  ['two ways out', 'stepWithTwoWays', /steps\.6$/, (d) => (d.process.channels[0].steps[5].next = 8)],
  ['a way after the end', 'stepWithTwoWays', /steps\.8$/, (d) => (d.process.channels[0].steps[7].next = 7)],
  ['a decision without a limit', 'withoutLimit', /steps\.8$/, (d) => delete d.process.channels[0].steps[7].limit],
  ['two steps of one number', 'duplicate', /portal\.steps\.1$/, (d) => (d.process.channels[0].steps[1].number = 1)],
  ['a unit that is not there', 'unknownUnit', /steps\.4$/, (d) => (d.process.channels[0].steps[3].unit = 'nobody')],
  ['a result without a document', 'unknownOutput', /steps\.8$/, (d) => d.outputs.splice(1, 1)],
  [
    'a document that no step makes',
    'unusedOutput',
    /outputs\.refusal/,
    (d) => {
      for (const channel of d.process.channels)
        channel.steps = channel.steps.filter(({ act }: { act: string }) => act !== 'refuse');
    },
  ],
  ['a deadline other than promised', 'deadlineDiffers', /steps\.8$/, (d) => (d.process.channels[0].steps[7].limit = '20m')],
  [
    'a place in a notice that nothing fills',
    'unknownPlace',
    /accepted\.text\.kk/,
    (d) => (d.notices.accepted.text.kk = '{{nummer}}'),
  ],
  [
    'a place in the statement without a question',
    'unknownPlace',
    /form\.statement\.0\.ru/,
    (d) => (d.form.statement.ru += '{{salary}}'),
  ],
  [
    'a place in a letter that no fact fills',
    'unknownPlace',
    /refusal\.opening\.ru/,
    (d) => (d.outputs[0].opening.ru = '{{head}}'),
  ],
  ['a fact from an answer that is not asked', 'unfilledFact', /result\.purpose/, (d) => d.form.pages.splice(3, 1)],
  [
    'an answer that nothing uses',
    'unusedField',
    /form\.car/,
    (d) => d.form.pages[1].questions.push({ ...d.form.pages[1].questions[0], id: 'car' }),
  ],
  ['a question asked twice', 'duplicate', /form/, (d) => d.form.pages[2].questions.push(d.form.pages[0].questions[0])],
  [
    'a question that hangs on a later one',
    'askedTooLate',
    /form\.phone/,
    (d) => (d.form.pages[1].questions[0].when = { question: 'purpose', is: ['x'] }),
  ],
  ['a pattern that is none', 'pattern', /form\.fullName/, (d) => (d.form.pages[0].questions[0].pattern = '(')],
  [
    'a refusal that does not say why',
    'refusalWithoutGround',
    /refusal/,
    (d) => (d.outputs[0].facts = d.outputs[0].facts.filter((fact: { id: string }) => fact.id !== 'grounds')),
  ],
];

for (const [what, code, path, breaking] of defects) {
  test(`PRO-6 the checker finds ${what}`, () => {
    const findings = findingsAfter(breaking);
    const found = findings.find((finding) => finding.code === code && path.test(finding.path));
    assert.ok(found, JSON.stringify(findings));
    assert.notEqual(found.reason, '');
  });
}

test('PRO-6 the checker finds a channel that the passport does not offer', () => {
  const channels = source.passport.channels.filter(({ kind }) => kind !== 'portal');
  const read = parseRegulation(raw(), { ...source.passport, channels });
  assert.ok(read.kind === 'faulty' && read.findings.some(({ code }) => code === 'channelNotOffered'));
});

test('SRV-3 a passport without a refusal ground or a language is refused', () => {
  const passport = parse(readFileSync(join(folder, 'rg-1/passport.yaml'), 'utf8'));
  assert.equal(parsePassport(passport).kind, 'read');
  assert.equal(parsePassport({ ...passport, refusalGrounds: [] }).kind, 'faulty');
  assert.equal(parsePassport({ ...passport, title: { kk: 'Атауы', ru: 'Название' } }).kind, 'faulty');
});

test('PRO-6 a folder with a faulty definition is refused with every fault named', () => {
  const copy = mkdtempSync(join(tmpdir(), 'regulations-'));
  try {
    cpSync(folder, copy, { recursive: true });
    const file = join(copy, 'rg-1/regulation.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('90s, 90s', '90s').replace('like: centre', 'like: counter'));
    assert.throws(() => loadRegulations(copy), /7 limits for 8 steps.*no common channel counter/s);
  } finally {
    rmSync(copy, { recursive: true });
  }
});
