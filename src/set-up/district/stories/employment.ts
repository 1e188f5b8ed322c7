import { powersOfAttorney } from '#seed';
import { answer, ask, complainOf, give, prepare, rate, sign, take, takeBack } from '../acts.ts';
import type { Filing } from '../file.ts';
import { asked, prepared, refused, taken, untouched, withdrawn } from './lives.ts';
import type { Bench } from './lives.ts';
import { longer } from './story.ts';
import type { Story } from './story.ts';

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
  const values = {
    explanation: 'Тіркеу күнін бөлімнен нақтылап, өтінішті қайта беріңіз.',
    'explanation.ru': 'Уточните в отделе дату регистрации и подайте заявление снова.',
  };
  const acts = [
    [[day, `${hour}:02`], take('botagoz')],
    [[day, `${hour}:06`], prepare('botagoz', { output: 'refusal', values, grounds: ['notRegistered'] })],
    [[day, `${hour}:09`], sign('daniyar')],
  ] as const;
  return { filing, filed: [day, `${hour}:00`], acts };
}

const bench: Bench = {
  specialist: 'gulnara',
  head: 'daniyar',
  refusal: {
    output: 'refusal',
    values: {
      conclusion: '12.10.2026 № 9',
      explanation: 'Комиссия баланың мектепке барып оқи алатынын анықтады.',
      'explanation.ru': 'Комиссия установила, что ребёнок может посещать школу.',
    },
    grounds: ['commission'],
  },
  question: { text: 'Құжаттың екінші беті көрінбейді, анық көшірмесін қайта жіберіңіз.', documents: [] },
};

const { number } = powersOfAttorney.valid;

/** Айгерім sends Нұрлан, with a power of attorney. */
const represented: Story = {
  filing: { ...rg1, consumer: 'aigerim', at: 'madina', representative: { who: 'nurlan', power: number } },
  filed: [8, '10:20'],
  acts: [
    [[8, '11:00'], take('gulnara')],
    [[8, '11:20'], prepare('gulnara', { output: 'result' })],
    [[8, '12:30'], sign('daniyar')],
    [[7, '10:15'], give('madina', 'representative')],
  ],
};

const ofUnemployed: readonly Story[] = [
  longer(certificate({ ...rg1, consumer: 'aigerim' }, 24, '10'), [[23, '19:10'], rate('aigerim', ['satisfied', 'satisfied'])]),
  certificate({ ...rg1, consumer: 'svetlana', at: 'botagoz' }, 22, '11'),
  longer(
    refusedCertificate({ ...rg1, consumer: 'nurlan' }, 19, '15'),
    [[18, '20:00'], rate('nurlan', ['dissatisfied', 'partly'])],
    [[18, '20:10'], complainOf('nurlan', 'Мен тізілімге өткен аптада тұрдым, анықтама сонда берілген.')],
    [[17, '11:00'], answer('daniyar', 'Тіркелген күніңіз түзетілді. Өтінішті қайта беріңіз, анықтама беріледі.')],
  ),
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
  represented,
  taken(bench, { ...rg1, consumer: 'svetlana', at: 'askhat' }, 2),
  asked(bench, { ...rg1, consumer: 'marat', at: 'madina' }, 3),
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
  untouched({ ...rg2, consumer: 'marat', at: 'gulnara' }, 1),
  prepared(bench, { ...rg2, consumer: 'aigerim' }, { output: 'result', values: allowance, day: 5 }),
  refused(bench, { ...rg2, consumer: 'marat', at: 'botagoz' }, 14),
  withdrawn(bench, { ...rg2, consumer: 'nurlan' }, 11),
];

/** Applications at the employment department. */
export const ofEmployment: readonly Story[] = [...ofUnemployed, ...ofHomeTeaching];
