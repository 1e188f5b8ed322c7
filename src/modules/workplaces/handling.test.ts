import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findPreparation, seenOf } from '#applications';
import { html } from '#kit/html';
import { newId } from '#kit/ids';
import { bodies, cast } from '#seed';
import { locales, texts } from '#text';
import { testWorkplace } from './testing.ts';
import type { TestWorkplace } from './testing.ts';

let place: TestWorkplace;
before(async () => {
  place = await testWorkplace();
});
after(() => place?.[Symbol.asyncDispose]());

const gulnara = { as: 'gulnara' } as const;
const daniyar = { as: 'daniyar' } as const;
const { handling: words, panels } = texts('kk');

async function taken(): Promise<string> {
  const { id } = await place.office.register(cast.aigerim);
  await place.post(`/requests/${id}/take`, {}, gulnara);
  return id;
}

async function sent(): Promise<string> {
  const id = await taken();
  await place.post(
    `/requests/${id}/decision`,
    { 'check-identityDocument': 'ok', output: 'result', go: 'preview', seen: '' },
    gulnara,
  );
  const seen = seenOf(await findPreparation(place.office.services.db, id));
  await place.post(`/requests/${id}/send`, { seen }, gulnara);
  return id;
}

test('WRK-1 APP-9 asking for more says what is missing, then stands in its queue, and leads on to the next request', async () => {
  const id = await taken();
  const empty = await place.post(`/requests/${id}/ask`, { 'ask-text': ' ', documents: 'identityDocument' }, gulnara);
  assert.equal(empty.status, 422);
  assert.ok(empty.body.includes(words.ask.faults.empty));
  assert.match(empty.body, /value="identityDocument" checked/);
  const asked = await place.follow(`/requests/${id}/ask`, { 'ask-text': 'Екі бетін де <b>жіберіңіз</b>' }, gulnara);
  assert.ok(asked.body.includes(words.ask.asked));
  assert.ok(asked.body.includes('Екі бетін де &lt;b&gt;жіберіңіз&lt;/b&gt;'));
  assert.match(asked.body, /autofocus/);
  assert.ok((await place.get('/?queue=asked', gulnara)).body.includes(words.clock.stopped));
  assert.ok((await place.follow(`/requests/${id}/ask`, { 'ask-text': 'Тағы' }, gulnara)).body.includes(words.ask.waiting));
});

test('PRO-8 where the regulation allows no extension none is offered, and a forged one is refused', async () => {
  const id = await taken();
  assert.ok(!(await place.get(`/requests/${id}`, gulnara)).body.includes(words.extend.submit));
  const due = (await place.office.find(id)).dueAt?.toISOString() ?? '';
  const forged = await place.post(`/requests/${id}/extend`, { days: '3', 'extend-reason': 'x', due }, gulnara);
  assert.equal(forged.status, 422);
  assert.equal((await place.office.find(id)).dueAt?.toISOString(), due);
});

test('WRK-1 notes stand on the desk for every colleague, and sent without words are asked for', async () => {
  const id = await taken();
  assert.ok((await place.post(`/requests/${id}/notes`, { note: '', id: newId() }, gulnara)).body.includes(words.notes.empty));
  await place.post(`/requests/${id}/notes`, { note: 'Ескерттім', id: newId() }, { as: 'botagoz' });
  assert.ok((await place.get(`/requests/${id}`, gulnara)).body.includes('Ескерттім'));
});

test('WRK-1 a head signs several documents with one signature each from one page; each outcome is told by itself', async () => {
  const [first, second] = [await sent(), await sent()];
  const choice = await place.get('/batch', daniyar);
  assert.ok(choice.body.includes(`value="${first}" checked`));
  assert.ok((await place.get('/batch?open=', daniyar)).body.includes(words.batch.chosenNone));
  const page = await place.get(`/batch?id=${first}&id=${second}`, daniyar);
  const [, urls = '[]'] = /"urls":(\[[^\]]*\])/.exec(page.body) ?? [];
  const [, documents = ''] = /name="documents" value="([^"]+)"/.exec(page.body) ?? [];
  const addresses = JSON.parse(urls) as string[];
  assert.equal(addresses.length, 2);
  const signatures: string[] = [];
  for (const url of addresses) {
    const { rawPayload } = await place.app.inject({ url, headers: { 'x-officer': 'daniyar' } });
    signatures.push(Buffer.from(await place.office.sign(place.office.daniyar.keys, rawPayload)).toString('base64'));
  }
  const short = await place.post('/batch', { documents, cms: signatures[0] ?? '' }, daniyar);
  assert.ok(short.status === 422 && short.body.includes(words.batch.unreadable));
  const wrongWay = [signatures[0], signatures[0]].join('\n');
  const half = await place.post('/batch', { documents, cms: wrongWay }, daniyar);
  assert.ok(half.body.includes(words.batch.result(1, 2)));
  const done = await place.post('/batch', { documents, cms: signatures.join('\n') }, daniyar);
  assert.ok(done.body.includes(words.batch.result(2, 2)));
  assert.deepEqual([(await place.office.find(first)).status, (await place.office.find(second)).status], ['provided', 'provided']);
});

