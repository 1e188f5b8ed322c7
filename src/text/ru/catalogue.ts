import type { CatalogueTexts } from '../kk/catalogue.ts';

export const catalogue: CatalogueTexts = {};
