import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import { isInside } from './addresses.ts';
import { httpFetcher } from './http.ts';

async function withServer(listener: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  await using server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}
// Long for what answers at once on a busy machine, short for what never answers.
const settings = { timeLimit: 2_000, failuresToRest: 2, restFor: 1_000 };

test('SEC-8 an address from a stranger’s certificate leads to no machine inside', async () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '::1',
    '::ffff:127.0.0.1',
    'fd00::1',
    'fe80::1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    'no address',
  ])
    assert.equal(isInside(address), true, address);
  for (const address of ['8.8.8.8', '172.32.0.1', '2a00:1450::1']) assert.equal(isInside(address), false, address);
  await withServer(
    (_, response) => response.end('inside'),
    async (url) => {
      const fetcher = httpFetcher(() => 0, settings);
      const { port } = new URL(url);
      assert.equal((await fetcher({ url })).ok, true);
      for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433']) {
        assert.deepEqual(
          await fetcher({ url: `http://${host}:${port}/`, foreign: true }),
          { ok: false, reason: 'forbiddenAddress' },
          host,
        );
      }
      for (const other of ['file:///etc/passwd', 'ldap://x/', 'gopher://x', 'nonsense']) {
        assert.deepEqual(await fetcher({ url: other }), { ok: false, reason: 'forbiddenAddress' });
      }
    },
  );
});

test('SEC-8 redirections are not followed and error pages are not answers', async () => {
  await withServer(
    (request, response) => response.writeHead(request.url === '/' ? 302 : 404, { location: 'http://127.0.0.1:1/' }).end('page'),
    async (url) => {
      const fetcher = httpFetcher(() => 0, settings);
      assert.deepEqual(await fetcher({ url }), { ok: false, reason: 'refused' });
      assert.deepEqual(await fetcher({ url: `${url}absent` }), { ok: false, reason: 'refused' });
    },
  );
});

test('SEC-14 an endless answer is cut off at its limit', async () => {
  await withServer(
    (_, response) => {
      const chunk = Buffer.alloc(65_536);
      const more = (): void => void (response.write(chunk) ? setImmediate(more) : response.once('drain', more));
      more();
    },
    async (url) =>
      assert.deepEqual(await httpFetcher(() => 0, settings)({ url, limit: 1_000_000 }), { ok: false, reason: 'tooLarge' }),
  );
});

test('REL-3 an address that does not answer is left in peace for a while, then asked again', async () => {
  let now = 0;
  let asked = 0;
  await withServer(
    (_, response) => {
      asked += 1;
      if (asked > 2) response.end('better');
    },
    async (url) => {
      const fetcher = httpFetcher(() => now, settings);
      assert.deepEqual(await fetcher({ url }), { ok: false, reason: 'unreachable' });
      assert.deepEqual(await fetcher({ url }), { ok: false, reason: 'unreachable' });
      assert.deepEqual(await fetcher({ url }), { ok: false, reason: 'resting' });
      assert.equal(asked, 2);
      now = 1_000;
      assert.equal((await fetcher({ url })).ok, true);
    },
  );
});
