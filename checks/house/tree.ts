import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The checkout. */
export const root = resolve(import.meta.dirname, '../..');

/** A file of the repository as the checks see it. */
export interface SourceFile {
  /** From the checkout's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Something that may not be, and where. */
export interface Finding {
  readonly where: string;
  readonly what: string;
}

/** Paths that git knows, or would take at the next commit; those named by `patterns` (git's pathspecs), or all. */
export function trackedPaths(...patterns: readonly string[]): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  return [...new Set(listed.split('\n'))].filter((path) => path !== '' && existsSync(join(root, path))).sort();
}

export function readSource(path: string): SourceFile {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

const code = ['src', 'agent', 'twins', 'client', 'tools', 'seed', 'bench', 'checks'].map((part) => `${part}/*.ts`);

/** All TypeScript of the tree. */
export function sources(): SourceFile[] {
  return trackedPaths(...code).map(readSource);
}

/** Whether the file is a test or serves tests only. */
export function isTest(path: string): boolean {
  return /\.test\.ts$|\/testing[-a-z]*\.ts$|\/testing\/|^checks\/|^bench\//.test(path);
}

/** Findings of one look at each file. */
export function lookAt(files: readonly SourceFile[], look: (file: SourceFile) => readonly string[]): Finding[] {
  return files.flatMap((file) => look(file).map((what) => ({ where: file.path, what })));
}

/** `text` without comments, line by line as before, so that positions stay. Strings may lose what looks like a comment; no check minds. */
export function withoutComments(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
    .replaceAll(/(^|[^:'"`\\/])\/\/[^\n]*/g, '$1');
}
