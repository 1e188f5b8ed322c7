import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { systemClock } from '#kit/clock';
import { testDatabase } from '#kit/testing';
import type { TestDatabase } from '#kit/testing';
import { createAnswering } from './answer-call.ts';
import type { SyncOutcome } from './call.ts';
import { signEnvelope } from './envelope/signing.ts';
import { readFault } from './envelope/soap-fault.ts';
import { readSyncResponse, writeSyncRequest, writeSyncResponse } from './envelope/sync-channel.ts';
import type { SyncRequest } from './envelope/sync-channel.ts';
import { verifyEnvelope } from './envelope/verification.ts';
import { faultCode } from './rules/faults.ts';
import { offer, register, startNode } from './testing/node.ts';
import type { TestNode } from './testing/node.ts';
import { makeSystem, trustOf } from './testing/systems.ts';
import { postXml } from './transport.ts';
import { childText, element } from './xml/tree.ts';

const node = makeSystem('gateway');
const portal = makeSystem('portal');
const registry = makeSystem('registry', 'rsa');
const trust = trustOf(node, portal, registry);

/** What the provider does with the next calls. */
let behaviour: (response: ServerResponse, bytes: Buffer) => unknown;
const answering = createAnswering({
  clock: systemClock,
  trust,
  key: registry,
  answer: async ({ data }) =>
    'tree' in data ? { tree: [element('echo', childText(element('d', ...data.tree), 'iin') ?? '')] } : 'data',
});
const honest: typeof behaviour = async (response, bytes) => {
  const { status, xml } = await answering(bytes);
  response.writeHead(status).end(xml);
};

let world: TestDatabase;
let middle: TestNode;
let provider: Server;
let calls = 0;

