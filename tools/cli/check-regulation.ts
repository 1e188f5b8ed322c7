import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { checkRawTables, findingText, rawTablesSchema } from '#regulations';
import type { Finding } from '#regulations';
import type { Answer, Command } from './command.ts';
import { parseRequest } from './inputs.ts';
import { findDefinitions, foldersRequest, reading } from './regulations.ts';

/** What was found in one folder, or in one file of tables as they are printed. */
interface Checked {
  readonly folder: string;
  /** The service's id; undefined where not even its passport can be used, and for tables. */
  readonly service: string | undefined;
  readonly versions: readonly number[];
  readonly findings: readonly Finding[];
}

function checkFile(file: string): Checked {
  const findings = reading(file, () => checkRawTables(rawTablesSchema.parse(parse(readFileSync(file, 'utf8')))));
  return { folder: file, service: undefined, versions: [], findings };
}

function checkFolder(folder: string): Checked[] {
  return findDefinitions([folder]).map(({ folder: found, passport, versions, findings }) => ({
    folder: found,
    service: passport?.id,
    versions: versions.map(({ version }) => version),
    findings,
  }));
}

function run(json: unknown): Answer {
  const { folders } = parseRequest(foldersRequest, json);
  const definitions = folders.flatMap((name) => (name.endsWith('.yaml') ? [checkFile(name)] : checkFolder(name)));
  const found = definitions.flatMap(({ findings }) => findings);
  const [first] = found;
  return {
    valid: first === undefined,
    reason: first === undefined ? 'valid' : `${first.code}: ${first.path}: ${first.reason}`,
    checks: [],
    definitions,
  };
}

function describe(answer: Answer): string[] {
  // The field is what `run` put into it: an answer is described by the command that gave it.
  const definitions = answer['definitions'] as readonly Checked[];
  return definitions.flatMap(({ folder, findings }) => [
    `${folder}: ${findings.length}`,
    ...findings.flatMap((finding) => findingText(finding).split('\n')).map((line) => `  ${line}`),
  ]);
}

/** `check-regulation`: proves of definitions that they can be executed, or says what is wrong and by which way it shows (PRO-6). */
export const command: Command = { options: {}, subject: { field: 'folders', several: true }, run, describe };
