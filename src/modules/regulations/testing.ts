import { join, resolve } from 'node:path';
import { loadRegulations, readCommonParts, readDefinition } from './adapters/folder.ts';
import { parseRegulation } from './rules/checker.ts';
import { placeholdersOf } from './rules/template.ts';
import { wholeDefinition } from './rules/whole-definition.ts';
import type { Regulation } from './rules/regulation.ts';

const folder = resolve(import.meta.dirname, '../../../regulations');

/** A Kazakh text for a definition of a test; the texts beside it have the same places, and the letters of their languages. */
export function word(text: string) {
  const places = placeholdersOf(text).map((place) => ` {{${place}}}`);
  return { kk: text, ru: ['слово', ...places].join(''), en: ['word', ...places].join('') };
}

const married = { question: 'married', is: ['yes'] };

const family = [
  {
    id: 'spouses',
    title: word('Жұбайыңыз'),
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
    ],
  },
  {
    id: 'family',
    title: word('Отбасыңыз'),
    questions: [
      { id: 'spouseIin', type: 'iin', label: word('Жұбайыңыздың ЖСН-і'), when: married },
      { id: 'spouseName', type: 'text', label: word('Жұбайыңыздың аты-жөні'), when: married },
      {
        id: 'children',
        type: 'list',
        label: word('Балаларыңыз'),
        item: word('Бала'),
        min: 0,
        max: 5,
        fields: [
          { id: 'name', type: 'text', label: word('Аты-жөні') },
          { id: 'iin', type: 'iin', label: word('ЖСН') },
          { id: 'birthDate', type: 'date', label: word('Туған күні') },
        ],
      },
    ],
  },
];

const signers = [
  { id: 'spouse', role: word('Жұбайы'), iin: 'spouseIin', name: 'spouseName' },
  {
    id: 'child',
    role: word('Бала'),
    each: 'children',
    iin: 'iin',
    name: 'name',
    age: { birthDate: 'birthDate', least: 10 },
    agrees: word('келісемін'),
    representatives: ['applicant', 'spouse'],
  },
];

/** The definition with its common parts: RG-1, asked for by a family, of which each signs (FRM-9). Plain, so that a test can break it. */
export function rawFamilyRegulation() {
  const whole = wholeDefinition(readDefinition(join(folder, 'rg-1')), readCommonParts(join(folder, 'common')));
  if (whole.kind === 'faulty') throw new Error(JSON.stringify(whole.findings));
  const raw = JSON.parse(JSON.stringify(whole.value));
  return { ...raw, form: { ...raw.form, pages: [...raw.form.pages, ...family], signers } };
}

/** The same, read. @throws an ordinary error where the checker refuses it */
export function familyRegulation(): Regulation {
  const read = parseRegulation(rawFamilyRegulation(), loadRegulations(folder).regulation('rg-1', 1).passport);
  if (read.kind === 'faulty') throw new Error(JSON.stringify(read.findings));
  return read.value;
}
