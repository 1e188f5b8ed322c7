import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type Log = Logger;

/**
 * Whatever has the shape of an IIN or BIN (also behind `IIN`, as in certificates), of a token, of an e-mail address or a password in an
 * address, of a phone number, of a signature or a key is struck out, wherever it stands (SEC-10).
 */
const personal = new RegExp(
  [
    // Not within a hash or at the end of an id: by these an operator finds what happened.
    /(?<![\da-f]|[\da-f]{4}-)\d{12}(?![\da-f])/u,
    /(?<![\w-])[\w-]{43}(?![\w-])/u,
    /[^\s"'<>@,;:/\\]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/u,
    /\+7\d{10}/u,
    /[A-Za-z0-9+/]{100,}={0,2}/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
);

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
