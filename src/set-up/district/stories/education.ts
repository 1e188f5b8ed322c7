import { give, prepare, rate, sign, take } from '../acts.ts';
import { asked, prepared, refused, taken, untouched, withdrawn } from './lives.ts';
import type { Bench } from './lives.ts';
import type { Story } from './story.ts';

const rg3 = (childName: string) => ({
  service: 'rg-3',
  answers: { childName, childBirthDate: '2024-02-11', childAddress: 'Көкпекті ауылы, Абай көшесі, 44', category: 'general' },
});
const address = { address: 'Көкпекті ауылы, Шериаздан көшесі, 31' };
const ward = { wardName: 'Ахмет Ерсұлтан', wardBirthDate: '2015-06-14', ...address };
const rg4 = { service: 'rg-4', consumer: 'nurlan', answers: ward } as const;

const bench: Bench = {
  specialist: 'saule',
  head: 'qairat',
  refusal: {
    output: 'refusal',
    values: { decision: '12.10.2026 № 71', explanation: 'Қорғаншылық тағайындалмаған.', 'explanation.ru': 'Опека не назначена.' },
    grounds: ['decision'],
  },
  question: { text: 'Туу туралы куәліктің анық көшірмесін жіберіңіз.', documents: ['birthCertificate'] },
};

/** Applications about preschools and guardians, at the education department and at an akim's office. */
export const ofEducation: readonly Story[] = [
  {
    filing: { ...rg3('Болат Дана'), consumer: 'nurlan' },
    filed: [18, '10:00'],
    acts: [
      [[18, '11:30'], take('saule')],
      [[17, '10:00'], prepare('saule', { output: 'registration' })],
      [[17, '16:00'], sign('qairat')],
      [[16, '19:00'], rate('nurlan', ['satisfied', 'satisfied'])],
    ],
  },
  {
    filing: { ...rg3('Ким Арина'), consumer: 'svetlana', at: 'askhat' },
    filed: [13, '12:40'],
    acts: [
      [[13, '15:00'], take('saule')],
      [[12, '10:00'], prepare('saule', { output: 'registration' })],
      [[12, '12:00'], sign('qairat')],
      [[11, '11:00'], give('askhat')],
    ],
  },
  {
    filing: { ...rg3('Оспан Әли'), consumer: 'marat', at: 'saule' },
    filed: [10, '09:50'],
    acts: [
      [[10, '10:00'], take('saule')],
      [
        [9, '11:00'],
        prepare('saule', {
          output: 'refusal',
          values: {
            explanation: 'Туу туралы куәліктің анық көшірмесін әкеліңіз.',
            'explanation.ru': 'Принесите разборчивую копию свидетельства о рождении.',
          },
          grounds: ['incompleteDocuments'],
        }),
      ],
      [[9, '17:00'], sign('qairat')],
    ],
  },
  { filing: { ...rg3('Сейіт Аян'), consumer: 'aigerim' }, filed: [6, '10:00'], acts: [[[6, '12:00'], take('saule')]] },
  { filing: { ...rg3('Мұқан Еркежан'), consumer: 'lazzat', at: 'madina' }, filed: [1, '17:30'], acts: [] },
  {
    filing: rg4,
    filed: [14, '15:00'],
    acts: [
      [[14, '17:00'], take('saule')],
      [[13, '10:00'], prepare('saule', { output: 'result' })],
      [[12, '16:30'], sign('qairat')],
    ],
  },
  {
    filing: rg4,
    filed: [3, '15:00'],
    acts: [
      [[3, '17:00'], take('saule')],
      [[2, '16:00'], prepare('saule', { output: 'result' })],
    ],
  },
  asked(bench, { ...rg3('Ким Тимур'), consumer: 'svetlana', at: 'madina' }, 3),
  prepared(bench, { ...rg3('Сейіт Айша'), consumer: 'aigerim' }, { output: 'registration', day: 2 }),
  withdrawn(bench, { ...rg3('Ахмет Мирас'), consumer: 'nurlan' }, 8),
  {
    filing: { ...rg3('Ким Полина'), consumer: 'svetlana', at: 'altynai' },
    filed: [2, '11:20'],
    acts: [[[2, '12:00'], take('altynai')]],
  },
  untouched({ ...rg4, consumer: 'svetlana', at: 'askhat' }, 1),
  taken(bench, { ...rg4, consumer: 'aigerim' }, 2),
  asked(bench, { ...rg4, consumer: 'marat', at: 'askhat' }, 4),
  refused(bench, { ...rg4, consumer: 'aigerim' }, 9),
  withdrawn(bench, rg4, 6),
];
