import { join, relative, resolve } from 'node:path';
import { run } from 'node:test';
import type { EventData } from 'node:test';
import { spec } from 'node:test/reporters';
import { finished } from 'node:stream/promises';
import { testPostgres } from '#kit/testing';
import { buildAssets } from '../start/build-assets.ts';
import { testFiles } from './files.ts';
import { MissingProgram, ensurePrograms } from './programs.ts';

const root = resolve(import.meta.dirname, '../..');
/** The machine has two cores; a test file is a process. */
const concurrency = 2;
/** A test that hangs is a failure, not a lost afternoon. */
const timeout = 900_000;

interface Outcome {
  /** False also where a file could not be run at all. */
  readonly green: boolean;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

function slowest(durations: ReadonlyMap<string, number>): string[] {
  const sorted = [...durations].sort(([, a], [, b]) => b - a).slice(0, 10);
  return sorted.map(([file, milliseconds]) => `${(milliseconds / 1000).toFixed(1).padStart(7)} s  ${relative(root, file)}`);
}

/** Runs all test files, each in a process of its own, and shows them as they end. */
async function runAll(): Promise<Outcome> {
  const stream = run({ files: testFiles(), concurrency, timeout, cwd: root });
  const durations = new Map<string, number>();
  let whole: EventData.TestSummary | undefined;
  stream.on('test:summary', (summary) => {
    if (summary.file === undefined) whole = summary;
    else durations.set(summary.file, summary.duration_ms);
  });
  const shown = stream.compose(spec);
  shown.pipe(process.stdout, { end: false });
  await finished(shown);
  process.stdout.write(`\nSlowest files\n${slowest(durations).join('\n')}\n`);
  if (whole === undefined) throw new Error('The runner ended without a summary');
  const { passed, skipped, tests, todo } = whole.counts;
  return { green: whole.success, passed, skipped, failed: tests - passed - skipped - todo };
}

async function main(): Promise<boolean> {
  await ensurePrograms();
  await buildAssets(join(root, 'var/test/assets'));
  // Started here, not by the first test, so that it can be stopped here.
  const postgres = await testPostgres();
  try {
    const { green, passed, failed, skipped } = await runAll();
    process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
    return green;
  } finally {
    await postgres.stop();
  }
}

main().then(
  (green) => process.exit(green ? 0 : 1),
  (error: unknown) => {
    const plain = error instanceof MissingProgram;
    process.stderr.write(`\n${plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
