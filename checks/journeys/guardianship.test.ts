import { join } from 'node:path';
import { before, describe } from 'node:test';
import { cast } from '#seed';
import { texts } from '#text';
import { decide, fillIn, keepDocument, numberOf, prepare, send, serviceOf, sign } from './by-post.ts';
import { deskOf, enter, says } from './local-services.ts';
import type { Desk } from './local-services.ts';
import { sceneOfFile } from './scene.ts';
import { storyOf } from './story.ts';

const scene = sceneOfFile();

describe('RG-4 portal', () => {
  const story = storyOf(() => scene.world);
  const service = serviceOf('rg-4');
  const answers = {
    fullName: 'Ким Светлана',
    address: 'Самар ауылы, Горохов көшесі, 7',
    phone: '+77010000103',
    wardName: 'Ким Артём Андреевич',
    wardBirthDate: '2015-04-09',
  };
  let desk: Desk;

  before(async () => {
    desk = await deskOf(scene.world, { consumer: 'aigerim', specialist: 'saule', head: 'qairat' });
    const decree = { decreeDate: '2019-10-02', address: 'Көкпекті ауылы, Абылай хан көшесі, 12' };
    const into = { body: 'education', register: 'guardianship' } as const;
    const wards = [
      { wardName: 'Ким Алина Андреевна', wardBirthDate: '2017-01-20', decreeNumber: '311' },
      {
        wardName: 'Ким Артём Андреевич',
        wardBirthDate: '2015-04-09',
        decreeNumber: '312',
        property: 'мүлкінің тізімдемесі істе тігулі',
      },
    ];
    for (const ward of wards) await enter(scene.world, 'aigerim', { ...into, values: { ...decree, ...ward } });
  });

  story(
    'RG-4 portal FRM-4 the certificate names guardian, decree, ward and property of the register, in both languages',
    async () => {
      const { consumer, specialist, head } = desk;
      const id = await send(scene.world, consumer, await fillIn(consumer, service, answers));
      const preview = await prepare(specialist, id, { regulation: service, output: 'result' });
      says(preview, '№ 312', 'мүлкінің тізімдемесі істе тігулі');
      await decide(specialist, head, id);
      const { text } = await keepDocument(consumer, id, join(scene.papers, 'rg-4.pdf'));
      says(text, 'АНЫҚТАМА', 'СПРАВКА', 'қаулысына сәйкес 9 сәуір 2015 ж. туылған Ким Артём Андреевич және оның мүлкіне');
      says(text, 'постановлением акимата Кокпектинского района от 2 октября 2019 г. № 312 опекуном (попечителем)');
      says(text, 'арнайы өкілеттіксіз оның өкілі болу міндеті жүктеледі.', 'Көкпекті ауданының білім беру бөлімі бастығы');
      says(text, 'қағаз тасығыштағы құжатқа тең');
    },
  );

  story(
    'RG-4 portal FRM-4 a child who is nobody’s ward here gets no certificate: a refusal on the akimat’s decision',
    async () => {
      const { consumer, specialist, head } = desk;
      const other = { ...answers, wardName: 'Пак Игорь', wardBirthDate: '2014-02-28' };
      const id = await send(scene.world, consumer, await fillIn(consumer, service, other));
      const values = { decision: '15.09.2026 № 88', explanation: 'Қорғаншылық тағайындалмаған.' };
      const preview = await prepare(specialist, id, { regulation: service, output: 'refusal', ground: 'decision', values });
      says(preview, 'Пак Игорь');
      await decide(specialist, head, id);
      const { text } = await keepDocument(consumer, id, join(scene.papers, 'rg-4-refusal.pdf'));
      says(
        text,
        '28 ақпан 2014 ж. туылған Пак Игорь және оның мүлкіне қамқоршылық және қорғаншылық туралы анықтама беруден бас тартылғандығы',
      );
      says(text, 'Уважаемый(ая)', '15.09.2026 № 88', 'шағым арыз бере аласыз', 'подать жалобу');
      const card = await consumer.get(`/applications/${id}`);
      says(card.body, texts('kk').regulations.status.refused);
    },
  );
});

