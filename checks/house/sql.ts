import { withoutComments } from './tree.ts';
import type { SourceFile } from './tree.ts';

const speaks = /\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|withTables)\b|\bsql(?:<[^`;]*>)?`|\bsql\.raw\(/;

/** Plumbing that works on the kit's own schema, or on the server as a whole. */
const inKit = /^src\/kit\/(jobs-store|idempotency|migrate|signals|db|postgres|testing)\.ts$/;

function isStore(path: string): boolean {
  return /\/store\.ts$|\/store\//.test(path) || inKit.test(path);
}

/** @returns the module whose schema a file may touch. */
function ownerOf(path: string): string | undefined {
  return /^src\/modules\/([^/]+)\//.exec(path)?.[1] ?? (path.startsWith('src/kit/') ? 'kit' : undefined);
}

/** @returns words `schema.` before a name, of the schemas that there are. */
function schemasIn(text: string, schemas: readonly string[]): string[] {
  const named = new RegExp(String.raw`(?<![\w.#/])(${schemas.join('|')})\.[a-z_]+`, 'g');
  return [...new Set([...text.matchAll(named)].map((match) => match[1] ?? ''))];
}

/** Strings and templates of a text, where SQL and table names stand. */
function quoted(text: string): string {
  return [...text.matchAll(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g)].map(([literal]) => literal).join('\n');
}

/** @returns what breaks rule 3: SQL outside of stores, or a store in somebody else's schema. */
export function sqlFaults({ path, text }: SourceFile, schemas: readonly string[]): string[] {
  const code = withoutComments(text);
  if (!isStore(path)) return speaks.test(code) ? ['speaks SQL outside of a store'] : [];
  const owner = ownerOf(path);
  return schemasIn(quoted(code), schemas)
    .filter((schema) => schema !== owner)
    .map((schema) => `touches the schema ${schema}; ask its module`);
}

/** @returns what is wrong with a module's migrations: `0001-what.sql` without gaps, on the own schema. */
export function migrationFaults({ path, text }: SourceFile, schemas: readonly string[]): string[] {
  const owner = ownerOf(path);
  const code = text.replaceAll(/--[^\n]*/g, '');
  const foreign = schemasIn(code, schemas)
    .filter((schema) => schema !== owner)
    .map((schema) => `touches the schema ${schema}`);
  const unnamed = [...code.matchAll(/\b(?:create|alter|drop) table (?:if (?:not )?exists )?([a-z_]+)(?=[\s(;])/gi)]
    .filter(([, name]) => name !== undefined)
    .map(([, name]) => `«${name}» does not name its schema`);
  return [...foreign, ...unnamed];
}

/** @returns where numbers of migrations have a gap or a name is not `0001-what.sql`. */
export function numberingFaults(names: readonly string[]): string[] {
  return names.flatMap((name, index) => {
    const number = String(index + 1).padStart(4, '0');
    return new RegExp(`^${number}-[a-z0-9-]+\\.sql$`).test(name) ? [] : [`${name} is not ${number}-<what>.sql`];
  });
}
