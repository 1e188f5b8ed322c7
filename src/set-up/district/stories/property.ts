import { cast } from '#seed';
import { complainOf } from '../acts.ts';
import { asked, decided, prepared, refused, taken, untouched, withdrawn } from './lives.ts';
import type { Bench } from './lives.ts';
import { longer } from './story.ts';
import type { Story } from './story.ts';

const bench: Bench = {
  specialist: 'saule',
  head: 'qairat',
  refusal: {
    output: 'refusal',
    values: { explanation: 'Балалардың басқа тұрғын үйі жоқ.', 'explanation.ru': 'Другого жилья у детей нет.' },
    grounds: ['interests'],
  },
  question: { text: 'Балалардың туу туралы куәліктерін анық түсіріп, қайта жіберіңіз.', documents: ['birthCertificates'] },
};

const { aigerim, nurlan } = cast;
const eldest = { iin: '140520509903', birthDate: '2014-05-20' } as const;
const issued = { documentIssuedBy: 'ҚР Ішкі істер министрлігі', documentIssuedOn: '2019-04-02' } as const;

/** Children of both: the eldest is over 10, a parent signs for him. */
const children = {
  'children.0.name': 'Ахметов Ерлан Нұрланұлы',
  'children.0.iin': eldest.iin,
  'children.0.birthDate': eldest.birthDate,
  'children.0.birthCertificate': '1123456',
  'children.1.name': 'Ахметов Дәулет Нұрланұлы',
  'children.1.iin': '191103609904',
  'children.1.birthDate': '2019-11-03',
  'children.1.birthCertificate': '1123457',
} as const;

const father = {
  family: 'fatherAndSpouse',
  document: nurlan.documentNumber,
  ...issued,
  spouseName: 'Сейітова Айгерім Маратқызы',
  spouseIin: aigerim.iin,
  spouseDocument: aigerim.documentNumber,
  spouseIssuedBy: 'ҚР Ішкі істер министрлігі',
  spouseIssuedOn: '2019-03-02',
} as const;

const dwelling = { dwelling: 'Көкпекті ауылы, Абай көшесі, 3, 12-пәтер', ...children, ...father } as const;

const sale = {
  deal: 'sale',
  futureAddress: 'Көкпекті ауылы, Астана көшесі, 9',
  promise: 'Келешекте балалар тұрғын үймен қамтамасыз етіледі',
} as const;

const pledge = {
  deal: 'pledge',
  creditSum: '4500000',
  creditMonths: '60',
  bankLetter: '17-04/88',
  lossAddress: 'Самар ауылы, Горохов көшесі, 7',
  pledgePromise: 'Келешекте балаларды тұрғын үйсіз қалдырмауға міндеттенеміз',
} as const;

/** At the portal both spouses sign, and the father for the child over 10. */
const signedByBoth = { signers: ['aigerim'], representation: { [eldest.iin]: 'applicant' } } as const;
const rg5 = { service: 'rg-5', consumer: 'nurlan', answers: { ...dwelling, ...sale }, ...signedByBoth } as const;
/** At a counter all sign on paper. */
const onPaper = { service: 'rg-5', consumer: 'nurlan', answers: { ...dwelling, ...sale } } as const;

/** Those that several sign are of the last days: what was not signed in ten days the running server ends, and it knows no other day than today. */
const ofDwellings: readonly Story[] = [
  decided(bench, { ...onPaper, at: 'madina' }, { output: 'result', day: 20 }),
  decided(bench, rg5, { output: 'result', day: 4 }),
  longer(refused(bench, { ...rg5, answers: { ...dwelling, ...pledge } }, 4), [
    [2, '20:30'],
    complainOf('nurlan', 'Балалар ата-әжесінің үйінде тұра алады, мекенжайын өтініште көрсеткенбіз.'),
  ]),
  withdrawn(bench, { ...rg5, answers: { ...dwelling, ...pledge } }, 3),
  prepared(bench, { ...onPaper, at: 'askhat' }, { output: 'result', day: 4 }),
  asked(bench, { ...onPaper, at: 'madina' }, 3),
  taken(bench, rg5, 3),
  untouched({ ...onPaper, at: 'askhat' }, 1),
  // The mother has not signed yet.
  { filing: { ...rg5, signers: 'awaited' }, filed: [1, '18:40'], acts: [] },
];

const applicant = {
  birthDate: aigerim.birthDate,
  document: aigerim.documentNumber,
  ...issued,
  representative: 'parent',
} as const;
const child = { 'children.0.name': 'Ахметов Дәулет Нұрланұлы', 'children.0.birthDate': '2019-11-03' } as const;

const vehicle = {
  ...applicant,
  ...child,
  purpose: 'vehicle',
  vehicle: 'Toyota Corolla, 2015, 123 ABC 16',
  vehicleDeal: 'sale',
  police: 'Көкпекті ауданының жол полициясы бөлімшесі',
} as const;

const pension = {
  ...applicant,
  ...child,
  purpose: 'pension',
  fund: 'Бірыңғай жинақтаушы зейнетақы қоры',
  depositor: 'Ахметов Болат Серікұлы',
  deathCertificate: '0123456',
  deathCertificateOn: '2026-02-11',
  inheritance: 'law',
  inheritanceOn: '2026-09-15',
  notary: 'Ким Светлана',
  notaryLicence: '0002233',
  notaryLicenceOn: '2011-05-06',
} as const;

const rg6 = { service: 'rg-6', consumer: 'aigerim', answers: vehicle } as const;

const ofSavings: readonly Story[] = [
  decided(bench, rg6, { output: 'roadPolice', day: 19 }),
  decided(bench, { ...rg6, answers: pension, at: 'madina' }, { output: 'pensionFund', day: 12 }),
  refused(bench, rg6, 15),
  withdrawn(bench, { ...rg6, answers: pension }, 7),
  prepared(bench, { ...rg6, at: 'askhat' }, { output: 'roadPolice', day: 3 }),
  asked(bench, { ...rg6, answers: pension }, 4),
  taken(bench, { ...rg6, at: 'madina' }, 2),
  untouched(rg6, 1),
];

/** Applications about what belongs to minors: dwellings, savings, vehicles. */
export const ofProperty: readonly Story[] = [...ofDwellings, ...ofSavings];
