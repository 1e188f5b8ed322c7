import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';

/** Key files are some kilobytes; what is larger is none. */
export const longestKeyFile = 1024 * 1024;

const extensions: ReadonlySet<string> = new Set(['.p12', '.pfx']);

/** Names of the key files of a folder, in order; none where it cannot be read. */
export function keyFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => extensions.has(extname(name).toLowerCase()))
      .sort();
  } catch {
    return [];
  }
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
