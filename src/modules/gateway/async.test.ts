import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { systemClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import { testDatabase } from '#kit/testing';
import type { TestDatabase } from '#kit/testing';
import { dropDeadLetter, listDeadLetters, readDeadLetter, resendDeadLetter } from './dead-letters.ts';
import { readAsyncReceipt, writeAsyncMessage } from './envelope/async-channel.ts';
import type { AsyncMessage } from './envelope/async-channel.ts';
import { signEnvelope } from './envelope/signing.ts';
import { readFault } from './envelope/soap-fault.ts';
import { verifyEnvelope } from './envelope/verification.ts';
import { messageKind } from './message-kind.ts';
import { deliveryState } from './message-status.ts';
import { receive, receiveAndReply, receiveReply } from './receive-message.ts';
import { faultCode } from './rules/faults.ts';
import type { FaultName } from './rules/faults.ts';
import { sendAsync } from './send-message.ts';
import { offer, register, startNode, until } from './testing/node.ts';
import type { TestNode } from './testing/node.ts';
import { makeSystem, trustOf } from './testing/systems.ts';
import { postXml } from './transport.ts';

const node = makeSystem('gateway');
const portal = makeSystem('portal');
const workplace = makeSystem('workplace');
const bank = makeSystem('bank', 'rsa');
const trust = trustOf(node, portal, workplace, bank);

const submit = messageKind('application.submit', z.object({ n: z.number() }));
const submitted = messageKind('application.submit', z.object({ number: z.string() }));
const announce = messageKind('application.announce', z.object({ n: z.number() }));

let world: TestDatabase;
let middle: TestNode;
let office: TestNode;

/** Where the office's endpoint can be made to refuse or to fail. */
const mood = { failures: 0, refusals: 0 };

const take = async (tx: Tx, { n }: { n: number }): Promise<void> => {
  await sql`insert into effect (n) values (${n})`.execute(tx);
  if (mood.refusals-- > 0) throw new Failure('badRequest');
  if (mood.failures-- > 0) throw new Error('not today');
};
const receptions = [
  receiveAndReply({
    system: 'workplace',
    kind: submit,
    reply: submitted,
    run: async (tx, payload) => {
      await take(tx, payload);
      return { number: `KZ-${payload.n}` };
    },
  }),
  receive({ system: 'workplace', kind: announce, run: take }),
];
const replies = receiveReply({
  system: 'portal',
  kind: submitted,
  run: async (tx, { number }, message) => {
    await sql`insert into reply (number, correlation) values (${number}, ${message.correlationId})`.execute(tx);
  },
});

const startOffice = (port?: number): Promise<TestNode> =>
  startNode({
    db: world.db,
    signals: world.signals(),
    keys: [workplace],
    receptions,
    gatewayAddress: middle.address,
    ...(port === undefined ? {} : { port }),
  });

before(async () => {
  world = await testDatabase(['gateway']);
  await sql`create table effect (id bigint generated always as identity, n integer not null)`.execute(world.db);
  await sql`create table reply (number text not null, correlation text)`.execute(world.db);
  middle = await startNode({ db: world.db, signals: world.signals(), keys: [portal], node, receptions: [replies] });
  office = await startOffice();
  await register(world.db, node, middle.address);
  await register(world.db, portal, `${middle.address}/systems/portal`);
  await register(world.db, workplace, `${office.address}/systems/workplace`);
  await register(world.db, bank, 'http://127.0.0.1:1');
  await offer(world.db, { id: 'application.submit', provider: 'workplace', channel: 'async' }, ['portal']);
  await offer(world.db, { id: 'application.announce', provider: 'workplace', channel: 'async' }, ['portal']);
  await offer(world.db, { id: 'bank.notice', provider: 'bank', channel: 'async' }, ['portal']);
  for (const { gateway } of [middle, office]) gateway.directoryChanged();
});

after(async () => {
  await office[Symbol.asyncDispose]();
  await middle[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function effects(from: number, to: number): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`select n from effect where n between ${from} and ${to} order by id`.execute(world.db);
  return rows.map(({ n }) => n);
}

const send = (n: number, order?: string): Promise<string> =>
  inTransaction(world.db, (tx) =>
    sendAsync(tx, announce, { payload: { n }, from: 'portal', ...(order === undefined ? {} : { order }) }),
  );

test('GW-1 GW-6 a message goes through the node to another process, and the answer finds its request', async () => {
  const messageId = await inTransaction(world.db, (tx) =>
    sendAsync(tx, submit, { payload: { n: 1 }, from: 'portal', order: 'a' }),
  );
  const answers = async (): Promise<unknown[]> =>
    (await sql`select * from reply where correlation = ${messageId}`.execute(world.db)).rows;
  await until(async () => (await answers()).length > 0);
  assert.deepEqual(await answers(), [{ number: 'KZ-1', correlation: messageId }]);
  assert.equal(await deliveryState(world.db, { node: 'gateway', sender: 'portal', messageId }), 'delivered');
  const { rows } = await sql<{ party: string; kind: string; sender: string; type: string }>`
    select party, kind, sender, message_type as type from gateway.journal where message_id = ${messageId} order by party, kind`.execute(
    world.db,
  );
  assert.deepEqual(rows, [
    { party: 'gateway', kind: 'receipt', sender: 'workplace', type: 'REQUEST' },
    { party: 'gateway', kind: 'request', sender: 'portal', type: 'REQUEST' },
    { party: 'portal', kind: 'receipt', sender: 'gateway', type: 'REQUEST' },
    { party: 'workplace', kind: 'request', sender: 'portal', type: 'REQUEST' },
  ]);
});

test('GW-3 a message of a transaction that is undone is never sent', async () => {
  await assert.rejects(
    inTransaction(world.db, async (tx) => {
      await sendAsync(tx, announce, { payload: { n: 50 }, from: 'portal' });
      throw new Error('undone');
    }),
    /undone/,
  );
  await send(51);
  await until(async () => (await effects(51, 51)).length === 1);
  assert.deepEqual(await effects(50, 51), [51]);
});

test('GW-3 messages of one application arrive in order, also when the first ones fail for a while', async () => {
  mood.failures = 2;
  for (let n = 100; n < 112; n++) await send(n, 'application-1');
  await until(async () => (await effects(100, 111)).length === 12);
  assert.deepEqual(
    await effects(100, 111),
    Array.from({ length: 12 }, (_, index) => 100 + index),
  );
});

test('GW-3 a stopped recipient loses nothing and has each effect once when it is back', async () => {
  const port = Number(new URL(office.address).port);
  await office[Symbol.asyncDispose]();
  for (let n = 200; n < 240; n++) await send(n, `application-${n % 5}`);
  await until(async () => middle.gateway.health().some(({ name, answers }) => name === 'workplace' && !answers));
  assert.deepEqual(await effects(200, 239), []);
  office = await startOffice(port);
  await until(async () => (await effects(200, 239)).length >= 40);
  const arrived = await effects(200, 239);
  assert.equal(new Set(arrived).size, 40);
  assert.equal(arrived.length, 40);
  for (const rest of [0, 1, 2, 3, 4]) {
    const ofOrder = arrived.filter((n) => n % 5 === rest);
    assert.deepEqual(
      ofOrder,
      ofOrder.toSorted((left, right) => left - right),
    );
  }
});

const at = (): Date => systemClock.now();
let ids = 0;
const message = (change: Partial<AsyncMessage> = {}): AsyncMessage => ({
  messageId: `test-${(ids += 1)}`,
  service: 'application.announce',
  type: 'REQUEST',
  messageDate: at(),
  sender: 'portal',
  data: { text: '{"n":300}' },
  ...change,
});

/** Posts a message as some system would and tells what came back: the fault's code, or 'receipt'. */
async function post(url: string, sent: AsyncMessage, key = portal): Promise<string> {
  const answer = await postXml({ url, xml: signEnvelope(writeAsyncMessage(sent), key).xml, timeLimit: 5_000 });
  assert.ok(answer.ok);
  const verification = await verifyEnvelope(answer.body, trust, at());
  assert.ok(verification.ok);
  const { operation } = verification.envelope;
  return readFault(operation)?.code ?? (readAsyncReceipt(operation)?.messageId === sent.messageId ? 'receipt' : 'neither');
}

const nodeUrl = (): string => `${middle.address}/bip-async`;
const officeUrl = (): string => `${office.address}/systems/workplace/bip-async`;

test('GW-3 the same message sent ten times at once, to the node and to the recipient, has one effect', async () => {
  const one = message({ data: { text: '{"n":310}' } });
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) => post(index % 2 === 0 ? nodeUrl() : officeUrl(), one)),
  );
  assert.deepEqual(new Set(answers), new Set(['receipt']));
  await until(
    async () => (await deliveryState(world.db, { node: 'gateway', sender: 'portal', messageId: one.messageId })) === 'delivered',
  );
  assert.deepEqual(await effects(310, 310), [310]);
});

