import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { composeFacts, frameDocument, inRussian, isAskedInBoth, loadRegulations } from '#regulations';
import type { Output, Regulation } from '#regulations';
import type { DocumentContent } from '../rules/code/payload.ts';
import { exampleContent, testSealAuthority } from '../testing.ts';
import { makeDocument } from './make-document.ts';

const root = join(import.meta.dirname, '../../../..');
const folder = await mkdtemp(join(tmpdir(), 'birtereze-outputs-'));
after(() => rm(folder, { recursive: true }));
const bin = '120340000006';
const seal = await (await testSealAuthority()).seal({ bin });
const body = exampleContent({ bin }).body;
const regulations = loadRegulations(join(root, 'regulations')).services.flatMap(({ regulation }) => regulation ?? []);

type Given = Record<string, string>;
const anyValue: ProxyHandler<Given> = {
  get: (given, name) => (typeof name === 'string' ? given[name] || `«${name}» мәні` : undefined),
  has: () => true,
};
const anything = new Proxy<Given>({}, anyValue);

/** An answer to everything; lists have two each. */
function answersTo({ form }: Regulation) {
  const lists = form.pages.flatMap(({ questions }) => questions).filter((question) => question.type === 'list');
  const fields = lists.flatMap(({ id, fields }) =>
    [0, 1].flatMap((place) => fields.map((field) => `${id}.${place}.${field.id}`)),
  );
  return new Proxy(Object.fromEntries(fields.map((field) => [field, ''])), anyValue);
}

/** Rows of registers with a value in every column, and five lines in every table. */
function registersFor(output: Output): Record<string, Record<string, string>> {
  const rows: Record<string, Record<string, string>> = {};
  for (const { source } of output.facts) {
    if (source.from !== 'register') continue;
    const row = (rows[source.register] ??= {});
    row[source.field] = `«${source.field}» мәні`;
    for (const line of [0, 1, 2, 3, 4])
      for (const { field } of source.columns ?? []) row[`${source.field}.${line}.${field}`] = `${line + 1} 000`;
  }
  return rows;
}

/** What an officer would have typed: a date, a sum, a text. */
function officerFor(output: Output): Record<string, string> {
  const typed = {
    text: 'Қызметкердің сөзі',
    date: '01.12.2026',
    moment: '2026-12-01T05:00:00Z',
    money: '23 592',
    number: '5',
    quarter: '1',
    phone: '+77010000103',
  } as const;
  const russian = output.facts.filter(isAskedInBoth).map(({ id }) => [inRussian(id), 'Слова сотрудника'] as const);
  return Object.fromEntries([...output.facts.map(({ id, format }) => [id, typed[format]] as const), ...russian]);
}

/** An output with a value in every place, as its regulation composes it. */
function contentOf(
  regulation: Regulation,
  output: Output,
): { content: DocumentContent } & Pick<ReturnType<typeof frameDocument>, 'addressed' | 'statements'> {
  const grounds = regulation.passport.refusalGrounds;
  const { facts, missing } = composeFacts(output, {
    form: regulation.form,
    answers: answersTo(regulation),
    person: anything,
    application: anything,
    registers: registersFor(output),
    officer: officerFor(output),
    grounds,
  });
  assert.deepEqual(missing, []);
  const framed = frameDocument(output, { body: body.name, facts });
  const content: DocumentContent = {
    ...exampleContent({ bin }),
    kind: { regulation: regulation.id, output: output.id, version: String(regulation.version) },
    title: framed.title,
    facts: framed.lines,
    signatories: output.signatures.map(({ label }) => ({ position: label, name: 'А. Б. Аты-жөні' })),
  };
  return { content, addressed: framed.addressed, statements: framed.statements };
}

function textsOf(fact: DocumentContent['facts'][number]) {
  if (!('table' in fact)) return fact.label ? [fact.label, fact.value] : [fact.value];
  return [fact.label, ...fact.table.columns, ...fact.table.rows.flat()];
}

const bare = (text: string) => text.replaceAll(/[\s]+/g, '');

