import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSite } from '#kit/http';
import { silentLog } from '#kit/log';
import { accesses } from '#identity';
import type { EdsWeb, OfficerActor } from '#identity';
import { html } from '#kit/html';
import { cast } from '#seed';
import { locales, parseLocale, texts } from '#text';
import type { Locale } from '#text';
import { failurePage } from '#ui';
import { askConsumer } from '../ask-consumer.ts';
import { answerComplaint } from '../complain.ts';
import { takeApplication } from '../take.ts';
import { carry, decide, scan, take } from '../testing-counter.ts';
import { testOffice } from '../testing.ts';
import { giveResult } from '../track-at-counter.ts';
import { counterRoutes } from './counter-routes.ts';

const office = await testOffice();
const { services, madina } = office;
after(() => office[Symbol.asyncDispose]());
let officer: OfficerActor = madina;
const { statements } = texts('kk');

const eds: EdsWeb = {
  panel: (_context, { content }) =>
    html`<form id="panel" data-content="${content instanceof Uint8Array ? Buffer.from(content).toString('base64') : ''}"></form>`,
};

const site = await createSite({
  log: silentLog,
  routes: counterRoutes(services, eds, () => []),
  guards: Object.fromEntries(accesses.map((access) => [access, () => undefined])),
  prepare(request) {
    request.actor = officer;
    const locale = parseLocale(request.headers['x-locale']) ?? 'kk';
    request.page = { locale, path: request.url, nonce: '', site: 'workplace', assets: (name) => `/assets/${name}`, version: '0' };
  },
  failurePage: (request, { code }) => failurePage(request.page, { code }),
  async extend(app) {
    app.decorateRequest('page');
    app.decorateRequest('actor');
  },
});
after(() => site.close());

async function get(url: string, locale: Locale = 'kk'): Promise<string> {
  const { statusCode, body } = await site.inject({ url, headers: { 'x-locale': locale } });
  assert.equal(statusCode, 200, url);
  assert.doesNotMatch(body, /undefined|\[object|NaN/);
  return body;
}

async function post(url: string, fields: Record<string, string>) {
  const payload = new URLSearchParams(fields).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  const { statusCode, body, headers: answer } = await site.inject({ method: 'POST', url, payload, headers });
  return { status: statusCode, body, to: answer.location };
}

/** A form with a scan, as a browser sends it. */
async function upload(url: string, fields: Record<string, string>, file?: { field: string; name: string }) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file !== undefined) form.append(file.field, new Blob([scan], { type: 'application/pdf' }), file.name);
  const request = new Request('http://localhost', { method: 'POST', body: form });
  const headers = { 'content-type': request.headers.get('content-type') ?? '', 'sec-fetch-site': 'same-origin' };
  const payload = Buffer.from(await request.arrayBuffer());
  const { statusCode, body, headers: answer } = await site.inject({ method: 'POST', url, payload, headers });
  return { status: statusCode, body, to: answer.location };
}

/** Signs what the page shows to be signed. */
async function sign(url: string) {
  const content = /data-content="([^"]+)"/.exec(await get(url))?.[1] ?? '';
  const cms = await office.sign(await office.keysOf(officer), Buffer.from(content, 'base64'));
  return post(url, { cms: Buffer.from(cms).toString('base64') });
}

let refused: string;
before(async () => {
  refused = await take(office, madina, { consumer: cast.svetlana });
  await carry(office, refused);
  await decide(office, refused, 'refusal');
  await giveResult(services, madina, { id: refused, recipient: 'consumer' });
});

