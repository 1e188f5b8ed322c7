export { loadDirectory } from './adapters/folder.ts';
export type { CatalogueEntry } from './rules/catalogue.ts';
export { catalogueInForce } from './in-force.ts';
export type { CatalogueInForce } from './in-force.ts';
export { catalogueRoutes } from './web/routes.ts';
export type { CatalogueRoutesOptions } from './web/routes.ts';
