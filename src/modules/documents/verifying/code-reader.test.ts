import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeDocument } from '../making/make-document.ts';
import { comparePrint } from '../rules/verdict/compare-print.ts';
import { exampleContent, exampleStatements, testSealAuthority } from '../testing.ts';
import { createCodeReader } from './code-reader.ts';

const reader = createCodeReader();
const folder = await mkdtemp(join(tmpdir(), 'birtereze-codes-'));
after(async () => {
  await reader.close();
  await rm(folder, { recursive: true });
});
const authority = await testSealAuthority();
const bin = '120340000006';
const content = exampleContent({ bin });
const seal = await authority.seal({ bin });
const made = await makeDocument({ content, statements: exampleStatements, seal, verifyAt: 'example.kz/verify' });
const pdf = join(folder, 'document.pdf');
await writeFile(pdf, made.pdf);
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

test('DOC-2 the codes and the text are read out of a PDF', async () => {
  const reading = await reader.read('pdf', made.pdf);
  assert.deepEqual([...(reading?.codes ?? [])].sort(), [...made.codes].sort());
  assert.deepEqual(comparePrint(content, reading?.text), { name: 'print', finding: 'printAgrees' });
});

test('DOC-2 the codes are read out of a scan at 200 dots an inch, in PNG and in JPEG', async () => {
  run('pdftoppm', '-r', '200', '-png', pdf, join(folder, 'scan'));
  run('pdftoppm', '-r', '200', '-jpeg', '-gray', pdf, join(folder, 'scan'));
  for (const name of ['scan-1.png', 'scan-1.jpg']) {
    const reading = await reader.read('image', await readFile(join(folder, name)));
    assert.deepEqual([...(reading?.codes ?? [])].sort(), [...made.codes].sort(), name);
  }
});

test("DOC-2 DOC-1 other people's tools read the same: zbar the codes, poppler the text, qpdf the structure", async () => {
  run('pdftoppm', '-r', '200', '-png', pdf, join(folder, 'page'));
  const codes = run('zbarimg', '-q', '--raw', join(folder, 'page-1.png')).trim().split('\n');
  assert.deepEqual(codes.sort(), [...made.codes].sort());
  const text = run('pdftotext', '-raw', pdf, '-').replaceAll(/\s+/g, ' ');
  for (const { kk, ru } of [content.title, ...exampleStatements]) assert.ok(text.includes(kk) && text.includes(ru), kk);
  assert.match(run('qpdf', '--check', pdf), /No syntax or stream encoding errors/);
});

test('DOC-3 the PDF is tagged, its language and title are set, its fonts embedded with all Kazakh letters', () => {
  const info = run('pdfinfo', pdf);
  assert.match(info, /Tagged:\s+yes/);
  assert.match(info, /Title:\s+ТІРКЕУ ТУРАЛЫ АНЫҚТАМА/);
  const fonts = run('pdffonts', pdf).trim().split('\n').slice(2);
  assert.ok(fonts.length > 0 && fonts.every((line) => /\syes\s+yes\s+yes\s/.test(line)), 'embedded, subset, with Unicode');
  const structure = run('pdfinfo', '-struct', pdf);
  for (const tag of ['Document', 'H1', 'Table', 'TR', 'TH', 'TD', 'Figure'])
    assert.match(structure, new RegExp(`\\b${tag}\\b`), tag);
});

test('DOC-1 the same content gives the same bytes', async () => {
  const sealed = { certificateChain: seal.certificateChain, sign: () => new Uint8Array(64).fill(1) };
  const order = { content, statements: exampleStatements, seal: sealed, verifyAt: 'example.kz/verify' };
  assert.deepEqual(await makeDocument(order), await makeDocument(order));
});

test('DOC-2 a changed, a moved and an added word in the text of a PDF are found', async () => {
  const text = (await reader.read('pdf', made.pdf))?.text ?? '';
  const changed = comparePrint(content, text.replace('қатысқан жоқ', 'қатысқан'));
  assert.equal(changed.finding, 'printDiffers');
  assert.match(changed.about?.join() ?? '', /қатысуы/);
  assert.equal(comparePrint(content, text.replace('Анықтама ұсыну', 'Тағы да. Анықтама ұсыну')).finding, 'printDiffers');
  assert.equal(comparePrint(exampleContent({ bin }), text).finding, 'printDiffers', 'another number');
  assert.equal(comparePrint(content, ' \n').finding, 'printUnread');
});

test('DOC-2 a letter says above its title to whom it goes, and is compared with its codes all the same', async () => {
  const [first, second, ...others] = content.facts;
  assert.ok(first && second);
  const to = { label: { kk: 'Банк атауы', ru: 'Название банка' }, value: { kk: 'Халық банкі', ru: 'Халық банкі' } };
  const sentence = { value: { kk: 'Шешім № 41 бойынша рұқсат береді.', ru: 'Разрешает по решению № 41.' } };
  const letter = { ...content, facts: [to, first, sentence, second, ...others] };
  const order = { content: letter, addressed: 2, statements: exampleStatements, seal, verifyAt: 'example.kz' };
  const text = (await reader.read('pdf', (await makeDocument(order)).pdf))?.text ?? '';
  assert.equal(comparePrint(letter, text).finding, 'printAgrees');
  assert.equal(comparePrint(letter, text.replace('Халық банкі', 'Басқа банк')).finding, 'printDiffers');
});

test('DOC-2 FRM-2 a table is printed in the order in which it is coded, and a changed cell of it is found', async () => {
  const columns = [
    { kk: '№', ru: '№' },
    { kk: 'Тоқсан', ru: 'Квартал' },
    { kk: 'Төлем сомасы', ru: 'Сумма выплаты' },
  ];
  const rows = Array.from({ length: 8 }, (_, line) => [
    { kk: String(line + 1), ru: String(line + 1) },
    { kk: 'IV', ru: 'IV' },
    { kk: `${line}7\u00a0184 теңге`, ru: `${line}7\u00a0184 тенге` },
  ]);
  const [first, ...others] = content.facts;
  assert.ok(first);
  const table = { label: { kk: 'Төлемдер кестесі', ru: 'Таблица выплат' }, table: { columns, rows } };
  const tabled = { ...content, facts: [first, table, ...others] };
  const { pdf: bytes } = await makeDocument({ content: tabled, statements: exampleStatements, seal, verifyAt: 'example.kz' });
  const text = (await reader.read('pdf', bytes))?.text ?? '';
  assert.equal(comparePrint(tabled, text).finding, 'printAgrees');
  assert.equal(comparePrint(tabled, text.replace(/67\s184 теңге/u, '68 184 теңге')).finding, 'printDiffers');
});

test('SEC-14 broken and hostile pictures and PDFs are answered, and the thread goes on', async () => {
  const png = await readFile(join(folder, 'page-1.png')).catch(() => Buffer.alloc(10));
  const endless = Buffer.from(
    `%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>\n`,
  );
  assert.equal(await reader.read('image', Buffer.from('no picture')), undefined);
  await reader.read('image', png.subarray(0, 4000));
  await reader.read('pdf', made.pdf.subarray(0, 5000));
  await reader.read('pdf', endless);
  const impatient = createCodeReader({ timeLimit: 1, queueLimit: 1 });
  const first = impatient.read('pdf', made.pdf);
  const second = impatient.read('pdf', made.pdf);
  await assert.rejects(impatient.read('pdf', made.pdf), { code: 'unavailable' });
  assert.deepEqual(await Promise.all([first, second]), [undefined, undefined]);
  await impatient.close();
  assert.equal((await reader.read('pdf', made.pdf))?.codes.length, made.codes.length);
});
