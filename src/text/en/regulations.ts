import type { RegulationsTexts } from '../kk/regulations.ts';

export const regulations: RegulationsTexts = {};
