import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { calendarSchema, createCalendar } from '../rules/calendar.ts';
import type { WorkingCalendar } from '../rules/calendar.ts';
import { parsePassport, parseRegulation } from '../rules/checker.ts';
import type { Read } from '../rules/finding.ts';
import { versionInForce } from '../rules/in-force.ts';
import type { Regulation, Service } from '../rules/regulation.ts';
import { commonPartsSchema, wholeDefinition } from '../rules/whole-definition.ts';
import type { CommonParts } from '../rules/whole-definition.ts';

/** The services of a folder `regulations/`, and the calendar by which their deadlines are counted. */
export interface Library {
  readonly services: readonly Service[];
  readonly calendar: WorkingCalendar;
  /** The services as they are at a moment: a new version, and its passport, from the day on which it takes effect. */
  servicesAt(at: Date): readonly Service[];
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

/** The YAML files of a folder by their names, in order. */
function readFolder(folder: string): [name: string, content: unknown][] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => [basename(name, '.yaml'), readYaml(join(folder, name))]);
}

/** What the services have alike, from a folder `common/`. */
export function readCommonParts(folder: string): CommonParts {
  return commonPartsSchema.parse({
    units: readYaml(join(folder, 'units.yaml')),
    channels: Object.fromEntries(readFolder(join(folder, 'channels'))),
    outputs: Object.fromEntries(readFolder(join(folder, 'outputs'))),
    notices: readYaml(join(folder, 'notices.yaml')),
    survey: readYaml(join(folder, 'survey.yaml')),
  });
}

/** A definition as it stands in its files: `regulation.yaml` and, beside it, what is long enough for a file of its own. */
export function readDefinition(folder: string): object {
  const own = ['notices', 'survey'].filter((name) => existsSync(join(folder, `${name}.yaml`)));
  return {
    ...(readYaml(join(folder, 'regulation.yaml')) as object),
    ...Object.fromEntries(own.map((name) => [name, readYaml(join(folder, `${name}.yaml`))])),
    form: readYaml(join(folder, 'form.yaml')),
    outputs: readFolder(join(folder, 'outputs')).map(([, output]) => output),
  };
}

/** One version. It takes the common parts of its own folder, where it was laid away with those of its time. */
function readRegulation(folder: string, common: CommonParts): Regulation {
  const passport = accepted(folder, parsePassport(readYaml(join(folder, 'passport.yaml'))));
  const kept = join(folder, 'common');
  const whole = wholeDefinition(readDefinition(folder), existsSync(kept) ? readCommonParts(kept) : common);
  return accepted(folder, parseRegulation(accepted(folder, whole), passport));
}

/** Earlier versions stand whole under `versions/<number>/`, for the applications that began under them. */
function readService(folder: string, id: string, common: CommonParts): { service: Service; versions: Regulation[] } {
  const passport = accepted(folder, parsePassport(readYaml(join(folder, 'passport.yaml'))));
  if (passport.id !== id) throw new Error(`The passport in ${folder} is that of ${passport.id}`);
  if (!existsSync(join(folder, 'regulation.yaml'))) return { service: { id, passport, regulation: undefined }, versions: [] };
  const regulation = readRegulation(folder, common);
  const earlier = existsSync(join(folder, 'versions')) ? readdirSync(join(folder, 'versions')) : [];
  const versions = [regulation, ...earlier.map((name) => readRegulation(join(folder, 'versions', name), common))];
  return { service: { id, passport, regulation }, versions };
}

/**
 * Reads and checks every definition of a folder: one folder a service, `common/` for what they have alike, and `calendar.yaml`.
 *
 * @throws an ordinary error that names every fault: a server with a faulty regulation does not start
 */
export function loadRegulations(folder: string): Library {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'common');
  const common = readCommonParts(join(folder, 'common'));
  const read = names
    .map(({ name }) => readService(join(folder, name), name, common))
    .sort((a, b) => (a.service.id < b.service.id ? -1 : 1));
  const regulations = new Map(read.flatMap(({ versions }) => versions.map((one) => [`${one.id}/${one.version}`, one])));
  const calendar = createCalendar(calendarSchema.parse(readYaml(join(folder, 'calendar.yaml'))));
  return {
    services: read.map(({ service }) => service),
    calendar,
    servicesAt(at) {
      return read.map(({ service, versions }) => {
        const regulation = versionInForce(versions, at, calendar);
        return { ...service, passport: regulation?.passport ?? service.passport, regulation };
      });
    },
    regulation(id, version) {
      const found = regulations.get(`${id}/${version}`);
      if (!found) throw new Error(`There is no version ${version} of ${id}`);
      return found;
    },
  };
}
