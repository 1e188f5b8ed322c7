import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { newId, newToken } from '#kit/ids';
import { cast } from '#seed';
import type { CastPerson } from '#seed';
import { locales } from '#text';
import { testWorkplace } from './testing.ts';
import type { Asking } from './testing.ts';

const place = await testWorkplace();
after(() => place[Symbol.asyncDispose]());
const { db } = place.office.services;

const keeper: Asking = { as: 'outsider' };
/** Of another body that keeps the same registers. */
const neighbour: Asking = { as: 'neighbour' };
const gulnara: Asking = { as: 'gulnara' };
const base = '/registers/preschool';

const child = (person: CastPerson, childName: string, more: Readonly<Record<string, string>> = {}) => ({
  iin: person.iin,
  fullName: `${person.surname} ${person.name}`,
  registeredOn: '20.11.2026',
  filedAt: '20.11.2026 09:30',
  childName,
  childBirthDate: '02.05.2023',
  category: 'general',
  homeAddress: 'Көкпекті ауылы',
  key: newToken(),
  ...more,
});

/** A file in a form, as a browser sends it, under whatever name. */
async function upload(url: string, file: { name: string; bytes: string | Buffer }, { as }: Asking) {
  const head = `--b\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: text/csv\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(file.bytes), Buffer.from('\r\n--b--\r\n')]);
  const headers = { 'content-type': 'multipart/form-data; boundary=b', 'sec-fetch-site': 'same-origin', 'x-officer': as };
  return place.app.inject({ method: 'POST', url, headers, payload });
}

const columns = 'iin;fullName;childName;childBirthDate;category;homeAddress;registeredOn;filedAt';
const line = ({ iin, surname }: CastPerson, childName: string): string =>
  `${iin};${surname};${childName};02.05.2023;general;Көкпекті;20.11.2026;20.11.2026 09:30`;

/** Everything that a register of preschools says, to see that nothing of it changed. */
async function everything(): Promise<string> {
  const tables = ['preschool', 'institution', 'preschool_group', 'referral', 'turn', 'import'];
  const parts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql`select * from ${sql.table(`registers.${table}`)} order by 1`.execute(db);
      return JSON.stringify(rows);
    }),
  );
  return parts.join('\n');
}

test('SEC-2 WRK-4 of two bodies with the same registers neither reads, changes, imports into or offers places from the other’s', async () => {
  const { location: card } = await place.post(`${base}/new`, child(cast.nurlan, 'Ахмет Арман'), keeper);
  const fields = { number: '7', name: '«Балауса»', address: 'Абай көшесі, 3', phone: '' };
  const { location: institution } = await place.post(`${base}/institutions`, fields, keeper);
  const group = { groupName: 'Топ', bornFrom: '2022', bornTo: '2023', places: '2' };
  const { body } = await place.follow(`${institution}/groups`, group, keeper);
  const [offer = ''] = /\/registers\/preschool\/groups\/[0-9a-f-]+\/offer/.exec(body) ?? [];
  const [, key = ''] = /name="key" value="([\w-]+)"/.exec(body) ?? [];
  await place.post(offer, { key }, keeper);
  const looked = await upload(
    `${base}/import`,
    { name: 'a.csv', bytes: `${columns}\n${line(cast.marat, 'Оспан Ерлан')}\n` },
    keeper,
  );
  const [importing = ''] = /\/registers\/preschool\/import\/[0-9a-f-]+/.exec(looked.body) ?? [];
  const { rows } = await sql<{ id: string }>`select id from registers.referral`.execute(db);
  const free = `${card}/referrals/${rows[0]?.id}/free`;
  assert.ok(card !== '' && offer !== '' && importing !== '' && rows.length === 1);

  const before = await everything();
  const missing = (path: string): string => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}(?!.*[0-9a-f]{8}-)/, newId());
  for (const path of [card, `${card}/change`, institution]) {
    const answers = await Promise.all([path, missing(path)].map((one) => place.get(one, neighbour)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [404, 404],
      path,
    );
  }
  const posts: readonly [string, Record<string, string>][] = [
    [`${card}/change`, { ...child(cast.nurlan, 'Басқа'), version: '1' }],
    [`${card}/leave`, { why: 'x' }],
    [`${card}/place`, {}],
    [`${card}/decline`, {}],
    [free, {}],
    [`${institution}/groups`, group],
    [offer, { key: newToken() }],
    [offer.replace('/offer', '/places'), { [`places-${offer.split('/').at(-2)}`]: '9' }],
    [importing, {}],
  ];
  for (const [path, body] of posts) {
    for (const one of [path, missing(path)]) assert.equal((await place.post(one, body, neighbour)).status, 404, one);
  }
  assert.equal(await everything(), before);
  const listed = await place.get(`${base}?q=${cast.nurlan.iin}`, neighbour);
  const exported = await place.get(`${base}/export.csv`, neighbour);
  assert.ok(exported.status === 200 && ![listed.body, exported.body].some((text) => text.includes('Ахмет Арман')));
});

test('SEC-11 CAB-9 a file of IINs that asks who is in a register is a search for each who is', async () => {
  await place.post(`${base}/new`, child(cast.botagoz, 'Омар Дана'), keeper);
  const searches = async (person: CastPerson) => {
    const { rows } = await sql`select 1 from registries.access_log where iin = ${person.iin} and purpose = 'search'`.execute(db);
    return rows.length;
  };
  const lines = [columns, line(cast.botagoz, 'Омар Дана'), line(cast.gulnara, 'Басқа Бала')].join('\n');
  for (let turn = 0; turn < 2; turn++) await upload(`${base}/import`, { name: 'a.csv', bytes: lines }, keeper);
  assert.deepEqual([await searches(cast.botagoz), await searches(cast.gulnara)], [1, 0]);
});

test('SEC-2 REL-4 the key of one officer’s form is worth nothing in another’s hands, and a strange key is refused', async () => {
  const fields = child(cast.svetlana, 'Ким Алия');
  const mine = await place.post(`${base}/new`, fields, keeper);
  const theirs = await place.post(`${base}/new`, fields, neighbour);
  assert.deepEqual([mine.status, theirs.status], [303, 303]);
  assert.notEqual(theirs.location, mine.location, 'an entry of their own, not a look at mine');
  for (const key of ['', 'x'.repeat(100_000), "'; drop table x; --"]) {
    const { status } = await place.post(`${base}/new`, { ...child(cast.zhanar, 'Бала'), key }, keeper);
    assert.equal(status, 400, key.slice(0, 20));
  }
});

test('SEC-14 files with odd names and odd contents are answered, and never with a defect', async () => {
  const good = `${columns}\n${line(cast.marat, 'Оспан Ерлан')}\n`;
  for (const name of ['../../etc/passwd', 'a\u0000.csv', '"><img src=x>.csv', `${'ұ'.repeat(5_000)}.csv`, '\u202Evsc.exe', '.'])
    assert.equal((await upload(`${base}/import`, { name, bytes: good }, keeper)).statusCode, 200, name.slice(0, 20));
  for (const cell of ['Бала\u0000', '<img src=x onerror=alert(1)>', '=cmd|" /C calc"!A0', '\u202E', 'ұ'.repeat(100_000)]) {
    const quoted = `"${cell.replaceAll('"', '""')}"`;
    const answer = await upload(`${base}/import`, { name: 'a.csv', bytes: `${columns}\n${line(cast.marat, quoted)}\n` }, keeper);
    assert.ok(answer.statusCode === 200 || answer.statusCode === 413, `${cell.slice(0, 20)}: ${answer.statusCode}`);
    assert.doesNotMatch(answer.body, /<img src=x/);
  }
  for (const q of ['%00', '%ed%a0%80', "'", '%25', '\\', 'x'.repeat(5_000), '__proto__']) {
    for (const path of [base, `${base}?order=queue&x=`, `${base}/export.csv`]) {
      const { status } = await place.get(`${path}${path.includes('?') ? '&' : '?'}q=${q}&page=${q}&current=${q}`, keeper);
      assert.ok(status < 500, `${path} ${q.slice(0, 20)}: ${status}`);
    }
  }
});

