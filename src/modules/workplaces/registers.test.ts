import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { newId, newToken } from '#kit/ids';
import { cast } from '#seed';
import type { CastPerson } from '#seed';
import { locales, texts } from '#text';
import { testWorkplace } from './testing.ts';
import type { Asking } from './testing.ts';

const place = await testWorkplace();
after(() => place[Symbol.asyncDispose]());
const { db } = place.office.services;
const words = texts('kk').registers;

/** A specialist of the employment department, a head of it, somebody of the education department. */
const [gulnara, daniyar, education]: Asking[] = [{ as: 'gulnara' }, { as: 'daniyar' }, { as: 'outsider' }];
assert.ok(gulnara && daniyar && education);

const day = '20.11.2026';
const child = (person: CastPerson, name: string, more: Readonly<Record<string, string>> = {}) => ({
  iin: person.iin,
  fullName: `${person.surname} ${person.name}`,
  registeredOn: day,
  filedAt: `${day} 09:30`,
  childName: name,
  childBirthDate: '02.05.2023',
  category: 'general',
  homeAddress: 'Көкпекті ауылы',
  key: newToken(),
  ...more,
});
const enterChild = (fields: Readonly<Record<string, string>>) => place.post('/registers/preschool/new', fields, education);

test('SEC-2 a body sees the registers that it keeps; those of others are missing under every address', async () => {
  const own = await place.get('/registers', gulnara);
  assert.ok(own.body.includes('/registers/homeTaught') && !own.body.includes('/registers/preschool'));
  for (const path of ['', '/new', '/import', '/export.csv', '/institutions', `/${newId()}`, `/${newId()}/change`])
    assert.equal((await place.get(`/registers/preschool${path}`, gulnara)).status, 404, path);
  const { location } = await enterChild(child(cast.nurlan, 'Ахмет Арман'));
  assert.equal((await place.get(location, education)).status, 200);
  assert.equal((await place.get(location.replace('preschool', 'guardianship'), education)).status, 404);
  assert.equal((await place.get(`/registers/unemployed/${location.split('/').at(-1)}`, gulnara)).status, 404);
});

test('WRK-5 those who wait are shown one after another, in the order of the queue', async () => {
  await enterChild(child(cast.marat, 'Бірінші Бала', { filedAt: '01.11.2026 09:30' }));
  const { body } = await place.get('/registers/preschool?order=queue', education);
  const cells = Array.from(body.matchAll(/data-label="Кезегі"[^>]*><div>(\d+)</g), ([, position]) => Number(position));
  assert.deepEqual(
    cells,
    cells.map((_, index) => index + 1),
  );
  assert.ok(cells.length > 1 && body.indexOf('Бірінші Бала') < body.indexOf('Ахмет Арман'));
});

test('WRK-4 REL-4 an entry sent three times at once is one, and each answer leads to its card', async () => {
  const fields = child(cast.svetlana, 'Ким Алия');
  const answers = await Promise.all([1, 2, 3].map(() => enterChild(fields)));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([303]));
  assert.equal(new Set(answers.map(({ location }) => location)).size, 1);
  const again = await enterChild({ ...fields, key: newToken() });
  assert.ok(again.status === 200 && again.body.includes(words.form.exists) && again.body.includes('value="Ким Алия"'));
});

test('WRK-4 what is wrong with a form is said beside its fields, and nothing that was typed is lost', async () => {
  const { status, body } = await enterChild(
    child(cast.marat, 'Оспан Ерлан', { iin: '123', childBirthDate: '31.02.2023', category: '' }),
  );
  assert.equal(status, 200);
  for (const column of ['iin', 'childBirthDate'] as const)
    assert.ok(body.includes(`id="${column}-error"`) && body.includes(`${words.columns[column]}: ${words.faults.wrong}`), column);
  assert.ok(body.includes('value="31.02.2023"') && body.includes('value="Оспан Ерлан"'));
});

