import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { z } from 'zod';
import { systemClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { testDatabase } from '#kit/testing';
import { writeAsyncReceipt } from './envelope/async-channel.ts';
import { signEnvelope } from './envelope/signing.ts';
import type { SystemKey } from './envelope/system-key.ts';
import { listDeadLetters } from './dead-letters.ts';
import { messageKind } from './message-kind.ts';
import { deliveryState } from './message-status.ts';
import { sendAsync } from './send-message.ts';
import { hurryLetters } from './store.ts';
import { makeSystem, offer, register, startNode, until } from './testing/index.ts';

const node = makeSystem('gateway');
const portal = makeSystem('portal');
const bank = makeSystem('bank', 'rsa');
const notice = messageKind('bank.notice', z.object({ n: z.number() }));

/** A receipt for the message in `xml`, signed by `key`; the hash may be another's. */
function receipt(xml: string, key: SystemKey, bodyHash?: string): string {
  const messageId = /<messageId>([^<]+)</.exec(xml)?.[1] ?? '';
  return signEnvelope(writeAsyncReceipt({ messageId, responseDate: systemClock.now(), bodyHash }), key).xml;
}

const notReceipts: [string, (response: ServerResponse, xml: string) => unknown][] = [
  ['a page', (response) => response.end('<html><body>200 OK</body></html>')],
  ['an unsigned fault', (response) => response.writeHead(400).end('<Fault>SCSE011</Fault>')],
  ['a receipt signed by another system', (response, xml) => response.end(receipt(xml, portal))],
  ['a receipt for another content', (response, xml) => response.end(receipt(xml, bank, Buffer.alloc(32).toString('base64')))],
];

let server: Server;
after(() => {
  server.closeAllConnections();
  server.close();
});

test('GW-2 GW-3 only the recipient’s own receipt for this very letter ends it; all else is tried again', async () => {
  await using world = await testDatabase(['gateway']);
  const turns = [...notReceipts];
  let asked = 0;
  server = createServer((request, response) => {
    asked += 1;
    let xml = '';
    request.on('data', (chunk: Buffer) => (xml += chunk.toString()));
    request.on('end', () => {
      const [, answer] = turns.shift() ?? ['the receipt', () => response.end(receipt(xml, bank))];
      answer(response, xml);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await using middle = await startNode({ db: world.db, signals: world.signals(), keys: [portal], node });
  await register(world.db, node, middle.address);
  await register(world.db, portal, `${middle.address}/systems/portal`);
  await register(world.db, bank, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await offer(world.db, { id: 'bank.notice', provider: 'bank', channel: 'async' }, ['portal']);
  middle.gateway.directoryChanged();
  const messageId = await inTransaction(world.db, (tx) => sendAsync(tx, notice, { payload: { n: 1 }, from: 'portal' }));
  const state = (): Promise<string | undefined> => deliveryState(world.db, { node: 'gateway', sender: 'portal', messageId });
  for (let left = notReceipts.length - 1; left >= 0; left--) {
    await until(async () => {
      await hurryLetters(world.db, 'to-recipient', 'bank');
      return turns.length <= left;
    });
    assert.notEqual(await state(), 'delivered', `after ${notReceipts[notReceipts.length - 1 - left]?.[0]}`);
  }
  await until(async () => {
    await hurryLetters(world.db, 'to-recipient', 'bank');
    return (await state()) === 'delivered';
  });
  assert.equal(asked, notReceipts.length + 1);
  assert.deepEqual(await listDeadLetters(world.db, 10), []);
});
