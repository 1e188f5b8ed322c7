import type { Writable } from 'node:stream';
import { parseLocale, texts } from '#text';
import type { Answer, Check, Command } from './command.ts';

/** The language of the terminal, as the system tells it; English where that is none of ours. */
function terminalTexts() {
  const [language] = Intl.DateTimeFormat().resolvedOptions().locale.split('-');
  return texts(parseLocale(language) ?? 'en').pki.commandLine;
}

/** The verdict, what was found, and what the command adds. */
export function printAnswer(answer: Answer, command: Command, output: Writable): void {
  const verdict = command.judges === false && !answer.unreadable ? [] : [verdictLine(answer)];
  const lines = [...verdict, ...(answer.unreadable ? [] : (command.describe?.(answer) ?? [])), ...answer.checks.map(checkLine)];
  output.write(`${lines.map(printable).join('\n')}\n`);
}

function verdictLine({ valid, unreadable, reason }: Answer): string {
  const words = terminalTexts();
  if (unreadable) return `${words.unreadable}: ${reason.replace(/^unreadable: /, '')}`;
  return valid ? words.valid : `${words.notValid}: ${reason}`;
}

function checkLine(check: Check): string {
  const status = terminalTexts().status[check.status];
  return `  ${check.name}: ${status}${check.detail === undefined ? '' : ` (${check.detail})`}`;
}

/** Names come out of foreign files: nothing in them may move the cursor. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, '\ufffd');
}

export function printUsage(output: Writable): void {
  output.write(`${terminalTexts().usage}\n`);
}
