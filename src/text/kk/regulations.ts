export const regulations = {};
export type RegulationsTexts = typeof regulations;
