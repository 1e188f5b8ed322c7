import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { percent, ratioOf, rounded } from './figures.ts';
import type { Benchmark, Figure } from './figures.ts';
import { runGrowing, storedSizes } from './growing.ts';
import type { GrowingBenchmark } from './growing.ts';
import { machineFacts } from './machine.ts';
import { perf1 } from './perf-1.ts';
import { perf11 } from './perf-11.ts';
import { growthOf } from './perf-12.ts';
import { perf2 } from './perf-2.ts';
import { perf3 } from './perf-3.ts';
import { perf4 } from './perf-4.ts';
import { perf5 } from './perf-5.ts';
import { perf6 } from './perf-6.ts';
import { perf8 } from './perf-8.ts';
import { perf9 } from './perf-9.ts';
import { rel1 } from './rel-1.ts';
import { rel2 } from './rel-2.ts';

/** Each in an installation of its own. */
const single: readonly Benchmark[] = [perf1, perf5, perf8, perf11, rel1, rel2];
/** Together in one district that is filled further and further. */
const growing: readonly GrowingBenchmark[] = [perf2, perf3, perf4, perf6, perf9];
/** In the order of the table. */
const all = [...single, ...growing].toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
const target = resolve(import.meta.dirname, '../docs/benchmarks.md');

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function row(figure: Figure): string {
  const { id, what, value, unit, limit, wanted, met, beside } = figure;
  const ratio = ratioOf(figure);
  const cells = [
    id,
    beside === undefined ? what : `${what} (${beside})`,
    `${rounded(value)} ${unit}`,
    limit === undefined ? '–' : `${rounded(limit.value)}: ${limit.what}`,
    ratio === undefined ? '–' : percent(ratio),
    wanted,
    met ? 'yes' : '**no**',
  ];
  return `| ${cells.join(' | ')} |`;
}

async function documentOf(figures: readonly Figure[]): Promise<string> {
  return [
    '# Benchmarks',
    '',
    'Written by `make bench`. Absolute times drift with the machine; each figure stands beside a limit that was measured in the same run, and the',
    'ratio is what counts (spec/5). “Per core” is per second of processor time of the measured process.',
    '',
    'What is “stored” is a district invented for it (bench/stored.ts): applications for the seven services through all channels over three years, in',
    'every state, with their histories, requests, documents, notices, readings, messages and figures. Only signatures and evidence are cut short.',
    'There the server runs as one process for each core (`PROCESSES`), elsewhere as one; PostgreSQL and whoever puts the load run on the same cores.',
    '',
    ...(await machineFacts()).map((fact) => `- ${fact}`),
    '',
    '| id | what | figure | limit in the same run | ratio | wanted | met |',
    '|---|---|---|---|---|---|---|',
    ...figures.map(row),
    '',
    '## Where the time goes',
    '',
    ...all.flatMap(({ name, profile }) => (profile === '' ? [] : [`**${name}.** ${profile}`, ''])),
  ].join('\n');
}

interface Asked {
  /** All of them where none is named. */
  readonly names: readonly string[];
  readonly sizes: readonly number[];
}

/** @throws for a name or a size that means nothing */
function readArguments(): Asked {
  const { positionals: names, values } = parseArgs({ allowPositionals: true, options: { stored: { type: 'string' } } });
  const known = all.map(({ name }) => name);
  if (names.some((name) => !known.includes(name))) throw new Error(`There are ${known.join(', ')}`);
  const sizes = values.stored === undefined ? storedSizes : values.stored.split(',').map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 1_000)) throw new Error('--stored=10000,100000 names sizes');
  return { names, sizes };
}

async function measureAll({ names, sizes }: Asked): Promise<Figure[]> {
  const isAsked = ({ name }: { readonly name: string }): boolean => names.length === 0 || names.includes(name);
  const indented = (line: string): void => say(`  ${line}`);
  const figures: Figure[] = [];
  const add = (found: readonly Figure[]): void => {
    for (const figure of found) say(row(figure));
    figures.push(...found);
  };
  for (const benchmark of single.filter(isAsked)) {
    say(`${benchmark.name} …`);
    add(await benchmark.run(indented));
  }
  const together = growing.filter(isAsked);
  if (together.length > 0) {
    say(`${together.map(({ name }) => name).join(', ')} …`);
    await runGrowing(together, { sizes, say: indented, add });
    add(growthOf(figures));
  }
  return figures.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

/** The whole run is written down; parts of it are only shown. */
async function run(): Promise<void> {
  const asked = readArguments();
  const figures = await measureAll(asked);
  if (asked.names.length > 0 || asked.sizes !== storedSizes) return;
  await writeFile(target, await documentOf(figures));
  say(`Written to ${target}`);
}

await run();
