import { enableCompileCache } from 'node:module';
import { answer, runBatch, unreadable } from './batch.ts';
import { requestOf } from './arguments.ts';
import type { Answer, Command } from './command.ts';
import { Unreadable } from './command.ts';
import { printAnswer, printUsage } from './print.ts';

// Stripping types of the whole PKI costs half a second otherwise, each time.
enableCompileCache();

/** Every command, loaded when it is asked for. */
const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  'verify-chain': () => import('./verify-chain.ts'),
  'verify-cms': () => import('./verify-cms.ts'),
  'verify-document': () => import('./verify-document.ts'),
  cert: () => import('./cert.ts'),
  'check-regulation': () => import('./check-regulation.ts'),
  'regulation-table': () => import('./regulation-table.ts'),
};

async function load(name: string): Promise<Command | undefined> {
  const found = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return (await found?.())?.command;
}

/** 0 valid, 1 not valid, 2 cannot be read. */
function exitCode({ valid, unreadable }: Answer): number {
  return unreadable ? 2 : valid ? 0 : 1;
}

async function runOne(name: string, words: readonly string[]): Promise<number> {
  const command = await load(name);
  if (command === undefined) {
    printUsage(process.stderr);
    return 2;
  }
  const given = await answerWords(
    name,
    command,
    words.filter((word) => word !== '--json'),
  );
  if (words.includes('--json')) process.stdout.write(`${JSON.stringify(given)}\n`);
  else printAnswer(given, command, given.unreadable ? process.stderr : process.stdout);
  return exitCode(given);
}

async function answerWords(name: string, command: Command, words: readonly string[]): Promise<Answer> {
  try {
    return await answer(load, name, requestOf(command, words));
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(error.message);
    throw error;
  }
}

async function main([name, ...words]: readonly string[]): Promise<number> {
  if (name === '--batch') {
    await runBatch(process.stdin, process.stdout, load);
    return 0;
  }
  if (name === '--help' || name === undefined) {
    printUsage(process.stdout);
    return name === undefined ? 2 : 0;
  }
  return runOne(name, words);
}

// A reader of ours that went away (`| head`) is no error.
process.stdout.on('error', () => process.exit(2));
process.exitCode = await main(process.argv.slice(2));
