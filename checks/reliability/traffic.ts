import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { brokenHistories } from '#applications';
import { firstBrokenEntry } from '#authority';
import { firstBrokenSeal } from '#gateway';
import { findBodyByBin } from '#identity';
import { newId, newToken } from '#kit/ids';
import { positionOf } from '#registers';
import type { Answers } from '#regulations';
import { bodies, cast } from '#seed';
import type { CastKey } from '#seed';
import { makeSignedDrafts } from '../../bench/applicants.ts';
import type { Applicant } from '../../bench/applicants.ts';
import { Poster, prepare, serviceOf } from '../journeys/by-post.ts';
import type { Decision } from '../journeys/by-post.ts';
import { hiddenFields } from '../journeys/http.ts';
import { signatureOf } from '../journeys/key-signature.ts';
import { fillAtCounter, signedFields } from '../journeys/taking.ts';
import { eventually } from '../journeys/world.ts';
import { post, sending } from './town.ts';
import type { Press, Town } from './town.ts';

/** An officer at the workplace, for pages and for bare presses. */
interface Officer {
  readonly at: Poster;
  readonly cookie: string;
}

/** Where a service is taken at a counter, who decides on it, and what comes of it. */
interface Line {
  readonly service: string;
  readonly taker: CastKey;
  readonly specialist: CastKey;
  readonly head: CastKey;
  readonly answers: Answers;
  readonly decision: Decision;
}

const common = { fullName: 'Ким Светлана', address: 'Самар ауылы, Горохов көшесі, 7', phone: '+77010000103' };

/** At the provider's own counter, into the register of children taught at home; at the centre, into the queue for preschools. */
const lines = [
  {
    service: 'rg-2',
    taker: 'gulnara',
    specialist: 'botagoz',
    head: 'daniyar',
    answers: {
      ...common,
      document: '045123456',
      documentIssuedBy: 'ҚР ІІМ',
      documentIssuedOn: '2020-05-14',
      childBirthDate: '2015-04-09',
      account: 'KZ86125KZT5004100100',
      bank: '«Халық банкі» АҚ',
    },
    decision: { output: 'result', values: { amount: '23 592', from: '01.12.2026', to: '30.04.2027' } },
  },
  {
    service: 'rg-3',
    taker: 'madina',
    specialist: 'saule',
    head: 'qairat',
    answers: {
      ...common,
      childBirthDate: '2023-05-02',
      childAddress: 'Самар ауылы, Горохов көшесі, 7',
      category: 'general',
    },
    decision: { output: 'registration' },
  },
] as const satisfies readonly Line[];

const consumers = ['svetlana', 'nurlan', 'aigerim'] as const;

/** What a round left: applications that have no decision yet, with the line on which they go on. */
interface Waiting {
  readonly id: string;
  readonly line: Line;
}

/** Buttons that are ready to be pressed, and what must be true when all of them were answered. */
export interface Round {
  readonly presses: readonly Press[];
  readonly sent: readonly string[];
  readonly decided: readonly string[];
  readonly tickets: readonly string[];
}

/** A day at the portal, two counters, the hall and three desks, made of buttons. */
export interface Traffic {
  /** Prepares everything up to the last buttons: what was sent in the round before is decided in this one. */
  prepare(people: readonly Applicant[]): Promise<Round>;
  /** Waits until all of it is carried, and looks whether it is there, whole, once. */
  holds(round: Round): Promise<void>;
}

function leadsTo(where: RegExp): Press['isDone'] {
  return ({ status, headers }) => status === 303 && where.test(headers.get('location') ?? '');
}

async function takeIn(
  town: Town,
  officer: Officer,
  { line, child }: { line: Line; child: number },
): Promise<Press & { id: string }> {
  const consumer = cast[consumers[child % consumers.length] ?? 'svetlana'];
  const answers = { ...line.answers, childName: `Ким Бала ${child}` };
  const draft = await fillAtCounter(officer.at, serviceOf(line.service), { consumer, answers });
  const body = new URLSearchParams(await signedFields(officer.at, draft)).toString();
  return {
    id: draft.split('/').at(-1) ?? '',
    what: `${line.service} at a counter`,
    send: () => post(town.world.workplace, `${draft}/sign`, { cookie: officer.cookie, body }),
    isDone: leadsTo(/^\/counter\/applications\/[\da-f-]{36}\?sent$/),
  };
}

async function decideOn(town: Town, desk: { specialist: Officer; head: Officer }, { id, line }: Waiting): Promise<Press> {
  const { specialist, head } = desk;
  await prepare(specialist.at, id, { regulation: serviceOf(line.service), ...line.decision });
  const preview = await specialist.at.get(`/requests/${id}/preview`);
  await specialist.at.post(`/requests/${id}/send`, { seen: hiddenFields(preview.body)['seen'] ?? '' });
  const page = await head.at.get(`/requests/${id}/sign`);
  const cms = await signatureOf(head.at.person, await head.at.bytes(`/requests/${id}/document.pdf`));
  const body = new URLSearchParams({ ...hiddenFields(page.body), cms }).toString();
  return {
    what: `the decision on ${line.service}`,
    send: () => post(town.world.workplace, `/requests/${id}/sign`, { cookie: head.cookie, body }),
    // Pressed again after it was stored and not answered, it has moved on.
    isDone: leadsTo(/done=(?:signed|signMoved)/),
  };
}

function takeTicket(town: Town, key: string, id: string): Press {
  const path = `/reception/terminal/${key}`;
  return {
    what: 'a ticket',
    send: () => post(town.world.workplace, path, { cookie: '', body: `kind=education&id=${id}` }),
    isDone: leadsTo(new RegExp(`/tickets/${id}$`)),
  };
}