before(async () => {
  world = await testDatabase(['gateway']);
  provider = createServer((request, response) => {
    calls += 1;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => behaviour(response, Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  middle = await startNode({ db: world.db, signals: world.signals(), keys: [portal], node });
  await register(world.db, node, middle.address);
  await register(world.db, portal, `${middle.address}/systems/portal`);
  await register(world.db, registry, address);
  for (const id of ['honest', 'slow', 'cut', 'garbage', 'endless', 'forged', 'other', 'busy', 'down', 'unsigned']) {
    await offer(world.db, { id, provider: 'registry', channel: 'sync', timeLimit: 700, concurrency: 2 }, ['portal']);
  }
  await offer(world.db, { id: 'secret', provider: 'registry', channel: 'sync' }, []);
  middle.gateway.directoryChanged();
});

after(async () => {
  await middle[Symbol.asyncDispose]();
  provider.closeAllConnections();
  provider.close();
  await world[Symbol.asyncDispose]();
});

const data = { tree: [element('iin', '990101300016')] };
const ask = (service: string): Promise<SyncOutcome> =>
  middle.gateway.callSync({ from: 'portal', service, data, timeLimit: 5_000 });

test('GW-1 a call goes through the node and brings the provider’s signed answer back; both are journalled', async () => {
  behaviour = honest;
  const outcome = await ask('honest');
  assert.ok(outcome.outcome === 'answered' && outcome.data && 'tree' in outcome.data);
  assert.deepEqual(outcome.data.tree[0]?.children, ['990101300016']);
  const { rows } = await sql<{ kind: string; sender: string; proven: boolean }>`
    select kind, sender, signature is not null and body_hash is not null as proven from gateway.journal order by id`.execute(
    world.db,
  );
  assert.deepEqual(rows, [
    { kind: 'request', sender: 'portal', proven: true },
    { kind: 'response', sender: 'registry', proven: true },
  ]);
});

const faults: [string, string, typeof behaviour][] = [
  ['slow', faultCode('timeLimit'), () => {}],
  [
    'cut',
    faultCode('unavailable'),
    (response) => response.writeHead(200, { 'content-length': '1000' }).write('<', () => response.destroy()),
  ],
  ['garbage', faultCode('answer'), (response) => response.end('%PDF-1.7 <<>>')],
  [
    'unsigned',
    faultCode('answer'),
    (response) => response.end('<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"/>'),
  ],
  ['endless', faultCode('answer'), (response) => flood(response)],
  ['forged', faultCode('answer'), (response, bytes) => response.end(signEnvelope(answerTo(idIn(bytes)), portal).xml)],
  ['other', faultCode('answer'), (response) => response.end(signEnvelope(answerTo('another-request'), registry).xml)],
];

const idIn = (bytes: Buffer): string => /<messageId>([^<]+)</.exec(bytes.toString())?.[1] ?? '';

function answerTo(correlationId: string): ReturnType<typeof writeSyncResponse> {
  const status = { code: 'SCSS001', message: 'OK' };
  return writeSyncResponse({ messageId: 'x', correlationId, responseDate: systemClock.now(), status, data: { text: 'x' } });
}

/** Sends without end, as fast as it is taken. */
function flood(response: ServerResponse): void {
  const megabyte = Buffer.alloc(1024 * 1024, 'x');
  const more = (): void => {
    while (!response.destroyed && response.write(megabyte));
    if (!response.destroyed) response.once('drain', more);
  };
  response.on('error', () => {});
  more();
}

for (const [service, code, how] of faults) {
  test(`REL-3 GW-4 a provider that is ${service} gives a plain refusal, and its breaker opens`, async () => {
    behaviour = how;
    const outcomes: SyncOutcome[] = [];
    for (let turn = 0; turn < 5; turn++) outcomes.push(await ask(service));
    for (const outcome of outcomes) assert.ok(outcome.outcome === 'refused' && outcome.code === code, JSON.stringify(outcome));
    const before = calls;
    const refused = await ask(service);
    assert.ok(refused.outcome === 'refused' && refused.code === faultCode('unavailable'));
    assert.equal(calls, before, 'an open breaker lets nothing through');
    const health = middle.gateway.health().find(({ name }) => name === service);
    assert.ok(health && !health.answers && health.since);
  });
}

test('GW-4 more calls at once than a service bears are refused, and those under way end well', async () => {
  const held: (() => void)[] = [];
  behaviour = (response, bytes) => void held.push(() => void honest(response, bytes));
  const first = [ask('busy'), ask('busy')];
  while (held.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  const third = await ask('busy');
  assert.ok(third.outcome === 'refused' && third.code === faultCode('unavailable'));
  for (const release of held) release();
  assert.deepEqual(
    (await Promise.all(first)).map(({ outcome }) => outcome),
    ['answered', 'answered'],
  );
});

test('GW-2 a service nobody granted is refused, and the provider is not asked', async () => {
  behaviour = honest;
  const before = calls;
  const outcome = await ask('secret');
  assert.ok(outcome.outcome === 'refused' && outcome.code === faultCode('right'));
  assert.equal(calls, before);
});

test('GW-2 a call sent again is refused as a replay, by the node and by the provider', async () => {
  behaviour = honest;
  const request: SyncRequest = { messageId: 'once', service: 'honest', messageDate: systemClock.now(), sender: 'portal', data };
  const { xml } = signEnvelope(writeSyncRequest(request), portal);
  const post = async (url: string): Promise<string | undefined> => {
    const answer = await postXml({ url, xml, timeLimit: 3_000 });
    const verification = await verifyEnvelope(answer.ok ? answer.body : Buffer.alloc(0), trust, systemClock.now());
    assert.ok(verification.ok);
    const { operation } = verification.envelope;
    return readFault(operation)?.code ?? readSyncResponse(operation)?.correlationId;
  };
  const { port } = provider.address() as AddressInfo;
  assert.equal(await post(`${middle.address}/bip-sync`), 'once');
  const asked = calls;
  assert.equal(await post(`${middle.address}/bip-sync`), faultCode('replay'));
  assert.equal(calls, asked, 'the node asks nobody about a replay');
  assert.equal(await post(`http://127.0.0.1:${port}`), faultCode('replay'));
  const old = signEnvelope(writeSyncRequest({ ...request, messageId: 'old', messageDate: new Date('2026-01-01') }), portal).xml;
  const answer = await postXml({ url: `${middle.address}/bip-sync`, xml: old, timeLimit: 3_000 });
  assert.ok(answer.ok && answer.body.includes(faultCode('expired')));
});

test('GW-1 GW-4 a node that is not there is told apart from a refusal', async () => {
  const lonely = await startNode({
    db: world.db,
    signals: world.signals(),
    keys: [portal],
    gatewayAddress: 'http://127.0.0.1:9',
  });
  const outcome = await lonely.gateway.callSync({ from: 'portal', service: 'honest', data, timeLimit: 1_000 });
  assert.deepEqual(outcome, { outcome: 'unreachable', reason: 'connection' });
  await lonely[Symbol.asyncDispose]();
});
