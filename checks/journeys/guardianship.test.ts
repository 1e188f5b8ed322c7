import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import type { Regulation } from '#regulations';
import { texts } from '#text';
import { decide, fillIn, keepDocument, prepare, send, serviceOf } from './by-post.ts';
import { deskOf, enter } from './local-services.ts';
import type { Desk } from './local-services.ts';
import { storyOf } from './story.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
let papers: string;
const complaint = 'шағым бере аласыз';

before(async () => {
  [world, papers] = await Promise.all([openWorld(), mkdtemp(join(tmpdir(), 'birtereze-papers-'))]);
});
after(async () => {
  await world?.[Symbol.asyncDispose]();
  await rm(papers, { recursive: true });
});

/** All of these words stand in the text; where not, the text is shown. */
function says(text: string, ...words: readonly string[]): void {
  const plain = text.replaceAll('\u00a0', ' ');
  assert.deepEqual(
    words.filter((word) => !plain.includes(word)),
    [],
    `is not said in:\n${plain}`,
  );
}

describe('RG-4 portal', () => {
  const story = storyOf(() => world);
  const service: Regulation = serviceOf('rg-4');
  const answers = {
    fullName: 'Ким Светлана',
    address: 'Самар ауылы, Горохов көшесі, 7',
    phone: '+77010000103',
    wardName: 'Ким Артём Андреевич',
    wardBirthDate: '2015-04-09',
  };
  let desk: Desk;

  before(async () => {
    desk = await deskOf(world, { consumer: 'aigerim', specialist: 'saule', head: 'qairat' });
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
    for (const ward of wards) await enter(world, 'aigerim', { ...into, values: { ...decree, ...ward } });
  });

  story(
    'RG-4 portal FRM-4 the certificate names guardian, decree, ward and property of the register, in both languages',
    async () => {
      const { consumer, specialist, head } = desk;
      const id = await send(world, consumer, await fillIn(consumer, service, answers));
      const preview = await prepare(specialist, id, { regulation: service, output: 'result' });
      says(preview, '№ 312', 'мүлкінің тізімдемесі істе тігулі');
      await decide(specialist, head, id);
      const { text } = await keepDocument(consumer, id, join(papers, 'rg-4.pdf'));
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
      const id = await send(world, consumer, await fillIn(consumer, service, other));
      const values = { decision: '15.09.2026 № 88', explanation: 'Қорғаншылық тағайындалмаған.' };
      const preview = await prepare(specialist, id, { regulation: service, output: 'refusal', ground: 'decision', values });
      says(preview, 'Пак Игорь');
      await decide(specialist, head, id);
      const { text } = await keepDocument(consumer, id, join(papers, 'rg-4-refusal.pdf'));
      says(
        text,
        '28 ақпан 2014 ж. туылған Пак Игорь және оның мүлкіне қамқоршылық және қорғаншылық туралы анықтама беруден бас тартылғандығы',
      );
      says(text, 'Уважаемый(ая)', '15.09.2026 № 88', complaint, 'подать жалобу');
      const card = await consumer.get(`/applications/${id}`);
      says(card.body, texts('kk').regulations.status.refused);
    },
  );
});
