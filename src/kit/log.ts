import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type Log = Logger;

/** Whatever has the shape of an IIN or BIN, a token or an e-mail address is struck out, wherever it stands (SEC-10). */
const personal = /\b\d{12}\b|\b[A-Za-z0-9_-]{43}\b|[\w.+-]+@[\w-]+\.[\w.]+/g;

function withoutPersonalData(line: string): string {
  return line.replace(personal, '…');
}

export interface LogOptions {
  readonly level: string;
  /** Name of the process, in each line. */
  readonly name: string;
  /** Where the lines go; standard output by default. */
  readonly to?: { write(line: string): unknown };
}

/** Structured lines of JSON, one a line. Callers log facts and ids, never what a person entered; the filter behind is the second lock. */
export function openLog({ level, name, to = process.stdout }: LogOptions): Log {
  const stream: DestinationStream = { write: (line) => void to.write(withoutPersonalData(line)) };
  return pino({ level, name, base: { name }, timestamp: pino.stdTimeFunctions.isoTime }, stream);
}

/** For tests and tools that have nothing to say. */
export const silentLog: Log = pino({ level: 'silent' });
