export { loadDirectory } from './adapters/folder.ts';
export { createCatalogue } from './rules/catalogue.ts';
export type { Catalogue, CatalogueEntry, CatalogueSources } from './rules/catalogue.ts';
export type { Bodies, Centre, ProviderBody, Rubric, Section } from './rules/directory.ts';
export { catalogueRoutes } from './web/routes.ts';
export type { CatalogueRoutesOptions } from './web/routes.ts';
export { homePage } from './web/pages/home-page.ts';
export type { HomeProps } from './web/pages/home-page.ts';
