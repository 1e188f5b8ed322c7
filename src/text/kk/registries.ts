export const registries = {};
export type RegistriesTexts = typeof registries;
