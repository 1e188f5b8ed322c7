import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { before, describe } from 'node:test';
import { sql } from 'kysely';
import { findBodyByBin } from '#identity';
import { newId } from '#kit/ids';
import { registerRows } from '#registers';
import { bodies, cast } from '#seed';
import type { BodyKey, CastKey } from '#seed';
import { parseIin } from '#subjects';
import { texts } from '#text';
import { decide, fillIn, keepDocument, prepare, send, serviceOf } from './by-post.ts';
import { deskOf, says } from './local-services.ts';
import type { Desk } from './local-services.ts';
import { sceneOfFile } from './scene.ts';
import { storyOf } from './story.ts';

const scene = sceneOfFile();

async function bodyIdOf(key: BodyKey): Promise<string> {
  const body = await findBodyByBin(scene.world.db, bodies[key].bin);
  assert.ok(body);
  return body.id;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a register of a body says of one of the cast. */
async function rowOf(key: BodyKey, register: string, person: CastKey) {
  const iin = parseIin(cast[person].iin);
  assert.ok(iin);
  return (await registerRows(scene.world.db, [register], { bodyId: await bodyIdOf(key), iin }))[register];
}

describe('RG-2 portal', () => {
  const story = storyOf(() => scene.world);
  const service = serviceOf('rg-2');
  const answers = {
    fullName: 'Ахметов Нұрлан',
    address: 'Самар ауылы, Горохов көшесі, 7',
    document: '045123456',
    documentIssuedBy: 'ҚР ІІМ',
    documentIssuedOn: '2020-05-14',
    phone: '+77010000103',
    childName: 'Ахметов Санжар Нұрланұлы',
    childBirthDate: '2015-04-09',
    account: 'KZ86125KZT5004100100',
    bank: '«Халық банкі» АҚ',
  };
  let desk: Desk;

  before(async () => {
    desk = await deskOf(scene.world, { consumer: 'nurlan', specialist: 'gulnara', head: 'daniyar' });
  });

  story(
    'RG-2 portal FRM-2 the notice says amount, period and payments by quarter; the signature enters the child into the register, once',
    async () => {
      const { consumer, specialist, head } = desk;
      const draft = await fillIn(consumer, service, answers);
      says((await consumer.get(`${draft}/review`)).body, 'KZ86 125K ZT50 0410 0100', '14 мамыр 2020 ж.');
      const id = await send(scene.world, consumer, draft);
      const values = { amount: '23 592', from: '01.12.2026', to: '30.04.2027' };
      const preview = await prepare(specialist, id, { regulation: service, output: 'result', values });
      says(preview, '23 592 теңге', '70 776 тенге', '1 желтоқсан 2026 ж. – 30 сәуір 2027 ж.');
      assert.equal(await rowOf('employment', 'homeTaught', 'nurlan'), undefined, 'nothing is entered before the signature');
      await decide(specialist, head, id);
      const { pdf, text } = await keepDocument(consumer, id, join(scene.papers, 'rg-2.pdf'));
      says(text, 'МАТЕРИАЛДЫҚ ҚАМТАМАСЫЗ ЕТУ ТАҒАЙЫНДАЛҒАНЫ ТУРАЛЫ ХАБАРЛАМА', 'мүгедек балаңыз Ахметов Санжар Нұрланұлы үшін');
      says(text, 'Уведомляем Вас о назначении материального обеспечения Вашему ребенку-инвалиду Ахметов Санжар Нұрланұлы');
      says(text, 'в размере 23 592 тенге в месяц на период с 1 декабря 2026 г. по 30 апреля 2027 г.');
      says(text, 'необходимо обратиться в отдел занятости и социальных программ', 'Маман', 'Бөлім бастығы');
      const rows = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).replaceAll(/[ \u00a0]+/g, ' ');
      for (const row of ['1 IV 2026 23 592 теңге', '2 I 2027 70 776 теңге', '3 II 2027 23 592 теңге'])
        assert.ok(rows.includes(row), `${row}\n${rows}`);
      const entered = await rowOf('employment', 'homeTaught', 'nurlan');
      assert.deepEqual(
        [entered?.['childName'], entered?.['amount'], entered?.['from'], entered?.['payments.1.sum'], entered?.['payments']],
        ['Ахметов Санжар Нұрланұлы', '23592', '2026-12-01', '70776', '3'],
      );
      says((await consumer.get(`/applications/${id}`)).body, texts('kk').regulations.status.provided);
    },
  );

  story(
    'RG-2 portal WRK-1 a sum and a period that the register cannot take are said beside their fields, nothing is lost',
    async () => {
      const { consumer, specialist } = desk;
      const id = await send(scene.world, consumer, await fillIn(consumer, service, { ...answers, childName: 'Ахметова Мөлдір' }));
      const values = { amount: 'көп', from: '01.12.2026', to: '30.11.2026' };
      const page = await prepare(specialist, id, { regulation: service, output: 'result', values });
      const words = texts('kk').workplaces.decision.faults;
      says(page, words.wrongNumber('Айына төленетін сома, теңге'), 'value="көп"');
    },
  );

  story('RG-2 portal FRM-2 the refusal is a letter on the conclusion of the commission', async () => {
    const { consumer, specialist, head } = desk;
    const id = await send(scene.world, consumer, await fillIn(consumer, service, { ...answers, childName: 'Ахметов Ерасыл' }));
    const values = { conclusion: '25.11.2026 № 14', explanation: 'Бала мектепте оқиды.' };
    await prepare(specialist, id, { regulation: service, output: 'refusal', ground: 'commission', values });
    await decide(specialist, head, id);
    const { text } = await keepDocument(consumer, id, join(scene.papers, 'rg-2-refusal.pdf'));
    says(
      text,
      'Комиссияның қорытындысы бойынша',
      'По заключению комиссии',
      '25.11.2026 № 14',
      'Ахметов Ерасыл',
      'шағым бере аласыз',
    );
    says((await consumer.get(`/applications/${id}`)).body, texts('kk').regulations.status.refused);
  });
});

