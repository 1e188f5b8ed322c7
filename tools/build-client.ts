import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Built files by the name that pages ask for: `signing.js` → `signing-1A2B3C4D.js`. */
export type ClientManifest = Readonly<Record<string, string>>;

const folder = join(import.meta.dirname, '../client');

/** Each folder of `client/` with a `main.ts` is an island: `client/signing/main.ts` → `signing.js`. */
function islands(): Record<string, string> {
  const found = readdirSync(folder).map((name) => [name, join(folder, name, 'main.ts')] as const);
  return Object.fromEntries(found.filter(([, main]) => existsSync(main)));
}

/**
 * Bundles the browser islands into `outDir`, each with a hash of its content in its name. What islands share, and what one loads only when it
 * is needed, stands in files of their own beside them.
 *
 * @returns the manifest; put together with that of `buildStyles` it feeds `assetUrls`
 */
export async function buildClient(outDir: string): Promise<ClientManifest> {
  // Only who builds loads the bundler: a server that runs has no use for it.
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: islands(),
    outdir: outDir,
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome119', 'edge119', 'firefox121', 'safari17.4'],
    minify: true,
    metafile: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  const outputs = Object.entries(result.metafile.outputs);
  return Object.fromEntries(
    outputs.flatMap(([path, { entryPoint }]) => (entryPoint?.endsWith('main.ts') ? [namesOf(path)] : [])),
  );
}

/** `…/signing-1A2B3C4D.js` → `['signing.js', 'signing-1A2B3C4D.js']`. */
function namesOf(path: string): [string, string] {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return [file.replace(/-[0-9A-Z]{8}(\.js)$/, '$1'), file];
}
