import { join, resolve } from 'node:path';
import { modules } from '../../modules.mjs';
import type { Migrations } from '#kit/migrate';

const root = resolve(import.meta.dirname, '..');

/** The schemas of all modules, lowest first, after the kit's own. */
export const schemas: readonly Migrations[] = [
  { module: 'kit', folder: join(root, 'kit/migrations') },
  ...modules
    .filter(({ schema }) => schema)
    .map(({ name }) => ({ module: name, folder: join(root, 'modules', name, 'migrations') })),
];
