import { join, resolve } from 'node:path';
import { loadRegulations, readCommonParts, readDefinition } from './adapters/folder.ts';
import { parseRegulation } from './rules/checker.ts';
import { wholeDefinition } from './rules/whole-definition.ts';
import type { Regulation } from './rules/regulation.ts';

const folder = resolve(import.meta.dirname, '../../../regulations');
const word = (kk: string, ru: string, en: string) => ({ kk, ru, en });

const married = { question: 'married', is: ['yes'] };

const family = [
  {
    id: 'spouses',
    title: word('Жұбайыңыз', 'Ваш супруг', 'Your spouse'),
    questions: [
      {
        id: 'married',
        type: 'choice',
        label: word('Некеде тұрасыз ба?', 'Вы состоите в браке?', 'Are you married?'),
        options: [
          { value: 'yes', label: word('Иә', 'Да', 'Yes') },
          { value: 'no', label: word('Жоқ', 'Нет', 'No') },
        ],
      },
    ],
  },
  {
    id: 'family',
    title: word('Отбасыңыз', 'Ваша семья', 'Your family'),
    questions: [
      { id: 'spouseIin', type: 'iin', label: word('Жұбайыңыздың ЖСН-і', 'ИИН супруга', "Your spouse's IIN"), when: married },
      {
        id: 'spouseName',
        type: 'text',
        label: word('Жұбайыңыздың аты-жөні', 'Фамилия, имя супруга', "Your spouse's name"),
        when: married,
      },
      {
        id: 'children',
        type: 'list',
        label: word('Балаларыңыз', 'Ваши дети', 'Your children'),
        item: word('Бала', 'Ребёнок', 'Child'),
        min: 0,
        max: 5,
        fields: [
          { id: 'name', type: 'text', label: word('Аты-жөні', 'Фамилия, имя', 'Name') },
          { id: 'iin', type: 'iin', label: word('ЖСН', 'ИИН', 'IIN') },
          { id: 'birthDate', type: 'date', label: word('Туған күні', 'Дата рождения', 'Date of birth') },
        ],
      },
    ],
  },
];

const signers = [
  { id: 'spouse', role: word('Жұбайы', 'Супруг', 'Spouse'), iin: 'spouseIin', name: 'spouseName' },
  {
    id: 'child',
    role: word('Бала', 'Ребёнок', 'Child'),
    each: 'children',
    iin: 'iin',
    name: 'name',
    age: { birthDate: 'birthDate', least: 10 },
    agrees: word('келісемін', 'согласен', 'I agree'),
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
