import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '#kit/clock';
import { Failure } from '#kit/failure';
import { sha256Hex } from '#kit/ids';
import type { FileStore } from '../ports.ts';

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

/** Waits until the folder's entry itself is on the disk; the rename is not durable before. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Marks a file as just put, so that a sweep which is under way leaves it alone. @returns false where there is none. */
async function touch(path: string, now: Date): Promise<boolean> {
  try {
    await utimes(path, now, now);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function sweepFolder(folder: string, before: Date, isUsed: Parameters<FileStore['sweep']>[1]): Promise<number> {
  const old: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    const path = join(entry.parentPath, entry.name);
    // Parts that a crash left behind are swept too: nothing refers to their names.
    if (entry.isFile() && (await stat(path)).mtime < before) old.push(path);
  }
  const used = await isUsed(old.map((path) => basename(path)).filter((name) => name.length === 64));
  const unused = old.filter((path) => !used.has(basename(path)));
  await Promise.all(unused.map((path) => rm(path, { force: true })));
  return unused.length;
}

/** Files in a folder, two levels deep by the beginning of their hash. */
export function folderFileStore(folder: string, clock: Clock): FileStore {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  return {
    async put(bytes) {
      const sha256 = sha256Hex(bytes);
      const path = pathOf(sha256);
      if (await touch(path, clock.now())) return sha256;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeDurably(path, bytes);
      await touch(path, clock.now());
      return sha256;
    },
    async read(sha256) {
      try {
        return await readFile(pathOf(sha256));
      } catch (error) {
        throw isMissing(error) ? new Failure('notFound') : error;
      }
    },
    sweep: (before, isUsed) => sweepFolder(folder, before, isUsed),
  };
}
