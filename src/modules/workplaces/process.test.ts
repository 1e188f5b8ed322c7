import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findPreparation, seenOf } from '#applications';
import { newId } from '#kit/ids';
import { cast } from '#seed';
import { testWorkplace } from './testing.ts';
import type { TestWorkplace } from './testing.ts';

let place: TestWorkplace;
before(async () => {
  place = await testWorkplace();
});
after(() => place?.[Symbol.asyncDispose]());

const gulnara = { as: 'gulnara' } as const;
const daniyar = { as: 'daniyar' } as const;

/** What the picture marks, and which item of the list beside it. */
function marked(svg: string, page: string) {
  const [, here = ''] = /<g class="here">(.*?)<\/g>/.exec(svg) ?? [];
  const [, kind] = /class="(box|condition|end)"/.exec(here) ?? [];
  const [, list = ''] = /process\.svg"[^>]*>.*?<ol>(.*?)<\/ol>/.exec(page) ?? [];
  const items = [...list.matchAll(/<li( aria-current="step")?>/g)];
  return { kind, step: items.findIndex(([, current]) => current !== undefined) + 1, steps: items.length };
}

/** The head signs what waits, through the page. */
async function sign(id: string): Promise<void> {
  const { body } = await place.get(`/requests/${id}/sign`, daniyar);
  const [, base64 = ''] = /"base64":"([^"]+)"/.exec(body) ?? [];
  const [, document = ''] = /name="document" value="([^"]+)"/.exec(body) ?? [];
  const signed = await place.office.sign(place.office.daniyar.keys, Buffer.from(base64, 'base64'));
  const cms = Buffer.from(signed).toString('base64');
  assert.equal((await place.post(`/requests/${id}/sign`, { cms, document }, daniyar)).status, 303);
}

test('PRO-7 the desk shows where an application stands in the diagram of its channel, and moves on with it', async () => {
  const { id } = await place.office.register(cast.aigerim);
  const look = async () => {
    const svg = await place.get(`/requests/${id}/process.svg`, gulnara);
    assert.equal(svg.headers['content-type'], 'image/svg+xml; charset=utf-8');
    const page = await place.get(`/requests/${id}`, gulnara);
    assert.ok(page.body.includes(`href="/requests/${id}/process.svg"`));
    return marked(svg.body, page.body);
  };
  assert.deepEqual(await look(), { kind: 'condition', step: 6, steps: 8 });
  await place.follow(`/requests/${id}/take`, {}, gulnara);
  const decision = { 'check-identityDocument': 'ok', output: 'result', go: 'preview', seen: '' };
  await place.follow(`/requests/${id}/decision`, decision, gulnara);
  const seen = seenOf(await findPreparation(place.office.services.db, id));
  await place.follow(`/requests/${id}/send`, { seen }, gulnara);
  await sign(id);
  assert.deepEqual(await look(), { kind: 'end', step: 8, steps: 8 });
});

test("SEC-2 another body's diagram is not there, like one that does not exist", async () => {
  const { id } = await place.office.register(cast.aigerim);
  for (const [asked, as] of [
    [id, 'outsider'],
    [newId(), 'gulnara'],
    ['x', 'gulnara'],
  ] as const) {
    assert.equal((await place.get(`/requests/${asked}/process.svg`, { as })).status, 404);
  }
});
