import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { sql } from 'kysely';
import type { Answers } from '#regulations';
import { cast, powersOfAttorney } from '#seed';
import type { CastKey } from '#seed';
import { texts } from '#text';
import { decide, prepare, serviceOf, signIn } from './by-post.ts';
import type { Decision, Poster } from './by-post.ts';
import { enter } from './local-services.ts';
import { storyOf } from './story.ts';
import { beginAtCounter, takeAtCounter, unemployedAnswers } from './taking.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
before(async () => {
  world = await openWorld({ AGENT: 'no' });
  const into = { body: 'education', register: 'guardianship' } as const;
  const ward = { wardName: 'Ким Артём Андреевич', wardBirthDate: '2015-04-09', decreeNumber: '312', decreeDate: '2019-10-02' };
  await enter(world, 'aigerim', { ...into, values: { ...ward, address: 'Көкпекті ауылы, Абылай хан көшесі, 12' } });
});
after(() => world?.[Symbol.asyncDispose]());

/** One table of the annexes, with who takes, prepares and signs, and what is asked and decided. */
interface Table {
  readonly service: string;
  readonly channel: 'provider' | 'centre';
  /** Where the same table is run at several bodies. */
  readonly at?: string;
  readonly taker: CastKey;
  readonly specialist: CastKey;
  readonly head: CastKey;
  readonly answers: Answers;
  readonly result: Decision;
  readonly refusal: Decision;
}

const employment = { specialist: 'gulnara', head: 'daniyar' } as const;
const education = { specialist: 'saule', head: 'qairat' } as const;
const common = { fullName: 'Сейітова Айгерім', address: 'Көкпекті ауылы, Абай көшесі, 5', phone: '+77010000101' };
const explained = { explanation: 'Құжаттың анық көшірмесін тіркеңіз.' };

const unemployed = {
  service: 'rg-1',
  ...employment,
  answers: unemployedAnswers,
  result: { output: 'result' },
  refusal: { output: 'refusal', ground: 'notRegistered', values: explained },
} as const;

const homeTaught = {
  service: 'rg-2',
  ...employment,
  answers: {
    ...common,
    document: '045123456',
    documentIssuedBy: 'ҚР ІІМ',
    documentIssuedOn: '2020-05-14',
    childName: 'Сейітов Санжар',
    childBirthDate: '2015-04-09',
    account: 'KZ86125KZT5004100100',
    bank: '«Халық банкі» АҚ',
  },
  result: { output: 'result', values: { amount: '23 592', from: '01.12.2026', to: '30.04.2027' } },
  refusal: { output: 'refusal', ground: 'commission', values: { conclusion: '25.11.2026 № 14', ...explained } },
} as const;

const preschool = {
  service: 'rg-3',
  answers: {
    ...common,
    childName: 'Сейітова Інжу',
    childBirthDate: '2023-05-02',
    childAddress: 'Көкпекті ауылы, Абай көшесі, 5',
    category: 'general',
  },
  result: { output: 'registration' },
  refusal: { output: 'refusal', ground: 'incompleteDocuments', values: explained },
} as const;

const guardianship = {
  service: 'rg-4',
  ...education,
  answers: { ...common, wardName: 'Ким Артём Андреевич', wardBirthDate: '2015-04-09' },
  result: { output: 'result' },
  refusal: { output: 'refusal', ground: 'decision', values: { decision: '15.09.2026 № 88', ...explained } },
} as const;

const papersOf = { document: '049900101', documentIssuedBy: 'ҚР ІІМ', documentIssuedOn: '2019-03-02' } as const;

/** Several have to sign: at a counter on paper, before the operator, who certifies it. */
const dwelling = {
  service: 'rg-5',
  ...education,
  answers: {
    ...common,
    ...papersOf,
    dwelling: 'Көкпекті ауылы, Абай көшесі, 3, 12-пәтер',
    'children.0.name': 'Ахметов Ерлан Нұрланұлы',
    'children.0.iin': '140520509903',
    'children.0.birthDate': '2014-05-20',
    'children.0.birthCertificate': '1123456',
    family: 'motherAndSpouse',
    spouseName: 'Ахметов Нұрлан Болатұлы',
    spouseIin: cast.nurlan.iin,
    spouseDocument: cast.nurlan.documentNumber,
    spouseIssuedBy: 'ҚР ІІМ',
    spouseIssuedOn: '2020-01-15',
    deal: 'sale',
    futureAddress: 'Көкпекті ауылы, Астана көшесі, 9',
    promise: 'Келешекте балалар тұрғын үймен қамтамасыз етіледі',
  },
  result: { output: 'result' },
  refusal: { output: 'refusal', ground: 'incompleteDocuments', values: explained },
} as const;

const vehicle = {
  service: 'rg-6',
  ...education,
  answers: {
    ...common,
    ...papersOf,
    birthDate: '1989-03-12',
    representative: 'parent',
    'children.0.name': 'Ахметов Дәулет Нұрланұлы',
    'children.0.birthDate': '2019-11-03',
    purpose: 'vehicle',
    vehicle: 'Toyota Corolla, 2015, 123 ABC 16',
    vehicleDeal: 'sale',
    police: 'Көкпекті ауданының жол полициясы бөлімшесі',
  },
  result: { output: 'roadPolice' },
  refusal: { output: 'refusal', ground: 'notRepresentative', values: explained },
} as const;

const housing = {
  service: 'rg-7',
  specialist: 'erzhan',
  head: 'zhanar',
  answers: { ...common, familySize: '4', category: 'vulnerable' },
  result: { output: 'result', values: { decisionDate: '16.11.2026', decisionNumber: '41' } },
  refusal: { output: 'refusal', ground: 'alreadyRegistered', values: explained },
} as const;