test('DOC-1 DOC-2 DOC-4 FRM-8 every output and refusal is printed whole, with its statements word for word, in at most three codes on A4', async () => {
  assert.ok(regulations.length > 0);
  for (const regulation of regulations) {
    for (const output of regulation.outputs) {
      const { content, addressed, statements } = contentOf(regulation, output);
      const made = await makeDocument({ content, addressed, statements, seal, verifyAt: 'example.kz/verify' });
      assert.ok(made.codes.length <= 3, `${regulation.id} ${output.id}: ${made.codes.length} codes`);
      const path = join(folder, 'output.pdf');
      await writeFile(path, made.pdf);
      const text = bare(execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }));
      const printed = [content.title, ...content.facts.flatMap(textsOf), ...statements];
      for (const { kk, ru } of printed)
        assert.ok(text.includes(bare(kk)) && text.includes(bare(ru)), `${regulation.id} ${output.id}: ${kk}`);
      assert.match(execFileSync('pdfinfo', [path], { encoding: 'utf8' }), /Page size:\s+595\.28 x 841\.89/);
    }
  }
});

test('FRM-8 DOC-3 the officer’s words are read aloud in the language in which they were written, in one or in both', async () => {
  const [kk, ru] = ['Алдымен бөлімге тіркеліңіз.', 'Сначала зарегистрируйтесь в отделе.'];
  const label = { kk: 'Түсіндірме', ru: 'Пояснение' };
  const spoken = async (value: { kk: string; ru: string }) => {
    const content = { ...exampleContent({ bin }), facts: [{ label, value }] };
    const { pdf } = await makeDocument({ content, statements: [], seal, verifyAt: 'example.kz/verify' });
    const count = (lang: string): number => Buffer.from(pdf).toString('latin1').split(`/Lang (${lang})`).length - 1;
    return { kk: count('kk'), ru: count('ru') };
  };
  const both = await spoken({ kk, ru });
  assert.ok(both.kk > 0 && both.ru > 0);
  assert.deepEqual(await spoken({ kk, ru: kk }), { kk: both.kk, ru: both.ru - 1 });
  assert.deepEqual(await spoken({ kk: ru, ru }), { kk: both.kk - 1, ru: both.ru });
});

test('DOC-2 DOC-3 whatever was printed before, every letter of a number and its Cyrillic twin read back as they were printed', async () => {
  const [cyrillic, digits, letters] = ['АСЕНКМРТХ', '2345-6789-2349', 'ACEH-KMPT-X234'];
  for (const number of [digits, letters]) {
    const facts = [{ value: { kk: cyrillic, ru: cyrillic } }];
    const content = { ...exampleContent({ bin }), number: number as DocumentContent['number'], facts };
    const { pdf } = await makeDocument({ content, statements: [], seal, verifyAt: 'example.kz/verify' });
    const path = join(folder, 'letters.pdf');
    await writeFile(path, pdf);
    const text = execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' });
    assert.ok(text.includes(`№ ${number}`) && text.includes(cyrillic), text);
  }
});

const seedPath = join(root, '../shared/seeds/002_46c37acbf61dd8f8.txt');
const seedText = (() => {
  try {
    return readFileSync(seedPath, 'utf8');
  } catch {
    return undefined;
  }
})();

test('FRM-1 FRM-8 the certificate of RG-1 keeps the words of the seed', {
  skip: seedText === undefined && 'the seed does not stand beside the checkout',
}, () => {
  const regulation = regulations.find(({ id }) => id === 'rg-1');
  const output = regulation?.outputs.find(({ kind }) => kind === 'result');
  assert.ok(regulation && output);
  const { content, statements } = contentOf(regulation, output);
  const seed = bare(seedText ?? '').replaceAll('_', '');
  const [law, barCode] = statements;
  assert.ok(law && barCode);
  for (const text of [content.title.kk, content.title.ru, law.kk, law.ru]) assert.ok(seed.includes(bare(text)), text);
  // The seed names the body of another district, ours stands in its place; its asterisk stands before the Kazakh sentence only.
  for (const text of [
    barCode.kk.replace(` ${body.name.kk}.`, ''),
    barCode.ru.replace(` ${body.name.ru}.`, '').replace(/^\* /, ''),
  ])
    assert.ok(seed.includes(bare(text)), text);
  for (const { label } of output.facts.slice(0, 5))
    assert.ok(seed.includes(bare(label.kk)) && seed.includes(bare(label.ru)), label.kk);
});