test('GW-3 another message under a used id is refused by the node and by the recipient', async () => {
  for (const url of [nodeUrl(), officeUrl()]) {
    const first = message({ data: { text: '{"n":320}' } });
    assert.equal(await post(url, first), 'receipt');
    assert.equal(await post(url, { ...first, data: { text: '{"n":321}' } }), faultCode('conflict'));
  }
  assert.deepEqual(await effects(321, 321), []);
});

const refusals: [string, FaultName, () => Promise<string>][] = [
  ['who has no right', 'right', () => post(nodeUrl(), message({ sender: 'bank' }), bank)],
  ['who has no right, past the node', 'right', () => post(officeUrl(), message({ sender: 'bank' }), bank)],
  ['who signs as somebody else', 'sender', () => post(nodeUrl(), message(), bank)],
  ['a service that nobody registered', 'service', () => post(nodeUrl(), message({ service: 'nothing' }))],
  ['a message from last year', 'expired', () => post(nodeUrl(), message({ messageDate: new Date('2020-01-01') }))],
  ['a message from the future', 'expired', () => post(nodeUrl(), message({ messageDate: new Date(at().getTime() + 3_600_000) }))],
  ['data that are not of the service', 'data', () => post(officeUrl(), message({ data: { text: '{"n":"x"}' } }))],
  [
    'an answer to nothing',
    'right',
    () => post(nodeUrl(), message({ type: 'RESPONSE', sender: 'workplace', correlationId: 'x' }), workplace),
  ],
  [
    'an answer of who was not asked',
    'right',
    () => post(nodeUrl(), message({ type: 'RESPONSE', sender: 'bank', correlationId: 'x' }), bank),
  ],
  [
    'an answer of who was not asked, past the node',
    'right',
    () =>
      post(
        `${middle.address}/systems/portal/bip-async`,
        message({ type: 'RESPONSE', service: 'application.submit', sender: 'bank', correlationId: 'x' }),
        bank,
      ),
  ],
];
for (const [what, fault, attempt] of refusals) {
  test(`GW-2 refused: ${what}`, async () => assert.equal(await attempt(), faultCode(fault)));
}

