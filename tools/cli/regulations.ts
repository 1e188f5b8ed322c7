import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { loadDirectory } from '#catalogue';
import { examineService, readCommonParts } from '#regulations';
import type { Beside, ExaminedService } from '#regulations';
import { registerSurroundings } from '../../src/register-surroundings.ts';
import { Unreadable } from './command.ts';
import { listOf } from './inputs.ts';

/** Folders of services, or folders that hold them. */
export const foldersRequest = z.object({ folders: listOf(z.string()) });

/** The definitions that this installation came with: a folder that stands alone takes from them what it has not beside it. */
const own = resolve(import.meta.dirname, '../../regulations');

/** A definition with the folder from which it was read. */
export interface FoundDefinition extends ExaminedService {
  readonly folder: string;
}

/** Runs what reads files; what is missing or cannot be read is the answer. */
export function reading<T>(folder: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Unreadable(`${folder}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}

function isService(folder: string): boolean {
  return existsSync(join(folder, 'passport.yaml'));
}

/** The services in a folder: itself, or those that stand in it. */
function servicesIn(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Unreadable(`${folder}: there is no such folder`);
  if (isService(folder)) return [folder];
  const found = readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter(isService);
  if (found.length === 0) throw new Unreadable(`${folder}: there is no passport.yaml in it`);
  return found;
}

function firstWith(name: string, folders: readonly string[]): string {
  return folders.find((folder) => existsSync(join(folder, name))) ?? own;
}

/** What stands beside a service: common parts and directories of its own library, else those of this installation. */
function besideOf(service: string): Beside {
  const library = [dirname(service)];
  const { sections, bodies } = loadDirectory(
    existsSync(join(dirname(service), 'rubrics.yaml')) ? firstWith('bodies.yaml', library) : own,
  );
  return {
    common: readCommonParts(join(firstWith('common', library), 'common')),
    surroundings: {
      registers: registerSurroundings,
      bodyKinds: bodies.providers.map(({ kind }) => kind),
      rubrics: sections.flatMap(({ id, rubrics }) => rubrics.map((rubric) => `${id}/${rubric.id}`)),
    },
  };
}

/** Reads and checks the definitions in the given folders. @throws Unreadable for what is not there or is no YAML */
export function findDefinitions(folders: readonly string[]): FoundDefinition[] {
  return folders.flatMap(servicesIn).map((folder) => {
    const service = resolve(folder);
    return reading(folder, () => ({ folder, ...examineService(service, besideOf(service)) }));
  });
}
