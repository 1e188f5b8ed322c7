import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { findPreparation, seenOf } from '#applications';
import type { Application } from '#applications';
import { newId } from '#kit/ids';
import { cast } from '#seed';
import type { CastPerson } from '#seed';
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
const words = texts('kk').workplaces;

async function taken(person: CastPerson = cast.aigerim): Promise<Application> {
  const application = await place.office.register(person);
  const { body } = await place.follow(`/requests/${application.id}/take`, {}, gulnara);
  assert.ok(body.includes(words.take.taken));
  return application;
}

async function seen(id: string): Promise<string> {
  return seenOf(await findPreparation(place.office.services.db, id));
}

const right = { 'check-identityDocument': 'ok', output: 'result', go: 'preview' };

async function sent(): Promise<string> {
  const { id } = await taken();
  const preview = await place.follow(`/requests/${id}/decision`, { ...right, seen: '' }, gulnara);
  assert.ok(preview.body.includes(words.preview.send));
  const after = await place.follow(`/requests/${id}/send`, { seen: await seen(id) }, gulnara);
  assert.ok(after.body.includes(words.sent.title));
  return id;
}

/** What the signing panel of a page would sign, and under which document. */
function toSign(body: string): { content: Buffer; document: string } {
  const [, base64 = ''] = /"base64":"([^"]+)"/.exec(body) ?? [];
  const [, document = ''] = /name="document" value="([^"]+)"/.exec(body) ?? [];
  return { content: Buffer.from(base64, 'base64'), document };
}

test('WRK-1 WRK-2 from the queue to the signed document through the pages, each step after a redirect', async () => {
  const id = await sent();
  const page = await place.get(`/requests/${id}/sign?queue=sign`, daniyar);
  const { content, document } = toSign(page.body);
  const pdf = await place.get(`/requests/${id}/document.pdf`, daniyar);
  assert.deepEqual([pdf.headers['content-type'], pdf.headers['x-frame-options']], ['application/pdf', 'SAMEORIGIN']);
  const cms = Buffer.from(await place.office.sign(place.office.daniyar.keys, content)).toString('base64');
  const post = await place.post(`/requests/${id}/sign?queue=sign`, { cms, document }, daniyar);
  assert.equal(post.status, 303);
  assert.ok((await place.get(post.location, daniyar)).body.includes(words.sign.signed));
  assert.equal((await place.office.find(id)).status, 'provided');
  const again = await place.follow(`/requests/${id}/sign?queue=sign`, { cms, document }, daniyar);
  assert.ok(again.body.includes(words.sign.moved));
});

test('WRK-1 each queue opens in three languages, empty and full, and its search stays in the address', async () => {
  const { number = '' } = await place.office.register(cast.marat);
  for (const locale of locales) {
    const { names, nothingFound } = texts(locale).workplaces.queues;
    for (const queue of ['new', 'mine', 'near', 'overdue', 'sign', 'decided', 'all'] as const) {
      const { status, body } = await place.get(`/?queue=${queue}`, { ...gulnara, locale });
      assert.equal(status, 200);
      assert.ok(body.includes(names[queue]));
      assert.ok((await place.get(`/?queue=${queue}&q=Жоқадам`, { ...gulnara, locale })).body.includes(nothingFound.title));
    }
  }
  const found = await place.get(`/?queue=new&q=${number.toLowerCase()}`, gulnara);
  assert.ok(found.body.includes(cast.marat.surname));
  assert.match(found.body, new RegExp(`href="/requests/[0-9a-f-]+\\?queue=new&amp;q=${number.toLowerCase()}"`));
});

