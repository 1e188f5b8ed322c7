import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { calendarSchema, createCalendar } from '../rules/calendar.ts';
import type { WorkingCalendar } from '../rules/calendar.ts';
import { parsePassport, parseRegulation } from '../rules/checker.ts';
import type { Read } from '../rules/checker.ts';
import type { Regulation, Service } from '../rules/regulation.ts';

/** The services of a folder `regulations/`, and the calendar by which their deadlines are counted. */
export interface Library {
  readonly services: readonly Service[];
  readonly calendar: WorkingCalendar;
  /**
   * A running application stays on its version.
   *
   * @throws an ordinary error for a version that is not in the folder
   */
  regulation(id: string, version: number): Regulation;
}

function readYaml(file: string): unknown {
  return parse(readFileSync(file, 'utf8'), { version: '1.2', schema: 'core' });
}

function accepted<T>(folder: string, read: Read<T>): T {
  if (read.kind === 'read') return read.value;
  const findings = read.findings.map(({ code, path, reason }) => `  ${path}: ${reason} (${code})`);
  throw new Error([`The definition in ${folder} is refused:`, ...findings].join('\n'));
}

/** One version: `regulation.yaml` and, beside it, what is long enough for a file of its own. */
function readRegulation(folder: string): Regulation {
  const passport = accepted(folder, parsePassport(readYaml(join(folder, 'passport.yaml'))));
  const outputs = readdirSync(join(folder, 'outputs')).filter((name) => name.endsWith('.yaml'));
  const parts = {
    ...(readYaml(join(folder, 'regulation.yaml')) as object),
    form: readYaml(join(folder, 'form.yaml')),
    notices: readYaml(join(folder, 'notices.yaml')),
    survey: readYaml(join(folder, 'survey.yaml')),
    outputs: outputs.sort().map((name) => readYaml(join(folder, 'outputs', name))),
  };
  return accepted(folder, parseRegulation(parts, passport));
}

/** Earlier versions stand whole under `versions/<number>/`, for the applications that began under them. */
function readService(folder: string, id: string): { service: Service; versions: Regulation[] } {
  const passport = accepted(folder, parsePassport(readYaml(join(folder, 'passport.yaml'))));
  if (passport.id !== id) throw new Error(`The passport in ${folder} is that of ${passport.id}`);
  if (!existsSync(join(folder, 'regulation.yaml'))) return { service: { id, passport, regulation: undefined }, versions: [] };
  const regulation = readRegulation(folder);
  const earlier = existsSync(join(folder, 'versions')) ? readdirSync(join(folder, 'versions')) : [];
  const versions = [regulation, ...earlier.map((name) => readRegulation(join(folder, 'versions', name)))];
  return { service: { id, passport, regulation }, versions };
}

/**
 * Reads and checks every definition of a folder: one folder a service, and `calendar.yaml`.
 *
 * @throws an ordinary error that names every fault: a server with a faulty regulation does not start
 */
export function loadRegulations(folder: string): Library {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const read = names
    .map(({ name }) => readService(join(folder, name), name))
    .sort((a, b) => (a.service.id < b.service.id ? -1 : 1));
  const regulations = new Map(read.flatMap(({ versions }) => versions.map((one) => [`${one.id}/${one.version}`, one])));
  return {
    services: read.map(({ service }) => service),
    calendar: createCalendar(calendarSchema.parse(readYaml(join(folder, 'calendar.yaml')))),
    regulation(id, version) {
      const found = regulations.get(`${id}/${version}`);
      if (!found) throw new Error(`There is no version ${version} of ${id}`);
      return found;
    },
  };
}
