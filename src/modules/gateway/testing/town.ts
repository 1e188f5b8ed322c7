import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { systemClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import { testDatabase } from '#kit/testing';
import type { TestDatabase } from '#kit/testing';
import { createAnswering } from '../answer-call.ts';
import type { SyncOutcome } from '../call.ts';
import { messageKind } from '../message-kind.ts';
import { receive } from '../receive-message.ts';
import { sendAsync } from '../send-message.ts';
import { element } from '../xml/tree.ts';
import { offer, register, startNode } from './node.ts';
import type { TestNode } from './node.ts';
import { makeSystem, trustOf } from './systems.ts';

/**
 * Systems on good and bad days: a registry that answers (`persons`), one that nobody can reach (`notary`), a workplace that refuses what it is
 * told to (`announce`), a bank that is away (`notice`), and a service that the portal may not call (`secret`).
 */
export interface Town extends AsyncDisposable {
  readonly world: TestDatabase;
  readonly node: TestNode;
  call(service: 'persons' | 'notary' | 'secret'): Promise<SyncOutcome>;
  /** Sends a letter; the workplace refuses those below nought. @returns its messageId */
  send(service: 'announce' | 'notice', n: number, order?: string): Promise<string>;
}

const payload = z.object({ n: z.number() });
const kinds = { announce: messageKind('announce', payload), notice: messageKind('notice', payload) };
/** A port on which nobody listens. */
const nowhere = 'http://127.0.0.1:1';

async function startRegistry(answer: (bytes: Buffer) => Promise<{ status: number; xml: string | Buffer }>): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { status, xml } = await answer(Buffer.concat(chunks));
      response.writeHead(status).end(xml);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function enter(world: TestDatabase, addresses: { node: string; registry: string }, keys: Keys): Promise<void> {
  const { db } = world;
  await register(db, keys.gateway, addresses.node);
  for (const system of ['portal', 'workplace'] as const) await register(db, keys[system], `${addresses.node}/systems/${system}`);
  await register(db, keys.registry, addresses.registry);
  for (const system of ['notaries', 'bank'] as const) await register(db, keys[system], nowhere);
  const sync = { channel: 'sync', timeLimit: 2_000 } as const;
  await offer(db, { id: 'persons', provider: 'registry', ...sync }, ['portal']);
  await offer(db, { id: 'notary', provider: 'notaries', ...sync }, ['portal']);
  await offer(db, { id: 'secret', provider: 'registry', ...sync }, []);
  await offer(db, { id: 'announce', provider: 'workplace', channel: 'async' }, ['portal']);
  await offer(db, { id: 'notice', provider: 'bank', channel: 'async' }, ['portal']);
}

function makeKeys() {
  const [gateway, portal, workplace, registry] = [
    makeSystem('gateway'),
    makeSystem('portal'),
    makeSystem('workplace'),
    makeSystem('registry'),
  ];
  return { gateway, portal, workplace, registry, notaries: makeSystem('notaries'), bank: makeSystem('bank') };
}
type Keys = ReturnType<typeof makeKeys>;

export async function openTown(): Promise<Town> {
  const world = await testDatabase(['gateway']);
  const { db } = world;
  const keys = makeKeys();
  const trust = trustOf(...Object.values(keys));
  const answer = async () => ({ tree: [element('found', 'yes')] });
  const registry = await startRegistry(createAnswering({ clock: systemClock, trust, key: keys.registry, answer }));
  const announced = receive({
    system: 'workplace',
    kind: kinds.announce,
    run: async (_, { n }) => {
      if (n < 0) throw new Failure('badRequest');
    },
  });
  const own = { keys: [keys.portal, keys.workplace], node: keys.gateway, receptions: [announced] };
  const node = await startNode({ db, signals: world.signals(), ...own });
  const { port } = registry.address() as AddressInfo;
  await enter(world, { node: node.address, registry: `http://127.0.0.1:${port}` }, keys);
  node.gateway.directoryChanged();
  const data = { tree: [element('iin', '990101300016')] };
  return {
    world,
    node,
    call: (service) => node.gateway.callSync({ from: 'portal', service, data, timeLimit: 5_000 }),
    send: (service, n, order) =>
      inTransaction(db, (tx) =>
        sendAsync(tx, kinds[service], { payload: { n }, from: 'portal', ...(order === undefined ? {} : { order }) }),
      ),
    async [Symbol.asyncDispose]() {
      await node[Symbol.asyncDispose]();
      registry.closeAllConnections();
      registry.close();
      await world[Symbol.asyncDispose]();
    },
  };
}
