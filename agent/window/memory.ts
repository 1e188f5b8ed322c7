import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What the window remembers from one request to the next, and over a restart. Never a password. */
export interface Memory {
  readonly folder: string;
  /** The key file last opened, if it was one of the folder's. */
  readonly file?: string | undefined;
}

const stored = z.object({ folder: z.string(), file: z.string().optional() });

/** Keeps the folder and file in `window.json` of the agent's data folder; without it, or with a damaged one, begins with `folder`. */
export function openMemory(dataDir: string, folder: string): { recall(): Memory; remember(memory: Memory): void } {
  const path = join(dataDir, 'window.json');
  let memory = read(path) ?? { folder };
  return {
    recall: () => memory,
    remember: (next) => {
      memory = next;
      mkdirSync(dataDir, { recursive: true });
      writeFileSync(`${path}.new`, JSON.stringify(next));
      renameSync(`${path}.new`, path);
    },
  };
}

function read(path: string): Memory | undefined {
  try {
    return stored.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
