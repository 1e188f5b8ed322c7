import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe } from 'node:test';
import { decide, fillIn, keepDocument, prepare, send, serviceOf } from './by-post.ts';
import type { Decision, KeptPaper } from './by-post.ts';
import { deskOf, says } from './local-services.ts';
import type { Desk } from './local-services.ts';
import { sceneOfFile } from './scene.ts';
import { storyOf } from './story.ts';

const scene = sceneOfFile();

/** From the order to the document, in one sentence of a story. */
async function outcomeOf(of: {
  desk: Desk;
  service: string;
  answers: Record<string, string>;
  decision: Decision;
}): Promise<KeptPaper> {
  const { consumer, specialist, head } = of.desk;
  const regulation = serviceOf(of.service);
  const id = await send(scene.world, consumer, await fillIn(consumer, regulation, of.answers));
  await prepare(specialist, id, { regulation, ...of.decision });
  await decide(specialist, head, id);
  return keepDocument(consumer, id, join(scene.papers, `${of.service}-${of.decision.output}.pdf`));
}

describe('RG-6 portal', () => {
  const story = storyOf(() => scene.world);
  const applicant = {
    fullName: 'Сейітова Айгерім Маратқызы',
    address: 'Көкпекті ауылы, Абылай хан көшесі, 12',
    birthDate: '1989-03-12',
    phone: '+77010000101',
    document: '049900101',
    documentIssuedBy: 'ҚР ІІМ',
    documentIssuedOn: '2019-03-02',
    representative: 'parent',
  };
  const child = { 'children.0.name': 'Ахметов Дәулет Нұрланұлы', 'children.0.birthDate': '2019-11-03' };
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
  };
  const deposit = {
    ...applicant,
    purpose: 'deposit',
    'depositors.0.name': 'Ахметов Дәулет Нұрланұлы',
    'depositors.0.iin': '191103609904',
    'depositors.0.birthDate': '2019-11-03',
    'depositors.0.birthCertificate': '1123457',
    bank: 'Халық банкі',
    disposal: 'terminate',
    family: 'motherAndSpouse',
    spouseName: 'Ахметов Нұрлан Болатұлы',
    spouseDocument: '049900102',
    spouseIssuedBy: 'ҚР ІІМ',
    spouseIssuedOn: '2020-01-15',
  };
  const vehicle = {
    ...applicant,
    ...child,
    purpose: 'vehicle',
    vehicle: 'Toyota Corolla, 2015, 123 ABC 16',
    vehicleDeal: 'sale',
    police: 'Көкпекті ауданының жол полициясы бөлімшесі',
  };
  let desk: Desk;

  before(async () => {
    desk = await deskOf(scene.world, { consumer: 'aigerim', specialist: 'saule', head: 'qairat' });
  });

  story('RG-6 portal FRM-6 pension savings: the certificate goes to the fund, for one month', async () => {
    const { text } = await outcomeOf({ desk, service: 'rg-6', answers: pension, decision: { output: 'pensionFund' } });
    says(text, 'Жинақтаушы зейнетақы қорының атауы', 'салымшы Ахметов Болат Серікұлы қайтыс болуына байланысты');
    says(text, 'Ахметов Дәулет Нұрланұлы 3 қараша 2019 ж.', 'заң бойынша мұрагерлікке құқығы туралы куәлікке сәйкес');
    says(text, 'получить в соответствии с законодательством', 'Анықтама берілген күннен бастап 1 (бір) ай ішінде жарамды.');
  });

  story('RG-6 portal FRM-6 a deposit of minors: the certificate goes to the bank', async () => {
    const { text } = await outcomeOf({ desk, service: 'rg-6', answers: deposit, decision: { output: 'bank' } });
    says(text, 'Банк атауы', 'Халық банкі', 'салымдарына иелік етуге (шарттарды бұзу) рұқсат береді.');
    says(text, 'расторжение договора', '1 (одного) месяца');
  });

  story('RG-6 portal FRM-6 a vehicle of minors: the certificate goes to the road police', async () => {
    const { text } = await outcomeOf({ desk, service: 'rg-6', answers: vehicle, decision: { output: 'roadPolice' } });
    says(
      text,
      'Көкпекті ауданының жол полициясы бөлімшесі',
      'Toyota Corolla, 2015, 123 ABC 16 көлік құралын сатуға келісім береді.',
    );
    says(text, 'даёт согласие на продажу транспортного средства');
  });

  story('RG-6 portal FRM-6 who is not the child’s representative is refused', async () => {
    const values = { explanation: 'Туу туралы куәлікте басқа адам жазылған.' };
    const decision = { output: 'refusal', ground: 'notRepresentative', values };
    const { text } = await outcomeOf({ desk, service: 'rg-6', answers: vehicle, decision });
    says(text, 'Сіз баланың заңды өкілі екеніңіз расталмады.', 'подать жалобу');
  });
});

describe('RG-7 portal', () => {
  const story = storyOf(() => scene.world);
  const family = { phone: '+77010000102', familySize: '4', category: 'vulnerable' };
  const values = { decisionDate: '16.11.2026', decisionNumber: '41' };
  const nurlan = { ...family, fullName: 'Ахметов Нұрлан Болатұлы', address: 'Көкпекті ауылы, Шериаздан көшесі, 31' };
  const aigerim = { ...nurlan, fullName: 'Сейітова Айгерім Маратқызы' };
  let desk: Desk;
  let second: Desk;
  let first = 0;

  function positionIn(text: string): number {
    return Number(/Есепке алу күніне Сіздің кезегіңіз №\s(\d+)\./u.exec(text)?.[1]);
  }

  before(async () => {
    desk = await deskOf(scene.world, { consumer: 'nurlan', specialist: 'erzhan', head: 'zhanar' });
    second = await deskOf(scene.world, { consumer: 'aigerim', specialist: 'erzhan', head: 'zhanar' });
  });

  story('RG-7 portal FRM-7 the notice says decision, request, family, category and the position in the queue', async () => {
    const { text } = await outcomeOf({ desk, service: 'rg-7', answers: nurlan, decision: { output: 'result', values } });
    says(text, 'Тұрғын үй комиссиясының 16 қараша 2026 ж. № 41 шешімімен', 'жанұя құрамы 4 адаммен');
    says(text, '«Халықтың әлеуметтік осал топтары» санаты бойынша', 'по категории «Социально уязвимые слои населения»');
    says(text, 'Өтініш берушінің Т.А.Ә.', '+77010000102');
    first = positionIn(text);
    assert.ok(first > 0, text);
    says(text, 'жағдай бойынша', 'по состоянию на', '/cabinet/queue');
  });

  story('RG-7 portal FRM-7 WRK-5 who files later stands behind, and the position on the notice says so', async () => {
    const decision = { output: 'result', values };
    const { text } = await outcomeOf({ desk: second, service: 'rg-7', answers: aigerim, decision });
    assert.ok(positionIn(text) > first, text);
  });

  story('RG-7 portal FRM-7 the refusal says its reason and the right to complain', async () => {
    const decision = { output: 'refusal', ground: 'alreadyRegistered', values: { explanation: 'Кезегіңіз бар.' } };
    const { text } = await outcomeOf({ desk, service: 'rg-7', answers: nurlan, decision });
    says(text, 'Сізге (отбасы құрамы 4 адам)', 'есепке қоюға рұқсат берілмегендігі туралы Сізді ескертеміз.');
    says(text, 'Сіз немесе отбасыңыз бұл кезекте бұрыннан тұр.', 'шағым арыз бере аласыз', 'подать жалобу');
  });
});
