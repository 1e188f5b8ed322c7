const placeholder = /\{\{([a-zA-Z0-9.]+)\}\}/g;

/** The names between double braces, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(placeholder), ([, name]) => name ?? ''))];
}

/**
 * A text of a definition with its places filled.
 *
 * @throws an ordinary error for a place without a value: the checker has proved that there is none
 */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(placeholder, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`Nothing fills {{${name}}}`);
    return value;
  });
}
