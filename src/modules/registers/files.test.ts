import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import { testDatabase } from '#kit/testing';
import { cast } from '#seed';
import { parseIin } from '#subjects';
import { looksLikeWorkbook, readWorkbook, workbookOf } from './adapters/xlsx.ts';
import { enter } from './enter.ts';
import { exportCsv, exportXlsx, headOf } from './export-entries.ts';
import { lookAtFile, storeImport } from './import-entries.ts';
import type { LookOutcome } from './import-entries.ts';
import { csvBeginning, csvLine } from '#kit/csv';
import { readCsv } from './rules/csv.ts';
import { registers } from './rules/register.ts';
import type { Register } from './rules/register.ts';
import { searchEntries } from './store/search.ts';

const world = await testDatabase(['registers']);
const { db } = world;
after(() => world[Symbol.asyncDispose]());

const at = new Date('2026-11-20T05:00:00Z');
const officer = { kind: 'officer', id: newId(), name: 'Тілеубаева Г. Қ.' } as const;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const look = (register: Register, bodyId: string, bytes: Uint8Array): Promise<LookOutcome> =>
  lookAtFile(db, register, { bodyId, officer, at, fileName: 'a.csv', bytes });
const { housing, preschool, unemployed } = registers;
const all = { words: '', onlyCurrent: false, limit: 100, offset: 0 };
async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

