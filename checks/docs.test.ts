import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { withBlock } from '../tools/docs/blocks.ts';
import { staticBlocks } from '../tools/docs/static-blocks.ts';
import { readSource, root, trackedPaths } from './house/tree.ts';
import type { SourceFile } from './house/tree.ts';

const pages = trackedPaths('*.md').map(readSource);
const makefile = readSource('Makefile').text;
const targets = new Set([...makefile.matchAll(/^([a-z-]+):/gm)].map(([, name]) => name));

/** The anchor that a heading gets: GitHub's rule. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

function anchorsOf(text: string): Set<string> {
  return new Set([...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading)));
}

function linkFault(page: SourceFile, target: string): string | undefined {
  if (/^(https?|mailto):/.test(target)) return undefined;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page.path : resolve('/', dirname(page.path), path).slice(1);
  if (!existsSync(join(root, file))) return `${target} leads nowhere`;
  if (anchor === undefined || !file.endsWith('.md')) return undefined;
  return anchorsOf(readSource(file).text).has(anchor) ? undefined : `${target}: no such heading`;
}

/** @returns links of a page that lead nowhere. */
function linkFaults(page: SourceFile): string[] {
  const links = [...page.text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return links.flatMap((target) => linkFault(page, target) ?? []);
}

const rooted = /`((?:src|agent|twins|client|tools|checks|bench|seed|regulations|docs|bin|shared)\/[^`\s]*|[\w.-]+\.mjs)`/g;

/** @returns files that a page names and that are not there. Names with a hole (`<module>`, `…`) are patterns. */
function nameFaults({ text }: SourceFile): string[] {
  const named = [...text.matchAll(rooted)].map(([, path = '']) => path);
  return named.filter((path) => !/[<>…*{]/.test(path) && !existsSync(join(root, path)));
}

/** @returns commands of a page that the Makefile does not know. */
function commandFaults({ text }: SourceFile): string[] {
  const commands = [...text.matchAll(/(?:`|^ {4}(?:\w+=\S+ )*)make ([a-z-]+)/gm)].map(([, name = '']) => name);
  return commands.filter((name) => !targets.has(name));
}

const over = (look: (page: SourceFile) => string[]) => pages.flatMap((page) => look(page).map((what) => `${page.path}: ${what}`));

describe('documentation', () => {
  test('every link leads somewhere', () => {
    assert.deepEqual(over(linkFaults), []);
    assert.equal(
      linkFaults({ path: 'docs/x.md', text: '[a](nowhere.md) [b](../README.md#no-such) [c](../README.md#what-to-try)' }).length,
      2,
    );
  });

  test('files that are named are there', () => {
    // Notes of a module name files of that module, and of the specification beside the checkout.
    const named = pages.filter(({ path }) => !path.endsWith('NOTES.md'));
    assert.deepEqual(
      named.flatMap((page) => nameFaults(page).map((what) => `${page.path}: ${what}`)),
      [],
    );
    assert.equal(nameFaults({ path: 'x.md', text: '`src/nowhere.ts` `src/main.ts` `src/modules/<module>/x.ts`' }).length, 1);
  });

  test('OPS-1 commands that are named are those of the Makefile, and README names the two', () => {
    assert.deepEqual(over(commandFaults), []);
    assert.equal(commandFaults({ path: 'x.md', text: '    make nothing\n`make start`' }).length, 1);
    const readme = readSource('README.md').text;
    assert.match(readme, /^ {4}make start\b/m);
    assert.match(readme, /^ {4}make test\b/m);
  });

  test('OPS-1 make help names every command that people are meant to call', () => {
    for (const name of ['help', 'start', 'test', 'check', 'bench', 'golden', 'seed', 'reset', 'db-migrate', 'docs'])
      assert.match(makefile, new RegExp(`^${name}:.* ## \\S`, 'm'), name);
  });

  test('OPS-2 tables that are made from the code are what the code says', () => {
    for (const block of staticBlocks()) {
      const page = readFileSync(join(root, block.page), 'utf8');
      assert.equal(withBlock(page, block), page, `${block.page}: run make docs`);
    }
  });
});

/** Lines of a CSV file with quoted cells (RFC 4180). */
function readCsv(text: string): string[][] {
  const lines = text.trim().split('\n');
  return lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
  );
}

describe('the glossary', () => {
  const [head, ...rows] = readCsv(readSource('docs/glossary.csv').text);

  test('says each word in Kazakh and Russian, once', () => {
    assert.deepEqual(head, ['name', 'kazakh', 'russian', 'meaning', 'in code']);
    for (const row of rows) assert.equal(row.length, 5, row[0]);
    assert.equal(new Set(rows.map(([name]) => name)).size, rows.length);
  });

  test('names what the code has', () => {
    const code = trackedPaths('src/*.ts', 'client/*.ts', 'twins/*.ts')
      .map((path) => `${path}\n${readSource(path).text}`)
      .join('\n');
    for (const [name, , , , inCode = ''] of rows) if (inCode !== '') assert.match(code, new RegExp(`\\b${inCode}\\b`), name);
  });

  const specification = join(root, '../shared/spec/1-overview.md');
  test('has every word of the specification', {
    skip: existsSync(specification) ? false : 'the specification is not beside the checkout',
  }, () => {
    const text = readFileSync(specification, 'utf8');
    const section = text.slice(text.indexOf('## Glossary'));
    const lines = [...section.matchAll(/^\| (`.*?) \| (.*?) \| (.*?) \|/gm)];
    const names = lines.flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    assert.ok(names.length > 25);
    const known = new Set(rows.map(([name]) => name));
    assert.deepEqual(
      names.filter((name) => !known.has(name ?? '')),
      [],
    );
  });
});

describe('the benchmarks', () => {
  const page = readSource('docs/benchmarks.md').text;
  const rows = [...page.matchAll(/^\| ((?:PERF|REL)-\d+) \|(.*)\|$/gm)].map(([, id = '', rest = '']) => ({
    id,
    cells: rest.split(' | ').map((cell) => cell.trim()),
  }));
  const written = [...page.matchAll(/^\*\*((?:PERF|REL)-\d+)\.\*\* (.+)$/gm)].map(([, id]) => id);

  test('PERF-1 PERF-3 PERF-5 PERF-8 PERF-11 REL-1 each is measured, beside its limit, and what falls short says where the time goes', () => {
    for (const id of ['PERF-1', 'PERF-3', 'PERF-5', 'PERF-8', 'PERF-11', 'REL-1'])
      assert.ok(
        rows.some((row) => row.id === id),
        id,
      );
    for (const { id, cells } of rows) {
      const [what = '', figure = '', limit = '', ratio = '', wanted = '', met = ''] = cells;
      assert.match(figure, /^[\d\u202f.  ]+ ?\S+/u, what);
      // A time that somebody is away is held against nothing but the demand.
      if (limit !== '–') assert.match(ratio, /^[\d.]+ %$/, what);
      assert.ok(wanted !== '', what);
      assert.match(met, /^(?:yes|\*\*no\*\*)$/, what);
      if (met !== 'yes') assert.ok(written.includes(id), `${id} falls short, and nothing says why`);
    }
  });
});
