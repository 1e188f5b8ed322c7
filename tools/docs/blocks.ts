/** A part of a page that is made from the code: between `<!-- name: made by make docs -->` and `<!-- /name -->`. */
export interface Block {
  /** From the checkout's root. */
  readonly page: string;
  readonly name: string;
  readonly text: string;
}

function bounds(name: string): { readonly start: string; readonly end: string } {
  return { start: `<!-- ${name}: made by make docs -->`, end: `<!-- /${name} -->` };
}

/**
 * @returns the page with the block's text in its place.
 * @throws where the page has no such place.
 */
export function withBlock(page: string, { name, text }: Pick<Block, 'name' | 'text'>): string {
  const { start, end } = bounds(name);
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`The page has no place for «${name}»: ${start} … ${end}`);
  return `${page.slice(0, from + start.length)}\n\n${text.trim()}\n\n${page.slice(to)}`;
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