test('WRK-4 a table comes back from CSV as it went, whatever stands in its cells', () => {
  const cell = fc.string({ unit: fc.constantFrom('а', 'Ә', '"', ';', ',', '\n', '=', '-', ' ', "'", '7') });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (rows) => {
      const head = ['бірінші', 'екінші', 'үшінші'];
      // An apostrophe before a formula's sign is what guards it: alone it cannot come back.
      const clean = rows.map((row) => row.map((text) => text.replace(/^'(?=[=-])/, '')));
      assert.deepEqual(readCsv(csvBeginning + [head, ...clean].map(csvLine).join('')), [head, ...clean]);
    }),
  );
});

test('WRK-4 files are read with and without the mark, with any separator and end of lines', () => {
  for (const text of ['a,b\n1,2', '\uFEFFa;b\r\n1;2\r\n', 'a\tb\n1\t2\n', 'a;"b"\n"1";2'])
    assert.deepEqual(readCsv(text), [
      ['a', 'b'],
      ['1', '2'],
    ]);
  assert.deepEqual(readCsv('a;b\n1;'), [
    ['a', 'b'],
    ['1', ''],
  ]);
});

test('SEC-8 no cell of a file becomes a formula in a spreadsheet program', async () => {
  for (const evil of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=cmd|" /C calc"!A0']) {
    const [cell = ''] = csvLine([evil]).split('\r\n');
    assert.match(cell, /^"?'/, evil);
  }
  const book = await workbookOf('Тізілім', [['a'], ['=1+1']]);
  assert.deepEqual(await readWorkbook(book), [['a'], ['=1+1']]);
});

const head =
  'ЖСН;Аты-жөні;Өтініш берілген уақыты;Санаты;Отбасы құрамы, адам;Тұрғын үй комиссиясы шешімінің күні;Комиссия шешімінің нөмірі';
const line = (iin: string, name: string, filed: string, more = 'orphans;4;02.02.2026;7'): string =>
  `${iin};${name};${filed};${more}`;

test('WRK-4 an import is looked at first: every line that cannot be entered says why, and nothing is stored', async () => {
  const bodyId = newId();
  const lines = [
    head,
    line(cast.aigerim.iin, 'СЕЙІТОВА АЙГЕРІМ', '03.02.2026 10:42'),
    line('890312499016', 'Қате ЖСН', '03.02.2026'),
    line(cast.nurlan.iin, '', '31.02.2026', 'friends;0;02.02.2027;'),
    line(cast.aigerim.iin, 'Екінші рет', '04.02.2026'),
    ';;;;;;',
  ];
  const read = await look(housing, bodyId, bytesOf(lines.join('\n')));
  assert.ok(read.kind === 'read' && read.id === undefined);
  assert.deepEqual(
    read.table.faults.map(({ line, column, fault }) => [line, column, fault]),
    [
      [3, 'iin', 'wrong'],
      [4, 'fullName', 'missing'],
      [4, 'filedAt', 'wrong'],
      [4, 'category', 'wrong'],
      [4, 'familySize', 'wrong'],
      [4, 'decisionDate', 'future'],
      [4, 'decisionNumber', 'missing'],
      [5, undefined, 'twice'],
    ],
  );
  assert.equal(read.table.rows[0]?.fullName, 'Сейітова Айгерім');
  assert.equal((await searchEntries(db, housing, { bodyId, ...all })).total, 0);
});

test('WRK-4 what is no table, has too many lines, or lacks columns is told so', async () => {
  const bodyId = newId();
  const kind = async (bytes: Uint8Array): Promise<string> => (await look(housing, bodyId, bytes)).kind;
  assert.equal(await kind(Uint8Array.of(0xff, 0xfe, 0x41, 0)), 'unreadable');
  assert.equal(await kind(Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3)), 'unreadable');
  assert.equal(await kind(bytesOf(head)), 'empty');
  assert.equal(await kind(bytesOf(`${head}\n${'1\n'.repeat(2_001)}`)), 'tooMany');
  const lacking = await look(housing, bodyId, bytesOf('ЖСН;Түсі\n1;қызыл'));
  assert.ok(lacking.kind === 'read');
  assert.deepEqual(lacking.table.lacking, ['fullName', 'category', 'familySize', 'decisionDate', 'decisionNumber']);
  assert.deepEqual(lacking.table.unknown, ['Түсі']);
});

test('SEC-9 SEC-14 a workbook that unpacks into more than two thousand lines ever take is not opened, whatever its directory says', async () => {
  const book = await workbookOf('a', [['a']]);
  const view = new DataView(book.buffer, book.byteOffset, book.byteLength);
  const directory = book.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  assert.ok(looksLikeWorkbook(book) && (await readWorkbook(book)));
  view.setUint32(directory + 24, 0x7fff_ffff, true);
  assert.equal(await readWorkbook(book), 'tooLarge');
  const rows = Array.from({ length: 60_000 }, () => ['aaaaaaaa', 'aaaaaaaa', 'aaaaaaaa']);
  const bomb = await workbookOf('a', rows);
  assert.ok(bomb.length < 1_048_576, 'small enough to be sent');
  assert.deepEqual(await look(housing, newId(), bomb), { kind: 'tooMany' });
  // A directory that lies: the unpacker gives the sheet no more room than it says.
  const lying = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
  for (let at = 0; (at = bomb.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'), at)) >= 0; at++)
    lying.setUint32(at + 24, 1_000, true);
  assert.equal((await look(housing, newId(), bomb)).kind, 'unreadable');
});

test('WRK-4 REL-4 an import is entered whole and once; a register that changed meanwhile takes nothing of it', async () => {
  const bodyId = newId();
  const file = bytesOf(
    [head, line(cast.aigerim.iin, 'А', '03.02.2026 10:42'), line(cast.nurlan.iin, 'Н', '02.02.2026')].join('\r\n'),
  );
  const [one, two] = [await look(housing, bodyId, file), await look(housing, bodyId, file)];
  assert.ok(one.kind === 'read' && one.id !== undefined && two.kind === 'read' && two.id !== undefined);
  const store = (id: string) => storeImport(db, housing, { bodyId, officer, at, id });
  const { id } = one;
  const outcomes = await Promise.all([1, 2, 3].map(() => store(id)));
  assert.deepEqual(
    outcomes,
    [1, 2, 3].map(() => ({ kind: 'stored', count: 2 })),
  );
  assert.deepEqual(await store(two.id), { kind: 'changed' });
  const { entries } = await searchEntries(db, housing, { bodyId, ...all });
  assert.deepEqual(
    entries.map(({ fullName, filedAt, values }) => [fullName, filedAt?.toISOString(), values.category]),
    [
      ['А', '2026-02-03T05:42:00.000Z', 'orphans'],
      ['Н', '2026-02-01T19:00:00.000Z', 'orphans'],
    ],
  );
  const others = { ...officer, id: newId() };
  assert.deepEqual(await storeImport(db, housing, { bodyId, officer: others, at, id }), { kind: 'missing' });
  const known = await look(housing, bodyId, file);
  assert.ok(known.kind === 'read');
  assert.deepEqual(
    known.table.faults.map(({ fault }) => fault),
    ['known', 'known'],
  );
});

test('WRK-4 what was exported can be imported elsewhere, from CSV and from XLSX, in each language of the columns', async () => {
  const bodyId = newId();
  const iin = parseIin(cast.svetlana.iin);
  assert.ok(iin);
  const values = { childName: '=Ким Алия', childBirthDate: '2023-01-02', category: 'firstInTurn', homeAddress: 'Самар; "7-үй"' };
  const entering = {
    bodyId,
    iin,
    fullName: 'Ким Светлана',
    registeredOn: '2026-02-03',
    filedAt: new Date('2026-02-01T05:42:00Z'),
  };
  await inTransaction(db, (tx) => enter(tx, preschool, { ...entering, values, at, who: officer }));
  for (const locale of ['kk', 'ru', 'en'] as const) {
    const seen: string[] = [];
    const exporting = {
      bodyId,
      words: '',
      onlyCurrent: true,
      locale,
      seen: async (entries: readonly { iin: string }[]) => void seen.push(...entries.map((one) => one.iin)),
    };
    const csv = bytesOf(await textOf(exportCsv(db, preschool, exporting)));
    const xlsx = await exportXlsx(db, preschool, exporting);
    assert.deepEqual(seen, [iin, iin], 'CAB-9: who stands in a file is told');
    for (const file of [csv, xlsx]) {
      const read = await look(preschool, newId(), file);
      assert.ok(read.kind === 'read');
      assert.deepEqual(read.table.faults, []);
      const { line, filedAt, ...row } = read.table.rows[0] ?? { line: 0, filedAt: '' };
      assert.deepEqual([line, new Date(filedAt)], [2, entering.filedAt]);
      assert.deepEqual(row, { iin, fullName: entering.fullName, registeredOn: entering.registeredOn, values });
    }
  }
  assert.deepEqual(headOf(unemployed, 'kk').slice(0, 2), ['ЖСН', 'Аты-жөні']);
});