const payload = '"><img src=x onerror=alert(1)></textarea></script><script>alert(1)</script>{{7*7}}';

async function isText(path: string, asking: Asking): Promise<void> {
  for (const locale of locales) {
    const { status, body } = await place.get(path, { ...asking, locale });
    assert.equal(status, 200, path);
    assert.doesNotMatch(body, /<img src=x|<script>alert/, path);
    assert.match(body, /&lt;img src=x/, path);
  }
}

test('SEC-8 what stands in a register is text on each of its pages, whoever wrote it', async () => {
  const entry = child(cast.aigerim, payload, { fullName: payload, homeAddress: payload });
  const { location: card } = await place.post(`${base}/new`, entry, keeper);
  const fields = { number: payload, name: payload, address: payload, phone: payload };
  const { location: institution } = await place.post(`${base}/institutions`, fields, keeper);
  await place.post(`${institution}/groups`, { groupName: payload, bornFrom: '2022', bornTo: '2023', places: '2' }, keeper);
  for (const path of [base, card, `${card}/change`, `${base}/institutions`, institution]) await isText(path, keeper);
  await place.post(`${card}/leave`, { why: payload }, keeper);
  await isText(card, keeper);
});

test('SEC-8 notes, questions, returned decisions, refusals and complaints are text at the desk', async () => {
  const { id } = await place.office.register(cast.marat);
  const desk = `/requests/${id}`;
  await place.post(`${desk}/take`, {}, gulnara);
  await place.post(`${desk}/notes`, { note: payload, id: newId() }, gulnara);
  await isText(desk, gulnara);
  const decision = { 'check-identityDocument': 'ok', output: 'refusal', grounds: 'notRegistered', seen: '', go: 'preview' };
  await place.post(
    `${desk}/decision`,
    { ...decision, 'refusal-explanation': payload, 'refusal-explanation.ru': payload },
    gulnara,
  );
  for (const path of [desk, `${desk}/preview`]) await isText(path, gulnara);
  await place.post(`${desk}/ask`, { 'ask-text': payload }, gulnara);
  await isText(`${desk}?queue=asked`, gulnara);
  await sql`insert into applications.complaint (application_id, body_id, text, filed_at)
    values (${id}, ${place.office.bodyId}, ${payload}, now())`.execute(db);
  await isText('/complaints', { as: 'daniyar' });
});
