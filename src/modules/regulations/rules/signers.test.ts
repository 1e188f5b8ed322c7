import assert from 'node:assert/strict';
import { test } from 'node:test';
import { familyRegulation, rawFamilyRegulation } from '../testing.ts';
import { parseRegulation } from './checker.ts';
import { canonicalRequest, readableRequest, readableText } from './request.ts';
import type { RequestContents } from './request.ts';
import { repeatedSigners, representable, signersOf } from './signers.ts';

const regulation = familyRegulation();
const { signers } = regulation.form;
const applicantIin = '890312499015';
const spouse = { spouseIin: '850719399014', spouseName: 'Байжанов Нұрлан' };
const aisha = { iin: '140512500010', name: 'Байжанова Айша' };
const child = (birthDate: string, place = 0) => ({
  [`children.${place}.name`]: aisha.name,
  [`children.${place}.iin`]: aisha.iin,
  [`children.${place}.birthDate`]: birthDate,
});
const older = child('2014-05-12');
const facts = (answers: Record<string, string>, representation: Record<string, string> = {}) => ({
  answers,
  today: '2026-11-20',
  applicantIin,
  representation,
});

test('FRM-9 whoever the answers name signs; a child from ten full years on, on the day of the review', () => {
  const ids = (answers: Record<string, string>, today = '2026-11-20') =>
    signersOf(signers, { ...facts(answers), today }).map(({ id }) => id);
  assert.deepEqual(ids({}), []);
  assert.deepEqual(ids(spouse), ['spouse']);
  assert.deepEqual(ids({ ...spouse, ...child('2016-11-21') }), ['spouse']);
  assert.deepEqual(ids({ ...spouse, ...child('2016-11-21') }, '2026-11-21'), ['spouse', 'child.0']);
  const leapling = child('2016-02-29');
  assert.deepEqual(ids(leapling, '2026-02-28'), []);
  assert.deepEqual(ids(leapling, '2026-03-01'), ['child.0']);
  assert.deepEqual(ids({ ...child('2020-01-01'), ...child('2014-05-12', 1) }), ['child.1'], 'a younger one before it');
});

test('FRM-9 a child signs with an ЭЦҚ of their own, or by a representative whom the definition allows and who signs too', () => {
  const signedBy = (answers: Record<string, string>, by: Record<string, string>) =>
    signersOf(signers, facts(answers, by)).find(({ id }) => id === 'child.0')?.signedBy;
  assert.equal(signedBy(older, {}), aisha.iin);
  assert.equal(signedBy(older, { [aisha.iin]: 'applicant' }), applicantIin);
  assert.equal(signedBy({ ...older, ...spouse }, { [aisha.iin]: 'spouse' }), spouse.spouseIin);
  assert.equal(signedBy(older, { [aisha.iin]: 'spouse' }), aisha.iin, 'there is no spouse');
  assert.equal(signedBy(older, { [aisha.iin]: 'neighbour' }), aisha.iin);
  const [choice] = representable(signers, facts({ ...older, ...spouse }));
  assert.deepEqual(
    choice?.representatives.map(({ id }) => id),
    ['applicant', 'spouse'],
  );
});

test('FRM-9 two signatures of one person are one: somebody named twice, or as the applicant, is found', () => {
  const named = (spouseIin: string) => signersOf(signers, facts({ ...spouse, ...older, spouseIin }));
  assert.deepEqual(repeatedSigners(named(spouse.spouseIin), applicantIin), []);
  assert.deepEqual(repeatedSigners(named(applicantIin), applicantIin), ['spouse']);
  assert.deepEqual(repeatedSigners(named(aisha.iin), applicantIin), ['child.0']);
});

const contents: RequestContents = {
  id: '0199a000-0000-7000-8000-000000000001',
  regulation: { id: 'rg-1', version: 1 },
  channel: 'portal',
  body: { bin: '050340999015', name: { kk: 'Бөлім', ru: 'Отдел', en: 'Department' }, head: 'Д. С. Жұмабеков' },
  consumer: { iin: applicantIin, name: 'Сейітова Айгерім' },
  locale: 'kk',
  answers: { married: 'yes', ...spouse, ...older },
  attachments: [],
  signers: signersOf(signers, facts({ ...spouse, ...older }, { [aisha.iin]: 'applicant' })),
  preparedAt: '2026-11-20T05:00:00.000Z',
};

test('FRM-9 APP-5 what each signs says who else signs, what a child says, and who represents whom', () => {
  const text = readableText(readableRequest(regulation, contents, 'kk'), 'kk');
  assert.ok(
    text.includes(`Өтінішке өтініш берушімен бірге қол қоятындар:
Жұбайы: Байжанов Нұрлан, ЖСН 850719399014
Бала: Байжанова Айша, ЖСН 140512500010: келісемін; қолды заңды өкілі Сейітова Айгерім қояды
`),
    text,
  );
  const bytes = Buffer.from(canonicalRequest(regulation, contents));
  const alone = contents.signers?.map((one) => ({ ...one, signedBy: one.iin }));
  for (const changed of [alone, contents.signers?.slice(0, 1), []])
    assert.ok(!bytes.equals(canonicalRequest(regulation, { ...contents, signers: changed })));
});

type Raw = ReturnType<typeof rawFamilyRegulation>;
const defects: [what: string, path: string, (definition: Raw) => unknown][] = [
  ['a field that the form does not ask', 'form.signers.spouse.iin', ({ form }) => (form.signers[0].iin = 'nobody')],
  ['a name of another type', 'form.signers.child.name', ({ form }) => (form.signers[1].name = 'birthDate')],
  [
    'a birth date that may stay empty',
    'form.signers.child.age.birthDate',
    ({ form }) => (form.pages.at(-1).questions[2].fields[2].required = false),
  ],
  ['a name that is asked without its IIN', 'form.signers.spouse.name', ({ form }) => delete form.pages.at(-1).questions[1].when],
  ['a list that is none', 'form.signers.child.each', ({ form }) => (form.signers[1].each = 'spouseName')],
  [
    'a representative whom nobody knows',
    'form.signers.child.representatives',
    ({ form }) => (form.signers[1].representatives = ['uncle']),
  ],
  [
    'a representative who is represented',
    'form.signers.child.representatives',
    ({ form }) => (form.signers[1].representatives = ['child']),
  ],
];

for (const [what, path, breaking] of defects) {
  test(`FRM-9 PRO-6 the checker finds among the signers ${what}`, () => {
    const definition = structuredClone(rawFamilyRegulation());
    breaking(definition);
    const read = parseRegulation(definition, regulation.passport);
    const findings = read.kind === 'faulty' ? read.findings : [];
    assert.deepEqual(
      findings.filter(({ code }) => code === 'signerWithoutField').map((one) => one.path),
      [path],
    );
  });
}