test('SEC-14 GW-2 bytes that are no signed message get an answer below 500', async () => {
  const bodies = [
    '',
    '<',
    'x'.repeat(10_000),
    '<a/>',
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    '\u0000',
    '<a>'.repeat(50_000),
  ];
  for (const xml of bodies) {
    const answer = await postXml({ url: nodeUrl(), xml, timeLimit: 5_000 });
    assert.ok(answer.ok && answer.status >= 400 && answer.status < 500, `${xml.slice(0, 20)} ${JSON.stringify(answer)}`);
  }
});

test('GW-2 a withdrawn right ends', async () => {
  await sql`update gateway.permission set withdrawn_at = now() where service = 'bank.notice'`.execute(world.db);
  middle.gateway.directoryChanged();
  assert.equal(await post(nodeUrl(), message({ service: 'bank.notice' })), faultCode('right'));
});

test('GW-2 no body stands in the journal, and none in the queue once it is delivered', async () => {
  await until(async () => (await sql`select 1 from gateway.transit where dead_at is null`.execute(world.db)).rows.length === 0);
  const { rows } = await sql<{ line: string }>`select row_to_json(j)::text as line from gateway.journal j`.execute(world.db);
  assert.ok(rows.length > 100);
  assert.ok(rows.every(({ line }) => !line.includes('"n\\":') && !line.includes('KZ-')));
});

