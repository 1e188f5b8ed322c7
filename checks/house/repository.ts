import type { SourceFile } from './tree.ts';

/** Each thing that has no place in a repository, and how it looks. */
const unwanted: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}/,
  'a path of one machine': /(?<![\w.:$}*-])\/(?:root|home\/[a-z][\w-]*|Users\/[A-Za-z][\w-]*|work)\/\w/,
  // `user:…@` is how examples are written.
  'a password in an address': /\b[a-z][a-z+]*:\/\/(?!user:)[^\s:/@"'`$<{]+:[^\s:/@"'`$<{]{3,}@[a-z0-9]/i,
  'a package source of somebody': /"resolved":\s*"(?!https:\/\/registry\.npmjs\.org\/)/,
};

/** @returns what a file holds that must not be published (SEC-12). */
export function repositoryFaults({ text }: SourceFile): string[] {
  return Object.entries(unwanted).flatMap(([what, pattern]) => {
    const found = pattern.exec(text);
    return found === null ? [] : [`${what}: ${found[0].slice(0, 40)}…`];
  });
}

/** Key stores and settings with secrets are recognised by their names. */
export function secretFile(path: string): boolean {
  return /\.(p12|pfx|jks|key|env|npmrc|netrc)$|(^|\/)\.(env|npmrc|netrc)[^/]*$|(^|\/)id_(rsa|ecdsa|ed25519)/.test(path);
}
