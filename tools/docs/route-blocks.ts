import { table } from './blocks.ts';
import type { Block } from './blocks.ts';
import type { SiteRoute } from './estate.ts';

/** Who may call what (SEC-1), a table for each site. */
export function routeBlocks(routes: readonly SiteRoute[]): Block[] {
  const bySite = Map.groupBy(routes, ({ site }) => site);
  return [...bySite].map(([site, own]) => {
    const sorted = own.toSorted((a, b) => (a.url === b.url ? a.method.localeCompare(b.method) : a.url < b.url ? -1 : 1));
    const rows = sorted.map(({ method, url, access }) => [`\`${url}\``, method, access]);
    return { page: 'docs/operations/routes.md', name: `routes of ${site}`, text: table(['address', 'method', 'who'], rows) };
  });
}