test('GW-3 a refused message becomes a dead letter that blocks its order; an operator reads, fixes, resends or drops it', async () => {
  mood.refusals = 1;
  await send(400, 'application-9');
  await until(async () => (await listDeadLetters(world.db, 10)).length === 1);
  await send(401, 'application-9');
  await send(402);
  await until(async () => (await effects(402, 402)).length === 1);
  assert.deepEqual(await effects(400, 401), []);
  const [dead] = await listDeadLetters(world.db, 10);
  assert.equal(dead?.fault, faultCode('data'));
  const act = { sequence: dead?.sequence ?? 0, who: 'operator-1', reason: 'the form was extended' };
  const body = await inTransaction(world.db, (tx) => readDeadLetter(tx, act));
  assert.match(body, /"n":400/);
  await assert.rejects(
    inTransaction(world.db, (tx) => resendDeadLetter(tx, { ...act, fixed: { text: '{"n":444}' } })),
    { code: 'conflict' },
  );
  await inTransaction(world.db, (tx) => resendDeadLetter(tx, act));
  await until(async () => (await effects(400, 401)).length === 2);
  assert.deepEqual(await effects(400, 401), [400, 401]);

  mood.refusals = 1;
  await send(410, 'application-9');
  await send(411, 'application-9');
  await until(async () => (await listDeadLetters(world.db, 10)).length === 1);
  const [second] = await listDeadLetters(world.db, 10);
  await inTransaction(world.db, (tx) => dropDeadLetter(tx, { ...act, sequence: second?.sequence ?? 0 }));
  await until(async () => (await effects(410, 411)).length === 1);
  assert.deepEqual(await effects(410, 411), [411]);
  const audit = await sql<{
    action: string;
  }>`select action from gateway.letter_audit where who = 'operator-1' order by id`.execute(world.db);
  assert.deepEqual(
    audit.rows.map(({ action }) => action),
    ['read', 'resend', 'drop'],
  );
});

test('REL-4 GW-3 a dead letter that is sent again or given up three times at once is it once, and effects nothing twice', async () => {
  const thrice = async (number: number, act: typeof resendDeadLetter | typeof dropDeadLetter): Promise<void> => {
    mood.refusals = 1;
    await send(number);
    await until(async () => (await listDeadLetters(world.db, 10)).length === 1);
    const [dead] = await listDeadLetters(world.db, 10);
    const what = { sequence: dead?.sequence ?? 0, who: 'operator-2', reason: 'pressed thrice' };
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => inTransaction(world.db, (tx) => act(tx, what))));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') assert.equal((outcome.reason as { code?: string }).code, 'notFound');
  };
  await thrice(420, resendDeadLetter);
  await until(async () => (await effects(420, 420)).length === 1);
  await thrice(421, dropDeadLetter);
  assert.deepEqual(await effects(420, 421), [420]);
  const { rows } = await sql<{
    action: string;
  }>`select action from gateway.letter_audit where who = 'operator-2' order by id`.execute(world.db);
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['resend', 'drop'],
  );
});
