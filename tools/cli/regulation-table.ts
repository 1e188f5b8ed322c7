import { annexLine, annexRows } from '#regulations';
import type { AnnexRow } from '#regulations';
import type { Answer, Command } from './command.ts';
import { Unreadable } from './command.ts';
import { parseRequest } from './inputs.ts';
import { findDefinitions, foldersRequest } from './regulations.ts';

function run(json: unknown): Answer {
  const { folders } = parseRequest(foldersRequest, json);
  const rows = findDefinitions(folders).flatMap(({ folder, versions: [current], findings }) => {
    if (findings.length > 0) throw new Unreadable(`${folder}: the definition is faulty; check-regulation says what is wrong`);
    return current ? annexRows(current) : [];
  });
  return { valid: true, reason: 'read', checks: [], rows };
}

function describe(answer: Answer): string[] {
  // The field is what `run` put into it: an answer is described by the command that gave it.
  return (answer['rows'] as readonly AnnexRow[]).map(annexLine);
}

/** `regulation-table`: the tables of the annexes as lines of CSV, written from the data (PRO-5). */
export const command: Command = {
  options: {},
  subject: { field: 'folders', several: true },
  judges: false,
  run,
  describe,
};
