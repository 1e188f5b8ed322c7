import type { RegistriesTexts } from '../kk/registries.ts';

export const registries: RegistriesTexts = {};
