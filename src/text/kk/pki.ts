export const pki = {};
export type PkiTexts = typeof pki;