const tables: readonly Table[] = [
  { ...unemployed, channel: 'provider', taker: 'gulnara' },
  { ...unemployed, channel: 'centre', taker: 'madina' },
  { ...homeTaught, channel: 'provider', taker: 'gulnara' },
  { ...preschool, ...education, channel: 'provider', taker: 'saule' },
  { ...preschool, channel: 'provider', at: 'the akim’s office', taker: 'altynai', specialist: 'altynai', head: 'murat' },
  { ...preschool, ...education, channel: 'centre', taker: 'askhat' },
  { ...guardianship, channel: 'centre', taker: 'madina' },
  { ...dwelling, channel: 'centre', taker: 'askhat' },
  { ...vehicle, channel: 'centre', taker: 'madina' },
  { ...housing, channel: 'provider', taker: 'erzhan' },
  { ...housing, channel: 'centre', taker: 'askhat' },
];

interface Counter {
  readonly taker: Poster;
  readonly specialist: Poster;
  readonly head: Poster;
}

async function counterOf({ taker, specialist, head }: Table): Promise<Counter> {
  const at = async (key: CastKey) => signIn(world.workplace, await world.cast(key));
  return { taker: await at(taker), specialist: await at(specialist), head: await at(head) };
}

/** Nobody has this number. */
const nobody = { iin: '900101399978', documentNumber: '049900999' };

for (const table of tables) {
  const { service, channel, at } = table;
  const name = `${service.toUpperCase()} ${channel}`;
  const id = channel === 'provider' ? 'PRO-3' : 'PRO-4';
  describe(at === undefined ? name : `${name} at ${at}`, () => {
    const story = storyOf(() => world);
    const regulation = serviceOf(service);
    let counter: Counter;
    before(async () => {
      counter = await counterOf(table);
    });

    const decided = async (decision: Decision): Promise<string> => {
      const taken = { regulation, consumer: cast.aigerim, answers: table.answers };
      const application = await takeAtCounter(world, counter.taker, taken);
      await prepare(counter.specialist, application, { regulation, ...decision });
      await decide(counter.specialist, counter.head, application);
      return application;
    };

    for (const end of ['result', 'refusal'] as const) {
      story(`${id} ${name}: from the counter to the ${end}, which is handed over with a mark`, async () => {
        const { taker } = counter;
        const application = await decided(table[end]);
        const card = `/counter/applications/${application}`;
        const status = texts('kk').regulations.status[end === 'result' ? 'provided' : 'refused'];
        assert.ok((await taker.get(card)).body.includes(status));
        assert.ok((await taker.get(`${card}/receipt`)).body.includes('bt-bar-code'));
        assert.equal(Buffer.from(await taker.bytes(`${card}/result.pdf`)).toString('latin1', 0, 5), '%PDF-');
        await taker.post(`${card}/give`, { recipient: 'consumer' });
        const { body } = await taker.get(card);
        assert.ok(body.includes(texts('kk').counter.card.hidden) && !body.includes(cast.aigerim.surname), body);
        await assert.rejects(taker.bytes(`${card}/result.pdf`), /404/);
        const consumer = await signIn(world.portal, await world.cast('aigerim'));
        assert.ok((await consumer.get(`/applications/${application}`)).body.includes(status), 'in the cabinet');
        const { rows } = await sql<{ readers: number }>`select count(distinct who) as readers from registries.access_log
          where kind = 'document' and reference = ${application}`.execute(world.db);
        assert.equal(rows[0]?.readers, 2, 'CAB-9: the head who signed it, and the officer who handed it over');
      });
    }

    story(`${id} ${name}: where the registry has no data the message says so, and the draft waits`, async () => {
      const draft = await beginAtCounter(counter.taker, service, { consumer: nobody });
      const { noData, drafts } = texts('kk').counter;
      assert.ok((await counter.taker.get(draft)).body.includes(noData.person.absent));
      const { body } = await counter.taker.get('/counter');
      assert.ok(body.includes(draft) && body.includes(drafts.waits), body);
    });
  });
}

describe('RG-1 centre, a representative', () => {
  const story = storyOf(() => world);
  const regulation = serviceOf('rg-1');
  const { principal, representative, number } = powersOfAttorney.valid;
  const visit = (power: string) => ({
    consumer: cast[principal],
    representative: { iin: cast[representative].iin, number: power },
  });

  story('PRO-4 SYS-9 the notary system knows the power of attorney: the representative gets the result', async () => {
    const operator = await signIn(world.workplace, await world.cast('askhat'));
    const [specialist, head] = await Promise.all([
      signIn(world.workplace, await world.cast('gulnara')),
      signIn(world.workplace, await world.cast('daniyar')),
    ]);
    const taken = { ...visit(number), regulation, answers: unemployedAnswers };
    const id = await takeAtCounter(world, operator, taken);
    assert.ok((await specialist.get(`/requests/${id}`)).body.includes(number), 'the desk shows the power of attorney');
    await prepare(specialist, id, { regulation, output: 'result' });
    await decide(specialist, head, id);
    await operator.post(`/counter/applications/${id}/give`, { recipient: 'representative' });
  });

  for (const kind of ['expired', 'revoked', 'otherKind'] as const) {
    story(`PRO-4 SYS-9 a power of attorney that is ${kind} in the notary system stops the process with its reason`, async () => {
      const operator = await signIn(world.workplace, await world.cast('askhat'));
      const draft = await beginAtCounter(operator, 'rg-1', visit(powersOfAttorney[kind].number));
      const { power } = texts('kk').counter.noData;
      assert.ok((await operator.get(draft)).body.includes(power[kind]));
    });
  }
});
