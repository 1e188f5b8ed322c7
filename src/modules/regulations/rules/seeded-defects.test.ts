import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { readCommonParts, readDefinition } from '../adapters/folder.ts';
import type { Surroundings } from './check-sources.ts';
import { parsePassport, parseRegulation } from './checker.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { Passport } from './passport.ts';
import { wholeDefinition } from './whole-definition.ts';

const folder = join(import.meta.dirname, '../../../../regulations');
const common = readCommonParts(join(folder, 'common'));
const surroundings: Surroundings = {
  registers: {
    unemployed: {
      columns: ['registeredOn', 'publicWorks', 'training', 'assistance'],
      tables: {},
      effect: { required: ['publicWorks'], optional: ['training'] },
    },
  },
  bodyKinds: ['employment'],
  rubrics: ['work/unemployment'],
};

/** The sound definition of RG-1, written out, and its passport: plain data that a defect can be planted in. */
function sound() {
  const whole = wholeDefinition(readDefinition(join(folder, 'rg-1')), common);
  assert.ok(whole.kind === 'read');
  const definition = JSON.parse(JSON.stringify(whole.value));
  const [portal, provider, centre] = definition.process.channels;
  const passport = parse(readFileSync(join(folder, 'rg-1/passport.yaml'), 'utf8'));
  return { definition, passport, portal, provider, centre };
}
type Sound = ReturnType<typeof sound>;

/** As the loader reads it: first the passport, then the regulation beside it. */
function findingsOf({ definition, passport }: Pick<Sound, 'definition' | 'passport'>): readonly Finding[] {
  const read = parsePassport(passport, surroundings);
  if (read.kind === 'faulty') return read.findings;
  const regulation = parseRegulation(definition, read.value satisfies Passport, surroundings);
  return regulation.kind === 'faulty' ? regulation.findings : [];
}

interface Defect {
  readonly code: FindingCode;
  readonly plant: (sound: Sound) => unknown;
  /** The way, or the place where there is none, by which it is shown. */
  readonly shown: string;
}

const step = (number: number, more: object) => ({
  number,
  unit: 'workplace',
  act: 'send',
  performer: 'officer',
  title: { kk: 'Хат жазады', ru: 'Пишет письмо', en: 'Writes' },
  completion: { kk: 'Хат дайын', ru: 'Письмо готово', en: 'Written' },
  ...more,
});

