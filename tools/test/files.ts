import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Parts of the tests in the order in which they run: whole stories last, when everything that they are made of is proved. */
const parts = ['src', 'agent', 'twins', 'client', 'tools', 'seed', 'bench', 'checks/*.test.ts', 'checks/running', 'checks/reliability', 'checks/journeys'];

/** @returns paths of all test files of the tree. */
export function testFiles(): string[] {
  return parts.flatMap((part) => {
    const pattern = part.endsWith('.ts') ? part : `${part}/**/*.test.ts`;
    return globSync(pattern, { cwd: root })
      .sort()
      .map((file) => join(root, file));
  });
}
