import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from './html.ts';
import { createSite } from './http.ts';
import { silentLog } from './log.ts';

test('SEC-15 an address that nobody knows is a whole page for people, whatever the method', async () => {
  const failurePage = () => html`<!doctype html><h1>Not here</h1>`;
  const app = await createSite({ log: silentLog, routes: [], guards: {}, failurePage });
  const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin' };
  for (const method of ['GET', 'POST'] as const) {
    const { statusCode, body, headers: given } = await app.inject({ method, url: '/nowhere', headers });
    assert.deepEqual([statusCode, body], [404, '<!doctype html><h1>Not here</h1>']);
    assert.match(String(given['content-type']), /^text\/html/);
  }
});