async function openHall({ world }: Town): Promise<string> {
  const centre = await findBodyByBin(world.db, bodies.centre.bin);
  assert.ok(centre);
  const key = newToken();
  await sql`insert into reception.hall (body_id, terminal_key, display_key) values (${centre.id}, ${key}, ${newToken()})
    on conflict (body_id) do update set terminal_key = excluded.terminal_key`.execute(world.db);
  return key;
}

/** How often something happened to each of these applications. */
async function eventsOf({ world }: Town, ids: readonly string[], kind: string): Promise<number[]> {
  const { rows } = await sql<{ count: number }>`select count(event.position)::int as count from unnest(${[...ids]}::uuid[]) as id
    left join applications.event on application_id = id and kind = ${kind} group by id`.execute(world.db);
  return rows.map(({ count }) => count);
}

async function areRegistered({ world }: Town, ids: readonly string[]): Promise<void> {
  const numbers = await eventually('numbers', async () => {
    const { rows } = await sql<{ number: string | null }>`select number from applications.application
      where id = any(${[...ids]}::uuid[])`.execute(world.db);
    return rows.length === ids.length && rows.every(({ number }) => number !== null)
      ? rows.map(({ number }) => number)
      : undefined;
  });
  assert.equal(new Set(numbers).size, ids.length, 'each has a number of its own');
}

/** Each decision is signed once, its document is issued, and it stands in the register once. */
async function areDecided(town: Town, ids: readonly string[]): Promise<void> {
  const { db } = town.world;
  const { rows } = await sql<{
    status: string;
    document: string | null;
    entries: number;
  }>`select application.status, document.status as document,
      (select count(*) from registers.decision where application_id = application.id
        and (entry_id in (select id from registers.home_taught) or entry_id in (select id from registers.preschool)))::int as entries
    from applications.application left join documents.document on document.id = document_id
    where application.id = any(${[...ids]}::uuid[])`.execute(db);
  assert.deepEqual(
    rows,
    ids.map(() => ({ status: 'provided', document: 'issued', entries: 1 })),
  );
  const children = await sql<{ twice: string }>`select child_name as twice from (select child_name from registers.home_taught
    union all select child_name from registers.preschool) entered where child_name like 'Ким Бала %'
    group by child_name having count(*) > 1`.execute(db);
  assert.deepEqual(children.rows, [], 'nobody was entered twice');
}

/** Positions are those of 1 to the last, none missing, none held by two. */
async function queueIsWhole({ world }: Town): Promise<void> {
  const { rows } = await sql<{ queue: string; entry: string }>`select queue_id as queue, entry_id as entry from registers.turn
    join registers.queue on queue.id = queue_id where until is null and register = 'preschool' order by turn`.execute(world.db);
  for (const [, entries] of Map.groupBy(rows, ({ queue }) => queue)) {
    const positions = await Promise.all(entries.map(({ entry }) => positionOf(world.db, entry)));
    assert.deepEqual(
      positions,
      entries.map((_, place) => place + 1),
    );
  }
}

async function chainsAreWhole({ world }: Town): Promise<void> {
  assert.deepEqual(await brokenHistories(world.db), []);
  assert.equal(await firstBrokenSeal(world.db), undefined);
  assert.equal(await firstBrokenEntry(world.db), undefined);
}

async function holds(town: Town, { sent, decided, tickets }: Round): Promise<void> {
  await areRegistered(town, sent);
  await areDecided(town, decided);
  const { rows } = await sql<{
    number: string;
  }>`select number from reception.ticket where id = any(${[...tickets]}::uuid[])`.execute(town.world.db);
  assert.equal(new Set(rows.map(({ number }) => number)).size, tickets.length, 'each ticket has a number of its own');
  const once = new Set([1]);
  assert.deepEqual(new Set(await eventsOf(town, sent, 'numbered')), once);
  if (decided.length > 0) assert.deepEqual(new Set(await eventsOf(town, decided, 'documentSigned')), once);
  await queueIsWhole(town);
  await chainsAreWhole(town);
}

export async function openTraffic(town: Town): Promise<Traffic> {
  const officers = new Map<CastKey, Officer>();
  for (const key of new Set(lines.flatMap(({ taker, specialist, head }) => [taker, specialist, head]))) {
    const cookie = await town.officer(key);
    officers.set(key, { cookie, at: new Poster(town.world.workplace, cookie, await town.world.cast(key)) });
  }
  const officer = (key: CastKey): Officer => officers.get(key) as Officer;
  const hall = await openHall(town);
  let waiting: Waiting[] = [];
  let child = 0;
  return {
    async prepare(people) {
      const drafts = await makeSignedDrafts(town.office, people, { count: people.length, stamped: true });
      const decisions: Press[] = [];
      for (const one of waiting) {
        const desk = { specialist: officer(one.line.specialist), head: officer(one.line.head) };
        decisions.push(await decideOn(town, desk, one));
      }
      const taken: { press: Press; id: string; line: Line }[] = [];
      for (const line of lines)
        for (let count = 0; count < 2; count++) {
          const { id, ...press } = await takeIn(town, officer(line.taker), { line, child: ++child });
          taken.push({ press, id, line });
        }
      const decided = waiting.map(({ id }) => id);
      waiting = taken.map(({ id, line }) => ({ id, line }));
      const tickets = [newId(), newId()];
      return {
        presses: [
          ...drafts.map((draft) => sending(town.world, draft)),
          ...taken.map(({ press }) => press),
          ...decisions,
          ...tickets.map((id) => takeTicket(town, hall, id)),
        ],
        sent: [...drafts.map(({ id }) => id), ...waiting.map(({ id }) => id)],
        decided,
        tickets,
      };
    },
    holds: (round) => holds(town, round),
  };
}