describe('RG-3 portal', () => {
  const story = storyOf(() => scene.world);
  const service = serviceOf('rg-3');
  const answers = {
    fullName: 'Сейітова Айгерім',
    address: 'Көкпекті ауылы, Абай көшесі, 5',
    phone: '+77010000101',
    childName: 'Сейітова Інжу',
    childBirthDate: '2023-05-02',
    childAddress: 'Көкпекті ауылы, Абай көшесі, 5',
    category: 'general',
  };
  let desk: Desk;

  before(async () => {
    desk = await deskOf(scene.world, { consumer: 'aigerim', specialist: 'saule', head: 'qairat' });
  });

  story('RG-3 portal FRM-3 the notice says day and number in the journal; the child stands in the queue', async () => {
    const { consumer, specialist, head } = desk;
    const id = await send(scene.world, consumer, await fillIn(consumer, service, answers));
    const preview = await prepare(specialist, id, { regulation: service, output: 'registration' });
    says(preview, 'жалпы кезек', 'общая очередь');
    await decide(specialist, head, id);
    const { text } = await keepDocument(consumer, id, join(scene.papers, 'rg-3.pdf'));
    const entered = await rowOf('education', 'preschool', 'aigerim');
    says(text, 'БАЛАНЫ ТІРКЕУ ТУРАЛЫ ХАБАРЛАМА', `№ ${textOf(entered?.['registrationNumber'])} нөмірімен кезекке қойылды`);
    says(text, 'мектепке дейінгі жастағы балаларды тіркеу журналына', 'запись в журнале регистрации детей дошкольного возраста');
    says(text, 'өз кезегінің жылжуын бақылауды жүзеге асыруға мүмкіндігі бар', 'может следить за движением своей очереди');
    assert.equal(entered?.['childName'], 'Сейітова Інжу');
    // The last to file, without a privilege: behind everybody whom the demonstration has in the queue.
    const { rows } = await sql<{ waiting: number }>`select count(*)::int as waiting from registers.preschool
      where left_on is null`.execute(scene.world.db);
    assert.equal(Number(entered?.['position']), rows[0]?.waiting);
  });

  story('RG-3 portal PRO-8 consumer and officer are told in the same words why the answer is due when it is', async () => {
    const { consumer, specialist } = desk;
    const other = { ...answers, childName: 'Сейітов Алан', childBirthDate: '2023-11-20' };
    const id = await send(scene.world, consumer, await fillIn(consumer, service, other));
    const why = /<summary>Мерзім неге осы күнге қойылды\?<\/summary>.*?<\/details>/s;
    const [told] = why.exec((await consumer.get(`/applications/${id}`)).body) ?? [];
    assert.match(told ?? '', /Қызмет мерзімі – 3 жұмыс күні/);
    assert.equal(why.exec((await specialist.get(`/requests/${id}`)).body)?.[0], told);
  });

  story('RG-3 portal FRM-3 no place is free: the referral is not made, and the officer is told why', async () => {
    const { consumer, specialist } = desk;
    const other = { ...answers, childName: 'Сейітов Әли', childBirthDate: '2024-02-10' };
    const id = await send(scene.world, consumer, await fillIn(consumer, service, other));
    const page = await prepare(specialist, id, { regulation: service, output: 'referral' });
    says(page, texts('kk').workplaces.decision.faults.notGiven('Мектепке дейінгі ұйым'));
  });

  story('RG-3 portal FRM-3 where a place is free the referral names institution, child and the five days', async () => {
    const { consumer, specialist, head } = desk;
    const [institution, group, body] = [newId(), newId(), await bodyIdOf('education')];
    const nest = '«Балдәурен» балабақшасы';
    await sql`insert into registers.institution (id, body_id, number, name, address, updated_at)
      values (${institution}, ${body}, '33', ${nest}, 'Абай көшесі, 10', now())`.execute(scene.world.db);
    await sql`insert into registers.preschool_group (id, institution_id, name, born_from, born_to, places)
      values (${group}, ${institution}, 'Құлыншақ', 2022, 2023, 2)`.execute(scene.world.db);
    const other = { ...answers, childName: 'Сейітова Айша', childBirthDate: '2022-09-01', category: 'outOfTurn' };
    const id = await send(scene.world, consumer, await fillIn(consumer, service, other));
    await prepare(specialist, id, { regulation: service, output: 'referral', values: { wantedInstitution: '33' } });
    await decide(specialist, head, id);
    const { text } = await keepDocument(consumer, id, join(scene.papers, 'rg-3-referral.pdf'));
    says(
      text,
      'ЖОЛДАМА',
      'НАПРАВЛЕНИЕ',
      'Абай көшесі, 10 мекенжайы бойынша орналасқан № 33 мектепке дейінгі ұйымға жолдама береді',
    );
    says(text, nest, 'Сейітова Айша', '1 қыркүйек 2022 ж.', '5 күннің ішінде тапсырылуы тиіс', 'в течение 5 дней со дня выдачи');
  });

  story('RG-3 portal FRM-3 the refusal keeps the words of the form and says the reason', async () => {
    const { consumer, specialist, head } = desk;
    const other = { ...answers, childName: 'Сейітов Нұрасыл', childBirthDate: '2021-01-15' };
    const id = await send(scene.world, consumer, await fillIn(consumer, service, other));
    const values = { explanation: 'Туу туралы куәлік оқылмайды, анық көшірмесін тіркеңіз.' };
    await prepare(specialist, id, { regulation: service, output: 'refusal', ground: 'incompleteDocuments', values });
    await decide(specialist, head, id);
    const { text } = await keepDocument(consumer, id, join(scene.papers, 'rg-3-refusal.pdf'));
    says(
      text,
      'Сізге Сіздің балаңызға Сейітов Нұрасыл мектепке дейінгі балалар ұйымына жолдама беруден бас тартылғандығын хабарлаймыз',
    );
    says(text, 'отказано в выдаче направления в детскую дошкольную организацию', 'анық көшірмесін тіркеңіз');
  });
});
