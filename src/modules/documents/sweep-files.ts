import type { Db } from '#kit/db';
import type { FileStore } from './ports.ts';
import { usedHashes } from './store.ts';

/** No upload and no transaction lasts a day. */
const grace = 24 * 60 * 60 * 1000;

/** Removes bytes that nothing refers to any more. Runs once a night; safe at any time and in several processes. */
export async function sweepFiles(db: Db, store: FileStore, now: Date): Promise<number> {
  return store.sweep(new Date(now.getTime() - grace), (hashes) => usedHashes(db, hashes));
}
