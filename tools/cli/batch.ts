import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { once } from 'node:events';
import type { Answer, Command } from './command.ts';
import { Unreadable } from './command.ts';

/** Finds a command by its name. */
export type LoadCommand = (name: string) => Promise<Command | undefined>;

/**
 * Answers one JSON request a line with one JSON answer a line, in their order, until the input ends. Whatever is wrong with a line is
 * its answer, and the next line is read.
 */
export async function runBatch(input: Readable, output: Writable, load: LoadCommand): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const written = output.write(`${JSON.stringify(await answerLine(line, load))}\n`);
    if (!written) await once(output, 'drain');
  }
}

async function answerLine(line: string, load: LoadCommand): Promise<Record<string, unknown>> {
  const request = parseLine(line);
  if (request === undefined) return { id: null, ...unreadable('request: not a JSON object') };
  return { id: request['id'] ?? null, ...(await answer(load, String(request['command']), request)) };
}

function parseLine(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export function unreadable(reason: string): Answer {
  return { valid: false, reason: `unreadable: ${reason}`, checks: [], unreadable: true };
}

/** Runs a command; what cannot be asked, and what should not have happened, are answers too. */
export async function answer(load: LoadCommand, name: string, request: Record<string, unknown>): Promise<Answer> {
  try {
    const command = await load(name);
    return command === undefined ? unreadable('command: no such command') : await command.run(request);
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(error.message);
    // A defect of ours must not end a batch of thousands, nor ever look like a verdict of validity.
    return unreadable(`internal error: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}