const defects: Readonly<Record<string, Defect>> = {
  'a step that no way leads to': {
    code: 'unreachable',
    plant: ({ portal }) => (portal.steps[2].condition.violation = 2),
    shown: 'portal: 1 ↛ 4 ↯',
  },
  'a branch that leads nowhere': {
    code: 'missingStep',
    plant: ({ portal }) => (portal.steps[5].condition.ok = 9),
    shown: 'portal: 1 → 3 → 5 → 6 → 9 ↯',
  },
  'a condition with one branch': {
    code: 'shape',
    plant: ({ centre }) => delete centre.steps[6].condition.violation,
    shown: 'centre: 7 ↯',
  },
  'a condition beside an unconditional way': {
    code: 'stepWithTwoWays',
    plant: ({ provider }) => (provider.steps[5].next = 8),
    shown: 'provider: 1 → 2 → 3 → 5 → 6 ↯',
  },
  'both outcomes on one way': {
    code: 'sameBranches',
    plant: ({ portal }) => (portal.steps[5].condition.ok = 7),
    shown: 'portal: 1 → 3 → 5 → 6 → 7 ↯',
  },
  'a circle without a way out': {
    code: 'endless',
    plant: ({ portal }) => {
      portal.steps[5].condition = undefined;
      portal.steps[5].next = 5;
    },
    shown: 'portal: 1 → 3 → 5 → 6 → 5 ↯',
  },
  'a step that leads nowhere': {
    code: 'stepWithoutWay',
    plant: ({ centre }) => delete centre.steps[1].next,
    shown: 'centre: 1 → 2 ↯',
  },
  'a deciding step without a limit': {
    code: 'withoutLimit',
    plant: ({ portal }) => delete portal.steps[5].limit,
    shown: 'portal: 1 → 3 → 5 → 6 ↯',
  },
  'a program that takes days': {
    code: 'programInDays',
    plant: ({ portal }) => (portal.steps[1].limit = '2wd'),
    shown: 'portal: 1 → 2 ↯',
  },
  'a deadline shorter than the sum of what people do': {
    code: 'deadlineTooShort',
    plant: ({ portal }) => {
      portal.steps[5].condition.ok = 9;
      portal.steps.push(step(9, { limit: '2wd', next: 8 }));
    },
    shown: 'portal: 1 → 3 → 5 → 6 → 9 → 8 ↯',
  },
  'a deadline other than the passport promises': {
    code: 'deadlineDiffers',
    plant: ({ passport }) => (passport.channels[2].deadline = '5wd'),
    shown: 'centre: 1 → 2 → 3 → 5 → 6 → 7 → 9 ↯',
  },
  'two steps of one number': {
    code: 'duplicate',
    plant: ({ centre }) => centre.steps.push({ ...centre.steps[8] }),
    shown: 'centre: 9 ↯',
  },
  'a gap in the numbers': {
    code: 'numbering',
    plant: ({ portal }) => {
      portal.steps[7].number = 10;
      portal.steps[5].condition.ok = 10;
    },
    shown: 'portal: 10 ↯',
  },
  'two conditions of one number': {
    code: 'duplicate',
    plant: ({ portal }) => (portal.steps[2].condition.number = 1),
    shown: 'process.channels.portal',
  },
  'a channel that stands twice': {
    code: 'duplicate',
    plant: ({ definition, portal }) => definition.process.channels.push(portal),
    shown: 'process.channels.portal',
  },
  'a unit that is not there': {
    code: 'unknownUnit',
    plant: ({ portal }) => (portal.steps[3].unit = 'chancellery'),
    shown: 'portal: 1 → 3 → 4 ↯',
  },
  'a unit that no step names': {
    code: 'unusedUnit',
    plant: ({ definition }) =>
      definition.process.units.push({ id: 'archive', title: { kk: 'Мұрағат', ru: 'Архив', en: 'Archive' } }),
    shown: 'process.units.archive',
  },
  'a role that nobody holds': {
    code: 'roleAbsent',
    plant: ({ portal }) => (portal.steps[7].performer = 'operator'),
    shown: 'portal: 1 → 3 → 5 → 6 → 8 ↯',
  },
  'a condition judged by somebody who is not there': {
    code: 'roleAbsent',
    plant: ({ centre }) => (centre.steps[2].condition.judge = 'consumer'),
    shown: 'centre: 1 → 2 → 3 ↯',
  },
  'a decision on what was not registered': {
    code: 'unregistered',
    plant: ({ portal }) => (portal.steps[4].next = 8),
    shown: 'portal: 1 → 3 → 5 → 8 ↯',
  },
  'a process that never refuses': {
    code: 'actMissing',
    plant: ({ portal }) => (portal.steps[6].act = 'tellNoData'),
    shown: 'process.channels.portal',
  },
  'a refusal without its document': {
    code: 'unknownOutput',
    plant: ({ definition }) =>
      (definition.outputs = definition.outputs.filter(({ kind }: { kind: string }) => kind !== 'refusal')),
    shown: 'portal: 1 → 3 → 5 → 6 → 7 ↯',
  },
  'a channel of the passport without a process': {
    code: 'channelWithoutProcess',
    plant: ({ definition }) => definition.process.channels.pop(),
    shown: 'process.channels.centre',
  },
  'a process that the passport does not offer': {
    code: 'channelNotOffered',
    plant: ({ passport }) => passport.channels.pop(),
    shown: 'process.channels.centre',
  },
  'a missing translation': {
    code: 'translationMissing',
    plant: ({ portal }) => (portal.steps[0].title.en = ' '),
    shown: 'process.channels.portal.steps.1.title.en',
  },
  'the Kazakh text under Russian': {
    code: 'foreignLetters',
    plant: ({ definition }) => (definition.form.pages[1].title.ru = definition.form.pages[1].title.kk),
    shown: 'form.pages.contact.title.ru',
  },
  'Russian under English': {
    code: 'foreignLetters',
    plant: ({ passport }) => (passport.audience.en = passport.audience.ru),
    shown: 'audience.en',
  },
  'one text for two languages': {
    code: 'sameText',
    plant: ({ definition }) => (definition.form.title = { kk: 'Сұрау туралы', ru: 'Сұрау туралы', en: 'Application' }),
    shown: 'form.title.ru',
  },
  'a place that one language lacks': {
    code: 'placesDiffer',
    plant: ({ definition }) => (definition.notices.considered.text.en = 'Your application is being considered.'),
    shown: 'notices.considered.text.en',
  },
  'a place that nothing fills': {
    code: 'unknownPlace',
    plant: ({ definition }) => (definition.form.statement = { kk: '{{salary}}', ru: '{{salary}}', en: '{{salary}}' }),
    shown: 'portal: 1 → 3 ↯',
  },
  'a notice for an occasion that is missing': {
    code: 'noticeMissing',
    plant: ({ definition }) => delete definition.notices.refused,
    shown: 'notices.refused',
  },
  'an extension without its reason': {
    code: 'unsaid',
    plant: ({ definition }) =>
      (definition.notices.extended.text = { kk: 'Мерзім {{due}}', ru: 'Срок {{due}}', en: 'Until {{due}}' }),
    shown: 'notices.extended',
  },
  'a refusal without a ground': {
    code: 'refusalWithoutGround',
    plant: ({ definition }) =>
      (definition.outputs[0].facts = definition.outputs[0].facts.filter(({ id }: { id: string }) => id !== 'grounds')),
    shown: 'portal: 1 → 3 → 5 → 6 → 7 ↯',
  },
  'a result with a ground of refusal': {
    code: 'groundOfResult',
    plant: ({ definition }) => (definition.outputs[1].facts[0].source = { from: 'grounds' }),
    shown: 'portal: 1 → 3 → 5 → 6 → 8 ↯',
  },
  'a result that the signatory does not sign': {
    code: 'unsigned',
    plant: ({ definition }) => (definition.outputs[1].signedBy = 'officer'),
    shown: 'outputs.result.signedBy',
  },
  'a document without the line of who signs it': {
    code: 'unsigned',
    plant: ({ definition }) => definition.outputs[1].signatures.shift(),
    shown: 'outputs.result.signatures',
  },
  'a document without the words of the law': {
    code: 'legalWords',
    plant: ({ definition }) => definition.outputs[1].statements.shift(),
    shown: 'outputs.result.statements',
  },
  'a fact of a document that nothing fills': {
    code: 'unfilledFact',
    plant: ({ definition }) => (definition.outputs[1].facts[0].source = { from: 'answer', field: 'salary' }),
    shown: 'outputs.result.fullName',
  },
  'a demanded fact from an answer that may be left out': {
    code: 'unfilledFact',
    plant: ({ definition }) => (definition.outputs[1].facts.find(({ id }: { id: string }) => id === 'purpose').required = true),
    shown: 'outputs.result.purpose',
  },
  'a date that is none': {
    code: 'formatDiffers',
    plant: ({ definition }) => (definition.outputs[1].facts.find(({ id }: { id: string }) => id === 'purpose').format = 'date'),
    shown: 'outputs.result.purpose',
  },
  'a document that no step brings forth': {
    code: 'unusedOutput',
    plant: ({ definition }) => {
      for (const channel of definition.process.channels)
        for (const one of channel.steps) if (one.act === 'refuse') one.act = 'tellNoData';
    },
    shown: 'outputs.refusal',
  },
  'two documents of one name': {
    code: 'duplicate',
    plant: ({ definition }) => definition.outputs.push(definition.outputs[1]),
    shown: 'outputs',
  },
  'a register that is not there': {
    code: 'unknownRegister',
    plant: ({ definition }) => (definition.outputs[1].facts[1].source.register = 'taxpayers'),
    shown: 'outputs.result.registeredOn',
  },
  'a column that the register has not': {
    code: 'unknownColumn',
    plant: ({ definition }) => (definition.outputs[1].facts[1].source.field = 'salary'),
    shown: 'outputs.result.registeredOn',
  },
  'a decision that enters what the register does not take': {
    code: 'unknownColumn',
    plant: ({ definition }) =>
      (definition.outputs[1].effect = {
        register: 'unemployed',
        values: { publicWorks: { from: 'fact', fact: 'publicWorks' }, salary: { from: 'constant', value: '1' } },
      }),
    shown: 'outputs.result.effect.salary',
  },
  'a decision that leaves out what the register demands': {
    code: 'unfilledFact',
    plant: ({ definition }) => (definition.outputs[1].effect = { register: 'unemployed', values: {} }),
    shown: 'outputs.result.effect',
  },
  'a refusal that enters somebody into a register': {
    code: 'effectOfRefusal',
    plant: ({ definition }) => (definition.outputs[0].effect = { register: 'unemployed', values: {} }),
    shown: 'outputs.refusal.effect',
  },
  'a table of a list that is not asked for': {
    code: 'unfilledFact',
    plant: ({ definition }) =>
      (definition.outputs[1].facts[0].source = {
        from: 'list',
        question: 'children',
        columns: [{ field: 'name', label: { kk: 'Аты', ru: 'Имя' } }],
      }),
    shown: 'outputs.result.fullName',
  },
  'a question whose answer nothing uses': {
    code: 'unusedField',
    plant: ({ definition }) =>
      definition.form.pages[1].questions.push({
        id: 'shoeSize',
        type: 'text',
        label: { kk: 'Аяқ киім', ru: 'Размер обуви', en: 'Shoe size' },
      }),
    shown: 'form.shoeSize',
  },
  'an answer that is used before it is asked for': {
    code: 'askedTooLate',
    plant: ({ definition }) => (definition.form.pages[0].questions[1].when = { question: 'purpose', is: ['bank'] }),
    shown: 'form.address',
  },
  'a question twice': {
    code: 'duplicate',
    plant: ({ definition }) => definition.form.pages[2].questions.push(definition.form.pages[0].questions[0]),
    shown: 'form',
  },
  'an option twice': {
    code: 'duplicate',
    plant: ({ definition }) => {
      const option = { value: 'bank', label: { kk: 'банк', ru: 'банк', en: 'bank' } };
      definition.form.pages[0].questions.push({
        id: 'kind',
        type: 'choice',
        label: { kk: 'Түрі', ru: 'Вид', en: 'Kind' },
        options: [option, option],
      });
    },
    shown: 'form.kind',
  },
  'bounds that leave nothing': {
    code: 'bounds',
    plant: ({ definition }) => (definition.form.pages[3].questions[0].minLength = 300),
    shown: 'form.purpose',
  },
  'a pattern that is no regular expression': {
    code: 'pattern',
    plant: ({ definition }) => (definition.form.pages[3].questions[0].pattern = '(['),
    shown: 'form.purpose',
  },
  'a survey with one answer': {
    code: 'shape',
    plant: ({ definition }) => definition.survey.answers.splice(1),
    shown: 'survey.answers',
  },
  'two answers of one name in the survey': {
    code: 'duplicate',
    plant: ({ definition }) => (definition.survey.answers[1].id = 'satisfied'),
    shown: 'survey.answers',
  },
  'a signature that the passport does not speak of': {
    code: 'signatureNotPromised',
    plant: ({ passport }) => (passport.edsNeeded = false),
    shown: 'edsNeeded',
  },
  'a required document twice': {
    code: 'duplicate',
    plant: ({ passport }) => passport.requiredDocuments.push(passport.requiredDocuments[0]),
    shown: 'requiredDocuments',
  },
  'a ground of refusal twice': {
    code: 'duplicate',
    plant: ({ passport }) => passport.refusalGrounds.push(passport.refusalGrounds[0]),
    shown: 'refusalGrounds',
  },
  'files that nobody takes': {
    code: 'unknownFormat',
    plant: ({ passport }) => (passport.requiredDocuments[0].formats = ['application/x-msdownload']),
    shown: 'requiredDocuments.identityDocument',
  },
  'a provider that does not exist': {
    code: 'unknownBody',
    plant: ({ passport }) => (passport.providerKind = 'customs'),
    shown: 'providerKind',
  },
  'a rubric that does not exist': {
    code: 'unknownRubric',
    plant: ({ passport }) => (passport.rubric = 'work/leisure'),
    shown: 'rubric',
  },
};

describe('PRO-6 each seeded defect is found, and shown by the way that leads to it', () => {
  test('the definition without a defect is sound', () => {
    assert.deepEqual(findingsOf(sound()), []);
  });

  test('there are at least thirty kinds of them', () => {
    assert.ok(Object.keys(defects).length >= 30);
    assert.ok(new Set(Object.values(defects).map(({ code }) => code)).size >= 30);
  });

  for (const [what, { code, plant, shown }] of Object.entries(defects)) {
    test(`PRO-6 the checker finds ${what}`, () => {
      const faulty = sound();
      plant(faulty);
      const findings = findingsOf(faulty);
      const found = findings.filter((finding) => finding.code === code && (finding.trail === shown || finding.path === shown));
      assert.ok(found.length > 0, JSON.stringify(findings, undefined, 1));
      for (const { reason, step, trail } of found) {
        assert.notEqual(reason, '');
        assert.equal(step === undefined, trail === undefined, 'a fault of a step shows its way');
      }
    });
  }
});
