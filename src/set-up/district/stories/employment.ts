import { ask, extend, give, note, prepare, rate, sign, take, takeBack, thatDay } from './acts.ts';
import type { Act } from './acts.ts';
import type { Filing } from './file.ts';

/** A moment of the district's past: on which working day before today, and at which time of the state. */
export type Moment = readonly [workingDaysAgo: number, time: string];

/** One application from its beginning to where it stands today. */
export interface Story {
  readonly filing: Filing;
  readonly filed: Moment;
  readonly acts: readonly (readonly [Moment, Act])[];
}

const period = { 'period.from': '2026-03-02', 'period.to': '2026-05-31', purpose: '«Халық банкі» АҚ' };
const rg1 = { service: 'rg-1', answers: period } as const;

/** Taken, decided and signed within the ten minutes that the regulation gives. */
function certificate(filing: Filing, day: number, hour: string): Story {
  const acts = [
    [[day, `${hour}:03`], take('gulnara')],
    [[day, `${hour}:05`], prepare('gulnara', { output: 'result' })],
    [[day, `${hour}:08`], sign('daniyar')],
  ] as const;
  return { filing, filed: [day, `${hour}:01`], acts };
}

function refusedCertificate(filing: Filing, day: number, hour: string): Story {
  const values = { explanation: 'Тіркеу күнін бөлімнен нақтылап, өтінішті қайта беріңіз.' };
  const acts = [
    [[day, `${hour}:02`], take('botagoz')],
    [[day, `${hour}:06`], prepare('botagoz', { output: 'refusal', values, grounds: ['notRegistered'] })],
    [[day, `${hour}:09`], sign('daniyar')],
  ] as const;
  return { filing, filed: [day, `${hour}:00`], acts };
}

/** The same story, longer. */
const longer = (story: Story, ...more: Story['acts']): Story => ({ ...story, acts: [...story.acts, ...more] });

const ofEmployment: readonly Story[] = [
  longer(certificate({ ...rg1, consumer: 'aigerim' }, 24, '10'), [[23, '19:10'], rate('aigerim', ['satisfied', 'satisfied'])]),
  certificate({ ...rg1, consumer: 'svetlana', at: 'botagoz' }, 22, '11'),
  longer(refusedCertificate({ ...rg1, consumer: 'nurlan' }, 19, '15'), [
    [18, '20:00'],
    rate('nurlan', ['dissatisfied', 'partly']),
  ]),
  longer(certificate({ ...rg1, consumer: 'svetlana', at: 'madina' }, 16, '12'), [[15, '10:20'], give('madina')]),
  longer(certificate({ ...rg1, consumer: 'aigerim' }, 12, '16'), [[11, '21:00'], rate('aigerim', ['satisfied', 'partly'])]),
  refusedCertificate({ ...rg1, consumer: 'marat', at: 'gulnara' }, 9, '10'),
  { filing: { ...rg1, consumer: 'nurlan' }, filed: [7, '09:40'], acts: [[[7, '09:44'], takeBack('nurlan')]] },
  certificate({ ...rg1, consumer: 'aigerim' }, 4, '11'),
  {
    filing: { ...rg1, consumer: 'aigerim' },
    filed: [1, '17:10'],
    acts: [
      [[1, '17:12'], take('gulnara')],
      [[1, '17:15'], prepare('gulnara', { output: 'result' })],
    ],
  },
  { filing: { ...rg1, consumer: 'marat', at: 'askhat' }, filed: [1, '16:00'], acts: [] },
  { filing: { ...rg1, consumer: 'nurlan' }, filed: [1, '18:00'], acts: [] },
];

const child = { childName: 'Сейіт Аружан', childBirthDate: '2017-05-14' };
const bank = { account: 'KZ86125KZT5004100100', bank: '«Халық банкі» АҚ' };
const card = { documentIssuedBy: 'ҚР Ішкі істер министрлігі', documentIssuedOn: '2019-04-02' };
const rg2 = { service: 'rg-2', answers: { ...child, ...bank, ...card, document: '049900101' } } as const;
const allowance = { amount: '23592', from: '2026-12-01', to: '2027-11-30' };

const ofHomeTeaching: readonly Story[] = [
  {
    filing: { ...rg2, consumer: 'aigerim' },
    filed: [20, '10:30'],
    acts: [
      [[20, '14:50'], take('botagoz')],
      [[16, '11:00'], prepare('botagoz', { output: 'result', values: allowance })],
      [[15, '09:30'], sign('daniyar')],
      [[14, '20:15'], rate('aigerim', ['satisfied', 'satisfied'])],
    ],
  },
  {
    filing: { ...rg2, consumer: 'nurlan' },
    filed: [3, '11:20'],
    acts: [
      [[3, '15:00'], take('gulnara')],
      [
        [2, '10:10'],
        ask('gulnara', {
          text: 'Мүгедектік туралы анықтаманың екінші беті көрінбейді, қайта жіберіңіз.',
          documents: ['disability'],
        }),
      ],
    ],
  },
  { filing: { ...rg2, consumer: 'svetlana', at: 'botagoz' }, filed: [2, '12:00'], acts: [[[2, '12:10'], take('botagoz')]] },
];

const rg3 = (childName: string) => ({
  service: 'rg-3',
  answers: { childName, childBirthDate: '2024-02-11', childAddress: 'Көкпекті ауылы, Абай көшесі, 44', category: 'general' },
});
const address = { address: 'Көкпекті ауылы, Шериаздан көшесі, 31' };
const ward = { wardName: 'Ахмет Ерсұлтан', wardBirthDate: '2015-06-14', ...address };
const rg4 = { service: 'rg-4', consumer: 'nurlan', answers: ward } as const;

const ofEducation: readonly Story[] = [
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
          values: { explanation: 'Туу туралы куәліктің анық көшірмесін әкеліңіз.' },
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
];

const rg7 = { service: 'rg-7', answers: { familySize: '4', category: 'vulnerable' } } as const;

const ofHousing: readonly Story[] = [
  {
    filing: { ...rg7, consumer: 'svetlana', at: 'erzhan' },
    filed: [25, '10:00'],
    acts: [
      [[25, '10:20'], take('erzhan')],
      [[10, '11:00'], prepare('erzhan', { output: 'result', values: { decisionDate: thatDay, decisionNumber: '14' } })],
      [[10, '15:30'], sign('zhanar')],
    ],
  },
  {
    filing: { ...rg7, consumer: 'nurlan' },
    filed: [17, '11:00'],
    acts: [
      [[16, '10:00'], take('erzhan')],
      [[5, '10:30'], extend('erzhan', { days: 15, reason: 'Мекенжай бойынша сұраудың жауабы күтілуде' })],
    ],
  },
  {
    filing: { ...rg7, consumer: 'aigerim' },
    filed: [18, '11:00'],
    acts: [
      [[17, '10:00'], take('erzhan')],
      [[8, '12:00'], note('erzhan', 'Комиссияның келесі отырысына енгізу керек.')],
    ],
  },
  { filing: { ...rg7, consumer: 'marat', at: 'madina' }, filed: [2, '13:00'], acts: [] },
];

/** The district's applications of the last weeks: from all three channels, in every state. */
export const stories: readonly Story[] = [...ofEmployment, ...ofHomeTeaching, ...ofEducation, ...ofHousing];