describe('RG-5 portal', () => {
  const story = storyOf(() => scene.world);
  const service = serviceOf('rg-5');
  const { aigerim } = cast;
  const family = {
    fullName: 'Ахметов Нұрлан Болатұлы',
    address: 'Көкпекті ауылы, Шериаздан көшесі, 31',
    phone: '+77010000102',
    dwelling: 'Көкпекті ауылы, Абай көшесі, 3, 12-пәтер',
    'children.0.name': 'Ахметов Ерлан Нұрланұлы',
    'children.0.iin': '140520509903',
    'children.0.birthDate': '2014-05-20',
    'children.0.birthCertificate': '1123456',
    'children.1.name': 'Ахметов Дәулет Нұрланұлы',
    'children.1.iin': '191103609904',
    'children.1.birthDate': '2019-11-03',
    'children.1.birthCertificate': '1123457',
    family: 'fatherAndSpouse',
    document: '049900102',
    documentIssuedBy: 'ҚР ІІМ',
    documentIssuedOn: '2020-01-15',
    spouseName: 'Сейітова Айгерім Маратқызы',
    spouseIin: aigerim.iin,
    spouseDocument: aigerim.documentNumber,
    spouseIssuedBy: 'ҚР ІІМ',
    spouseIssuedOn: '2019-03-02',
  };
  const sale = {
    ...family,
    deal: 'sale',
    futureAddress: 'Көкпекті ауылы, Астана көшесі, 9',
    promise: 'Келешекте балалар тұрғын үймен қамтамасыз етіледі',
  };
  const pledge = {
    ...family,
    deal: 'pledge',
    creditSum: '4500000',
    creditMonths: '60',
    bankLetter: '17-04/88',
    lossAddress: 'Самар ауылы, Горохов көшесі, 7',
    pledgePromise: 'Келешекте балаларды тұрғын үйсіз қалдырмауға міндеттенеміз',
  };
  let desk: Desk;

  before(async () => {
    desk = await deskOf(scene.world, { consumer: 'nurlan', specialist: 'saule', head: 'qairat' });
  });

  /** The father signs for himself and for the child over 10, the mother with her own ЭЦҚ; only then it is sent. */
  async function sendSignedByBoth(answers: Record<string, string>): Promise<string> {
    const { consumer } = desk;
    const draft = await fillIn(consumer, service, answers);
    await consumer.post(`${draft}/signers`, { 'signs-child-0': 'applicant' });
    const review = await consumer.get(`${draft}/review`);
    says(review.body, 'келісемін', family['children.0.name']);
    const waiting = await sign(consumer, `${draft}/sign`);
    const mother = (await deskOf(scene.world, { consumer: 'aigerim', specialist: 'saule', head: 'qairat' })).consumer;
    says((await mother.get(waiting)).body, 'Ахметов Дәулет Нұрланұлы');
    await sign(mother, `${waiting}/sign`);
    const id = draft.split('/').at(-1) ?? '';
    await numberOf(scene.world, id);
    return id;
  }

  story(
    'RG-5 portal FRM-5 FRM-9 both spouses sign the sale; the permission names the deal and the children, for one month',
    async () => {
      const { consumer, specialist, head } = desk;
      const id = await sendSignedByBoth(sale);
      await prepare(specialist, id, { regulation: service, output: 'result' });
      await decide(specialist, head, id);
      const { text } = await keepDocument(consumer, id, join(scene.papers, 'rg-5.pdf'));
      says(
        text,
        'Көкпекті ауылы, Абай көшесі, 3, 12-пәтер мекенжайы бойынша орналасқан қозғалмайтын мүлікті сатуға рұқсат береді.',
      );
      says(
        text,
        '128-бабына сәйкес',
        'разрешает продажу недвижимого имущества',
        'Ахметов Дәулет Нұрланұлы',
        '3 қараша 2019 ж.',
        '1123457',
      );
      says(text, 'Анықтама берілген күннен бастап 1 (бір) ай ішінде жарамды.');
    },
  );

  story(
    'RG-5 portal FRM-5 a pledge for a credit says sum, term and letter of the bank; it is refused in the child’s interest',
    async () => {
      const { consumer, specialist, head } = desk;
      const id = await sendSignedByBoth(pledge);
      const request = await specialist.get(`/requests/${id}`);
      says(request.body, '4 500 000', '60 ай мерзімге кредит алу үшін кепілге қоюға', '17-04/88');
      const values = { explanation: 'Басқа тұрғын үй жоқ.' };
      await prepare(specialist, id, { regulation: service, output: 'refusal', ground: 'interests', values });
      await decide(specialist, head, id);
      const { text } = await keepDocument(consumer, id, join(scene.papers, 'rg-5-refusal.pdf'));
      says(text, 'Мәміле баланың мүддесіне қайшы келеді.', 'Сделка противоречит интересам ребёнка.', 'подать жалобу');
    },
  );
});
