import { extend, note, prepare, sign, take, thatDay } from '../acts.ts';
import { asked, prepared, refused, withdrawn } from './lives.ts';
import type { Bench } from './lives.ts';
import type { Story } from './story.ts';

const rg7 = { service: 'rg-7', answers: { familySize: '4', category: 'vulnerable' } } as const;

const bench: Bench = {
  specialist: 'erzhan',
  head: 'zhanar',
  refusal: {
    output: 'refusal',
    values: { explanation: 'Сіздің отбасыңыз бұл кезекте тұр.', 'explanation.ru': 'Ваша семья уже стоит в этой очереди.' },
    grounds: ['alreadyRegistered'],
  },
  question: { text: 'Отбасы құрамы туралы анықтаманы жаңартып жіберіңіз.', documents: ['family'] },
};

/** Applications at the housing department. */
export const ofHousing: readonly Story[] = [
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
  asked(bench, { ...rg7, consumer: 'svetlana', at: 'askhat' }, 6),
  prepared(
    bench,
    { ...rg7, consumer: 'marat', at: 'erzhan' },
    {
      output: 'result',
      values: { decisionDate: thatDay, decisionNumber: '17' },
      day: 4,
    },
  ),
  refused(bench, { ...rg7, consumer: 'marat', at: 'askhat' }, 22),
  withdrawn(bench, { ...rg7, consumer: 'nurlan' }, 21),
];