test('SEC-11 the files and the signed bytes of a request count as look-ups; the document that waits for the head’s signature does not', async () => {
  const id = await sent();
  const { botagoz, daniyar: head } = place.office;
  const lookups = async (who: string) => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from registries.lookup
      where officer_id = ${who} and iin = ${cast.aigerim.iin}`.execute(place.office.services.db);
    return rows[0]?.n;
  };
  await sql`delete from registries.lookup where officer_id in (${botagoz.id}, ${head.id})`.execute(place.office.services.db);
  assert.equal((await place.get(`/requests/${id}/document.pdf`, daniyar)).status, 200);
  assert.equal(await lookups(head.id), 0);
  assert.equal((await place.get(`/requests/${id}/request.json`, { as: 'botagoz' })).status, 200);
  assert.equal(await lookups(botagoz.id), 1);
});

test('CAB-9 who stands in an officer’s queue or is found by a search is told, once a day for each officer', async () => {
  const { id } = await place.office.register(cast.zhanar);
  const purposes = async (): Promise<unknown[]> => {
    const { rows } = await sql<{ purpose: string; who: string }>`select purpose, who from registries.access_log
      where reference = ${id} order by purpose`.execute(place.office.services.db);
    return rows;
  };
  const who = place.office.gulnara.id;
  await place.get(`/?queue=new&q=${cast.marat.iin}`, gulnara);
  assert.deepEqual(await purposes(), [], 'who is not found is not told');
  for (let turn = 0; turn < 2; turn++) {
    const shown = await place.get(`/?queue=new&q=${cast.zhanar.iin}`, gulnara);
    assert.ok(shown.body.includes(cast.zhanar.surname));
    assert.ok((await place.get('/?queue=new', gulnara)).body.includes(cast.zhanar.surname));
  }
  assert.deepEqual(await purposes(), [
    { purpose: 'list', who },
    { purpose: 'search', who },
  ]);
});

test('WRK-1 a specialist begins with the new ones, a head with what waits for the signature', async () => {
  const current = (body: string) => /href="\/\?queue=(\w+)" aria-current="page"/.exec(body)?.[1];
  assert.equal(current((await place.get('/', gulnara)).body), 'new');
  assert.equal(current((await place.get('/', daniyar)).body), 'sign');
  assert.equal(current((await place.get('/?queue=invented&page=-3', gulnara)).body), 'new');
});

test('REL-5 who comes second is told who has the request', async () => {
  const { id } = await taken();
  const { body } = await place.follow(`/requests/${id}/take?queue=new`, {}, { as: 'botagoz' });
  assert.ok(body.includes(words.take.heldTitle));
  assert.ok(body.includes('Тілеубаева'));
});

test('WRK-1 what a decision lacks is said beside its fields, and nothing incomplete is previewed', async () => {
  const { id } = await taken();
  const { body } = await place.follow(`/requests/${id}/decision`, { go: 'preview', seen: '' }, gulnara);
  assert.ok(body.includes('href="#check-identityDocument"'));
  assert.ok(body.includes('href="#output"'));
  const refusal = { 'check-identityDocument': 'wrong', output: 'refusal', go: 'preview', seen: await seen(id) };
  const lacking = await place.follow(`/requests/${id}/decision`, refusal, gulnara);
  assert.ok(lacking.body.includes('href="#grounds"'));
  assert.ok(lacking.body.includes('href="#refusal-explanation"'));
});

test('FRM-8 WRK-1 the officer writes a refusal in both languages of the document, or in one; what was written stands where it was typed', async () => {
  const { id } = await taken(cast.nurlan);
  const [kk, ru] = ['Бөлімге келіп, тіркеліңіз.', 'Приходите в отдел и зарегистрируйтесь.'];
  const refusal = { 'check-identityDocument': 'ok', output: 'refusal', go: 'preview', grounds: 'notRegistered' };
  const decide = async (fields: Record<string, string>) =>
    place.follow(`/requests/${id}/decision`, { ...refusal, ...fields, seen: await seen(id) }, gulnara);
  const cells = ({ body }: { body: string }) =>
    Array.from(
      body.matchAll(/<td lang="(\w+)"><span class="bt-muted">(?:Түсіндірме|Пояснение)<\/span><br><b([^>]*)>([^<]*)/g),
      (one) => one.slice(1),
    );
  const one = await decide({ 'refusal-explanation': '', 'refusal-explanation.ru': ru });
  assert.deepEqual(cells(one), [
    ['kk', ' lang="ru"', ru],
    ['ru', ' lang="ru"', ru],
  ]);
  const both = await decide({ 'refusal-explanation': kk, 'refusal-explanation.ru': ru });
  assert.deepEqual(cells(both), [
    ['kk', '', kk],
    ['ru', '', ru],
  ]);
  for (const locale of locales) {
    const { body } = await place.get(`/requests/${id}?queue=mine`, { ...gulnara, locale });
    const { inKazakh, inRussian } = texts(locale).workplaces.decision;
    for (const [name, text] of [
      ['refusal-explanation', kk],
      ['refusal-explanation.ru', ru],
    ] as const)
      assert.match(body, new RegExp(`id="${name}"[^>]*>${text}</textarea>`));
    assert.ok(body.includes(inKazakh('').trim()) && body.includes(inRussian('').trim()));
  }
});

test('WRK-1 where the person is not in the register no result is offered, only the refusal', async () => {
  const { id } = await taken(cast.nurlan);
  const { body } = await place.get(`/requests/${id}?queue=mine`, gulnara);
  assert.ok(body.includes(words.decision.notInRegister(texts('kk').registers.names.unemployed)));
  assert.ok(!body.includes('name="output" value="result"'));
  assert.match(body, /name="output" value="refusal" checked/);
});

test('WRK-1 a stale form is answered with what was typed, in another window and after the sending', async () => {
  const { id } = await taken();
  await place.post(`/requests/${id}/decision`, { ...right, seen: '' }, gulnara);
  const typed = { ...right, seen: '', 'result-training': 'Менің жазғаным' };
  const stale = await place.post(`/requests/${id}/decision`, typed, gulnara);
  assert.equal(stale.status, 409);
  assert.ok(stale.body.includes(words.decision.faults.changed));
  assert.ok(stale.body.includes('value="Менің жазғаным"'));
  await place.post(`/requests/${id}/send`, { seen: await seen(id) }, gulnara);
  const late = await place.post(`/requests/${id}/decision`, typed, gulnara);
  assert.equal(late.status, 409);
  assert.ok(late.body.includes(words.decision.faults.moved));
  assert.ok(late.body.includes('Менің жазғаным'));
});

test('WRK-2 each outcome of a signature has its own words', async () => {
  const id = await sent();
  const sign = async (fields: Record<string, string>) => place.post(`/requests/${id}/sign?queue=sign`, fields, daniyar);
  const { document } = toSign((await place.get(`/requests/${id}/sign`, daniyar)).body);
  assert.ok((await sign({ document, cms: '' })).body.includes(words.sign.unreadable));
  const { keys } = place.office.daniyar;
  const other = Buffer.from(await place.office.sign(keys, Buffer.from('x'))).toString('base64');
  const refused = await sign({ document, cms: other });
  assert.equal(refused.status, 422);
  assert.ok(refused.body.includes(texts('kk').identity.refused.integrity));
  const empty = await place.post(`/requests/${id}/return`, { reason: ' ' }, daniyar);
  assert.ok(empty.status === 422 && empty.body.includes(words.sign.reasonFault));
  const back = await place.follow(`/requests/${id}/return`, { reason: 'Кезеңін тексеріңіз' }, daniyar);
  assert.ok(back.body.includes(words.sign.returned));
  assert.ok((await place.get(`/requests/${id}`, gulnara)).body.includes('Кезеңін тексеріңіз'));
});

test("SEC-2 AUTH-6 another body's officer finds nothing under any address, and nobody without a session of the workplace", async () => {
  const id = await sent();
  const [file] = await place.office.services.files.listHeld(place.office.services.db, id);
  const parts = ['', '/preview', '/sign', '/document.pdf', '/request.json', '/request.cms', `/files/${file?.id}`];
  for (const part of parts) {
    const [theirs, none] = await Promise.all(
      [id, newId()].map((one) => place.get(`/requests/${one}${part}`, { as: 'outsider' })),
    );
    assert.deepEqual([theirs?.status, none?.status], [404, 404], part);
    assert.equal((await place.app.inject({ url: `/requests/${id}${part}` })).statusCode, 401, part);
  }
  for (const act of ['take', 'hand-over', 'release', 'decision', 'send', 'sign', 'return']) {
    const { status } = await place.post(`/requests/${id}/${act}`, { reason: 'x', colleague: newId() }, { as: 'outsider' });
    assert.equal(status, 404, act);
  }
  assert.ok(!(await place.get('/?queue=all', { as: 'outsider' })).body.includes(id));
});

test('WRK-4 the register is searched by IIN and name in any case, its cards are of the own body only', async () => {
  const list = await place.get('/registers/unemployed?q=сейітова', gulnara);
  const [address = ''] = /\/registers\/unemployed\/[0-9a-f-]+/.exec(list.body) ?? [];
  assert.ok((await place.get(`/registers/unemployed?q=${cast.aigerim.iin}`, gulnara)).body.includes(address));
  assert.ok((await place.get(address, gulnara)).body.includes('Абаттандыру'));
  assert.equal((await place.get(address, { as: 'outsider' })).status, 404);
  const absent = await place.get(`/registers/unemployed?q=${cast.nurlan.iin}`, gulnara);
  assert.ok(absent.body.includes(texts('kk').registers.list.nothingFound));
});

test('A11Y-3 desks, drafts and signing pages open in three languages, and no text is left empty', async () => {
  const waiting = await sent();
  const { id } = await taken();
  await place.post(`/requests/${id}/decision`, { ...right, seen: '' }, gulnara);
  for (const locale of locales) {
    const pages = [
      await place.get(`/requests/${id}?queue=mine`, { ...gulnara, locale }),
      await place.get(`/requests/${id}/preview`, { ...gulnara, locale }),
      await place.get(`/requests/${waiting}/sign`, { ...daniyar, locale }),
      await place.get('/registers/unemployed', { ...gulnara, locale }),
    ];
    for (const { status, body } of pages) {
      assert.equal(status, 200);
      assert.ok(body.includes(`<html lang="${locale}"`));
      assert.doesNotMatch(body, /undefined|\[object|NaN/);
    }
  }
});