test('APP-9 PRO-4 the pages of an answer at the counter lead from the question to the signed answer and lose nothing', async () => {
  const id = await take(office, madina, { consumer: cast.nurlan });
  await carry(office, id);
  await takeApplication(services, office.gulnara, id);
  await askConsumer(services, office.gulnara, { id, text: 'Екінші бетін әкеліңіз', documents: ['identityDocument'] });
  const page = `/counter/applications/${id}/answer`;
  for (const locale of locales) assert.ok((await get(page, locale)).includes(texts(locale).statements.visitor.label));
  const early = await post(page, { go: 'sign', answer: 'Әкелді' });
  assert.ok(early.body.includes(statements.visitor.faults.empty) && early.body.includes('Әкелді'), early.body);
  const other = await post(page, { go: 'sign', answer: 'Әкелді', iin: cast.marat.iin });
  assert.ok(other.body.includes(statements.visitor.faults.nobody));
  const marked = { answer: 'Әкелді', iin: cast.nurlan.iin, 'original-identityDocument': 'yes' };
  assert.ok((await post(page, { go: 'sign', ...marked })).body.includes(statements.answer.missing(cardTitle())));
  const added = await upload(`${page}/files/identityDocument`, {}, { field: 'file-identityDocument', name: 'екінші бет.pdf' });
  assert.deepEqual([added.status, added.to], [303, page]);
  const shown = await get(page);
  const file = new RegExp(`${page}/files/([\\w-]+)`).exec(shown)?.[1];
  assert.ok(file !== undefined && shown.includes('екінші бет.pdf') && /original-identityDocument[^>]*checked/.test(shown), shown);
  assert.equal((await site.inject({ url: `${page}/files/${file}` })).statusCode, 200);
  assert.equal((await post(page, { go: 'sign', ...marked })).to, `${page}/sign`);
  assert.ok((await get(`${page}/sign`)).includes(statements.visitor.consumer));
  assert.equal((await sign(`${page}/sign`)).to, `/counter/applications/${id}?done=answered`);
  assert.equal((await site.inject({ url: `${page}/files/${file}` })).statusCode, 404, 'the provider has it now');
  assert.equal((await site.inject({ url: page })).statusCode, 303);
});

function cardTitle(): string {
  const regulation = services.regulations.version('rg-1', 1);
  return regulation.passport.requiredDocuments[0]?.title.kk ?? '';
}

test('APP-9 WRK-3 the pages of a withdrawal take the paper, who brings it and the operator’s signature', async () => {
  const id = await take(office, madina, { consumer: cast.marat });
  await carry(office, id);
  const page = `/counter/applications/${id}/withdrawal`;
  for (const locale of locales) assert.ok((await get(page, locale)).includes(texts(locale).statements.withdrawal.lead));
  const empty = await upload(page, { go: 'sign' });
  assert.equal(empty.status, 422);
  assert.ok(empty.body.includes(statements.visitor.faults.empty) && empty.body.includes(statements.sign.scanMissing));
  const scanned = await upload(page, { go: 'save', iin: '' }, { field: 'scan', name: 'мәлімдеме.pdf' });
  assert.equal(scanned.to, page);
  const ready = await upload(page, { go: 'sign', iin: cast.marat.iin });
  assert.equal(ready.to, `${page}/sign`);
  assert.ok((await get(`${page}/sign`)).includes('мәлімдеме.pdf'));
  assert.equal((await sign(`${page}/sign`)).to, `/counter/applications/${id}?done=withdrawal`);
  assert.equal((await office.find(id)).status, 'withdrawn');
  assert.equal((await site.inject({ url: page })).headers.location, `/counter/applications/${id}?done=withdrawalClosed`);
});

test('APP-9 SEC-1 a complaint is taken after the handing over without a word about the person, and its answer shown to them only', async () => {
  const page = `/counter/applications/${refused}/complaint`;
  const about = [cast.svetlana.iin, cast.svetlana.surname];
  for (const locale of locales) {
    const body = await get(page, locale);
    assert.ok(about.every((word) => !body.includes(word)));
  }
  const said = { text: 'Мен тізілімдемін', iin: cast.svetlana.iin, go: 'sign' };
  const ready = await upload(page, said, { field: 'scan', name: 'шағым.pdf' });
  assert.equal(ready.to, `${page}/sign`);
  assert.equal((await sign(`${page}/sign`)).to, `/counter/applications/${refused}?done=complaint`);
  await answerComplaint(services, office.daniyar, { id: refused, answer: 'Тіркеу қалпына келтірілді' });
  const answer = `/counter/applications/${refused}/complaint-answer`;
  for (const locale of locales) assert.ok(!(await get(answer, locale)).includes('қалпына келтірілді'));
  const stranger = await post(answer, { iin: cast.marat.iin });
  assert.ok(stranger.status === 422 && stranger.body.includes(statements.visitor.faults.nobody));
  assert.ok((await post(answer, { iin: cast.svetlana.iin })).body.includes('Тіркеу қалпына келтірілді'));
});

test('SEC-2 another counter’s application answers 404 on each of these pages, as one that does not exist', async () => {
  officer = office.gulnara;
  const addresses = ['answer', 'answer/sign', 'withdrawal', 'withdrawal/sign', 'complaint', 'complaint/sign', 'complaint-answer'];
  for (const id of [refused, '00000000-0000-4000-8000-000000000000']) {
    for (const address of addresses) {
      const { statusCode } = await site.inject({ url: `/counter/applications/${id}/${address}` });
      assert.equal(statusCode, 404, address);
    }
  }
  officer = madina;
});