test('WRK-4 a card tells what changed, who changed it and when; of two who change at once, the second is told', async () => {
  const [, register = ''] =
    /(\/registers\/unemployed\/[0-9a-f-]+)/.exec((await place.get('/registers/unemployed', gulnara)).body) ?? [];
  const open = await place.get(`${register}/change`, gulnara);
  const [, version = ''] = /name="version" value="(\d+)"/.exec(open.body) ?? [];
  const change = (training: string) =>
    place.post(`${register}/change`, { version, training, publicWorks: 'Абаттандыру' }, gulnara);
  assert.equal((await change('«Есепші» курсы')).status, 303);
  const second = await change('«Аспаз» курсы');
  assert.ok(second.status === 200 && second.body.includes(words.form.changed) && second.body.includes('«Аспаз» курсы'));
  const { body } = await place.get(register, gulnara);
  assert.ok(body.includes('«Есепші» курсы') && body.includes('Тілеубаева') && body.includes(words.acts.changed));
  assert.equal((await place.post(`${register}/leave`, { why: '' }, gulnara)).body.includes(words.form.whyMissing), true);
  const left = await place.follow(`${register}/leave`, { why: 'Жұмысқа тұрды' }, gulnara);
  assert.ok(left.body.includes('Жұмысқа тұрды') && left.body.includes(words.card.closed));
});

test('CAB-9 who stands in a list of a register or is searched for is told, once a day for an officer', async () => {
  const { location } = await enterChild(child(cast.botagoz, 'Омар Дана'));
  const purposes = async (): Promise<unknown[]> => {
    const { rows } = await sql<{ purpose: string }>`select purpose from registries.access_log
      where iin = ${cast.botagoz.iin} and registry = 'preschool' order by purpose`.execute(db);
    return rows.map(({ purpose }) => purpose);
  };
  for (let turn = 0; turn < 2; turn++) {
    assert.ok((await place.get('/registers/preschool?order=queue', education)).body.includes(location));
    assert.ok((await place.get(`/registers/preschool?q=${cast.botagoz.iin.slice(0, 8)}`, education)).body.includes(location));
  }
  assert.deepEqual(await purposes(), ['list', 'search']);
});

test('CAB-9 whoever looks at a card or exports a register stands in the list of the person', async () => {
  const { location } = await enterChild(child(cast.daniyar, 'Серік Айша'));
  const count = async (purpose: string): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from registries.access_log
      where iin = ${cast.daniyar.iin} and registry = 'preschool' and purpose = ${purpose}`.execute(db);
    return rows[0]?.n ?? 0;
  };
  await place.get(location, education);
  assert.equal(await count('register'), 1);
  const { status, body, headers } = await place.get(
    '/registers/preschool/export.csv?q=%D0%A1%D0%B5%D1%80%D1%96%D0%BA',
    education,
  );
  assert.ok(status === 200 && body.startsWith('\uFEFF№;') && body.includes('Серік Айша'));
  assert.match(String(headers['content-disposition']), /^attachment; filename="preschool-\d{4}-\d\d-\d\d\.csv"$/);
  assert.equal(await count('registerExport'), 1);
  assert.equal((await place.get('/registers/unemployed/export.csv', gulnara)).status, 403);
  assert.equal((await place.get('/registers/unemployed/export.xlsx', daniyar)).status, 200);
});

/** A file in a form, as browsers send it. */
async function upload(url: string, text: string) {
  const boundary = 'a-boundary';
  const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--${boundary}--\r\n`;
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'sec-fetch-site': 'same-origin',
    'x-officer': 'gulnara',
  };
  return place.app.inject({ method: 'POST', url, headers, payload });
}

