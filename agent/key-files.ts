import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';

/** Key files are some kilobytes; what is larger is none. */
export const longestKeyFile = 1024 * 1024;

const extensions: ReadonlySet<string> = new Set(['.p12', '.pfx']);

/** More than this is no folder of keys. */
const mostFiles = 200;

function namesIn(folder: string): { files: string[]; folders: string[] } {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name, 'en'));
    const files = entries.filter((entry) => !entry.isDirectory() && extensions.has(extname(entry.name).toLowerCase()));
    const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    return { files: files.map(({ name }) => name), folders: folders.map(({ name }) => name) };
  } catch {
    return { files: [], folders: [] };
  }
}

/** The key files of a folder and of the folders in it, by their paths from there; none where it cannot be read. */
export function keyFilesIn(folder: string): string[] {
  const { files, folders } = namesIn(folder);
  const inner = folders.slice(0, mostFiles).flatMap((name) => namesIn(join(folder, name)).files.map((file) => join(name, file)));
  return [...files, ...inner].slice(0, mostFiles);
}

/** @returns the folder's absolute path, or undefined where `text` names none. */
export function folderNamed(text: string): string | undefined {
  const path = resolve(text);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : undefined;
}

/** @returns the bytes of a listed key file; undefined where it is not (or no longer) in the folder or too large. */
export function readKeyFile(folder: string, name: string): Uint8Array | undefined {
  if (!keyFilesIn(folder).includes(name)) return undefined;
  const path = join(folder, name);
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  return size === undefined || size > longestKeyFile ? undefined : readFileSync(path);
}
