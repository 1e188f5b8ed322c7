import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { testPostgres } from '#kit/testing';
import { withBlock } from './blocks.ts';
import type { Block } from './blocks.ts';
import { openEstate } from './estate.ts';
import { routeBlocks } from './route-blocks.ts';
import { staticBlocks } from './static-blocks.ts';

const root = resolve(import.meta.dirname, '../..');

/** @returns the pages that are not what the code says. */
async function differing(blocks: readonly Block[]): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  for (const block of blocks) {
    const path = join(root, block.page);
    const before = pages.get(block.page) ?? (await readFile(path, 'utf8'));
    const after = withBlock(before, block);
    if (after !== before) pages.set(block.page, after);
  }
  return pages;
}

/** Routes are known when the sites are built; that takes a database. */
async function blocksOfRoutes(): Promise<Block[]> {
  const postgres = await testPostgres();
  try {
    await using estate = await openEstate();
    return routeBlocks(estate.routes);
  } finally {
    if (!postgres.adopted) await postgres.stop();
  }
}

/** `--check` looks only, and leaves out the routes: their table is proved by checks/running/routes.test.ts. */
if (process.argv.includes('--check')) {
  const pages = [...(await differing(staticBlocks())).keys()];
  if (pages.length > 0) {
    process.stderr.write(`Not what the code says; run make docs:\n  ${pages.join('\n  ')}\n`);
    process.exitCode = 1;
  }
} else {
  const pages = await differing([...staticBlocks(), ...(await blocksOfRoutes())]);
  for (const [page, text] of pages) await writeFile(join(root, page), text);
  process.stdout.write(pages.size === 0 ? 'docs/ is what the code says\n' : `Written: ${[...pages.keys()].join(', ')}\n`);
}
