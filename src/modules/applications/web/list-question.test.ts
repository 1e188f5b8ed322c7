import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { accesses } from '#identity';
import type { EdsWeb, PersonActor } from '#identity';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import { silentLog } from '#kit/log';
import { cast } from '#seed';
import { failurePage } from '#ui';
import { testOffice } from '../testing.ts';
import { draftRoutes } from './draft-routes.ts';

/** RG-1 with one page more, which asks for children. */
const folder = mkdtempSync(join(tmpdir(), 'regulations-'));
cpSync(join(import.meta.dirname, '../../../../regulations'), folder, { recursive: true });
const form = join(folder, 'rg-1/form.yaml');
writeFileSync(form, readFileSync(form, 'utf8').replaceAll('{{period.to}}', '{{period.to}}. {{children}}'));
const words = (kk: string, ru: string, en: string) => `{ kk: ${kk}, ru: ${ru}, en: ${en} }`;
appendFileSync(
  form,
  `  - id: children
    title: ${words('Балалар', 'Дети', 'Children')}
    questions:
      - id: children
        type: list
        label: ${words('Балаларыңыз', 'Ваши дети', 'Your children')}
        item: ${words('Бала', 'Ребёнок', 'Child')}
        max: 3
        fields:
          - { id: name, type: text, label: ${words('Аты-жөні', 'Имя', 'Name')} }
          - { id: birthDate, type: date, label: ${words('Туған күні', 'Дата рождения', 'Date of birth')}, notAfter: today }
`,
);

const office = await testOffice(folder);
const eds: EdsWeb = { panel: () => html`` };
const actor: PersonActor = await office.person(cast.aigerim);
const site = await createSite({
  log: silentLog,
  routes: draftRoutes(office.services, eds),
  guards: Object.fromEntries(accesses.map((access) => [access, () => undefined])),
  prepare(request) {
    request.actor = actor;
    request.page = {
      locale: 'kk',
      path: request.url,
      nonce: '',
      site: 'portal',
      assets: (name) => `/assets/${name}`,
      version: '0',
    };
  },
  failurePage: (request, { code }) => failurePage(request.page, { code }),
  async extend(app) {
    app.decorateRequest('page');
    app.decorateRequest('actor');
  },
});
after(async () => {
  await site.close();
  await office[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const draftId = await office.fillDraft(actor, cast.aigerim);
const url = `/applications/drafts/${draftId}/pages/children`;
const page = async () => (await site.inject({ url })).body;
async function post(fields: Record<string, string>) {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await site.inject({ method: 'POST', url, headers, payload: new URLSearchParams(fields).toString() });
  return { status: answer.statusCode, body: answer.body, location: answer.headers.location ?? '' };
}
const child = (place: number, name: string, year: string) => ({
  [`children-${place}-name`]: name,
  [`children-${place}-birthDate-day`]: '2',
  [`children-${place}-birthDate-month`]: '5',
  [`children-${place}-birthDate-year`]: year,
});
const legends = (body: string) => body.match(/<legend[^>]*>Бала \d/g)?.length ?? 0;

test('APP-1 a list begins with one; «add» keeps what was entered and leads to the new one, without a script', async () => {
  assert.equal(legends(await page()), 1);
  assert.doesNotMatch(await page(), /value="remove/);
  const { status, location } = await post({ ...child(0, 'Дана', '2019'), _list: 'add children' });
  assert.deepEqual([status, location], [303, `${url}#children-1-name`]);
  const body = await page();
  assert.equal(legends(body), 2);
  assert.match(body, /id="children-1-name"/);
  assert.match(body, /value="Дана"/);
});

test('APP-1 the Enter key does not remove anybody: the first button of the form is the one that goes on', async () => {
  const [, first = ''] = /<form class="bt-form".*?(<button[^>]*>)/s.exec(await page()) ?? [];
  assert.doesNotMatch(first, /_list/);
});

test('APP-1 what is wrong with one of a list is listed above with whom it is, and stands beside its field', async () => {
  const { status, body } = await post({ ...child(0, 'Дана', '2019'), ...child(1, '', '2099') });
  assert.equal(status, 200);
  assert.match(body, /href="#children-1-name">Бала 2\. «Аты-жөні» өрісін толтырыңыз/);
  assert.match(body, /id="children-1-name-error"/);
  assert.match(body, /href="#children-1-birthDate[^"]*">Бала 2\./);
  assert.match(body, /value="2099"/, 'what was typed is there');
});

test('APP-1 there are as many as the regulation allows; whoever is removed is gone, and the page goes on', async () => {
  const two = { ...child(0, 'Дана', '2019'), ...child(1, 'Ерлан', '2021') };
  await post({ ...two, _list: 'add children' });
  const full = await page();
  assert.equal(legends(full), 3);
  assert.doesNotMatch(full, /value="add children"/);
  assert.match(full, /Ең көбі — 3/);
  const removed = await post({ ...two, ...child(2, 'Ару', '2022'), _list: 'remove children 0' });
  assert.equal(removed.location, `${url}#children-0-name`);
  const left = await page();
  assert.equal(legends(left), 2);
  assert.deepEqual(
    [left.includes('value="Дана"'), left.includes('value="Ерлан"'), left.includes('value="Ару"')],
    [false, true, true],
  );
  const on = await post({ ...child(0, 'Ерлан', '2021'), ...child(1, 'Ару', '2022') });
  assert.match(on.location, /\/files$/);
  const review = (await site.inject({ url: `/applications/drafts/${draftId}/review` })).body;
  assert.match(review, /Бала 1\. Аты-жөні.*Ерлан.*Бала 2\. Аты-жөні.*Ару/s);
  assert.match(review, /Ерлан, 2 мамыр 2021 ж\.; Ару, 2 мамыр 2022 ж\./);
});

test('SEC-14 a step of a list that the page does not have is refused', async () => {
  assert.equal((await post({ _list: 'add others' })).status, 400);
});
