export { loadDirectory } from './adapters/folder.ts';
export { createCatalogue } from './rules/catalogue.ts';
export type { Catalogue, CatalogueEntry } from './rules/catalogue.ts';
export { catalogueRoutes } from './web/routes.ts';
export type { CatalogueRoutesOptions } from './web/routes.ts';
