import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

const isStory = (file: string): boolean => file.startsWith('checks/journeys/');

/** @returns paths of all test files of the tree; whole stories last, when everything that they are made of is proved. */
export function testFiles(): string[] {
  const files = globSync('{src,agent,twins,client,tools,seed,bench,checks}/**/*.test.ts', { cwd: root }).sort();
  return [...files.filter((file) => !isStory(file)), ...files.filter(isStory)].map((file) => join(root, file));
}