test('SEC-1 SEC-2 pages of the head are forbidden to specialists, and acts on another body’s requests are missing', async () => {
  for (const url of ['/batch', '/complaints', '/panel', '/panel.csv'])
    assert.equal((await place.get(url, gulnara)).status, 403, url);
  const id = await sent();
  for (const act of ['ask', 'extend', 'notes', 'complaint']) {
    const fields = { 'ask-text': 'x', note: 'x', id: newId(), answer: 'x', days: '1', 'extend-reason': 'x' };
    assert.equal((await place.post(`/requests/${id}/${act}`, fields, { as: 'outsider' })).status, 404, act);
    assert.equal((await place.post(`/requests/${id}/${act}`, {}, { as: 'outsider' })).status, 404, act);
  }
  const documents = `${id}:${newId()}`;
  assert.equal((await place.post('/batch', { documents, cms: 'MAAA' }, { as: 'outsider' })).status, 404);
});

test('WRK-6 the panel of a service owner names the bodies in the language of the page', async () => {
  await sent();
  for (const locale of locales) {
    const { body } = await place.get('/panel', { as: 'owner', locale });
    const rows = [...body.matchAll(/<th scope="row"[^>]*>([^<]+)<\/th>/g)].map(([, name]) => name);
    assert.ok(rows.includes(String(html`${bodies.employment.name[locale]}`)), locale);
  }
});

test('WRK-6 PRO-9 the panel of a head shows the own body in three languages, keeps its period in the address, and gives a CSV', async () => {
  await sent();
  for (const locale of locales) {
    const { status, body } = await place.get('/panel', { ...daniyar, locale });
    assert.equal(status, 200);
    const named = texts(locale).panels;
    for (const title of [named.load.title, named.flow.title, named.times.title, named.steps.title])
      assert.ok(body.includes(title), title);
    assert.doesNotMatch(body, /undefined|\[object|NaN/);
    assert.match(body, /<svg class="bt-chart"[^>]* role="img"/);
  }
  const other = await place.get('/panel', { as: 'outsider' });
  assert.ok(other.body.includes(panels.empty));
  const past = await place.get('/panel?from=01.01.2020&to=31.01.2020', daniyar);
  assert.ok(past.body.includes('value="01.01.2020"') && past.body.includes(panels.empty));
  assert.match(past.body, /panel\.csv\?from=2020-01-01&amp;to=2020-01-31/);
  assert.ok((await place.get('/panel?from=33.01.2020', daniyar)).body.includes(panels.filter.wrongDates));
  const csv = await place.get('/panel.csv', daniyar);
  assert.match(String(csv.headers['content-disposition']), /figures-2026-10-22-2026-11-20\.csv/);
  assert.match(csv.body, /filed;rg-1;portal;;[^;]+;\d+;0;0\r\n/);
});

test('A11Y-1 WRK-1 every desk and queue has the keys’ dialog, and the neighbours of a request are named by theirs', async () => {
  const [first, second, third] = [await taken(), await taken(), await taken()];
  assert.ok(first && third);
  const { body } = await place.get(`/requests/${second}?queue=mine`, gulnara);
  assert.match(body, /<a href="[^"]*" data-key="j">/);
  assert.match(body, /<a href="[^"]*" data-key="k">/);
  assert.ok(body.includes('<birtereze-keys>'));
  assert.ok((await place.get('/?queue=new', gulnara)).body.includes('<birtereze-keys>'));
});
