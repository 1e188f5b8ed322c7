import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { loadRegulations } from './adapters/folder.ts';
import { parseRegulation } from './rules/checker.ts';
import type { Regulation } from './rules/regulation.ts';

const folder = resolve(import.meta.dirname, '../../../regulations');
const word = (text: string) => ({ kk: text, ru: text, en: text });

const family = {
  id: 'family',
  title: word('Отбасы'),
  questions: [
    {
      id: 'married',
      type: 'choice',
      label: word('Некеде тұрасыз ба?'),
      options: [
        { value: 'yes', label: word('Иә') },
        { value: 'no', label: word('Жоқ') },
      ],
    },
    { id: 'spouseIin', type: 'iin', label: word('Жұбайының ЖСН-і'), when: { question: 'married', is: ['yes'] } },
    { id: 'spouseName', type: 'text', label: word('Жұбайының аты-жөні'), when: { question: 'married', is: ['yes'] } },
    { id: 'childIin', type: 'iin', label: word('Баланың ЖСН-і') },
    { id: 'childName', type: 'text', label: word('Баланың аты-жөні') },
    { id: 'childBirthDate', type: 'date', label: word('Баланың туған күні') },
  ],
};

const signers = [
  { id: 'spouse', role: word('Жұбайы'), iin: 'spouseIin', name: 'spouseName' },
  {
    id: 'child',
    role: word('Бала'),
    iin: 'childIin',
    name: 'childName',
    age: { birthDate: 'childBirthDate', least: 10 },
    agrees: word('келісемін'),
    representatives: ['applicant', 'spouse'],
  },
];

/** The definition as a folder would hold it: RG-1, asked for by a family, of which each signs (FRM-9). Plain, so that a test can break it. */
export function rawFamilyRegulation() {
  const yaml = (name: string) => parse(readFileSync(join(folder, 'rg-1', name), 'utf8'));
  const form = yaml('form.yaml');
  return {
    ...yaml('regulation.yaml'),
    form: { ...form, pages: [...form.pages, family], signers },
    notices: yaml('notices.yaml'),
    survey: yaml('survey.yaml'),
    outputs: [yaml('outputs/refusal.yaml'), yaml('outputs/result.yaml')],
  };
}

/** The same, read. @throws an ordinary error where the checker refuses it */
export function familyRegulation(): Regulation {
  const read = parseRegulation(rawFamilyRegulation(), loadRegulations(folder).regulation('rg-1', 1).passport);
  if (read.kind === 'faulty') throw new Error(JSON.stringify(read.findings));
  return read.value;
}
