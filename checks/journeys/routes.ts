import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A route of a site and who may call it. */
export interface ListedRoute {
  readonly site: string;
  readonly method: string;
  readonly url: string;
  readonly access: string;
}

const page = readFileSync(join(import.meta.dirname, '../../docs/operations/routes.md'), 'utf8');

/** All routes, from the table in docs/operations, which another test holds equal to what the sites have. */
export const routes: readonly ListedRoute[] = page.split('<!-- routes of ').flatMap((part) => {
  const site = part.split(':')[0] ?? '';
  return [...part.matchAll(/^\| `([^`]+)` \| ([A-Z]+) \| (\w+) \|$/gm)].map(([, url = '', method = '', access = '']) => ({
    site,
    method,
    url,
    access,
  }));
});
