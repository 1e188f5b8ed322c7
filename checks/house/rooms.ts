import { isTest, withoutComments } from './tree.ts';
import type { SourceFile } from './tree.ts';

/** Files that may do what others may not, each with its reason. The list only gets shorter. */
type Exceptions = Readonly<Record<string, string>>;

export const environmentReaders: Exceptions = {
  'src/config.ts': 'the one configuration module (OPS-2)',
  'tools/start/start.ts': "hands the shell's PATH and HOME to its children; they are no settings of ours",
};

export const clockReaders: Exceptions = {
  'src/kit/clock.ts': 'the one clock',
};

/** @returns what breaks rule 3 of the house: the environment and the time are read in one place each. */
export function ambientFaults({ path, text }: SourceFile): string[] {
  if (isTest(path)) return [];
  const code = withoutComments(text);
  const faults: string[] = [];
  if (/\bprocess\.env\b/.test(code) && !(path in environmentReaders)) faults.push('reads process.env; take a Config');
  if (/\bDate\.now\(|\bnew Date\(\)/.test(code) && !(path in clockReaders))
    faults.push('reads the time; take `now: Date` or a Clock');
  return faults;
}

const emptyNames = /^(utils?|helpers?|commons?|managers?|misc|shared|lib)$/i;

/** Names that others gave. */
export const givenNames: Exceptions = {
  'agent/protocol/common-utils.ts': "NCALayer's module is called kz.gov.pki.knca.commonUtils",
};

/** @returns what breaks rule 10: a name that says nothing. */
export function nameFaults(path: string): string[] {
  if (path in givenNames) return [];
  return path
    .replace(/\.[a-z.]+$/, '')
    .split('/')
    .flatMap((part) => part.split(/[-_]/))
    .filter((word) => emptyNames.test(word))
    .map((word) => `«${word}» says nothing: name what is in it`);
}

/** @returns what breaks the rule of front doors: names are given one by one. */
export function doorFaults({ text }: SourceFile): string[] {
  return /^export \*/m.test(text) ? ['`export *` hides what a door gives: name it'] : [];
}
