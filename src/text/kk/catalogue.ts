export const catalogue = {};
export type CatalogueTexts = typeof catalogue;
