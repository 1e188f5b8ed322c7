import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { percent, ratioOf, rounded } from './figures.ts';
import type { Benchmark, Figure } from './figures.ts';
import { machineFacts } from './machine.ts';
import { perf1 } from './perf-1.ts';
import { perf11 } from './perf-11.ts';
import { perf2 } from './perf-2.ts';
import { perf3 } from './perf-3.ts';
import { perf5 } from './perf-5.ts';
import { perf8 } from './perf-8.ts';
import { perf9 } from './perf-9.ts';
import { rel1 } from './rel-1.ts';

const benchmarks: readonly Benchmark[] = [perf1, perf2, perf3, perf5, perf8, perf9, perf11, rel1];
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

async function documentOf(figures: readonly Figure[], chosen: readonly Benchmark[]): Promise<string> {
  return [
    '# Benchmarks',
    '',
    'Written by `make bench`. Absolute times drift with the machine; each figure stands beside a limit that was measured in the same run, and the',
    'ratio is what counts (spec/5). “Per core” is per second of processor time of the measured process.',
    '',
    ...(await machineFacts()).map((fact) => `- ${fact}`),
    '',
    '| id | what | figure | limit in the same run | ratio | wanted | met |',
    '|---|---|---|---|---|---|---|',
    ...figures.map(row),
    '',
    '## Where the time goes',
    '',
    ...chosen.flatMap(({ name, profile }) => (profile === '' ? [] : [`**${name}.** ${profile}`, ''])),
  ].join('\n');
}

/** Named benchmarks are only shown; all of them together are written down. */
async function run(names: readonly string[]): Promise<void> {
  const chosen = benchmarks.filter(({ name }) => names.length === 0 || names.includes(name));
  if (chosen.length < names.length) throw new Error(`There are ${benchmarks.map(({ name }) => name).join(', ')}`);
  const figures: Figure[] = [];
  for (const benchmark of chosen) {
    say(`${benchmark.name} …`);
    const found = await benchmark.run((line) => say(`  ${line}`));
    for (const figure of found) say(row(figure));
    figures.push(...found);
  }
  if (names.length > 0) return;
  await writeFile(target, await documentOf(figures, chosen));
  say(`Written to ${target}`);
}

await run(process.argv.slice(2));