test('WRK-4 a file is shown before it is entered, with the reason at each line; confirmed, it is entered once', async () => {
  const url = '/registers/homeTaught/import';
  const head = 'iin;fullName;childName;childBirthDate;amount;from;to';
  const faulty = await upload(url, `${head}\n${cast.marat.iin};Оспанов Марат;Оспан Ерлан;01.02.2015;0;01.09.2026;31.05.2026\n`);
  assert.ok(faulty.body.includes(words.columns.amount) && faulty.body.includes(words.faults.wrong));
  assert.ok(!faulty.body.includes(`${url}/`));
  const good = await upload(
    url,
    `${head}\n${cast.marat.iin};Оспанов Марат;Оспан Ерлан;01.02.2015;24 000;01.09.2026;31.05.2027\n`,
  );
  const [action = ''] = new RegExp(`${url}/[0-9a-f-]+`).exec(good.body) ?? [];
  assert.ok(good.body.includes(words.import.ready(1)) && action !== '');
  assert.ok(!(await place.get('/registers/homeTaught', gulnara)).body.includes('Оспан Ерлан'));
  for (let times = 0; times < 2; times++)
    assert.ok((await place.post(action, {}, gulnara)).body.includes(words.import.stored(1)));
  const [card = ''] =
    /\/registers\/homeTaught\/[0-9a-f-]{36}/.exec((await place.get('/registers/homeTaught?q=оспан', gulnara)).body) ?? [];
  const { body } = await place.get(card, gulnara);
  assert.ok(body.includes(words.acts.imported) && body.includes('72\u00a0000') && body.includes('216\u00a0000'));
  assert.equal((await upload(url, '')).body.includes(words.import.notChosen), true);
});

test('RG-3 an institution with a group gives its place to the next child, once for one press of the button', async () => {
  const fields = { number: '7', name: '«Балауса» балабақшасы', address: 'Абай көшесі, 3', phone: '' };
  const { location } = await place.post('/registers/preschool/institutions', fields, education);
  assert.ok((await place.post('/registers/preschool/institutions', fields, education)).body.includes(words.preschools.exists));
  const group = { groupName: 'Ортаңғы топ', bornFrom: '2022', bornTo: '2023', places: '2' };
  const wrong = await place.post(`${location}/groups`, { ...group, bornTo: '2021', places: '-1' }, education);
  assert.ok(
    wrong.body.includes('id="bornTo-error"') && wrong.body.includes('id="places-error"') && wrong.body.includes('Ортаңғы топ'),
  );
  const { body } = await place.follow(`${location}/groups`, group, education);
  const [offer = ''] = /\/registers\/preschool\/groups\/[0-9a-f-]+\/offer/.exec(body) ?? [];
  const [, key = ''] = /name="key" value="([\w-]+)"/.exec(body) ?? [];
  const pressed = await Promise.all([1, 2, 3].map(() => place.post(offer, { key }, education)));
  assert.deepEqual(new Set(pressed.map(({ location }) => location)), new Set([`${location}?offered=given`]));
  const after = await place.get(`${location}?offered=given`, education);
  assert.ok(after.body.includes('1 / 2') && after.body.includes(words.preschools.offeredText));
  const [card = ''] = /\/registers\/preschool\/[0-9a-f]{8}-[0-9a-f-]+/.exec(after.body) ?? [];
  assert.ok((await place.get(card, education)).body.includes('«Балауса» балабақшасы'));
  const placed = await place.follow(`${card}/place`, {}, education);
  assert.ok(placed.body.includes(words.list.placed) && placed.body.includes(words.acts.placed));
  assert.equal((await place.post(offer, { key }, gulnara)).status, 404);
});

test('A11Y-3 all pages of the registers open in three languages, and no text is left empty', async () => {
  const [card = ''] =
    /\/registers\/preschool\/[0-9a-f-]{36}/.exec((await place.get('/registers/preschool', education)).body) ?? [];
  const [institution = ''] =
    /\/registers\/preschool\/institutions\/[0-9a-f-]{36}/.exec(
      (await place.get('/registers/preschool/institutions', education)).body,
    ) ?? [];
  assert.ok(card && institution);
  const paths = [
    '',
    '/preschool',
    '/preschool?q=жоқ',
    '/guardianship',
    '/guardianship/new',
    '/preschool/new',
    '/preschool/import',
    '/preschool/institutions',
  ];
  for (const locale of locales) {
    for (const path of [...paths.map((one) => `/registers${one}`), card, `${card}/change`, institution]) {
      const { status, body } = await place.get(path, { ...education, locale });
      assert.equal(status, 200, path);
      assert.ok(body.includes(`<html lang="${locale}"`));
      assert.doesNotMatch(body, /undefined|\[object|NaN/, path);
    }
  }
});
