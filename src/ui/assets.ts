import { join } from 'node:path';

/** Built files by the name that pages ask for: `portal.css` → `portal-1A2B3C4D.css`. */
export type AssetManifest = Readonly<Record<string, string>>;

/** Where built files are served; their names carry a hash of their content, so that they may be kept for ever. */
export const assetsPath = '/assets/';

const folder = import.meta.dirname;

/**
 * Builds the style sheets with their fonts and the icon into one folder; about 50 ms.
 *
 * @returns the manifest; put together with that of the browser islands it feeds `assetUrls`.
 */
export async function buildStyles(outDir: string): Promise<AssetManifest> {
  // Only who builds loads the bundler: a server that runs has no use for it.
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: ['portal.css', 'workplace.css', 'hall.css']
      .map((name) => join(folder, 'styles', name))
      .concat(join(folder, 'assets', 'icon.svg')),
    outdir: outDir,
    absWorkingDir: folder,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: assetsPath,
    bundle: true,
    minify: true,
    metafile: true,
    legalComments: 'none',
    logLevel: 'silent',
    loader: { '.woff2': 'file', '.svg': 'copy' },
    target: ['chrome111', 'edge111', 'firefox113', 'safari16.4'],
  });
  return Object.fromEntries(Object.keys(result.metafile.outputs).map((path) => namesOf(path)));
}

/** `…/portal-1A2B3C4D.css` → `['portal.css', 'portal-1A2B3C4D.css']`. */
function namesOf(path: string): [string, string] {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return [file.replace(/-[0-9A-Z]{8}(\.[a-z0-9]+)$/, '$1'), file];
}

/**
 * The `assets` of a page's context.
 *
 * @throws Error for a name that was not built: a page must not ask for what is not there.
 */
export function assetUrls(...manifests: readonly AssetManifest[]): (name: string) => string {
  const files = new Map(manifests.flatMap((manifest) => Object.entries(manifest)));
  return (name) => {
    const file = files.get(name);
    if (file === undefined) throw new Error(`asset ${name} was not built`);
    return assetsPath + file;
  };
}
