import { cast } from '#seed';
import { decide, fillIn, prepare, send, serviceOf, signIn } from '../journeys/by-post.ts';
import type { Poster } from '../journeys/by-post.ts';
import { hiddenFields } from '../journeys/http.ts';
import { fillAtCounter, takeAtCounter, unemployedAnswers } from '../journeys/taking.ts';
import type { World } from '../journeys/world.ts';

/** Addresses at the workplace of what the pictures show. */
export interface Scene {
  /** A request that a specialist has taken; nothing is decided yet. */
  readonly taken: string;
  /** A decision as the specialist sees it before it is sent to the head. */
  readonly preview: string;
  /** A request that an operator is filling in. */
  readonly counterDraft: string;
  /** A request that an operator has just taken in. */
  readonly counterWaiting: string;
  /** A request whose result waits to be handed over. */
  readonly counterReady: string;
}

const [unemployed, homeTaught] = [serviceOf('rg-1'), serviceOf('rg-2')];

const homeTaughtAnswers = {
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

interface People {
  readonly world: World;
  readonly operator: Poster;
  readonly specialist: Poster;
  readonly head: Poster;
}

/** Takes a request in at the centre and prepares its certificate. @returns id of the application */
async function prepared(
  { world, operator, specialist }: People,
  consumer: { iin: string; documentNumber: string },
): Promise<string> {
  const id = await takeAtCounter(world, operator, { regulation: unemployed, consumer, answers: unemployedAnswers });
  await prepare(specialist, id, { regulation: unemployed, output: 'result' });
  return id;
}

async function sendToHead({ specialist }: People, id: string): Promise<void> {
  const { body } = await specialist.get(`/requests/${id}/preview`);
  await specialist.post(`/requests/${id}/send`, { seen: hiddenFields(body)['seen'] ?? '' });
}

/** Has requests ordered, taken in, considered and decided, so that no picture shows an empty page. */
export async function playScene(world: World): Promise<Scene> {
  const { aigerim, svetlana } = cast;
  const [nurlan, operator, specialist, head] = await Promise.all([
    signIn(world.portal, await world.cast('nurlan')),
    signIn(world.workplace, await world.cast('madina')),
    signIn(world.workplace, await world.cast('gulnara')),
    signIn(world.workplace, await world.cast('daniyar')),
  ]);
  const people = { world, operator, specialist, head };
  const ready = await prepared(people, aigerim);
  await decide(specialist, head, ready);
  await sendToHead(people, await prepared(people, svetlana));
  await sendToHead(people, await prepared(people, aigerim));
  const shown = await prepared(people, svetlana);
  const taken = await send(world, nurlan, await fillIn(nurlan, homeTaught, homeTaughtAnswers));
  await specialist.post(`/requests/${taken}/take`);
  const visit = { consumer: aigerim, answers: unemployedAnswers };
  const asked = { ...unemployedAnswers, purpose: 'Банкке ұсыну үшін' };
  await send(world, nurlan, await fillIn(nurlan, unemployed, asked));
  await takeAtCounter(world, operator, { regulation: unemployed, ...visit, consumer: svetlana });
  const waiting = await takeAtCounter(world, operator, { regulation: unemployed, ...visit });
  return {
    taken: `/requests/${taken}`,
    preview: `/requests/${shown}/preview`,
    counterDraft: await fillAtCounter(operator, unemployed, { ...visit, consumer: svetlana }),
    counterWaiting: `/counter/applications/${waiting}`,
    counterReady: `/counter/applications/${ready}`,
  };
}
