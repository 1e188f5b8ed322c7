import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { calendarSchema, createCalendar } from '../rules/calendar.ts';
import type { WorkingCalendar } from '../rules/calendar.ts';
import { checkVersions } from '../rules/check-passport.ts';
import type { Surroundings } from '../rules/check-sources.ts';
import { parsePassport, parseRegulation, reported } from '../rules/checker.ts';
import { findingText } from '../rules/finding.ts';
import type { Finding, Read } from '../rules/finding.ts';
import { nextInForce, versionInForce } from '../rules/in-force.ts';
import type { Passport } from '../rules/passport.ts';
import type { Regulation, Service } from '../rules/regulation.ts';
import { commonPartsSchema, wholeDefinition } from '../rules/whole-definition.ts';
import type { CommonParts } from '../rules/whole-definition.ts';

/** The services of a folder `regulations/`, and the calendar by which their deadlines are counted. */
export interface Library {
  readonly services: readonly Service[];
  readonly calendar: WorkingCalendar;
  /** The services as they are at a moment: a new version, and its passport, from the day on which it takes effect. */
  servicesAt(at: Date): readonly Service[];
  /** When {@link servicesAt} answers otherwise next; undefined where no version is to come. */
  nextChange(at: Date): Date | undefined;
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

/** What a definition is read with: the common parts beside it, and what it may name. */
export interface Beside {
  readonly common: CommonParts;
  readonly surroundings?: Surroundings;
}

/** One version. It takes the common parts of its own folder, where it was laid away with those of its time. */
function readRegulation(folder: string, passport: Passport, { common, surroundings }: Beside): Read<Regulation> {
  const kept = join(folder, 'common');
  const whole = wholeDefinition(readDefinition(folder), existsSync(kept) ? readCommonParts(kept) : common);
  return whole.kind === 'read' ? parseRegulation(whole.value, passport, surroundings) : whole;
}

/** What stands in the folder of one service: its versions, the newest first, as far as they are sound, and every fault. */
export interface ExaminedService {
  readonly passport: Passport | undefined;
  readonly versions: readonly Regulation[];
  readonly findings: readonly Finding[];
}

function faultsOf(read: Read<unknown>, under = ''): Finding[] {
  return read.kind === 'read' ? [] : read.findings.map((finding) => ({ ...finding, path: under + finding.path }));
}

function valueOf<T>(read: Read<T>): T | undefined {
  return read.kind === 'read' ? read.value : undefined;
}

/** An earlier version stands whole under `versions/<number>/`, for the applications that began under it. */
function readEarlier(folder: string, beside: Beside): { read: Read<Regulation>; under: string }[] {
  const names = existsSync(join(folder, 'versions')) ? readdirSync(join(folder, 'versions')) : [];
  return names.sort().map((name) => {
    const kept = join(folder, 'versions', name);
    const passport = parsePassport(readYaml(join(kept, 'passport.yaml')), beside.surroundings);
    const read = passport.kind === 'read' ? readRegulation(kept, passport.value, beside) : passport;
    return { read, under: `versions.${name}.` };
  });
}

/**
 * Reads and checks the definition in a service's folder. A passport without `regulation.yaml` is a service that cannot be ordered yet.
 *
 * @throws an ordinary error for a file that is not there or is no YAML
 */
export function examineService(folder: string, beside: Beside): ExaminedService {
  const read = parsePassport(readYaml(join(folder, 'passport.yaml')), beside.surroundings);
  const passport = valueOf(read);
  if (!passport) return { passport, versions: [], findings: faultsOf(read) };
  if (!existsSync(join(folder, 'regulation.yaml'))) return { passport, versions: [], findings: [] };
  const all = [{ read: readRegulation(folder, passport, beside), under: '' }, ...readEarlier(folder, beside)];
  const versions = all.flatMap((one) => valueOf(one.read) ?? []);
  const between = reported((report) => {
    for (const { id } of versions)
      if (id !== passport.id) report('shape', 'id', `the regulation of ${id} stands beside the passport of ${passport.id}`);
    checkVersions(versions, report);
  });
  return { passport, versions, findings: [...all.flatMap((one) => faultsOf(one.read, one.under)), ...between] };
}

/** @throws an ordinary error that names every fault, and for a folder that is named otherwise than its service */
function readService(folder: string, id: string, beside: Beside): { service: Service; versions: readonly Regulation[] } {
  const { passport, versions, findings } = examineService(folder, beside);
  const lines = findings.map((finding) => `  ${findingText(finding)}`);
  if (!passport || lines.length > 0) throw new Error([`The definition in ${folder} is refused:`, ...lines].join('\n'));
  if (passport.id !== id) throw new Error(`The passport in ${folder} is that of ${passport.id}`);
  return { service: { id, passport, regulation: versions[0] }, versions };
}

/**
 * Reads and checks every definition of a folder: one folder a service, `common/` for what they have alike, and `calendar.yaml`.
 *
 * @throws an ordinary error that names every fault: a server with a faulty regulation does not start
 */
export function loadRegulations(folder: string, surroundings: Surroundings = {}): Library {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'common');
  const common = readCommonParts(join(folder, 'common'));
  const read = names
    .map(({ name }) => readService(join(folder, name), name, { common, surroundings }))
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
    nextChange: (at) => nextInForce(Array.from(regulations.values()), at, calendar),
    regulation(id, version) {
      const found = regulations.get(`${id}/${version}`);
      if (!found) throw new Error(`There is no version ${version} of ${id}`);
      return found;
    },
  };
}
